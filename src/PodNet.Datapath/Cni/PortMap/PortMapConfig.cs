using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Datapath.Cni.PortMap;

/// <summary>One port of the node that leads to one of a container: an entry of the capability argument portMappings, which the runtime makes
/// of a manifest's hostPort.</summary>
/// <param name="Protocol">In iptables' words: tcp, udp, sctp.</param>
/// <param name="HostIp">The node's address it is open on; null or unspecified: all of the node's.</param>
public sealed record PortMapping(int HostPort, int ContainerPort, string Protocol, IpAddress? HostIp = null);

/// <summary>The portmap plugin's configuration (plugins/meta/portmap/main.go, PortMapConf).</summary>
/// <param name="Network">Name of the CNI network.</param>
public sealed record PortMapConfig(string Network, ValueList<PortMapping> Mappings)
{
    /// <summary>The bit of the mark that asks for masquerading where nothing else is said; Kubernetes uses 14 and 15.</summary>
    public const int DefaultMarkBit = 13;

    /// <summary>Masquerade what could not be answered otherwise: a pod's own packets to its hostPort, and localhost's.</summary>
    public bool Snat { get; init; } = true;

    /// <summary>Masquerade everything that comes through a hostPort.</summary>
    public bool MasqueradeAll { get; init; }

    /// <summary>0 to 31.</summary>
    public int MarkBit { get; init; } = DefaultMarkBit;

    /// <summary>A chain of somebody else's that sets the mark, such as KUBE-MARK-MASQ; null: the plugin makes its own.</summary>
    public string? ExternalSetMarkChain { get; init; }

    /// <summary>Further arguments for the rule that leads to an IPv4 container's chain; handed to iptables as they are.</summary>
    public ValueList<string> ConditionsV4 { get; init; }

    /// <summary>As <see cref="ConditionsV4"/>, for IPv6.</summary>
    public ValueList<string> ConditionsV6 { get; init; }
}
