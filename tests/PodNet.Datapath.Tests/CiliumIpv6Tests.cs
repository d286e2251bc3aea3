using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;
using PodNet.Printing;

namespace PodNet.Datapath.Tests;

/// <summary>Cilium with both families, and with IPv6 alone, after its source.</summary>
public class CiliumIpv6Tests
{
    private static readonly IpAddress Outside = IpAddress.Parse("2001:db8::10");

    private static Cluster Dual { get; } = Load("dual", "{name: cilium}");

    [Fact]
    public void The_lxc_device_answers_for_the_router_as_a_router_and_from_its_address()
    {
        Journey reply = Trace(Dual, "pod1-1", new EchoProbe(Pod(Dual, "pod2-1"))).Journeys.First(j => j.Packet.NeighborDiscovery is { IsAdvertisement: true });
        MacAddress lxc = Device(Dual, "node1", Dual.Topology.Pod(new("pod1-1"))!.HostInterface).Mac;
        IpAddress router = IpAddress.Parse("fd00::1");
        Assert.Equal((router, Pod(Dual, "pod1-1"), (byte)255), (reply.Packet.Ip!.Source, reply.Packet.Ip.Destination, reply.Packet.Ip.Ttl));
        Assert.Equal(new(IsAdvertisement: true, router, lxc, Router: true, Solicited: true, Override: false), reply.Packet.NeighborDiscovery);
    }

    [Fact]
    public void Nobody_answers_for_an_address_that_no_endpoint_has()
    {
        IpAddress absent = IpAddress.Parse("fd00::99");
        Cluster asks = Dual.With(Dual.Namespace(new("pod1-1")).ToBuilder().AddRoute(new(IpPrefix.Host(absent)) { Device = "eth0" }).Build());
        Dropped drop = Assert.IsType<Dropped>(Trace(asks, "pod1-1", new EchoProbe(absent)).Journeys.First(j => j.Packet.NeighborDiscovery is not null).Ending);
        Assert.Equal("cil_from_container: Unknown L3 target address", drop.Reason);
    }

    [Theory]
    [InlineData("vxlan", 8472)]
    [InlineData("geneve", 6081)]
    public void Another_nodes_pod_is_reached_through_the_tunnel_of_the_nodes_IPv4_addresses(string mode, int port)
    {
        Cluster cluster = Load("dual", $"{{name: cilium, mode: {mode}}}");
        Exchange exchange = Trace(cluster, "pod1-1", new EchoProbe(Pod(cluster, "pod2-1")));
        Encapsulated wrapped = exchange.Request!.MainSteps.Select(s => s.Step).OfType<Encapsulated>().Single();
        Assert.Equal(("192.168.50.12", port, true), (wrapped.Outer.Ip!.Destination.ToString(), wrapped.Outer.Udp!.DestinationPort, wrapped.Outer.Udp.ZeroChecksum));
        Assert.Equal((OutcomeKind.Answered, 63), (exchange.Outcome, exchange.Request.Hops[exchange.Request.MainEnd].In.Ip!.Ttl));
    }

    [Theory]
    [InlineData("vxlan", 1430)]
    [InlineData("geneve", 1430)]
    [InlineData("native", 1500)]
    public void With_IPv6_alone_the_outer_header_is_of_IPv6_with_a_checksum_and_leaves_20_bytes_less(string mode, int mtu)
    {
        Cluster cluster = Load("ipv6", $"{{name: cilium, mode: {mode}}}");
        Assert.Equal(mtu, cluster.Topology.Cni.Mtu);
        Exchange exchange = Trace(cluster, "pod1-1", new TcpProbe(Pod(cluster, "pod2-1"), 80));
        Assert.Equal((OutcomeKind.Answered, mtu - 60), (exchange.Outcome, exchange.Request!.Hops[0].In.Tcp!.Mss));
        Assert.All(exchange.Request.MainSteps.Select(s => s.Step).OfType<Encapsulated>(), e => Assert.Equal((IpFamily.V6, false), (e.Outer.Ip!.Source.Family, e.Outer.Udp!.ZeroChecksum)));
    }

    [Fact]
    public void Routes_and_rules_of_IPv6_are_those_of_IPv4_but_for_the_next_hop_that_the_kernel_refuses()
    {
        string[] routes = [.. Show(Dual, "node1", "ip -6 route")];
        Assert.Contains("fd00::1 dev cilium_host proto kernel metric 256 pref medium", routes);
        Assert.Contains("fd00::/120 dev cilium_host proto kernel src fd00::1 metric 1024 pref medium", routes);
        Assert.Contains("fd00::100/120 dev cilium_host proto kernel src fd00::1 metric 1024 mtu 1450 pref medium", routes);
        Assert.Contains("local default dev lo proto kernel metric 1024 pref medium", Show(Dual, "node1", "ip -6 route show table 2004"));
        Assert.Equal(["9:\tfrom all fwmark 0x200/0xf00 lookup 2004", "100:\tfrom all lookup local"], Show(Dual, "node1", "ip -6 rule").Take(2));
        string[] pod = [.. Show(Dual, "pod1-1", "ip -6 route")];
        Assert.Contains("default via fd00::1 dev eth0 metric 1024 mtu 1450 pref medium", pod);
        Assert.Contains("fd00::1 dev eth0 metric 1024 pref medium", pod);
        Assert.Contains("inet6 fd00::2/128", string.Join('\n', Show(Dual, "pod1-1", "ip addr")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_of_IPv4_keeps_the_kernels_rules_of_IPv6() =>
        Assert.StartsWith("0:\tfrom all lookup local", Show(Load("ipv4", "cilium"), "node1", "ip -6 rule").First(), StringComparison.Ordinal);

    [Fact]
    public void With_both_families_outside_has_an_identity_of_each()
    {
        string[] rows = [.. Show(Dual, "node1", "cilium-dbg bpf ipcache list")];
        Assert.Contains(rows, r => r.StartsWith("0.0.0.0/0 ", StringComparison.Ordinal) && r.Contains("identity=9 ", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.StartsWith("::/0 ", StringComparison.Ordinal) && r.Contains("identity=10 ", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.StartsWith("fd00::102/128 ", StringComparison.Ordinal) && r.Contains("tunnelendpoint=192.168.50.12 ", StringComparison.Ordinal));
        Assert.Contains(Show(Load("ipv6", "cilium"), "node1", "cilium-dbg bpf ipcache list"), r => r.StartsWith("::/0 ", StringComparison.Ordinal) && r.Contains("identity=2 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("vxlan", false)]
    [InlineData("native", false)]
    [InlineData("geneve", true)]
    [InlineData("native", true)]
    public void Outside_sees_the_nodes_address_and_other_nodes_the_pods_where_they_can_answer_it(string mode, bool bpf)
    {
        Cluster cluster = Load("dual", $"{{name: cilium, mode: {mode}, bpfMasquerade: {(bpf ? "true" : "false")}}}");
        IpAddress node = cluster.Topology.Node(new("node1"))!.Addresses.Of(IpFamily.V6)!.Value;
        foreach (Probe probe in (Probe[])[new EchoProbe(Outside), new TcpProbe(Outside, 80)])
        {
            Exchange exchange = Trace(cluster, "pod1-1", probe);
            Assert.Equal((OutcomeKind.Answered, node), (exchange.Outcome, exchange.Request!.Hops[exchange.Request.MainEnd].In.Ip!.Source));
        }

        Assert.NotEqual(bpf, string.Join('\n', Show(cluster, "node1", "ip6tables-save")).Contains("CILIUM_POST_nat", StringComparison.Ordinal));
        Exchange between = Trace(cluster, "pod1-1", new EchoProbe(cluster.Topology.Node(new("node2"))!.Addresses.Of(IpFamily.V6)!.Value));
        Assert.Equal(bpf || mode == "native" ? Pod(cluster, "pod1-1") : node, between.Request!.Hops[between.Request.MainEnd].In.Ip!.Source);
    }

    [Fact]
    public void Of_a_hop_limit_that_ran_out_the_sender_hears_from_its_own_nodes_router_but_not_through_the_tunnel()
    {
        Cluster two = ClusterBuilder.Load("nodes: 2\npods: [{name: a, node: node1}, {name: b, node: node1}, {name: c, node: node2}]\nnetworking: {ipFamily: dual, cni: cilium}");
        Exchange near = Trace(two, "a", new TracerouteProbe(Pod(two, "b"), Queries: 1, Simultaneous: 1));
        Journey error = near.Journeys.First(j => j.Packet.Icmp is { IsError: true, Type: 3 });
        Assert.Equal(("fd00::1", Disposition.Delivered), (error.Packet.Ip!.Source.ToString(), error.Disposition));
        Exchange far = Trace(two, "a", new TracerouteProbe(Pod(two, "c"), Queries: 1, Simultaneous: 1));
        Assert.Equal(Disposition.NoTunnelEndpoint, far.Journeys.First(j => j.Packet.Icmp is { IsError: true, Type: 3 }).Disposition);
    }

    [Fact]
    public void A_packet_larger_than_the_route_takes_is_told_to_its_sender()
    {
        Exchange exchange = Trace(Dual, "pod1-1", new EchoProbe(Pod(Dual, "pod2-1"), DataBytes: 1452, Discovery: PathMtuDiscovery.Do));
        Assert.NotEqual(OutcomeKind.Answered, exchange.Outcome);
        Assert.Equal(OutcomeKind.Answered, Trace(Dual, "pod1-1", new EchoProbe(Pod(Dual, "pod2-1"), DataBytes: 1402, Discovery: PathMtuDiscovery.Do)).Outcome);
    }

    [Fact]
    public void Every_node_hears_of_both_addresses_of_a_pod_that_comes_and_of_one_that_goes()
    {
        string[] before = [.. Show(Dual, "node2", "cilium-dbg bpf ipcache list")];
        Cluster with = Dual.WithPod(new() { Name = "late", Node = "node1" });
        Assert.Equal(OutcomeKind.Answered, Trace(with, "pod2-1", new EchoProbe(Pod(with, "late"))).Outcome);
        Assert.Equal(before.Length + 2, Show(with, "node2", "cilium-dbg bpf ipcache list").Count());
        Assert.Equal(before, Show(with.WithoutPod(new("late")), "node2", "cilium-dbg bpf ipcache list"));
    }

    private static Cluster Load(string family, string cni) => ClusterBuilder.Load($"nodes: 2\npods: 2\nnetworking: {{ipFamily: {family}, cni: {cni}}}");

    private static IpAddress Pod(Cluster cluster, string name) => cluster.Topology.Pod(new(name))!.Addresses.Of(IpFamily.V6)!.Value;

    private static NetDevice Device(Cluster cluster, string ns, string name) => cluster.Namespace(new(ns)).Device(name);

    private static Exchange Trace(Cluster cluster, string from, Probe probe) =>
        PacketTracer.Trace(cluster, KernelState.Cold, new(from), probe, new(SimulatedTime.Start)).Exchange;

    private static IEnumerable<string> Show(Cluster cluster, string ns, string command) =>
        NamespaceCommands.Run(NamespaceView.Cold(cluster.Namespace(new(ns)), SimulatedTime.Start), command.Split(' '))
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd());
}
