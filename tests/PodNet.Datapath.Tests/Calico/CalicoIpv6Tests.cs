using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests.Calico;

/// <summary>Calico in clusters of both families and of IPv6 alone.</summary>
public class CalicoIpv6Tests
{
    private const string File = """
        nodes: [{name: n1}, {name: n2}]
        networking: {ipFamily: FAMILIES, cni: {name: calico, mode: MODE}}
        pods:
          - {name: a1, node: n1, image: nginx}
          - {name: b1, node: n1, image: nginx}
          - {name: a2, node: n2, image: nginx}
        """;

    public static TheoryData<string, string> Clusters => new()
    {
        { "bgp", "dual" }, { "bgp", "ipv6" }, { "vxlan", "dual" }, { "vxlan", "ipv6" }, { "vxlan-crosssubnet", "dual" }, { "wireguard", "dual" }, { "wireguard", "ipv6" },
    };

    [Theory]
    [MemberData(nameof(Clusters))]
    public void Every_pod_reaches_every_other_and_the_nodes_at_IPv6_addresses(string mode, string families)
    {
        Cluster cluster = Load(mode, families);
        foreach (string from in (string[])["a1", "b1", "a2", "n1", "n2"])
        {
            foreach (ClusterPod to in cluster.Topology.Pods)
                Assert.Equal(OutcomeKind.Answered, Trace(cluster, from, new TcpProbe(V6(to.Addresses), 80)).Outcome);
            foreach (ClusterNode to in cluster.Topology.Nodes.Where(n => mode != "wireguard" || cluster.Topology.Pod(new(from))?.Node is null || cluster.Topology.Pod(new(from))!.Node == n.Name))
                Assert.Equal(OutcomeKind.Answered, Trace(cluster, from, new EchoProbe(V6(to.Addresses))).Outcome);
        }
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public void A_pod_has_a_whole_length_address_and_the_hosts_end_for_a_gateway(string mode, string families)
    {
        NetworkNamespace pod = Load(mode, families).Namespace(new("a1"));
        Assert.Contains(pod.Device("eth0").Addresses, a => a.Address.Family == IpFamily.V6 && a.Network.Length == 128 && !LinkScope.Network.Contains(a.Address));
        Route route = Assert.Single(pod.Fib.Routes, r => r.Destination == IpPrefix.DefaultV6);
        Assert.Equal(("fe80::ecee:eeff:feee:eeee", "eth0"), (route.Via.ToString(), route.Device));
        Assert.Equal(families == "dual", pod.Fib.Routes.Any(r => r.Destination == IpPrefix.DefaultV4));
    }

    [Theory]
    [InlineData("bgp", "dual", 1500)]
    [InlineData("vxlan", "dual", 1430)]
    [InlineData("vxlan", "ipv6", 1430)]
    [InlineData("wireguard", "dual", 1420)]
    [InlineData("wireguard", "ipv6", 1420)]
    public void Pods_have_the_mtu_that_the_outer_header_of_IPv6_leaves(string mode, string families, int mtu)
    {
        Cluster cluster = Load(mode, families);
        Assert.Equal(mtu, cluster.Namespace(new("a1")).Device("eth0").Mtu);
        IpAddress to = V6(cluster.Topology.Pod(new("a2"))!.Addresses);
        Assert.Equal(OutcomeKind.Answered, Trace(cluster, "a1", new EchoProbe(to, DataBytes: mtu - 48, Discovery: PathMtuDiscovery.Do)).Outcome);
        Assert.Equal(OutcomeKind.MessageTooLong, Trace(cluster, "a1", new EchoProbe(to, DataBytes: mtu - 47, Discovery: PathMtuDiscovery.Do)).Outcome);
    }

    [Theory]
    [InlineData("bgp", "via fd00:50::12 eth0 bird")]
    [InlineData("vxlan", "via fd00:10:244:1:: vxlan-v6.calico onlink")]
    public void Blocks_have_64_addresses_and_a_nodes_own_is_a_blackhole(string mode, string way)
    {
        IEnumerable<Route> routes = Load(mode, "dual").Namespace(new("n1")).Fib.Routes;
        Assert.Contains(routes, r => r is { Type: RouteType.Blackhole } && r.Destination == IpPrefix.Parse("fd00:10:244::/122"));
        Route other = Assert.Single(routes, r => r.Destination == IpPrefix.Parse("fd00:10:244:1::/122"));
        string bird = other.Protocol == RouteProtocol.Bird ? " bird" : "";
        Assert.Equal(way, $"via {other.Via} {other.Device}{(other.OnLink ? " onlink" : "")}{bird}");
    }

    [Fact]
    public void The_tunnel_of_IPv6_has_a_MAC_of_its_own()
    {
        NetworkNamespace node = Load("vxlan", "dual").Namespace(new("n1"));
        // printf n1 | sha1sum, printf n1-v6 | sha1sum
        Assert.Equal("66:40:b3:ea:b6:3f 66:46:32:55:72:28", $"{node.Device("vxlan.calico").Mac} {node.Device("vxlan-v6.calico").Mac}");
        Assert.Equal((1450, 1430), (node.Device("vxlan.calico").Mtu, node.Device("vxlan-v6.calico").Mtu));
    }

    // calico-node makes the pool of IPv6 without natOutgoing: the packet leaves with the pod's address, and nobody outside knows a way back.
    [Theory]
    [MemberData(nameof(Clusters))]
    public void The_outside_sees_a_pods_own_IPv6_address_and_its_answer_never_arrives(string mode, string families)
    {
        Cluster cluster = Load(mode, families);
        Exchange ping = Trace(cluster, "a1", new EchoProbe(IpAddress.Parse("2001:db8::10")));
        Assert.Equal(OutcomeKind.TimedOut, ping.Outcome);
        Assert.Equal(V6(cluster.Topology.Pod(new("a1"))!.Addresses), ping.Request!.Hops[ping.Request.MainEnd].In.Ip!.Source);
        Assert.Equal(Disposition.Delivered, ping.Request.Disposition);
    }

    // The question goes past the tunnel, for a node's address is no block's; the answer to a pod goes into it, and there only blocks may be sources.
    [Theory]
    [InlineData("ipv6")]
    [InlineData("dual")]
    public void With_WireGuard_a_nodes_answer_to_a_far_pod_is_thrown_away(string families)
    {
        Cluster cluster = Load("wireguard", families);
        Exchange ping = Trace(cluster, "a1", new EchoProbe(V6(cluster.Topology.Node(new("n2"))!.Addresses)));
        Assert.Equal((OutcomeKind.TimedOut, Disposition.Delivered), (ping.Outcome, ping.Request!.Disposition));
        Assert.DoesNotContain(ping.Request.MainSteps, s => s.Step is Encapsulated);
        Assert.Contains(ping.Journeys, j => j.Disposition == Disposition.UnknownTunnel);
    }

    [Fact]
    public void A_full_block_is_followed_by_the_next_in_both_families()
    {
        Cluster cluster = ClusterBuilder.Load("nodes: 2\npods: 64\nnetworking: {ipFamily: dual, cni: {name: calico, mode: bgp}}");
        Cluster more = cluster.WithPod(new PodSpec { Name = "late", Node = "node1" });
        Assert.Equal("10.244.0.64 fd00:10:244::40", string.Join(' ', more.Topology.Pod(new("late"))!.Addresses));
        Assert.Contains(more.Namespace(new("node2")).Fib.Routes, r => r.Destination == IpPrefix.Parse("fd00:10:244::40/122"));
        Assert.Equal(OutcomeKind.Answered, Trace(more, "pod2-1", new EchoProbe(IpAddress.Parse("fd00:10:244::40"))).Outcome);
    }

    [Theory]
    [InlineData("ipip")]
    [InlineData("ipip-crosssubnet")]
    public void Modes_of_IPv4_only_are_refused(string mode) =>
        Assert.Contains("IPv4 only", Assert.Throws<ClusterFileException>(() => Load(mode, "dual")).Message, StringComparison.Ordinal);

    private static IpAddress V6(ValueList<IpAddress> addresses) => addresses.Of(IpFamily.V6)!.Value;

    private static Exchange Trace(Cluster cluster, string from, Probe probe) =>
        PacketTracer.Trace(cluster, KernelState.Cold, new(from), probe, new(SimulatedTime.Start)).Exchange;

    private static Cluster Load(string mode, string families) => ClusterBuilder.Load(File
        .Replace("MODE", mode, StringComparison.Ordinal).Replace("FAMILIES", families, StringComparison.Ordinal));
}
