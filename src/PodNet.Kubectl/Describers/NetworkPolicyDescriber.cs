namespace PodNet.Kubectl.Describers;

/// <summary>Network policies.</summary>
internal sealed class NetworkPolicyDescriber : ObjectDescriber
{
    /// <inheritdoc/>
    public override string Kind => "NetworkPolicy";

    /// <inheritdoc/>
    public override bool HasEvents => false;

    /// <inheritdoc/>
    public override void Describe(KubernetesObject described, DescriptionRequest request, PrefixWriter to)
    {
        ApiMap spec = described.Content.Map("spec");
        string created = HumanDuration.Time(described.Content.Text("metadata", "creationTimestamp"))?
            .ToString("yyyy-MM-dd HH:mm:ss '+0000 UTC'", System.Globalization.CultureInfo.InvariantCulture) ?? "<unset>";
        to.Line(0, $"Name:\t{described.Name}");
        to.Line(0, $"Namespace:\t{described.Namespace}");
        to.Line(0, $"Created on:\t{created}");
        to.Labels("Labels", described.Labels);
        to.Annotations("Annotations", described.Annotations);
        string pods = Selectors.Of(spec.Map("podSelector"));
        to.Line(0, $"Spec:");
        to.Line(1, $"PodSelector:     {pods}{(pods == "<none>" ? " (Allowing the specific traffic to all pods in this namespace)" : "")}");
        string[] types = [.. spec.List("policyTypes").Select(t => t.ToString()!)];
        if (types.Length == 0 || types.Contains("Ingress"))
        {
            to.Line(1, $"Allowing ingress traffic:");
            Rules(spec.Maps("ingress"), "from", "From", "source", "ingress", to);
        }
        else
        {
            to.Line(1, $"Not affecting ingress traffic");
        }

        if (types.Contains("Egress") || (types.Length == 0 && spec.Has("egress")))
        {
            to.Line(1, $"Allowing egress traffic:");
            Rules(spec.Maps("egress"), "to", "To", "destination", "egress", to);
        }
        else
        {
            to.Line(1, $"Not affecting egress traffic");
        }

        to.Line(1, $"Policy Types: {(types.Length == 0 ? "<none>" : string.Join(", ", types))}");
    }

    private static void Rules(IEnumerable<ApiMap> rules, string peers, string label, string end, string direction, PrefixWriter to)
    {
        ApiMap[] all = [.. rules];
        if (all.Length == 0) to.Line(2, $"<none> (Selected pods are isolated for {direction} connectivity)");
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].List("ports").Count == 0) to.Line(2, $"To Port: <any> (traffic allowed to all ports)");
            foreach (ApiMap port in all[i].Maps("ports")) Port(port, to);
            if (all[i].List(peers).Count == 0) to.Line(2, $"{label}: <any> (traffic not restricted by {end})");
            foreach (ApiMap peer in all[i].Maps(peers)) Peer(label, peer, to);
            if (i < all.Length - 1) to.Line(2, $"----------");
        }
    }

    private static void Port(ApiMap port, PrefixWriter to)
    {
        string protocol = port.Text("protocol") ?? "TCP";
        if (port.Text("endPort") is { } end) to.Line(2, $"To Port Range: {port.Text("port")}-{end}/{protocol}");
        else to.Line(2, $"To Port: {port.Text("port") ?? "<any>"}/{protocol}");
    }

    private static void Peer(string label, ApiMap peer, PrefixWriter to)
    {
        to.Line(2, $"{label}:");
        if (peer.At("namespaceSelector") is ApiMap spaces) to.Line(3, $"NamespaceSelector: {Selectors.Of(spaces)}");
        if (peer.At("podSelector") is ApiMap pods) to.Line(3, $"PodSelector: {Selectors.Of(pods)}");
        if (peer.At("ipBlock") is not ApiMap block) return;
        to.Line(3, $"IPBlock:");
        to.Line(4, $"CIDR: {block.Text("cidr")}");
        to.Line(4, $"Except: {string.Join(", ", block.List("except"))}");
    }
}
