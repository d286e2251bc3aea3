using PodNet.Kubernetes.Planning;
using PodNet.Model.Linux;

namespace PodNet.Datapath.Cni.Flannel;

/// <summary>host-gw: a route to each peer's pods through the peer itself. No tunnel and no lost MTU, but the peer must be a neighbour on
/// the link: a next hop is found by ARP or neighbour discovery.</summary>
internal sealed class HostGatewayBackend(ClusterPlan plan) : IFlannelBackend
{
    public string Mode => "host-gw";

    public int Mtu => plan.Underlay.Mtu;

    public IReadOnlyList<string> Devices => [];

    public void Connect(NamespaceBuilder node, PlannedNode self) => PeerRoutes.Add(node, self, plan.Nodes);
}
