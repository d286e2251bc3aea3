using PodNet.Model.Collections;

namespace PodNet.Kubectl.Printers;

/// <summary>StatefulSets.</summary>
public sealed class StatefulSetPrinter : ResourcePrinter
{
    /// <inheritdoc/>
    public override string Kind => "StatefulSet";

    /// <inheritdoc/>
    public override ValueList<Column> Columns { get; } = ["NAME", "READY", Column.Age, Column.Wide("CONTAINERS"), Column.Wide("IMAGES")];

    /// <inheritdoc/>
    public override IEnumerable<string> Cells(ApiMap content, RowRequest asked) =>
        [$"{Number(content, "status", "readyReplicas")}/{Number(content, "spec", "replicas")}", Age(content, asked), .. WorkloadCells.Containers(content)];
}
