using System.Security.Cryptography;
using System.Text;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Datapath.Underlay;

/// <summary>Compiles switches, the router, and the nodes' interface to them.</summary>
internal sealed class UnderlayCompiler(ClusterPlan plan)
{
    // In a switch: lo, the bridge, the router's port, then the nodes' in order. In a node and a router: lo, then eth0, eth1, ...
    private const int RouterPortIndex = 3;
    private const int FirstInterfaceIndex = 2;
    /// <summary>The setting without which a namespace has no IPv6.</summary>
    internal const string Ipv6Off = "net.ipv6.conf.all.disable_ipv6";

    private readonly PlannedUnderlay _underlay = plan.Underlay;

    /// <summary>A bridge with a port for each machine. It has no address: a switch takes no part in IP.</summary>
    public NetworkNamespace CompileSwitch(PlannedRack rack)
    {
        NamespaceBuilder builder = new(rack.Switch);
        PlannedNode[] nodes = [.. Enumerable.Range(rack.FirstNode, rack.NodeCount).Select(i => plan.Nodes[i])];

        // A bridge that nobody gave a MAC takes the lowest of its ports' (net/bridge/br_stp_if.c, br_stp_recalculate_bridge_id).
        MacAddress lowest = nodes.Select(n => PortMac(n.Mac)).Append(PortMac(rack.RouterMac)).Min();
        builder.AddDevice(i => new Bridge(i, _underlay.Bridge, lowest, _underlay.Mtu));
        AddPort(builder, _underlay.Router.Name, rack.RouterMac, rack.RouterInterface, rack.Index + FirstInterfaceIndex);
        foreach (PlannedNode node in nodes) AddPort(builder, node.Name, node.Mac, "eth0", FirstInterfaceIndex);
        return builder.Build();
    }

    /// <summary>The router: an interface per switch and the outside client's addresses on lo. It serves HTTP and knows no pod.</summary>
    public NetworkNamespace CompileRouter()
    {
        PlannedRouter router = _underlay.Router;
        NamespaceBuilder builder = new(router.Id);
        if (plan.Has(IpFamily.V4)) builder.SetSysctl("net.ipv4.ip_forward", 1);
        if (plan.Has(IpFamily.V6)) builder.SetSysctl(Ipv6Off, 0).SetSysctl("net.ipv6.conf.all.forwarding", 1);
        foreach (PlannedRack rack in _underlay.Racks)
        {
            builder.AddDevice(i => new VethEnd(
                i, rack.RouterInterface, rack.RouterMac, _underlay.Mtu, rack.Switch, PortName(router.Name), RouterPortIndex));
            foreach (LinkNetwork network in rack.Networks) builder.AddAddress(rack.RouterInterface, new(network.Router, network.Subnet.Length));
        }

        foreach (InterfaceAddress address in router.Addresses) builder.AddAddress("lo", address);
        return builder.Listen(new(IpProtocol.Tcp, null, 80, "httpd")).Build();
    }

    /// <summary>eth0 of a node, with its address and the default route.</summary>
    public void AddNodeInterface(NamespaceBuilder builder, PlannedNode node)
    {
        PlannedRack rack = _underlay.Racks[node.Rack];
        int portIndex = RouterPortIndex + node.Ordinal - rack.FirstNode;
        builder.AddDevice(i => new VethEnd(i, "eth0", node.Mac, _underlay.Mtu, rack.Switch, PortName(node.Name), portIndex));
        for (int f = 0; f < rack.Networks.Count; f++)
        {
            LinkNetwork network = rack.Networks[f];
            builder.AddAddress("eth0", new(node.Addresses[f], network.Subnet.Length));
            builder.AddRoute(new(IpPrefix.Default(network.Router.Family)) { Via = network.Router, Device = "eth0" });
        }
    }

    private void AddPort(NamespaceBuilder builder, string machine, MacAddress peerMac, string peerName, int peerIndex) =>
        builder.AddDevice(i => new VethEnd(i, PortName(machine), PortMac(peerMac), _underlay.Mtu, new(machine), peerName, peerIndex)
        {
            Port = new(_underlay.Bridge),
        });

    /// <summary>"p-" and the machine's name; where that is longer than an interface name may be, "p-" and part of its hash.</summary>
    public static string PortName(string machine) => machine.Length <= 13
        ? $"p-{machine}"
        : "p-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(machine)))[..13];

    private static MacAddress PortMac(MacAddress peer) => new(0x0250_0000_0000UL | (uint)peer.Bits);
}
