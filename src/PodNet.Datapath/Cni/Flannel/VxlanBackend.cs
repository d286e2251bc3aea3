using System.Globalization;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Datapath.Cni.Flannel;

/// <summary>vxlan: a tunnel device flannel.VNI whose peers are all written down, for flanneld knows them from the API server. Seen with
/// <c>ip route</c>, <c>ip neigh show dev flannel.1</c> and <c>bridge fdb show dev flannel.1</c>.</summary>
internal sealed class VxlanBackend : IFlannelBackend
{
    // Outer IP 20, UDP 8, VXLAN 8 and the inner Ethernet header 14: RFC 7348 section 5.
    private const int Overhead = 50;
    private const ulong VtepMacs = 0xeef1_0000_0000;
    private readonly int _vni;
    private readonly ushort _port;
    private readonly ClusterPlan _plan;
    private readonly Lazy<PeerRows[]> _peers;

    public VxlanBackend(ClusterPlan plan)
    {
        _plan = plan;
        _vni = plan.Cni.Vni ?? 1;
        _port = (ushort)(plan.Cni.Port ?? 8472);
        Mtu = plan.Underlay.Mtu - Overhead;
        _peers = new(() => [.. plan.Nodes.Select(RowsAbout)]);
    }

    public string Mode => "vxlan";

    public int Mtu { get; }

    public IReadOnlyList<string> Devices => [Device];

    private string Device => string.Create(CultureInfo.InvariantCulture, $"flannel.{_vni}");

    public void Connect(NamespaceBuilder node, PlannedNode self)
    {
        AddDevice(node, self);
        foreach (PeerRows peer in _peers.Value)
        {
            if (peer.Node.Ordinal == self.Ordinal) continue;
            if (IsDirect(self, peer.Node))
            {
                node.AddRoute(HostGatewayBackend.RouteTo(peer.Node));
                continue;
            }

            node.Neighbors.Add(peer.Neighbor);
            node.Fdb.Add(peer.Fdb);
            node.AddRoute(peer.Route);
        }
    }

    // A peer whose address is on the link needs no tunnel: a next hop is found there by ARP.
    private bool IsDirect(PlannedNode self, PlannedNode peer) =>
        _plan.Cni.DirectRouting == true && _plan.Underlay.Racks[self.Rack].Subnet.Contains(peer.Address);

    // nolearning: what the device would learn from packets is known beforehand, and a forged packet must teach it nothing. The address is
    // the podCIDR's first, x.x.x.0, as a /32: enough to be a source address and a next hop, without a route to a subnet of its own. The
    // device is bound to eth0 and to the node's address, and the kernel itself listens on its UDP port.
    private void AddDevice(NamespaceBuilder node, PlannedNode self)
    {
        node.AddDevice(i => new Vxlan(i, Device, MacOf(self), Mtu, _vni, self.Address, "eth0", _port) { Learning = false });
        node.AddAddress(Device, new(self.PodCidr.Address, 32));
        node.Listen(new(IpProtocol.Udp, null, _port, Device));
    }

    // Three rows for each peer answer one question each, so that nothing is ever asked on the wire. The route: which pods are there, next
    // hop the peer's tunnel address; no connected route covers that address, hence onlink. The neighbour: which MAC the next hop has;
    // permanent, so there is no ARP through the tunnel. The FDB row: which node's address has that MAC; this becomes the outer destination.
    // They are the same on every node, so all nodes share them.
    private PeerRows RowsAbout(PlannedNode peer)
    {
        IpAddress vtep = peer.PodCidr.Address;
        return new(
            peer,
            new(peer.PodCidr) { Via = vtep, Device = Device, OnLink = true, Origin = new("Node", "", peer.Name) },
            new(vtep, Device, MacOf(peer), NeighborState.Permanent),
            new(MacOf(peer), Device, Master: null, peer.Address, Permanent: true));
    }

    // flanneld lets the kernel choose at random; here the MAC tells the node's number.
    private static MacAddress MacOf(PlannedNode node) => new(VtepMacs | (uint)node.Ordinal);

    private sealed record PeerRows(PlannedNode Node, Route Route, Neighbor Neighbor, FdbEntry Fdb);
}
