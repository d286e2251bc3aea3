using System.Security.Cryptography;
using System.Text;
using PodNet.Kubernetes.Ipam.CalicoIpam;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni.Calico;

/// <summary>VXLAN: a device vxlan.calico whose peers felix writes down (felix/dataplane/linux/vxlan_mgr.go). There is no BGP: felix writes
/// the routes too. Seen with <c>ip route</c>, <c>ip neigh show dev vxlan.calico</c> and <c>bridge fdb show dev vxlan.calico</c>.</summary>
/// <param name="crossSubnet">Nodes of the same subnet are reached without it.</param>
internal sealed class VxlanTunnel(ClusterPlan plan, CalicoAddressing addressing, bool crossSubnet) : ICalicoBackend
{
    // Outer IP 20, UDP 8, VXLAN 8 and the inner Ethernet header 14: RFC 7348 section 5.
    private const int Overhead = 50;
    private const int DefaultVni = 4096;
    private const ushort DefaultPort = 4789;

    // iproute2 has no name for it (felix/dataplane/linux/dataplanedefs).
    private const RouteProtocol Felix = (RouteProtocol)80;

    private readonly Lazy<PeerRows[]> _peers = new(() => [.. plan.Nodes.Select(n => RowsAbout(n, addressing))]);

    public int Mtu => plan.Underlay.Mtu - Overhead;

    public string Device => DeviceName;

    public RouteProtocol Protocol => Felix;

    public int Metric => 0;

    public CniFidelity Fidelity => CniFidelity.ProvenOnTheKernel;

    private const string DeviceName = "vxlan.calico";

    // The device's address is the first of the node's first block: a source for what the node itself sends through the tunnel. Which MAC
    // has a peer's device, and which node's address that MAC: permanent rows, so nothing is asked or learned through the tunnel.
    public void AddDevice(NamespaceBuilder node, PlannedNode self)
    {
        ushort port = (ushort)(plan.Cni.Port ?? DefaultPort);
        node.AddDevice(i => new Vxlan(i, Device, MacOf(self), plan.Cni.Mtu ?? Mtu, plan.Cni.Vni ?? DefaultVni, self.Address, "eth0", port) { Learning = false });
        node.AddAddress(Device, new(addressing.TunnelAddress(self.PodCidr)!.Value, 32));
        node.Listen(new(IpProtocol.Udp, null, port, Device));
        foreach (PeerRows peer in _peers.Value)
        {
            if (peer.Node.Ordinal == self.Ordinal || IsDirect(self, peer.Node)) continue;
            node.Neighbors.Add(peer.Neighbor);
            node.Fdb.Add(peer.Fdb);
        }
    }

    public Route RouteTo(IpPrefix block, PlannedNode self, PlannedNode peer) => IsDirect(self, peer)
        ? new(block) { Via = peer.Address, Device = "eth0", OnLink = true, Protocol = Felix }
        // Felix tells its routes into the tunnel by their device, and leaves their protocol alone.
        : new(block) { Via = addressing.TunnelAddress(peer.PodCidr), Device = Device, OnLink = true };

    private bool IsDirect(PlannedNode self, PlannedNode peer) => crossSubnet && self.Rack == peer.Rack;

    private static PeerRows RowsAbout(PlannedNode peer, CalicoAddressing addressing)
    {
        MacAddress mac = MacOf(peer);
        return new(
            peer,
            new(addressing.TunnelAddress(peer.PodCidr)!.Value, DeviceName, mac, NeighborState.Permanent),
            new(mac, DeviceName, Master: null, peer.Address, Permanent: true));
    }

    // An "f" and the first five bytes of the SHA-1 of the node's name (felix/calc/vxlan_resolver.go, vtepMACForHost).
    private static MacAddress MacOf(PlannedNode node)
    {
        ulong bits = 'f';
#pragma warning disable CA5350 // A name, not a secret.
        foreach (byte b in SHA1.HashData(Encoding.UTF8.GetBytes(node.Name)).AsSpan(0, 5)) bits = bits << 8 | b;
#pragma warning restore CA5350
        return new(bits);
    }

    private sealed record PeerRows(PlannedNode Node, Neighbor Neighbor, FdbEntry Fdb);
}
