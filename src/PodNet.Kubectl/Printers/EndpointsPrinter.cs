using PodNet.Model.Collections;

namespace PodNet.Kubectl.Printers;

/// <summary>Endpoints.</summary>
public sealed class EndpointsPrinter : ResourcePrinter
{
    /// <inheritdoc/>
    public override string Kind => "Endpoints";

    /// <inheritdoc/>
    public override ValueList<Column> Columns { get; } = ["NAME", "ENDPOINTS", Column.Age];

    /// <inheritdoc/>
    public override IEnumerable<string> Cells(ApiMap content, RowRequest asked) =>
        [EndpointText.OfSubsets(content.Maps("subsets")), Age(content, asked)];
}
