using PodNet.Kubernetes.Ipam.CalicoIpam;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni.Calico;

/// <summary>IP in IP: bird's routes lead into tunl0, the device that comes with the kernel's ipip module. It needs no rows about peers: a
/// route's next hop is the remote end. <c>onlink</c>, for no connected route of tunl0 covers a node's address.</summary>
/// <param name="crossSubnet">Nodes of the same subnet are reached without it.</param>
internal sealed class IpipTunnel(ClusterPlan plan, CalicoAddressing addressing, bool crossSubnet) : ICalicoBackend
{
    // One more IPv4 header: RFC 2003.
    private const int Overhead = 20;
    private readonly BirdRoutes _direct = new(plan);

    public IpFamily Family => IpFamily.V4;

    public int Mtu => plan.Underlay.Mtu - Overhead;

    public string Device => "tunl0";

    public RouteProtocol Protocol => _direct.Protocol;

    public int Metric => _direct.Metric;

    public CniFidelity Fidelity => CniFidelity.EqualToPublishedTables;

    public void AddDevice(NamespaceBuilder node, PlannedNode self)
    {
        node.AddDevice(i => new Ipip(i, Device, plan.Cni.Mtu ?? Mtu));
        BirdRoutes.Listen(node, Family);
        node.AddAddress(Device, new(addressing.TunnelAddress(self.PodCidr)!.Value, 32));
    }

    public Route RouteTo(IpPrefix block, PlannedNode self, PlannedNode peer) => crossSubnet && self.Rack == peer.Rack
        ? _direct.RouteTo(block, self, peer)
        : new(block) { Via = peer.Address, Device = Device, OnLink = true, Protocol = Protocol, Metric = Metric };
}
