using PodNet.Kubernetes.Planning;
using PodNet.Model.Linux;

namespace PodNet.Datapath.Cni.Flannel;

/// <summary>host-gw: a route to each peer's pods through the peer itself. No tunnel and no lost MTU, but the peer must be a neighbour on
/// the link: a next hop is found by ARP.</summary>
internal sealed class HostGatewayBackend(ClusterPlan plan) : IFlannelBackend
{
    public string Mode => "host-gw";

    public int Mtu => plan.Underlay.Mtu;

    public IReadOnlyList<string> Devices => [];

    public void Connect(NamespaceBuilder node, PlannedNode self)
    {
        foreach (PlannedNode peer in plan.Nodes)
        {
            if (peer.Ordinal == self.Ordinal) continue;
            node.AddRoute(RouteTo(peer));
        }
    }

    /// <summary>The route to a peer's pods through the peer.</summary>
    public static Route RouteTo(PlannedNode peer) => new(peer.PodCidr) { Via = peer.Address, Device = "eth0", Origin = new("Node", "", peer.Name) };
}
