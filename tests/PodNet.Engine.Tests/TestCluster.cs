using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Engine.Tests;

/// <summary>A network put together by hand, namespace by namespace, so that each test shows all that matters to it.</summary>
internal sealed class TestCluster : INamespaceCompiler
{
    private readonly Dictionary<NamespaceId, NamespaceBuilder> _namespaces = [];
    private byte _macs;

    public NamespaceBuilder this[string name] =>
        _namespaces.TryGetValue(new(name), out NamespaceBuilder? found) ? found : _namespaces[new(name)] = new(new(name));

    public NetworkNamespace? Compile(NamespaceId id) => _namespaces.GetValueOrDefault(id)?.Build();

    public Cluster Build() => new(
        new ClusterTopology
        {
            Nodes = [],
            Pods = [],
            Underlay = new([], null, IpPrefix.Parse("192.0.2.0/24")),
            Cni = new("test", "", 1500, CniFidelity.FromDocumentation),
            PodSubnets = [IpPrefix.Parse("10.244.0.0/16")],
            ServiceSubnets = [IpPrefix.Parse("10.96.0.0/16")],
        },
        this);

    /// <summary>Two hosts, a (10.0.1.2/24) and b (10.0.2.2/24), and a router r (.1 in both) between them. b serves TCP 80.</summary>
    public static TestCluster Routed(int mtuToB = 1500)
    {
        TestCluster net = new();
        net.Wire("a", "eth0", "r", "ra");
        net.Wire("b", "eth0", "r", "rb", mtuToB);
        net["a"].AddAddress("eth0", InterfaceAddress.Parse("10.0.1.2/24")).AddRoute(Default("10.0.1.1"));
        net["b"].AddAddress("eth0", InterfaceAddress.Parse("10.0.2.2/24")).AddRoute(Default("10.0.2.1"))
            .Listen(new(IpProtocol.Tcp, null, 80, "httpd"));
        net["r"].AddAddress("ra", InterfaceAddress.Parse("10.0.1.1/24")).AddAddress("rb", InterfaceAddress.Parse("10.0.2.1/24"))
            .SetSysctl("net.ipv4.ip_forward", 1);
        return net;
    }

    /// <summary>Hosts a, b, c (10.0.0.1 to .3 in 10.0.0.0/24) on the bridge br of namespace sw.</summary>
    public static TestCluster Bridged(string bridgeAddress = "10.0.0.254/24")
    {
        TestCluster net = new();
        net["sw"].AddDevice(i => new Bridge(i, "br", MacAddress.Parse("02:ff:00:00:00:01"), 1500)).AddAddress("br", InterfaceAddress.Parse(bridgeAddress));
        string[] hosts = ["a", "b", "c"];
        foreach (string host in hosts)
        {
            net.Wire(host, "eth0", "sw", "to-" + host, port: new BridgePort("br"));
            net[host].AddAddress("eth0", InterfaceAddress.Parse($"10.0.0.{Array.IndexOf(hosts, host) + 1}/24"));
        }

        return net;
    }

    public static Route Default(string via) => new(IpPrefix.DefaultV4) { Via = IpAddress.Parse(via), Device = "eth0" };

    public static Route RouteTo(string destination, string? via = null, string? device = null, RouteType type = RouteType.Unicast) =>
        new(IpPrefix.Parse(destination)) { Via = via is null ? null : IpAddress.Parse(via), Device = device, Type = type };

    /// <summary>A veth pair between two namespaces; the second end may be a bridge's port.</summary>
    public TestCluster Wire(string ns1, string dev1, string ns2, string dev2, int mtu = 1500, BridgePort? port = null)
    {
        int peer1 = this[ns2].Devices.Count + 1;
        int peer2 = this[ns1].Devices.Count + 1;
        this[ns1].AddDevice(i => new VethEnd(i, dev1, NextMac(), mtu, new(ns2), dev2, peer1));
        this[ns2].AddDevice(i => new VethEnd(i, dev2, NextMac(), mtu, new(ns1), dev1, peer2) { Port = port });
        return this;
    }

    public TraceResult Trace(string from, Probe probe, KernelState? state = null, ulong seed = 1) =>
        PacketTracer.Trace(Build(), state ?? KernelState.Cold, new(from), probe, new(SimulatedTime.Start, seed));

    public Exchange Run(string from, Probe probe) => Trace(from, probe).Exchange;

    private MacAddress NextMac() => new(0x0200_0000_0000ul + ++_macs);
}

internal static class ExchangeText
{
    /// <summary>Where a journey was seen, device by device along its main branch: "a:eth0 r:ra r:rb b:eth0".</summary>
    public static string Way(this Journey journey) => string.Join(' ', journey.MainSteps
        .Select(s => (s.Hop.Namespace, Device: s.Step switch { Received r => r.Device, Transmitted t => t.Device, _ => null }))
        .Where(s => s.Device is not null)
        .Select(s => $"{s.Namespace}:{s.Device}"));

    /// <summary>Everything a journey was seen at, side branches included, sorted.</summary>
    public static string[] SeenAt(this Journey journey) => [.. journey.Hops
        .SelectMany(h => h.Steps.Select(s => s switch
        {
            Received r => $"{h.Namespace}:{r.Device}", Transmitted t => $"{h.Namespace}:{t.Device}", _ => "",
        }))
        .Where(s => s.Length > 0)
        .Order(StringComparer.Ordinal)];

    /// <summary>The journeys by what they carry: "arp arp echo-request echo-reply".</summary>
    public static string Kinds(this Exchange exchange) => string.Join(' ', exchange.Journeys.Select(j => Kind(j.Packet)));

    public static IEnumerable<T> Steps<T>(this Journey journey)
        where T : Step => journey.Main.SelectMany(h => h.Steps).OfType<T>();

    public static string Kind(Packet packet) => packet switch
    {
        { Arp: not null } => "arp",
        { Icmp: { IsError: true } error } => $"error-{error.Type}/{error.Code}",
        { Icmp.IsEchoRequest: true } => "echo-request",
        { Icmp.IsEchoReply: true } => "echo-reply",
        { Tcp: { } tcp } => "tcp-" + string.Concat(new[] { TcpFlags.Syn, TcpFlags.Fin, TcpFlags.Rst, TcpFlags.Psh, TcpFlags.Ack }
            .Where(f => tcp.Flags.HasFlag(f)).Select(f => f.ToString()[0])),
        { Udp: not null } => "udp",
        _ => "fragment",
    };

    public static Rule Rule(Target? target, params Match[] matches) => new(ToList(matches), target);

    private static Model.Collections.ValueList<Match> ToList(Match[] matches) => PodNet.Model.Collections.ValueList.Create<Match>(matches);
}
