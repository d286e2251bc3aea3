namespace PodNet.Kubectl.Describers;

/// <summary>Endpoint slices.</summary>
internal sealed class EndpointSliceDescriber : ObjectDescriber
{
    /// <inheritdoc/>
    public override string Kind => "EndpointSlice";

    /// <inheritdoc/>
    public override void Describe(KubernetesObject described, DescriptionRequest request, PrefixWriter to)
    {
        ApiMap slice = described.Content;
        to.Line(0, $"Name:\t{described.Name}");
        to.Line(0, $"Namespace:\t{described.Namespace}");
        to.Labels("Labels", described.Labels);
        to.Annotations("Annotations", described.Annotations);
        to.Line(0, $"AddressType:\t{slice.Text("addressType")}");
        if (slice.List("ports").Count == 0)
        {
            to.Line(0, $"Ports: <unset>");
        }
        else
        {
            to.Line(0, $"Ports:");
            to.Line(1, $"Name\tPort\tProtocol");
            to.Line(1, $"----\t----\t--------");
        }

        foreach (ApiMap port in slice.Maps("ports"))
            to.Line(1, $"{(port.Text("name") is { Length: > 0 } name ? name : "<unset>")}\t{port.Text("port") ?? "<unset>"}\t{port.Text("protocol")}");
        to.Line(0, $"Endpoints:{(slice.List("endpoints").Count == 0 ? " <none>" : "")}");
        foreach (ApiMap endpoint in slice.Maps("endpoints")) Endpoint(endpoint, to);
    }

    private static void Endpoint(ApiMap endpoint, PrefixWriter to)
    {
        to.Line(1, $"- Addresses:\t{string.Join(',', endpoint.List("addresses"))}");
        to.Line(2, $"Conditions:");
        to.Line(3, $"Ready:\t{endpoint.Text("conditions", "ready") ?? "<unset>"}");
        to.Line(2, $"Hostname:\t{endpoint.Text("hostname") ?? "<unset>"}");
        if (endpoint.At("targetRef") is ApiMap target) to.Line(2, $"TargetRef:\t{target.Text("kind")}/{target.Text("name")}");
        to.Line(2, $"NodeName:\t{endpoint.Text("nodeName") ?? "<unset>"}");
        to.Line(2, $"Zone:\t{endpoint.Text("zone") ?? "<unset>"}");
    }
}
