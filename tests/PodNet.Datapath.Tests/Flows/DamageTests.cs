using CsCheck;
using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests.Flows;

/// <summary>However a cluster is damaged, a trace comes to an end that says why, and the same one each time.</summary>
public class DamageTests
{
    private static readonly Probe[] Probes =
    [
        new EchoProbe(IpAddress.Parse("10.244.2.2")),
        new EchoProbe(IpAddress.Parse("10.244.1.3"), DataBytes: 3000),
        new TcpProbe(IpAddress.Parse("10.244.2.2"), 80),
        new TcpProbe(IpAddress.Parse("10.244.1.3"), 81),
        new UdpProbe(IpAddress.Parse("192.168.50.12"), 53),
        new EchoProbe(IpAddress.Parse("203.0.113.10")),
        new TracerouteProbe(IpAddress.Parse("10.244.2.2"), MaxHops: 5, Queries: 1),
    ];

    public static TheoryData<string, string> Plugins => new(PacketFlows.Plugins());

    [Theory]
    [MemberData(nameof(Plugins))]
    public void A_damaged_cluster_never_breaks_the_tracer(string cni, string mode) =>
        Gen.Select(Damage.Of(PacketFlows.Load(cni, mode)), Gen.OneOf(Probes), Gen.OneOf("a1", "n1", "c")).Sample(
            (damaged, probe, from) => Assert.All(Trace(damaged.Cluster, from, probe).Journeys, j => Assert.NotNull(j.Ending)),
            iter: 1000, threads: 2, print: t => $"{t.Item1.What}: {t.Item2} from {t.Item3}");

    private static Exchange Trace(Cluster cluster, string from, Probe probe) =>
        PacketTracer.Trace(cluster, KernelState.Cold, new(from), probe, new(SimulatedTime.Start)).Exchange;
}
