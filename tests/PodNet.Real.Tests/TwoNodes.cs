using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Real.Tests;

/// <summary>Two nodes with a bridge and a pod each, and a router, put together from kernel objects by hand.</summary>
internal sealed class TwoNodes : INamespaceCompiler
{
    private readonly NamespaceBuilder _switch = new(new("lan"));
    private readonly List<NamespaceBuilder> _all;

    private TwoNodes()
    {
        _all = [_switch];
        _switch.AddDevice(i => new Bridge(i, "br0", Mac("02:00:00:00:01:01"), 1500));
        Node("gw", 1);
        NamespaceBuilder east = Node("east", 2);
        NamespaceBuilder west = Node("west", 3);
        Pod(east, "cat", 2);
        Pod(west, "dog", 3);
        east.AddRoute(new Route(IpPrefix.Parse("10.9.3.0/24")) { Via = Ip("172.16.7.3"), Device = "eth0" });
        west.AddRoute(new Route(IpPrefix.Parse("10.9.2.0/24")) { Via = Ip("172.16.7.2"), Device = "eth0" });
        east.AddRoute(new Route(IpPrefix.Parse("10.77.0.0/16")) { Type = RouteType.Blackhole, Metric = 5 });
        east.AddRoute(new Route(IpPrefix.Parse("198.51.100.0/24"))
        {
            Via = Ip("172.16.7.1"),
            Device = "eth0",
            Table = 100,
            Mtu = 1400,
            OnLink = true,
        });
        east.Rules.Add(new RoutingRule(500, 100) { From = IpPrefix.Parse("10.9.2.0/24"), Mark = 0x10, MarkMask = 0xf0 });
        east.AddNeighbor(Ip("172.16.7.77"), Mac("02:00:00:00:77:77"), "eth0");
        east.SetSysctl("net.ipv4.conf.br-pods.proxy_arp", 1);
        east.Append("filter", "FORWARD", new Rule(
            [
                new ProtocolMatch(IpProtocol.Tcp), new DestinationPortMatch(IpProtocol.Tcp, 81, 81),
                new CommentMatch("it's \"closed\"; $(reboot)"),
            ],
            new DropTarget()));
        // A nat table switches connection tracking on, and with it br_netfilter's reassembly.
        east.Append("nat", "POSTROUTING", new Rule(
            [new DestinationMatch(IpPrefix.Parse("198.51.100.0/24"))], new MasqueradeTarget(RandomFully: true)));
    }

    /// <summary>The cluster; <paramref name="edit"/> may change a namespace's builder before it is finished.</summary>
    public static Cluster Cluster(Action<NamespaceBuilder>? edit = null)
    {
        TwoNodes parts = new();
        if (edit is not null) parts._all.ForEach(edit);
        ClusterTopology topology = new()
        {
            Nodes = [Described("east", 2), Described("west", 3)],
            Pods = [DescribedPod("cat", "east", 2), DescribedPod("dog", "west", 3)],
            Underlay = new([new("lan")], new(new("gw"), "gw", [Ip("172.16.7.1")]), IpPrefix.Parse("172.16.7.0/24")),
            Cni = new("none", "", 1500, CniFidelity.FromDocumentation),
            PodSubnets = [IpPrefix.Parse("10.9.0.0/16")],
            ServiceSubnets = [IpPrefix.Parse("10.96.0.0/12")],
        };
        return new(topology, parts, parts._all.Select(b => b.Build()));
    }

    public NetworkNamespace? Compile(NamespaceId id) => null;

    private NamespaceBuilder Node(string name, int number)
    {
        NamespaceBuilder node = new(new(name));
        _all.Add(node);
        int port = _switch.Devices[^1].Index + 1;
        _switch.AddDevice(i => new VethEnd(i, $"p-{name}", Mac($"02:00:00:00:01:0{number}"), 1500, new(name), "eth0", 2)
        {
            Port = new("br0"),
        });
        node.AddDevice(i => new VethEnd(i, "eth0", Mac($"02:00:00:00:00:0{number}"), 1500, new("lan"), $"p-{name}", port));
        node.AddAddress("eth0", InterfaceAddress.Parse($"172.16.7.{number}/24"));
        node.SetSysctl("net.ipv4.ip_forward", 1);
        return node;
    }

    private void Pod(NamespaceBuilder node, string name, int number)
    {
        node.AddDevice(i => new Bridge(i, "br-pods", Mac($"02:0a:00:00:0{number}:01"), 1400));
        node.AddAddress("br-pods", InterfaceAddress.Parse($"10.9.{number}.1/24"));
        node.AddDevice(i => new VethEnd(i, $"v-{name}", Mac($"02:0b:00:00:0{number}:01"), 1400, new(name), "eth0", 2)
        {
            Port = new("br-pods") { Hairpin = true },
        });
        NamespaceBuilder pod = new(new(name));
        _all.Add(pod);
        pod.AddDevice(i => new VethEnd(i, "eth0", Mac($"02:0c:00:00:0{number}:02"), 1400, node.Id, $"v-{name}", 4));
        pod.AddAddress("eth0", InterfaceAddress.Parse($"10.9.{number}.2/24"));
        pod.AddRoute(new Route(IpPrefix.DefaultV4) { Via = Ip($"10.9.{number}.1"), Device = "eth0" });
        pod.Listen(new Socket(IpProtocol.Tcp, null, 8080, "web"));
        pod.Listen(new Socket(IpProtocol.Udp, null, 5353, "dns"));
    }

    private static ClusterNode Described(string name, int number) =>
        new(new(name), name, Ip($"172.16.7.{number}"), IpPrefix.Parse($"10.9.{number}.0/24"));

    private static ClusterPod DescribedPod(string name, string node, int number) =>
        new(new(name), "default", name, node, Ip($"10.9.{number}.2"), $"v-{name}", []);

    private static IpAddress Ip(string text) => IpAddress.Parse(text);

    private static MacAddress Mac(string text) => MacAddress.Parse(text);
}
