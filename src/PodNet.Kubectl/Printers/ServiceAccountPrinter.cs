using PodNet.Model.Collections;

namespace PodNet.Kubectl.Printers;

/// <summary>Service accounts.</summary>
public sealed class ServiceAccountPrinter : ResourcePrinter
{
    /// <inheritdoc/>
    public override string Kind => "ServiceAccount";

    /// <inheritdoc/>
    public override ValueList<Column> Columns { get; } = ["NAME", "SECRETS", Column.Age];

    /// <inheritdoc/>
    public override IEnumerable<string> Cells(ApiMap content, RowRequest asked) =>
        [content.List("secrets").Count.ToString(System.Globalization.CultureInfo.InvariantCulture), Age(content, asked)];
}
