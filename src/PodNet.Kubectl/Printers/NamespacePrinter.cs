using PodNet.Model.Collections;

namespace PodNet.Kubectl.Printers;

/// <summary>Namespaces.</summary>
public sealed class NamespacePrinter : ResourcePrinter
{
    /// <inheritdoc/>
    public override string Kind => "Namespace";

    /// <inheritdoc/>
    public override ValueList<Column> Columns { get; } = ["NAME", "STATUS", Column.Age];

    /// <inheritdoc/>
    public override IEnumerable<string> Cells(ApiMap content, RowRequest asked) => [content.Text("status", "phase") ?? "", Age(content, asked)];
}
