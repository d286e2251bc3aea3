using System.Security.Cryptography;
using System.Text;
using PodNet.Kubernetes.Ipam.CalicoIpam;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni.Calico;

/// <summary>VXLAN: a device vxlan.calico, or of IPv6 vxlan-v6.calico over the nodes' IPv6 addresses, whose peers felix writes down (felix/dataplane/linux/vxlan_mgr.go). There is no BGP: felix writes
/// the routes too. Seen with <c>ip route</c>, <c>ip neigh show dev vxlan.calico</c> and <c>bridge fdb show dev vxlan.calico</c>.</summary>
/// <param name="crossSubnet">Nodes of the same subnet are reached without it.</param>
internal sealed class VxlanTunnel(ClusterPlan plan, CalicoAddressing addressing, bool crossSubnet, IpFamily family) : ICalicoBackend
{
    // Outer IP 20, UDP 8, VXLAN 8 and the inner Ethernet header 14: RFC 7348 section 5.
    private const int Overhead = 50;
    // The outer header of IPv6 has 40.
    private const int OverheadV6 = 70;
    private const int DefaultVni = 4096;
    private const ushort DefaultPort = 4789;

    // iproute2 has no name for it (felix/dataplane/linux/dataplanedefs).
    private const RouteProtocol Felix = (RouteProtocol)80;

    private PeerRows[]? _peers;

    public IpFamily Family => family;

    public int Mtu => plan.Underlay.Mtu - (family == IpFamily.V4 ? Overhead : OverheadV6);

    public string Device => family == IpFamily.V4 ? "vxlan.calico" : "vxlan-v6.calico";

    public RouteProtocol Protocol => Felix;

    public int Metric => 0;

    public CniFidelity Fidelity => CniFidelity.ProvenOnTheKernel;

    // The device's address is the first of the node's first block: a source for what the node itself sends through the tunnel. Which MAC
    // has a peer's device, and which node's address that MAC: permanent rows, so nothing is asked or learned through the tunnel.
    public void AddDevice(NamespaceBuilder node, PlannedNode self)
    {
        ushort port = (ushort)(plan.Cni.Port ?? DefaultPort);
        int mtu = plan.Cni.Mtu ?? Mtu;
        // More than the outer header leaves the kernel does not let an IPv6 tunnel have (vxlan_config_apply), whatever is asked for.
        if (family == IpFamily.V6) mtu = Math.Min(mtu, Mtu);
        IpAddress local = self.Addresses.Of(family)!.Value, tunnel = TunnelAddressOf(self);
        node.AddDevice(i => new Vxlan(i, Device, MacOf(self), mtu, plan.Cni.Vni ?? DefaultVni, local, "eth0", port) { Learning = false });
        node.AddAddress(Device, new(tunnel, tunnel.Width));
        node.Listen(new(IpProtocol.Udp, IpAddress.Any(family), port, Device));
        foreach (PeerRows peer in _peers ??= [.. plan.Nodes.Select(RowsAbout)])
        {
            if (peer.Node.Ordinal == self.Ordinal || IsDirect(self, peer.Node)) continue;
            node.Neighbors.Add(peer.Neighbor);
            node.Fdb.Add(peer.Fdb);
        }
    }

    public Route RouteTo(IpPrefix block, PlannedNode self, PlannedNode peer) => IsDirect(self, peer)
        ? new(block) { Via = peer.Addresses.Of(family), Device = "eth0", OnLink = true, Protocol = Felix }
        // Felix tells its routes into the tunnel by their device, and leaves their protocol alone.
        : new(block) { Via = TunnelAddressOf(peer), Device = Device, OnLink = true };

    private bool IsDirect(PlannedNode self, PlannedNode peer) => crossSubnet && self.Rack == peer.Rack;

    private IpAddress TunnelAddressOf(PlannedNode node) => addressing.TunnelAddress(node.PodCidrs.Of(family)!.Value)!.Value;

    private PeerRows RowsAbout(PlannedNode peer)
    {
        MacAddress mac = MacOf(peer);
        return new(
            peer,
            new(TunnelAddressOf(peer), Device, mac, NeighborState.Permanent),
            new(mac, Device, Master: null, peer.Addresses.Of(family), Permanent: true));
    }

    // An "f" and the first five bytes of the SHA-1 of the node's name, in IPv6 with "-v6" after it (felix/calc/vxlan_resolver.go, vtepMACForHost).
    private MacAddress MacOf(PlannedNode node)
    {
        ulong bits = 'f';
#pragma warning disable CA5350 // A name, not a secret.
        foreach (byte b in SHA1.HashData(Encoding.UTF8.GetBytes(family == IpFamily.V4 ? node.Name : node.Name + "-v6")).AsSpan(0, 5)) bits = bits << 8 | b;
#pragma warning restore CA5350
        return new(bits);
    }

    private sealed record PeerRows(PlannedNode Node, Neighbor Neighbor, FdbEntry Fdb);
}
