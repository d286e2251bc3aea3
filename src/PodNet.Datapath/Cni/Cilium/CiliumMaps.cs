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

    /// <summary>Connections that a program masqueraded.</summary>
    public const string Nat = "cilium_snat_v4_external";

    // What every node but a pod's own knows of it.
    private readonly Lazy<BpfMapRow[]> _fromAfar = new(() => [.. plan.Pods.Select(pod => FromAfar(plan, settings, identities, pod))]);

    /// <summary>A pod of this node.</summary>
    public BpfMapRow Endpoint(PlannedPod pod, MacAddress lxc) => new(Endpoints, IpPrefix.Host(pod.Address))
    {
        Endpoint = pod.Slot,
        Identity = identities.Of(pod),
        Device = pod.HostInterface,
        Mac = pod.Mac,
        NodeMac = lxc,
        Origin = OriginOf(pod),
    };

    /// <summary>All rows of a node but its pods' endpoints.</summary>
    public IEnumerable<BpfMapRow> Of(PlannedNode self)
    {
        yield return new(Endpoints, IpPrefix.Host(self.Address)) { IsHost = true };
        yield return new(Endpoints, IpPrefix.Host(self.Gateway)) { IsHost = true };
        yield return new(Ipcache, IpPrefix.DefaultV4) { Identity = Identities.World };
        foreach (PlannedNode node in plan.Nodes)
        {
            bool here = node.Ordinal == self.Ordinal;
            int identity = here ? Identities.Host : Identities.RemoteNode;
            Origin origin = new("CiliumNode", "", node.Name);
            yield return new(Ipcache, IpPrefix.Host(node.Address)) { Identity = identity, Origin = origin };
            yield return new(Ipcache, IpPrefix.Host(node.Gateway)) { Identity = identity, TunnelEndpoint = TunnelTo(node, self), Origin = origin };
            if (TunnelTo(node, self) is { } tunnel)
                yield return new(Ipcache, node.PodCidr) { Identity = Identities.World, TunnelEndpoint = tunnel, Origin = origin };
        }

        for (int i = 0; i < plan.Pods.Count; i++) yield return plan.Pods[i].Node == self.Name ? Pod(plan.Pods[i], self) : _fromAfar.Value[i];
    }

    /// <summary>What a node knows of any pod.</summary>
    public BpfMapRow Pod(PlannedPod pod, PlannedNode self)
    {
        BpfMapRow row = FromAfar(plan, settings, identities, pod);
        return pod.Node == self.Name ? row with { TunnelEndpoint = null } : row;
    }

    private IpAddress? TunnelTo(PlannedNode node, PlannedNode self) =>
        settings.TunnelDevice is null || node.Ordinal == self.Ordinal ? null : node.Address;

    private static BpfMapRow FromAfar(ClusterPlan plan, CiliumSettings settings, Identities identities, PlannedPod pod) => new(Ipcache, IpPrefix.Host(pod.Address))
    {
        Identity = identities.Of(pod),
        TunnelEndpoint = settings.TunnelDevice is null ? null : plan.Node(pod.Node)!.Address,
        Origin = OriginOf(pod),
    };

    private static Origin OriginOf(PlannedPod pod) => new("CiliumEndpoint", pod.Namespace, pod.Name);
}
