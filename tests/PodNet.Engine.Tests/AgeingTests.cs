using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Engine.Tests;

/// <summary>What kernels learned grows old: in the tables that are printed and in the decisions, by one rule.</summary>
public class AgeingTests
{
    private static readonly EchoProbe PingB = new(IpAddress.Parse("10.0.0.2"));
    private static readonly NamespaceId Switch = new("sw");

    [Theory]
    [InlineData(299, true)]
    [InlineData(300, false)]
    public void A_bridge_forgets_who_was_silent_for_300_seconds(int seconds, bool known)
    {
        TestCluster net = TestCluster.Bridged();
        TraceResult first = net.Trace("a", PingB);
        LearnedFdb row = first.After.Of(Switch).Fdb.Single(f => f.Value.Port == "to-b").Value;
        SimulatedTime later = row.Since.Plus(TimeSpan.FromSeconds(seconds));
        Assert.Equal(known, row.IsAliveAt(later));

        // Neighbours stay known, so that the echo request is the first frame the bridge sees again.
        TraceResult again = PacketTracer.Trace(net.Build(), first.After, new("a"), PingB, new(later));

        Assert.Equal(OutcomeKind.Answered, again.Exchange.Outcome);
        Assert.Equal(!known, again.Exchange.Request!.Hops.SelectMany(h => h.Steps).Any(s => s is Flooded));
    }

    [Fact]
    public void Every_frame_makes_the_row_young_again()
    {
        TestCluster net = TestCluster.Bridged();
        KernelState state = net.Trace("a", PingB).After;
        SimulatedTime now = SimulatedTime.Start;
        for (int i = 0; i < 3; i++)
        {
            now = now.Plus(TimeSpan.FromSeconds(200));
            TraceResult result = PacketTracer.Trace(net.Build(), state, new("a"), PingB, new(now));
            Assert.DoesNotContain(result.Exchange.Journeys.SelectMany(j => j.Hops).SelectMany(h => h.Steps), s => s is Flooded or BridgeLearned);
            state = result.After;
        }
    }

    [Theory]
    [InlineData(30, NeighborState.Reachable)]
    [InlineData(31, NeighborState.Stale)]
    public void A_neighbour_needs_a_new_proof_after_30_seconds(int seconds, NeighborState expected) => Assert.Equal(
        expected,
        new LearnedNeighbor(MacAddress.Zero, NeighborState.Reachable, SimulatedTime.Start).StateAt(SimulatedTime.Start.Plus(TimeSpan.FromSeconds(seconds))));
}
