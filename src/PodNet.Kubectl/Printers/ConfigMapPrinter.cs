using PodNet.Model.Collections;

namespace PodNet.Kubectl.Printers;

/// <summary>Config maps.</summary>
public sealed class ConfigMapPrinter : ResourcePrinter
{
    /// <inheritdoc/>
    public override string Kind => "ConfigMap";

    /// <inheritdoc/>
    public override ValueList<Column> Columns { get; } = ["NAME", "DATA", Column.Age];

    /// <inheritdoc/>
    public override IEnumerable<string> Cells(ApiMap content, RowRequest asked) =>
        [(content.Map("data").Count + content.Map("binaryData").Count).ToString(System.Globalization.CultureInfo.InvariantCulture), Age(content, asked)];
}
