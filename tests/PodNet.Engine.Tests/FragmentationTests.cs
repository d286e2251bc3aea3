using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using static PodNet.Engine.Tests.TestCluster;

namespace PodNet.Engine.Tests;

public class FragmentationTests
{
    private static readonly IpAddress B = IpAddress.Parse("10.0.2.2");

    [Fact]
    public void A_large_ping_leaves_in_parts_and_arrives_whole()
    {
        Exchange exchange = Routed().Run("a", new EchoProbe(B, DataBytes: 2000));
        Journey[] request = [.. exchange.Journeys.Where(j => j.Role == JourneyRole.Request)];
        Assert.Equal(2, request.Length);
        Packetlike(request[0], 1500, 0, more: true);
        Packetlike(request[1], 548, 1480, more: false);
        Assert.Equal(2028, Assert.Single(request[0].Steps<Reassembled>()).Packet.NetworkLength);
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
    }

    [Fact]
    public void A_router_cuts_what_may_be_cut()
    {
        Exchange exchange = Routed(mtuToB: 1400).Run("a", new EchoProbe(B, DataBytes: 1472, Discovery: PathMtuDiscovery.Dont));
        Assert.Single(exchange.Request!.Steps<Fragmented>());
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
    }

    [Fact]
    public void A_router_reports_the_MTU_when_DF_forbids_and_the_sender_remembers()
    {
        TestCluster net = Routed(mtuToB: 1400);
        TraceResult first = net.Trace("a", new EchoProbe(B, DataBytes: 1472, Discovery: PathMtuDiscovery.Do));
        Assert.Equal(Disposition.FragmentationNeeded, first.Exchange.Request!.Disposition);
        Assert.Equal(1400, Assert.Single(first.Exchange.Observations).Mtu);
        Assert.Equal(576, first.Exchange.Answer!.Packet.NetworkLength);

        TraceResult second = net.Trace("a", new EchoProbe(B, DataBytes: 1472, Discovery: PathMtuDiscovery.Do), first.After);
        Assert.Empty(second.Exchange.Journeys);
        Assert.Equal((OutcomeKind.MessageTooLong, 1400), (second.Exchange.Outcome, second.Exchange.Observations[0].Mtu));
    }

    [Fact]
    public void What_was_learned_of_a_way_is_forgotten_after_ten_minutes()
    {
        TestCluster net = Routed(mtuToB: 1400);
        EchoProbe large = new(B, DataBytes: 1472, Discovery: PathMtuDiscovery.Do);
        TraceResult first = net.Trace("a", large);
        PathMtuException learned = Assert.Single(first.After.Of(new("a")).PathMtu).Value;
        Assert.Equal(1400, learned.Mtu);
        Assert.InRange(learned.Expires.Since(SimulatedTime.Start).TotalSeconds, 600, 600.1);
        TraceResult At(int seconds) => PacketTracer.Trace(net.Build(), first.After, new("a"), large, new(SimulatedTime.Start.Plus(TimeSpan.FromSeconds(seconds))));
        Assert.Equal(OutcomeKind.MessageTooLong, At(599).Exchange.Outcome);
        Assert.Equal(Disposition.FragmentationNeeded, At(601).Exchange.Request!.Disposition);
    }

    [Fact]
    public void A_new_connection_announces_what_was_learned()
    {
        TestCluster net = Routed(mtuToB: 1400);
        TraceResult first = net.Trace("a", new EchoProbe(B, DataBytes: 1472, Discovery: PathMtuDiscovery.Do));
        int Announced(PodNet.Engine.State.KernelState? state) =>
            net.Trace("a", new TcpProbe(B, 80), state).Exchange.Journeys.First(j => j.Packet.Tcp is not null).Packet.Tcp!.Mss;
        Assert.Equal((1460, 1360), (Announced(null), Announced(first.After)));
    }

    [Fact]
    public void Exactly_the_MTU_fits()
    {
        Exchange exchange = Routed(mtuToB: 1400).Run("a", new EchoProbe(B, DataBytes: 1372, Discovery: PathMtuDiscovery.Do));
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
    }

    [Fact]
    public void The_own_kernel_refuses_before_any_packet()
    {
        Exchange exchange = Routed().Run("a", new EchoProbe(B, DataBytes: 1473, Discovery: PathMtuDiscovery.Do));
        Assert.Empty(exchange.Journeys);
        Assert.Equal(OutcomeKind.MessageTooLong, exchange.Outcome);
    }

    private static void Packetlike(Journey journey, int bytes, int offset, bool more)
    {
        Model.Packets.Packet sent = journey.Steps<Transmitted>().First().Packet;
        Assert.Equal((bytes, offset, more), (sent.NetworkLength, sent.Ip!.FragmentOffset, sent.Ip.MoreFragments));
    }
}
