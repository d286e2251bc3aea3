using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Kubernetes.Presets;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests.Calico;

/// <summary>What was measured on the real kernel of the reference cluster with Calico's ways between the nodes.</summary>
public class CalicoTests
{
    private const string Mac = "ee:ee:ee:ee:ee:ee";

    [Theory]
    [InlineData("bgp", "p11:eth0/64 n1:cali00000000101/64 n1:eth0/63 n2:eth0/63 n2:cali00000000201/62 p21:eth0/62")]
    [InlineData("vxlan", "p11:eth0/64 n1:cali00000000101/64 n1:vxlan.calico/63 n1:eth0/64[63] n2:eth0/64[63] n2:vxlan.calico/63 n2:cali00000000201/62 p21:eth0/62")]
    [InlineData("ipip", "p11:eth0/64 n1:cali00000000101/64 n1:tunl0/63 n1:eth0/63[63] n2:eth0/63[63] n2:tunl0/63 n2:cali00000000201/62 p21:eth0/62")]
    public void From_pod_to_pod_on_another_node(string mode, string way)
    {
        Exchange ping = Ping(mode, "p11", "10.244.2.2");
        Assert.Equal(way, Way(ping.Request!));
        Assert.Equal(62, ping.Observations[0].Ttl);
    }

    [Theory]
    [InlineData("bgp")]
    [InlineData("vxlan")]
    [InlineData("ipip")]
    public void The_pod_beside_is_routed_too(string mode)
    {
        Exchange ping = Ping(mode, "p11", "10.244.1.3");
        Assert.Equal("p11:eth0/64 n1:cali00000000101/64 n1:cali00000000102/63 p12:eth0/63", Way(ping.Request!));
        Packet last = Packets(ping.Request!)[^1].Packet;
        Assert.Equal((Mac, "0a:ca:0a:f4:01:03"), (last.Ethernet!.Source.ToString(), last.Ethernet.Destination.ToString()));
    }

    [Theory]
    [InlineData("vxlan", IpProtocol.Udp, 134, 148, false, 64)]
    [InlineData("ipip", IpProtocol.IpInIp, 104, 118, true, 63)]
    public void The_outer_packet(string mode, IpProtocol protocol, int length, int frame, bool df, byte ttl)
    {
        Packet outer = Packets(Ping(mode, "p11", "10.244.2.2").Request!).First(s => s.Packet.Inner is not null).Packet;
        Assert.Equal((protocol, length, frame, df, ttl), (outer.Ip!.Protocol, outer.NetworkLength, outer.FrameLength, outer.Ip.DontFragment, outer.Ip.Ttl));
        Assert.Equal("192.168.50.11 192.168.50.12", $"{outer.Ip.Source} {outer.Ip.Destination}");
        if (mode == "vxlan") Assert.Equal((4789, new VxlanHeader(4096)), ((int)outer.Udp!.DestinationPort, outer.Tunnel));
    }

    [Theory]
    [InlineData("bgp", 1500)]
    [InlineData("vxlan", 1450)]
    [InlineData("ipip", 1480)]
    public void The_mtu_and_what_exceeds_it(string mode, int mtu)
    {
        Assert.Equal(mtu, Load(mode).Namespace(new("p11")).Device("eth0").Mtu);
        Exchange syn = Trace(mode, "p11", new TcpProbe(IpAddress.Parse("10.244.2.2"), 8080));
        Assert.Equal(mtu - 40, syn.Request!.Packet.Tcp!.Mss);
        EchoProbe full = new(IpAddress.Parse("10.244.2.2"), DataBytes: mtu - 28, Discovery: PathMtuDiscovery.Do);
        Assert.Equal(OutcomeKind.Answered, Trace(mode, "p11", full).Outcome);
        Assert.Empty(Trace(mode, "p11", full with { DataBytes = mtu - 27 }).Journeys);
    }

    [Theory]
    [InlineData("bgp", "192.168.50.11", "192.168.50.12")]
    [InlineData("vxlan", "10.244.1.0", "10.244.2.0")]
    [InlineData("ipip", "10.244.1.0", "10.244.2.0")]
    public void A_nodes_own_packets_come_from_the_device_they_leave_by(string mode, string toRemote, string secondHop)
    {
        Assert.Equal("192.168.50.11", Ping(mode, "n1", "10.244.1.2").Request!.Packet.Ip!.Source.ToString());
        Assert.Equal(toRemote, Ping(mode, "n1", "10.244.2.2").Request!.Packet.Ip!.Source.ToString());
        Exchange route = Trace(mode, "p11", new TracerouteProbe(IpAddress.Parse("10.244.2.2"), Queries: 1, Simultaneous: 1));
        Assert.Equal(["192.168.50.11", secondHop, "10.244.2.2"], route.Observations.Select(o => o.From.ToString()));
    }

    // What is in a block and is nobody's dies in the blackhole of the block's node, without a word.
    [Theory]
    [InlineData("bgp", "10.244.1.50")]
    [InlineData("vxlan", "10.244.1.50")]
    [InlineData("ipip", "10.244.2.50")]
    [InlineData("bgp", "10.244.2.50")]
    [InlineData("vxlan", "10.244.2.50")]
    public void An_absent_pod_is_met_with_silence(string mode, string address)
    {
        Exchange ping = Ping(mode, "p11", address);
        Assert.Equal((OutcomeKind.TimedOut, Disposition.Blackholed), (ping.Outcome, ping.Request!.Disposition));
        Assert.DoesNotContain(ping.Journeys, j => j.Packet.Icmp is { IsError: true });
    }

    [Theory]
    [InlineData("bgp")]
    [InlineData("vxlan")]
    [InlineData("ipip")]
    public void Outside_the_pool_a_pod_has_its_nodes_address(string mode) =>
        Assert.Contains(Packets(Ping(mode, "p11", "203.0.113.10").Request!), s => s.Place == "n1:eth0" && s.Packet.Ip!.Source == IpAddress.Parse("192.168.50.11"));

    [Fact]
    public void A_full_block_is_followed_by_the_next_and_its_peers_learn_of_it()
    {
        Cluster cluster = ClusterBuilder.Load("nodes: 2\npods: 64\nnetworking: {cni: {name: calico, mode: bgp}}");
        Assert.Equal(["10.244.0.0/26"], Blocks(cluster, "node2", "192.168.50.11"));
        Cluster more = cluster.WithPod(new PodSpec { Name = "late", Node = "node1" });
        Assert.Equal("10.244.0.64", more.Topology.Pod(new("late"))!.Address.ToString());
        Assert.Equal(["10.244.0.0/26", "10.244.0.64/26"], Blocks(more, "node2", "192.168.50.11"));
        Assert.Contains(more.Namespace(new("node1")).Fib.Routes, r => r is { Type: RouteType.Blackhole } && r.Destination.ToString() == "10.244.0.64/26");
        Exchange ping = PacketTracer.Trace(more, KernelState.Cold, new("pod2-1"), new EchoProbe(IpAddress.Parse("10.244.0.64")), new(SimulatedTime.Start)).Exchange;
        Assert.Equal(OutcomeKind.Answered, ping.Outcome);
    }

    [Theory]
    [InlineData("{name: calico, mode: bgp, vni: 5}", "networking.cni.vni: calico bgp has no such setting")]
    [InlineData("{name: calico, mode: vxlan, routeMetric: 5}", "networking.cni.routeMetric: calico vxlan has no such setting")]
    [InlineData("{name: calico, blockSize: 12}", "blockSize")]
    [InlineData("{name: flannel, blockSize: 26}", "networking.cni.blockSize: flannel vxlan has no such setting")]
    [InlineData("{name: calico, mode: wild}", "networking.cni.mode")]
    public void Settings_that_a_mode_does_not_have_are_refused(string cni, string problem) => Assert.Contains(
        problem, Assert.Throws<ClusterFileException>(() => ClusterBuilder.Load($"nodes: 2\nnetworking: {{cni: {cni}}}")).Message, StringComparison.Ordinal);

    private static IEnumerable<string> Blocks(Cluster cluster, string node, string via) =>
        cluster.Namespace(new(node)).Fib.Routes.Where(r => r.Via == IpAddress.Parse(via)).Select(r => r.Destination.ToString());

    private static Exchange Ping(string mode, string from, string to) => Trace(mode, from, new EchoProbe(IpAddress.Parse(to)));

    private static Exchange Trace(string mode, string from, Probe probe) =>
        PacketTracer.Trace(Load(mode), KernelState.Cold, new(from), probe, new(SimulatedTime.Start)).Exchange;

    private static Cluster Load(string mode) => ClusterBuilder.Load(ClusterPresets.Text($"reference-calico-{mode}"));

    // "n1:eth0/64[63]": the TTL, and in brackets that of the packet inside. The switch is left out.
    private static string Way(Journey journey) => string.Join(' ', Packets(journey)
        .Select(s => $"{s.Place}/{s.Packet.Ip!.Ttl}{(s.Packet.Inner is { } inner ? $"[{inner.Ip!.Ttl}]" : "")}"));

    private static List<(string Place, Packet Packet)> Packets(Journey journey) =>
    [
        .. journey.MainSteps.Where(s => s.Hop.Namespace.Name != "sw").Select(s => s.Step switch
        {
            Received r => (Place: $"{s.Hop.Namespace}:{r.Device}", r.Packet),
            Transmitted t => (Place: $"{s.Hop.Namespace}:{t.Device}", t.Packet),
            _ => default,
        }).Where(s => s.Place is not null),
    ];
}
