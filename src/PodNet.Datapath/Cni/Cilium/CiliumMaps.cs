using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Datapath.Cni.Cilium;

/// <summary>What the agent on each node writes into the programs' maps. Seen with <c>cilium-dbg bpf ipcache list</c> and
/// <c>cilium-dbg bpf endpoint list</c>.</summary>
internal sealed class CiliumMaps(ClusterPlan plan, CiliumSettings settings, Identities identities)
{
    /// <summary>Address to pod of this node: its device and MAC addresses.</summary>
    public const string Endpoints = "cilium_lxc";

    /// <summary>Address or network to identity, and to the node behind which it is.</summary>
    public const string Ipcache = "cilium_ipcache_v2";

    // What every node but a pod's own knows of it.
    private readonly Lazy<BpfMapRow[][]> _fromAfar = new(() => [.. plan.Pods.Select(pod => FromAfar(plan, settings, identities, pod).ToArray())]);

    /// <summary>Connections that a program masqueraded.</summary>
    public static string Nat(IpFamily family) => family == IpFamily.V4 ? "cilium_snat_v4_external" : "cilium_snat_v6_external";

    /// <summary>A pod of this node, by each of its addresses.</summary>
    public IEnumerable<BpfMapRow> Endpoint(PlannedPod pod, MacAddress lxc) => pod.Addresses.Select(address => new BpfMapRow(Endpoints, IpPrefix.Host(address))
    {
        Endpoint = pod.Slot,
        Identity = identities.Of(pod),
        Device = pod.HostInterface,
        Mac = pod.Mac,
        NodeMac = lxc,
        Origin = OriginOf(pod),
    });

    /// <summary>All rows of a node but its pods' endpoints.</summary>
    public IEnumerable<BpfMapRow> Of(PlannedNode self)
    {
        foreach (IpAddress address in self.Addresses)
        {
            IpFamily family = address.Family;
            yield return new(Endpoints, IpPrefix.Host(address)) { IsHost = true };
            yield return new(Endpoints, IpPrefix.Host(CiliumSettings.RouterOf(self, family))) { IsHost = true };
            yield return new(Ipcache, IpPrefix.Default(family)) { Identity = identities.WorldOf(family) };
            foreach (BpfMapRow row in plan.Nodes.SelectMany(node => OfNode(node, self, family))) yield return row;
        }

        for (int i = 0; i < plan.Pods.Count; i++)
        {
            foreach (BpfMapRow row in plan.Pods[i].Node == self.Name ? Pod(plan.Pods[i], self) : _fromAfar.Value[i]) yield return row;
        }
    }

    /// <summary>What a node knows of any pod, by each of its addresses.</summary>
    public IEnumerable<BpfMapRow> Pod(PlannedPod pod, PlannedNode self)
    {
        IEnumerable<BpfMapRow> rows = FromAfar(plan, settings, identities, pod);
        return pod.Node == self.Name ? rows.Select(row => row with { TunnelEndpoint = null }) : rows;
    }

    // A node's address is reached without the tunnel, its router's address and its pods through it.
    private IEnumerable<BpfMapRow> OfNode(PlannedNode node, PlannedNode self, IpFamily family)
    {
        bool here = node.Ordinal == self.Ordinal;
        int identity = here ? Identities.Host : Identities.RemoteNode;
        IpAddress? tunnel = here ? null : TunnelTo(settings, node);
        Origin origin = new("CiliumNode", "", node.Name);
        yield return new(Ipcache, IpPrefix.Host(node.Addresses.Of(family)!.Value)) { Identity = identity, Origin = origin };
        yield return new(Ipcache, IpPrefix.Host(CiliumSettings.RouterOf(node, family))) { Identity = identity, TunnelEndpoint = tunnel, Origin = origin };
        if (tunnel is null) yield break;
        yield return new(Ipcache, node.PodCidrs.Of(family)!.Value) { Identity = identities.WorldOf(family), TunnelEndpoint = tunnel, Origin = origin };
    }

    private static IpAddress? TunnelTo(CiliumSettings settings, PlannedNode node) =>
        settings.TunnelDevice is null ? null : node.Addresses.Of(settings.Underlay);

    private static IEnumerable<BpfMapRow> FromAfar(ClusterPlan plan, CiliumSettings settings, Identities identities, PlannedPod pod) =>
        pod.Addresses.Select(address => new BpfMapRow(Ipcache, IpPrefix.Host(address))
        {
            Identity = identities.Of(pod),
            TunnelEndpoint = TunnelTo(settings, plan.Node(pod.Node)!),
            Origin = OriginOf(pod),
        });

    private static Origin OriginOf(PlannedPod pod) => new("CiliumEndpoint", pod.Namespace, pod.Name);
}
