using PodNet.Datapath.Cni;
using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests.Flows;

/// <summary>What Kubernetes asks of every pod network, and what a kernel does at its edges, held against every plugin and mode there is. A new plugin is
/// in here by itself.</summary>
public class ContractTests
{
    private const string File = """
        nodes: [{name: n1}, {name: n2}]
        networking: {cni: CNI}
        underlay: {router: {name: c}}
        pods:
          - {name: a1, node: n1, image: nginx}
          - {name: b1, node: n1, image: nginx}
          - {name: a2, node: n2, image: nginx}
        """;

    private static readonly IpAddress Outside = IpAddress.Parse("203.0.113.10");

    public static TheoryData<string> Plugins => new(CniPlugins.All.SelectMany(Names));

    [Theory]
    [MemberData(nameof(Plugins))]
    public void A_pod_reaches_itself_and_every_pod_at_its_own_address(string cni)
    {
        Cluster cluster = Load(cni);
        foreach (ClusterPod from in cluster.Topology.Pods)
        {
            foreach (ClusterPod to in cluster.Topology.Pods)
            {
                Exchange http = Trace(cluster, from.Id, new TcpProbe(to.Address, 80));
                Assert.Equal(OutcomeKind.Answered, http.Outcome);
                Packet seen = http.Request!.Hops[http.Request.MainEnd].In.Innermost;
                Assert.Equal((from.Address, to.Address), (seen.Ip!.Source, seen.Ip.Destination));
                Assert.Equal(OutcomeKind.Answered, Trace(cluster, from.Id, new EchoProbe(to.Address)).Outcome);
                Assert.Equal(OutcomeKind.ConnectionRefused, Trace(cluster, from.Id, new TcpProbe(to.Address, 81)).Outcome);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Plugins))]
    public void Nodes_reach_pods_and_pods_reach_nodes(string cni)
    {
        Cluster cluster = Load(cni);
        foreach (ClusterNode node in cluster.Topology.Nodes)
        {
            foreach (ClusterPod pod in cluster.Topology.Pods)
            {
                Assert.Equal(OutcomeKind.Answered, Trace(cluster, node.Id, new TcpProbe(pod.Address, 80)).Outcome);
                Assert.Equal(OutcomeKind.Answered, Trace(cluster, pod.Id, new EchoProbe(node.Address)).Outcome);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Plugins))]
    public void The_outside_answers_to_the_node_and_the_pod_hears_it(string cni)
    {
        Cluster cluster = Load(cni);
        foreach (Probe probe in (Probe[])[new EchoProbe(Outside), new TcpProbe(Outside, 80), new UdpProbe(Outside, 53)])
        {
            Exchange exchange = Trace(cluster, new("a1"), probe);
            Assert.Equal(probe is UdpProbe ? OutcomeKind.ConnectionRefused : OutcomeKind.Answered, exchange.Outcome);
            Assert.Equal(cluster.Topology.Node(new("n1"))!.Address, exchange.Request!.Hops[exchange.Request.MainEnd].In.Ip!.Source);
            Assert.Equal(Outside, exchange.Observations[0].From);
        }
    }

    [Theory]
    [MemberData(nameof(Plugins))]
    public void What_fits_the_mtu_arrives_whole_and_one_byte_more_is_refused_by_the_pods_own_kernel(string cni)
    {
        Cluster cluster = Load(cni);
        int mtu = cluster.Topology.Cni.Mtu;

        // Where pods have no limit of their own, who carries their frames says what fits.
        if (mtu > 1500)
        {
            Exchange large = Trace(cluster, new("a1"), new EchoProbe(cluster.Topology.Pod(new("a2"))!.Address, DataBytes: 2000, Discovery: PathMtuDiscovery.Do));
            mtu = Assert.Single(large.Observations, o => o.Mtu > 0).Mtu;
            Assert.Equal(OutcomeKind.Answered, Trace(cluster, new("a1"), new EchoProbe(cluster.Topology.Pod(new("a2"))!.Address, DataBytes: mtu - 28, Discovery: PathMtuDiscovery.Do)).Outcome);
            return;
        }

        foreach (string to in (string[])["b1", "a2"])
        {
            IpAddress address = cluster.Topology.Pod(new(to))!.Address;
            Exchange whole = Trace(cluster, new("a1"), new EchoProbe(address, DataBytes: mtu - 28, Discovery: PathMtuDiscovery.Do));
            Assert.Equal(OutcomeKind.Answered, whole.Outcome);
            Assert.DoesNotContain(whole.Journeys.SelectMany(j => j.Hops).SelectMany(h => h.Steps), s => s is Fragmented);
            Exchange over = Trace(cluster, new("a1"), new EchoProbe(address, DataBytes: mtu - 27, Discovery: PathMtuDiscovery.Do));
            Assert.Equal((OutcomeKind.MessageTooLong, 0), (over.Outcome, over.Journeys.Count));
            Assert.Equal(OutcomeKind.Answered, Trace(cluster, new("a1"), new EchoProbe(address, DataBytes: 3000)).Outcome);
        }
    }

    [Theory]
    [MemberData(nameof(Plugins))]
    public void A_tunnel_is_no_hop_and_traceroute_counts_the_routers(string cni)
    {
        Cluster cluster = Load(cni);
        foreach (string to in (string[])["b1", "a2"])
        {
            IpAddress address = cluster.Topology.Pod(new(to))!.Address;
            Exchange trace = Trace(cluster, new("a1"), new TracerouteProbe(address, Queries: 1, Simultaneous: 1));
            Assert.Equal(OutcomeKind.Answered, trace.Outcome);
            int routers = 64 - Trace(cluster, new("a1"), new EchoProbe(address)).Request!.Hops.Last(h => h.Namespace.Name == to).In.Ip!.Ttl;
            Assert.Equal((address, routers + 1), (trace.Observations[^1].From, trace.Observations[^1].Sequence));
            Assert.InRange(routers, 0, to == "b1" ? 1 : 2);
        }
    }

    [Theory]
    [MemberData(nameof(Plugins))]
    public void Nobody_answers_for_a_pod_that_is_not_there(string cni)
    {
        Cluster cluster = Load(cni);
        foreach (string neighbor in (string[])["b1", "a2"])
        {
            IpAddress absent = cluster.Topology.Pod(new(neighbor))!.Address.Plus(20);
            Exchange exchange = Trace(cluster, new("a1"), new EchoProbe(absent));
            Assert.True(exchange.Outcome is OutcomeKind.Unreachable or OutcomeKind.TimedOut, $"{exchange.Outcome}");
        }
    }

    private static IEnumerable<string> Names(ICniPlugin plugin) =>
        plugin.Modes.Count == 0 ? [$"{{name: {plugin.Name}}}"] : plugin.Modes.Select(mode => $"{{name: {plugin.Name}, mode: {mode}}}");

    private static Cluster Load(string cni) => ClusterBuilder.Load(File.Replace("CNI", cni, StringComparison.Ordinal));

    private static Exchange Trace(Cluster cluster, NamespaceId from, Probe probe) =>
        PacketTracer.Trace(cluster, KernelState.Cold, from, probe, new(SimulatedTime.Start)).Exchange;
}
