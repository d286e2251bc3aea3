using PodNet.Model.Collections;

namespace PodNet.Kubectl.Printers;

/// <summary>ReplicaSets.</summary>
public sealed class ReplicaSetPrinter : ResourcePrinter
{
    /// <inheritdoc/>
    public override string Kind => "ReplicaSet";

    /// <inheritdoc/>
    public override ValueList<Column> Columns { get; } = ["NAME", "DESIRED", "CURRENT", "READY", Column.Age,
        Column.Wide("CONTAINERS"), Column.Wide("IMAGES"), Column.Wide("SELECTOR")];

    /// <inheritdoc/>
    public override IEnumerable<string> Cells(ApiMap content, RowRequest asked) =>
        [Number(content, "spec", "replicas"), Number(content, "status", "replicas"), Number(content, "status", "readyReplicas"), Age(content, asked),
            .. WorkloadCells.Of(content)];
}
