using System.Globalization;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Datapath.Cni.Flannel;

/// <summary>vxlan: a tunnel device of each family, flannel.VNI and flannel-v6.VNI, whose peers are all written down, for flanneld knows them from the API
/// server (pkg/backend/vxlan). Each carries its own family over its own. Seen with <c>ip route</c>, <c>ip neigh show dev flannel.1</c> and
/// <c>bridge fdb show dev flannel.1</c>.</summary>
internal sealed class VxlanBackend : IFlannelBackend
{
    // Outer IP 20, UDP 8, VXLAN 8 and the inner Ethernet header 14: RFC 7348 section 5. flanneld reckons with it in IPv6 too, where the outer header is 20
    // bytes longer; the kernel does not let that device have more than what is left (vxlan_config_apply), while pods keep flanneld's number.
    private const int Overhead = 50;
    private const int OverheadV6 = 70;
    private const ulong VtepMacs = 0xeef1_0000_0000;
    private const ulong VtepMacsV6 = 0xeef6_0000_0000;
    private readonly int _vni;
    private readonly ushort _port;
    private readonly ClusterPlan _plan;
    private readonly int _underlayMtu;
    private readonly IpFamily[] _families;
    private readonly Lazy<PeerRows[]> _peers;

    public VxlanBackend(ClusterPlan plan)
    {
        _plan = plan;
        _vni = plan.Cni.Vni ?? 1;
        _port = (ushort)(plan.Cni.Port ?? 8472);
        _underlayMtu = plan.Underlay.Mtu;
        _families = [.. plan.Families.Order()];
        _peers = new(() => [.. plan.Nodes.SelectMany(peer => _families.Select(family => RowsAbout(peer, family)))]);
    }

    public string Mode => "vxlan";

    public int Mtu => _underlayMtu - Overhead;

    public IReadOnlyList<string> Devices => [.. _families.Select(Device)];

    public void Connect(NamespaceBuilder node, PlannedNode self)
    {
        foreach (IpFamily family in _families) AddDevice(node, self, family);
        PeerRoutes.Add(node, self, _plan.Nodes.Where(peer => IsDirect(self, peer)));
        foreach (PeerRows peer in _peers.Value)
        {
            if (peer.Node.Ordinal == self.Ordinal || IsDirect(self, peer.Node)) continue;
            node.Neighbors.Add(peer.Neighbor);
            node.Fdb.Add(peer.Fdb);
            node.AddRoute(peer.Route);
        }
    }

    // A peer whose address is on the link needs no tunnel: a next hop is found there by ARP.
    private bool IsDirect(PlannedNode self, PlannedNode peer) =>
        _plan.Cni.DirectRouting == true && _plan.Underlay.Racks[self.Rack].Subnet.Contains(peer.Address);

    private string Device(IpFamily family) =>
        string.Create(CultureInfo.InvariantCulture, $"flannel{(family == IpFamily.V4 ? "" : "-v6")}.{_vni}");

    // nolearning: what the device would learn from packets is known beforehand, and a forged packet must teach it nothing. The address is
    // the podCIDR's first, x.x.x.0, as a host's: enough to be a source address and a next hop, without a route to a subnet of its own. The
    // device is bound to eth0 and to the node's address, and the kernel itself listens on its UDP port.
    private void AddDevice(NamespaceBuilder node, PlannedNode self, IpFamily family)
    {
        string device = Device(family);
        int mtu = family == IpFamily.V4 ? Mtu : _underlayMtu - OverheadV6;
        IpAddress local = self.Addresses.Of(family)!.Value;
        node.AddDevice(i => new Vxlan(i, device, MacOf(self, family), mtu, _vni, local, "eth0", _port) { Learning = false });
        IpAddress vtep = VtepOf(self, family);
        node.AddAddress(device, new(vtep, vtep.Width));
        node.Listen(new(IpProtocol.Udp, IpAddress.Any(family), _port, device));
    }

    // Three rows for each peer answer one question each, so that nothing is ever asked on the wire. The route: which pods are there, next
    // hop the peer's tunnel address; no connected route covers that address, hence onlink. The neighbour: which MAC the next hop has;
    // permanent, so there is no ARP through the tunnel. The FDB row: which node's address has that MAC; this becomes the outer destination.
    // They are the same on every node, so all nodes share them.
    private PeerRows RowsAbout(PlannedNode peer, IpFamily family)
    {
        IpAddress vtep = VtepOf(peer, family);
        string device = Device(family);
        return new(
            peer,
            new(peer.PodCidrs.Of(family)!.Value) { Via = vtep, Device = device, OnLink = true, Origin = new("Node", "", peer.Name) },
            new(vtep, device, MacOf(peer, family), NeighborState.Permanent),
            new(MacOf(peer, family), device, Master: null, peer.Addresses.Of(family), Permanent: true));
    }

    private static IpAddress VtepOf(PlannedNode node, IpFamily family) => node.PodCidrs.Of(family)!.Value.Address;

    // flanneld lets the kernel choose at random; here the MAC tells the node's number.
    private static MacAddress MacOf(PlannedNode node, IpFamily family) => new((family == IpFamily.V4 ? VtepMacs : VtepMacsV6) | (uint)node.Ordinal);

    private sealed record PeerRows(PlannedNode Node, Route Route, Neighbor Neighbor, FdbEntry Fdb);
}
