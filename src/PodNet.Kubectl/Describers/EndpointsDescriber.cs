namespace PodNet.Kubectl.Describers;

/// <summary>Endpoints.</summary>
internal sealed class EndpointsDescriber : ObjectDescriber
{
    /// <inheritdoc/>
    public override string Kind => "Endpoints";

    /// <inheritdoc/>
    public override void Describe(KubernetesObject described, DescriptionRequest request, PrefixWriter to)
    {
        to.Line(0, $"Name:\t{described.Name}");
        to.Line(0, $"Namespace:\t{described.Namespace}");
        to.Labels("Labels", described.Labels);
        to.Annotations("Annotations", described.Annotations);
        to.Line(0, $"Subsets:");
        foreach (ApiMap subset in described.Content.Maps("subsets"))
        {
            to.Line(1, $"Addresses:\t{Addresses(subset, "addresses")}");
            to.Line(1, $"NotReadyAddresses:\t{Addresses(subset, "notReadyAddresses")}");
            if (subset.List("ports").Count > 0)
            {
                to.Line(1, $"Ports:");
                to.Line(2, $"Name\tPort\tProtocol");
                to.Line(2, $"----\t----\t--------");
            }

            foreach (ApiMap port in subset.Maps("ports"))
                to.Line(2, $"{(port.Text("name") is { Length: > 0 } name ? name : "<unset>")}\t{port.Text("port")}\t{port.Text("protocol")}");
            to.Line(0, $"");
        }
    }

    private static string Addresses(ApiMap subset, string field)
    {
        string list = string.Join(',', subset.Maps(field).Select(a => a.Text("ip")));
        return list.Length == 0 ? "<none>" : list;
    }
}
