using PodNet.Model.Collections;

namespace PodNet.Kubectl.Printers;

/// <summary>DaemonSets.</summary>
public sealed class DaemonSetPrinter : ResourcePrinter
{
    /// <inheritdoc/>
    public override string Kind => "DaemonSet";

    /// <inheritdoc/>
    public override ValueList<Column> Columns { get; } = [
        "NAME", "DESIRED", "CURRENT", "READY", "UP-TO-DATE", "AVAILABLE", "NODE SELECTOR", Column.Age,
            Column.Wide("CONTAINERS"), Column.Wide("IMAGES"), Column.Wide("SELECTOR"),
    ];

    /// <inheritdoc/>
    public override IEnumerable<string> Cells(ApiMap content, RowRequest asked) =>
        [Number(content, "status", "desiredNumberScheduled"), Number(content, "status", "currentNumberScheduled"), Number(content, "status", "numberReady"),
            Number(content, "status", "updatedNumberScheduled"), Number(content, "status", "numberAvailable"),
            Selectors.OfMap(content.Map("spec", "template", "spec", "nodeSelector")), Age(content, asked), .. WorkloadCells.Of(content)];
}
