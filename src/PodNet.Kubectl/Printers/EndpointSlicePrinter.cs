using PodNet.Model.Collections;

namespace PodNet.Kubectl.Printers;

/// <summary>Endpoint slices.</summary>
public sealed class EndpointSlicePrinter : ResourcePrinter
{
    /// <inheritdoc/>
    public override string Kind => "EndpointSlice";

    /// <inheritdoc/>
    public override ValueList<Column> Columns { get; } = ["NAME", "ADDRESSTYPE", "PORTS", "ENDPOINTS", Column.Age];

    /// <inheritdoc/>
    public override IEnumerable<string> Cells(ApiMap content, RowRequest asked) =>
        [content.Text("addressType") ?? "", EndpointText.Ports(content.Maps("ports")), EndpointText.Addresses(content.Maps("endpoints")), Age(content, asked)];
}
