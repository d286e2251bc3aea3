namespace PodNet.Datapath.Dns;

/// <summary>The parts of a name below the zone (CoreDNS, plugin/kubernetes/parse.go): "service.namespace.svc", "endpoint.service.namespace.svc",
/// "_port._protocol.service.namespace.svc", "10-244-1-2.namespace.pod". What is not there is empty.</summary>
/// <param name="Kind">"svc" or "pod"; empty for the zone itself and for "svc" and "pod" alone, which exist without records.</param>
internal readonly record struct QueryName(string Kind, string Namespace, string Service, string Endpoint, string Port, string Protocol)
{
    /// <summary>Reads a name in small letters. null: nothing is ever called so.</summary>
    /// <param name="below">The name without its zone and without the dot before that.</param>
    public static QueryName? Parse(string below)
    {
        if (below is "" or "svc" or "pod") return new("", "", "", "", "", "");
        string[] labels = below.Split('.');
        if (labels[^1] is not ("svc" or "pod") || labels.Length > 5) return null;
        string At(int fromRight) => labels.Length >= fromRight ? labels[^fromRight] : "";
        return labels.Length == 5
            ? new(labels[^1], At(2), At(3), "", Bare(At(5)), Bare(At(4)))
            : new(labels[^1], At(2), At(3), At(4), "", "");
    }

    /// <summary>Whether a port is asked for, and a name for a port or any port is.</summary>
    public bool Takes(NamedPort port) => (Port.Length == 0 || Same(Port, port.Name)) && (Protocol.Length == 0 || Same(Protocol, port.Protocol));

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string Bare(string label) => label.StartsWith('_') ? label[1..] : label;
}
