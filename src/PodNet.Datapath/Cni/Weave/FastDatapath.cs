using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Datapath.Cni.Weave;

/// <summary>fastdp: a cable from the bridge into an Open vSwitch datapath, and there a VXLAN tunnel. The program weaver learns which peer has which MAC and
/// tells the datapath by flows, so that only a flow's first frame leaves the kernel (router/fastdp.go, docs/fastdp.md).</summary>
internal sealed class FastDatapath(ClusterPlan plan) : IWeaveOverlay
{
    private const string Datapath = "datapath";
    private const string DatapathEnd = "vethwe-datapath";
    private const string BridgeEnd = "vethwe-bridge";
    private const string Tunnel = "vxlan-6784";

    // One above weave's control port.
    private const ushort Port = 6784;

    // A UDP packet's 65,535 bytes less IP 20, UDP 8, VXLAN 8 and Ethernet 14: the device itself sets no limit.
    private const int TunnelMtu = 65485;

    // As router/fastdp.go has it, DF is set and the checksum is left out; recordings, in which a Linux tunnel device stood in for the datapath's, have it
    // the other way round. They are what can be compared, so they are the default; "df: true" and "udpcsum: false" give weaver's own.
    private readonly bool _df = plan.Cni.Df ?? false;
    private readonly bool _checksum = plan.Cni.UdpChecksum ?? true;

    // Enough room for VXLAN's 50 bytes and IPsec's 34 on a network of 1460 (net/bridge.go, WEAVE_MTU).
    public int Mtu => 1376;

    public IReadOnlyList<string> Devices => [Datapath, DatapathEnd, BridgeEnd, Tunnel];

    public void Prepare(NamespaceBuilder node, PlannedNode self, int mtu) =>
        node.AddDevice(i => new OvsDatapath(i, Datapath, WeavePeers.MacOf(self, 1), mtu));

    public void Connect(NamespaceBuilder node, PlannedNode self, int mtu)
    {
        WeavePeers.AddPair(node, self, DatapathEnd, mtu, d => d with { Datapath = Datapath });
        node.AddDevice(i => new Vxlan(i, Tunnel, WeavePeers.MacOf(self, 4), TunnelMtu, 0, IpAddress.AnyV4, null, Port)
        {
            Learning = false,
            External = true,
            Datapath = Datapath,
        });
        node.Listen(new(IpProtocol.Udp, null, Port, Tunnel));
        node.Forwarders.Add(WeavePeers.Router(plan, self, Datapath, Port, mtu) with { DontFragment = _df, Checksum = _checksum });
    }
}

/// <summary>sleeve: weaver reads frames from a cable's end by a packet socket and sends them to its peers in UDP, all in user space
/// (router/pcap.go, router/sleeve.go).</summary>
internal sealed class Sleeve(ClusterPlan plan) : IWeaveOverlay
{
    private const string PcapEnd = "vethwe-pcap";
    private const string BridgeEnd = "vethwe-bridge";
    private const ushort Port = 6783;

    // Outer IP 20, UDP 8, sleeve's own header 20, inner Ethernet 14.
    private const int Overhead = 62;

    // weaver cuts, or says what fits, so the bridge has no limit of its own.
    public int Mtu => 65535;

    public IReadOnlyList<string> Devices => [PcapEnd, BridgeEnd];

    public void Prepare(NamespaceBuilder node, PlannedNode self, int mtu)
    {
    }

    public void Connect(NamespaceBuilder node, PlannedNode self, int mtu)
    {
        WeavePeers.AddPair(node, self, PcapEnd, mtu, d => d);
        node.Listen(new(IpProtocol.Udp, null, Port, "weaver"));
        node.Forwarders.Add(WeavePeers.Router(plan, self, PcapEnd, Port, plan.Underlay.Mtu - Overhead));
    }
}

/// <summary>What both ways to the peers have in common.</summary>
internal static class WeavePeers
{
    private const string BridgeEnd = "vethwe-bridge";

    /// <summary>A MAC address for a device of a node; weave's are random.</summary>
    public static MacAddress MacOf(PlannedNode node, int device) => new(0x0257_0000_0000UL | (ulong)device << 24 | (uint)node.Ordinal);

    /// <summary>The cable between the bridge and <paramref name="name"/>.</summary>
    public static void AddPair(NamespaceBuilder node, PlannedNode self, string name, int mtu, Func<NetDevice, NetDevice> edit)
    {
        int index = node.Devices[^1].Index + 1;
        node.AddDevice(_ => edit(new VethEnd(index, name, MacOf(self, 2), mtu, self.Id, BridgeEnd, index + 1)));
        node.AddDevice(_ => new VethEnd(index + 1, BridgeEnd, MacOf(self, 3), mtu, self.Id, name, index) { Port = new(WeaveDatapath.BridgeName) });
    }

    /// <summary>weaver, connected to every other node. A peer's short number is random in the original; here it is the node's.</summary>
    public static UserSpaceForwarder Router(ClusterPlan plan, PlannedNode self, string device, ushort port, int mtu) =>
        new("weaver", self.Name, device, port, self.Address, self.Ordinal, mtu)
        {
            Peers = plan.Nodes.Where(n => n.Ordinal != self.Ordinal)
                .Select(n => new ForwarderPeer(n.Name, n.Address, n.Ordinal) { ShownBy = "weave status connections", Origin = new("Node", "", n.Name) }).ToValueList(),
        };
}
