using PodNet.Model.Collections;

namespace PodNet.Kubectl.Printers;

/// <summary>Deployments.</summary>
public sealed class DeploymentPrinter : ResourcePrinter
{
    /// <inheritdoc/>
    public override string Kind => "Deployment";

    /// <inheritdoc/>
    public override ValueList<Column> Columns { get; } = ["NAME", "READY", "UP-TO-DATE", "AVAILABLE", Column.Age,
        Column.Wide("CONTAINERS"), Column.Wide("IMAGES"), Column.Wide("SELECTOR")];

    /// <inheritdoc/>
    public override IEnumerable<string> Cells(ApiMap content, RowRequest asked) =>
        [$"{Number(content, "status", "readyReplicas")}/{Number(content, "spec", "replicas")}", Number(content, "status", "updatedReplicas"),
            Number(content, "status", "availableReplicas"), Age(content, asked), .. WorkloadCells.Of(content)];
}
