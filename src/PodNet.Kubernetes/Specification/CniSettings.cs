namespace PodNet.Kubernetes.Specification;

/// <summary>The settings under networking.cni that some plugin has, beside name, mode and mtu, which all have. Each plugin says which are its
/// own; the reader of the cluster file knows these keys, and what is given to a plugin that has no such setting is refused.</summary>
public static class CniSettings
{
    /// <summary>All of them, with what tells whether one was given.</summary>
    public static IReadOnlyList<(string Key, Func<CniSpec, bool> IsGiven)> All { get; } =
    [
        ("vni", c => c.Vni is not null),
        ("port", c => c.Port is not null),
        ("directRouting", c => c.DirectRouting is not null),
        ("blockSize", c => c.BlockSize is not null),
        ("routeMetric", c => c.RouteMetric is not null),
        ("nonMasqueradeCIDR", c => c.NonMasqueradeCidrs.Count > 0),
        ("masquerade", c => c.IpMasqAgent is not null),
        ("ipv4NativeRoutingCIDR", c => c.NativeRoutingCidr is not null),
        ("bpfMasquerade", c => c.BpfMasquerade is not null),
        ("hostRouting", c => c.HostRouting is not null),
        ("df", c => c.Df is not null),
        ("udpcsum", c => c.UdpChecksum is not null),
    ];
}
