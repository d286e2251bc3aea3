using System.Security.Cryptography;
using System.Text;
using PodNet.Kubernetes.Ipam.CalicoIpam;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni.Calico;

/// <summary>wireguardEnabled, or of IPv6 wireguardEnabledV6, with an IP pool that has no encapsulation (felix/wireguard/wireguard.go): bird's routes stay as
/// they are, and felix has a table of its own asked before them, whose routes lead into the device wireguard.cali. What the device has encrypted
/// bears a mark and is not asked about again. Seen with <c>wg show</c>, <c>ip rule</c> and <c>ip route show table 1</c>.</summary>
internal sealed class WireGuardTunnel(ClusterPlan plan, CalicoAddressing addressing, IpFamily family) : ICalicoBackend
{
    // Outer IP 20, or of IPv6 40, UDP 8, WireGuard's header 16 and its authentication 16 (felix/dataplane/linux/int_dataplane.go).
    private const int Overhead = 60;
    private const int OverheadV6 = 80;
    private const ushort DefaultPort = 51820;

    // The sixth bit of iptablesMarkMask 0xffff0000, after those for accept, pass, drop and two of scratch (felix/dataplane/driver.go).
    private const uint Mark = 0x200000;
    private const int RulePriority = 99;

    // Of routeTableRanges, 1 to 250, IPv4 has the first and IPv6 the second.
    private readonly int _table = family == IpFamily.V4 ? 1 : 2;
    private readonly BirdRoutes _plain = new(plan, family);
    private readonly Lazy<string[]> _keys = new(() => [.. plan.Nodes.Select(n => KeyOf(n, family))]);

    public IpFamily Family => family;

    public int Mtu => plan.Underlay.Mtu - (family == IpFamily.V4 ? Overhead : OverheadV6);

    public string Device => family == IpFamily.V4 ? "wireguard.cali" : "wg-v6.cali";

    public RouteProtocol Protocol => _plain.Protocol;

    public int Metric => _plain.Metric;

    public CniFidelity Fidelity => CniFidelity.FromDocumentation;

    // The manifest's veth_mtu is also the device's, of IPv4's only (FELIX_WIREGUARDMTU).
    private int DeviceMtu => family == IpFamily.V4 ? plan.Cni.Mtu ?? Mtu : Mtu;

    // Each family's device has a socket of its own, so they cannot share a port: 51820 and 51821.
    private ushort Port
    {
        get
        {
            int port = plan.Cni.Port ?? DefaultPort;
            return (ushort)(family == IpFamily.V4 ? port : port == ushort.MaxValue ? port - 1 : port + 1);
        }
    }

    // A peer's device has an address of its own, which is in one of that node's blocks and told beside them.
    public void AddDevice(NamespaceBuilder node, PlannedNode self)
    {
        _plain.AddDevice(node, self);
        PlannedNode[] peers = [.. plan.Nodes.Where(n => n.Ordinal != self.Ordinal)];
        ValueList<WireGuardPeer> known = peers.Select(n => new WireGuardPeer(KeyOf(n), n.Addresses.Of(family)!.Value, Port, [AddressOf(n)])).ToValueList();
        node.AddDevice(i => new WireGuard(i, Device, DeviceMtu, KeyOf(self), Port, known) { FirewallMark = Mark });
        node.AddAddress(Device, new(AddressOf(self).Address, AddressOf(self).Length));
        node.Listen(new(IpProtocol.Udp, null, Port, Device));
        node.Rules.Add(new(RulePriority, _table) { Family = family, Mark = Mark, MarkMask = Mark, Negated = true });
        foreach (PlannedNode peer in peers) node.AddRoute(Into(AddressOf(peer)) with { Origin = new("Node", "", peer.Name) });
    }

    public Route RouteTo(IpPrefix block, PlannedNode self, PlannedNode peer) => _plain.RouteTo(block, self, peer);

    // Allowed IPs are both the peer's routes within the device and what it may send from.
    public void AddBlocks(NamespaceBuilder node, PlannedNode self, IReadOnlyList<NodeBlock> blocks)
    {
        foreach (NodeBlock block in blocks)
        {
            Route route = block.Owner.Ordinal == self.Ordinal ? new(block.Prefix) { Type = RouteType.Throw, Table = _table } : Into(block.Prefix);
            node.AddRoute(route with { Origin = block.Origin });
        }

        ILookup<string, IpPrefix> of = blocks.ToLookup(b => KeyOf(b.Owner), b => b.Prefix);
        node.SetDevice(Device, d => d is WireGuard device
            ? device with { Peers = device.Peers.Select(p => p with { AllowedIps = [.. p.AllowedIps, .. of[p.PublicKey]] }).ToValueList() }
            : d);
    }

    private Route Into(IpPrefix destination) => new(destination) { Device = Device, Scope = RouteScope.Link, Table = _table };

    // calico-node takes it from the node's block and writes it into the Node (node/pkg/allocateip).
    private IpPrefix AddressOf(PlannedNode node) => IpPrefix.Host(addressing.TunnelAddress(node.PodCidrs.Of(family)!.Value)!.Value);

    private string KeyOf(PlannedNode node) => _keys.Value[node.Ordinal - 1];

    // felix makes a pair of keys at random and tells the public one in the Node's status; here it follows from the node's name.
    private static string KeyOf(PlannedNode node, IpFamily family) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"wireguard{(family == IpFamily.V4 ? "" : "-v6")} {node.Name}")));
}
