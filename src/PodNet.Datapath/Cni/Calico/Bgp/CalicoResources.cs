using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Datapath.Cni.Calico.Bgp;

/// <summary>A node as Calico keeps it (projectcalico.org/v3 Node).</summary>
/// <param name="Ipv4">spec.bgp.ipv4Address with the length of its network; null: the node does not speak BGP over IPv4.</param>
/// <param name="AsNumber">The node's own autonomous system, or null for the cluster's.</param>
/// <param name="ClusterId">Where it is a route reflector, the id of the clients it reflects for; else empty.</param>
/// <param name="Wireguard">Whether its WireGuard device has an IPv4 address.</param>
public sealed record CalicoNode(
    string Name, ValueList<KeyValuePair<string, string>> Labels, InterfaceAddress? Ipv4, InterfaceAddress? Ipv6, uint? AsNumber, string ClusterId, bool Wireguard);

/// <summary>Whom to peer with (projectcalico.org/v3 BGPPeer).</summary>
/// <param name="Node">The one node it is about, or null.</param>
/// <param name="NodeSelector">The nodes it is about, or null; without either all nodes.</param>
/// <param name="PeerSelector">The nodes to peer with, or null: then <paramref name="PeerIp"/>.</param>
/// <param name="PeerIp">ADDRESS, ADDRESS:PORT or [ADDRESS]:PORT.</param>
public sealed record BgpPeer(string Name, string? Node, string? NodeSelector, string? PeerSelector, string? PeerIp)
{
    /// <summary>The peer's autonomous system; 0 where the file names none.</summary>
    public uint AsNumber { get; init; }

    /// <summary>What this node says its own autonomous system is, to this peer.</summary>
    public uint? LocalAsNumber { get; init; }

    /// <summary>The router behind which the peer is, where it is not on the link.</summary>
    public IpAddress? ReachableBy { get; init; }

    /// <summary>Auto, Self or Keep; null: <see cref="KeepsNextHop"/> decides.</summary>
    public string? NextHopMode { get; init; }

    /// <summary>keepOriginalNextHop.</summary>
    public bool KeepsNextHop { get; init; }

    /// <summary>Whether the peers, where they are nodes, get the session's other end by themselves.</summary>
    public bool ReversesPeering { get; init; } = true;

    /// <summary>Peers are workloads on the node itself.</summary>
    public bool IsLocalWorkload { get; init; }
}

/// <summary>Settings of the cluster or of one node (projectcalico.org/v3 BGPConfiguration); null: not given.</summary>
public sealed record BgpConfiguration
{
    public uint? AsNumber { get; init; }

    public int? ListenPort { get; init; }

    public bool? NodeToNodeMesh { get; init; }

    /// <summary>Metric of a route that nothing prefers.</summary>
    public long NormalRoutePriority { get; init; } = 1024;

    /// <summary>Whose cluster routes bird programs: Enabled, EnabledIPIPOnly, EnabledNoEncapOnly or Disabled; Felix does the others.</summary>
    public string? ProgramClusterRoutes { get; init; }

    public ValueList<string> ServiceClusterIps { get; init; }

    public ValueList<string> ServiceExternalIps { get; init; }

    public ValueList<string> ServiceLoadBalancerIps { get; init; }

    /// <summary>Load balancers' ranges are announced as such, not address by address.</summary>
    public bool AggregatesLoadBalancers { get; init; } = true;
}

/// <summary>A range of pod addresses (projectcalico.org/v3 IPPool).</summary>
/// <param name="IpipMode">Always, CrossSubnet or Never.</param>
/// <param name="VxlanMode">Always, CrossSubnet or Never.</param>
public sealed record IpPool(IpPrefix Cidr, string IpipMode, string VxlanMode, bool DisableBgpExport)
{
    /// <summary>Whether its packets travel by IP in IP, at least between subnets.</summary>
    public bool UsesIpip => IpipMode is "Always" or "CrossSubnet";

    /// <summary>Whether its packets travel by VXLAN, at least between subnets.</summary>
    public bool UsesVxlan => VxlanMode is "Always" or "CrossSubnet";
}

/// <summary>A block of addresses that belongs to a node (crd.projectcalico.org/v1 BlockAffinity).</summary>
/// <param name="State">confirmed, pending, or empty, which counts as confirmed.</param>
public sealed record BlockAffinity(string Node, IpPrefix Cidr, string State);

/// <summary>What Calico's datastore holds about BGP.</summary>
public sealed record CalicoResources
{
    public ValueList<CalicoNode> Nodes { get; init; }

    public ValueList<BgpPeer> Peers { get; init; }

    public ValueList<IpPool> Pools { get; init; }

    public ValueList<BlockAffinity> Blocks { get; init; }

    /// <summary>The BGPConfiguration named default.</summary>
    public BgpConfiguration Global { get; init; } = new();

    /// <summary>Those named node.NAME, by that name.</summary>
    public ValueList<KeyValuePair<string, BgpConfiguration>> OfNodes { get; init; }

    /// <summary>Single addresses of Services that this node announces by itself, for it has an endpoint of theirs
    /// (externalTrafficPolicy: Local).</summary>
    public ValueList<IpPrefix> ServiceRoutes { get; init; }

    /// <summary>The node of that name, or null.</summary>
    public CalicoNode? Node(string name) => Nodes.FirstOrDefault(n => n.Name == name);

    /// <summary>The TCP port bird listens on at a node, or null for 179.</summary>
    public int? ListenPort(string node) => OfNodes.Where(n => n.Key == node).Select(n => n.Value.ListenPort).FirstOrDefault() ?? Global.ListenPort;
}
