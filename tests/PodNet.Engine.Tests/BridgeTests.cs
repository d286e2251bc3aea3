using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;
using static PodNet.Engine.Tests.TestCluster;

namespace PodNet.Engine.Tests;

public class BridgeTests
{
    private static readonly IpAddress B = IpAddress.Parse("10.0.0.2");
    private static readonly IpAddress BridgeItself = IpAddress.Parse("10.0.0.254");

    [Fact]
    public void A_broadcast_goes_to_every_port_and_up_an_answer_only_back()
    {
        Exchange exchange = Bridged().Run("a", new EchoProbe(B));
        Journey ask = exchange.Journeys.First(j => j.Packet.Arp is not null);
        Assert.Equal(["a:eth0", "b:eth0", "c:eth0", "sw:br", "sw:to-a", "sw:to-b", "sw:to-c"], ask.SeenAt());
        Assert.Equal("a:eth0 sw:to-a sw:to-b b:eth0", ask.Way());
        Assert.Equal(Disposition.Delivered, ask.Disposition);
        Assert.Equal(2, ask.SideBranches);
        Assert.Equal("a:eth0 sw:to-a sw:to-b b:eth0", exchange.Request!.Way());
    }

    [Fact]
    public void A_hairpin_port_sends_the_broadcast_back_to_its_sender()
    {
        TestCluster net = Bridged();
        net["sw"].SetDevice("to-a", d => d with { Port = d.Port! with { Hairpin = true } });
        Journey ask = net.Run("a", new EchoProbe(B)).Journeys.First(j => j.Packet.Arp is not null);
        Assert.Equal(["a:eth0", "a:eth0", "b:eth0", "c:eth0", "sw:br", "sw:to-a", "sw:to-a", "sw:to-b", "sw:to-c"], ask.SeenAt());
    }

    [Fact]
    public void A_promiscuous_bridge_sees_what_it_forwards()
    {
        TestCluster net = Bridged();
        net["sw"].SetDevice("br", d => d with { Promiscuous = true });
        Journey request = net.Run("a", new EchoProbe(B)).Request!;
        Assert.Contains("sw:br", request.SeenAt());
        Assert.Equal("a:eth0 sw:to-a sw:to-b b:eth0", request.Way());
    }

    [Fact]
    public void The_host_answers_for_the_bridges_address()
    {
        Exchange exchange = Bridged().Run("a", new EchoProbe(BridgeItself));
        Assert.Equal("a:eth0 sw:to-a sw:br", exchange.Request!.Way());
        Assert.Equal("sw:br sw:to-a a:eth0", exchange.Answer!.Way());
    }

    [Fact]
    public void Unknown_unicast_is_flooded_and_not_for_the_others()
    {
        TestCluster net = Bridged();
        MacAddress macB = net["b"].Devices[1].Mac;
        net["a"].AddNeighbor(B, macB, "eth0");
        Journey request = net.Run("a", new EchoProbe(B)).Request!;
        Assert.Equal(["a:eth0", "b:eth0", "c:eth0", "sw:to-a", "sw:to-b", "sw:to-c"], request.SeenAt());
        Assert.Equal(Disposition.Delivered, request.Disposition);
    }

    [Fact]
    public void A_frame_for_the_port_it_came_from_is_lost_without_the_hairpin_flag()
    {
        TestCluster net = Bridged();
        net["a"].AddNeighbor(B, net["a"].Devices[1].Mac, "eth0");
        Exchange exchange = net.Run("a", new EchoProbe(B));
        Assert.Equal(Disposition.NoBridgePort, exchange.Request!.Disposition);
        Assert.Contains("hairpin", Assert.IsType<Dropped>(exchange.Request.Ending).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, Disposition.DroppedByRule)]
    [InlineData(0, Disposition.Delivered)]
    public void Bridged_frames_meet_iptables_only_with_bridge_nf_call_iptables(int sysctl, Disposition expected)
    {
        TestCluster net = Bridged();
        net["sw"].SetSysctl("net.bridge.bridge-nf-call-iptables", sysctl)
            .Append("filter", "FORWARD", ExchangeText.Rule(new DropTarget(), new DestinationMatch(IpPrefix.Host(B))));
        Exchange exchange = net.Run("a", new EchoProbe(B));
        Assert.Equal(expected, exchange.Request!.Disposition);
    }

    [Fact]
    public void The_bridges_own_flag_is_enough()
    {
        TestCluster net = Bridged();
        net["sw"].SetSysctl("net.bridge.bridge-nf-call-iptables", 0)
            .SetDevice("br", d => ((Bridge)d) with { NfCallIptables = true })
            .Append("filter", "FORWARD", ExchangeText.Rule(new DropTarget()));
        Assert.Equal(Disposition.DroppedByRule, net.Run("a", new EchoProbe(B)).Request!.Disposition);
    }

    [Fact]
    public void With_connection_tracking_the_bridge_joins_fragments_and_cuts_them_again()
    {
        TestCluster net = Bridged();
        net["sw"].Append("filter", "FORWARD", ExchangeText.Rule(null, new ConntrackMatch(ConntrackStates.New)));
        Exchange exchange = net.Run("a", new EchoProbe(B, DataBytes: 2000));
        Journey request = exchange.Request!;
        Assert.Equal(["a", "sw"], request.Main.Where(h => h.Steps.Any(s => s is Fragmented)).Select(h => h.Namespace.Name));
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
    }

    [Fact]
    public void What_the_bridge_learned_is_in_the_state_after()
    {
        TraceResult result = Bridged().Trace("a", new EchoProbe(B));
        NamespaceState learned = result.After.Of(new("sw"));
        Assert.Equal(["to-a", "to-b"], learned.Fdb.Values.Select(f => f.Port).Order(StringComparer.Ordinal));
        Assert.Equal(KernelState.Cold, result.Before);
    }

    // DNAT to b makes br's frame for a one for b; the copy that a promiscuous br takes of it is routed by sw, without NAT and as INVALID.
    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(true, false, 2)]
    [InlineData(true, true, 1)]
    public void A_promiscuous_bridges_copy_of_a_redirected_frame_is_routed_and_belongs_to_no_connection(bool promiscuous, bool dropInvalid, int arrivals)
    {
        IpPrefix service = IpPrefix.Parse("10.96.0.1/32");
        TestCluster net = Bridged();
        net["a"].AddRoute(Default("10.0.0.254"));
        net["sw"].SetSysctl("net.ipv4.ip_forward", 1)
            .SetDevice("br", d => d with { Promiscuous = promiscuous })
            .Append("nat", "PREROUTING", ExchangeText.Rule(new DnatTarget(B, null), new DestinationMatch(service)))
            .Append("nat", "POSTROUTING", ExchangeText.Rule(new MasqueradeTarget()));
        if (dropInvalid) net["sw"].Append("filter", "FORWARD", ExchangeText.Rule(new DropTarget(), new ConntrackMatch(ConntrackStates.Invalid)));

        Packet[] received = [.. net.Run("a", new EchoProbe(service.Address)).Request!.Hops
            .Where(h => h.Namespace.Name == "b").Select(h => h.In)];

        Assert.Equal(arrivals, received.Length);
        if (arrivals == 2) Assert.Contains(received, p => p.Ip is { Ttl: 63 } ip && ip.Source == IpAddress.Parse("10.0.0.1"));
    }
}
