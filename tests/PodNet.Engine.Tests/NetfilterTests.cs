using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;
using static PodNet.Engine.Tests.ExchangeText;
using static PodNet.Engine.Tests.TestCluster;

namespace PodNet.Engine.Tests;

public class NetfilterTests
{
    private static readonly IpAddress A = IpAddress.Parse("10.0.1.2");
    private static readonly IpAddress B = IpAddress.Parse("10.0.2.2");
    private static readonly IpAddress RouterB = IpAddress.Parse("10.0.2.1");

    [Fact]
    public void Masquerade_hides_the_source_and_the_answer_finds_back()
    {
        TestCluster net = Routed();
        net["r"].Append("nat", "POSTROUTING", Rule(new MasqueradeTarget(), new OutInterfaceMatch("rb")));
        TraceResult result = net.Trace("a", new TcpProbe(B, 80));
        Journey syn = result.Exchange.Request!;
        SourceNat there = Assert.Single(syn.Steps<SourceNat>());
        Assert.Equal((A, RouterB), (there.Before.Source, there.After.Source));
        Assert.Equal(there.Before.SourcePort, there.After.SourcePort);
        DestinationNat back = Assert.Single(result.Exchange.Answer!.Steps<DestinationNat>());
        Assert.Equal((RouterB, A), (back.Before.Destination, back.After.Destination));
        Assert.Equal(OutcomeKind.Answered, result.Exchange.Outcome);
        ConntrackEntry entry = Assert.Single(result.After.Of(new("r")).Conntrack.Values);
        Assert.True(entry is { Assured: true, SeenReply: true, IsSourceNat: true, IsDestinationNat: false, TcpState: TcpConntrackState.TimeWait });
    }

    [Fact]
    public void Only_a_connections_first_packet_asks_the_nat_table()
    {
        TestCluster net = Routed();
        net["r"].Append("nat", "POSTROUTING", Rule(new MasqueradeTarget()));
        Exchange exchange = net.Run("a", new TcpProbe(B, 80));
        Assert.Single(exchange.Journeys, j => j.Steps<RuleMatched>().Any());
        Assert.All(exchange.Journeys.Where(j => j.Packet.Tcp is not null && j.Role == JourneyRole.Request), j => Assert.Single(j.Steps<SourceNat>()));
    }

    [Fact]
    public void Random_fully_takes_another_port_that_the_seed_decides()
    {
        TestCluster net = Routed();
        net["r"].Append("nat", "POSTROUTING", Rule(new MasqueradeTarget(RandomFully: true)));
        int Port(ulong seed) => net.Trace("a", new TcpProbe(B, 80), seed: seed).Exchange.Request!.Steps<SourceNat>().Single().After.SourcePort;
        Assert.Equal(Port(7), Port(7));
        Assert.InRange(Port(7), 1024, 65535);
        Assert.NotEqual(Port(7), Port(8));
    }

    [Fact]
    public void DNAT_sends_elsewhere_and_the_client_sees_the_address_it_asked()
    {
        IpAddress service = IpAddress.Parse("10.96.0.80");
        TestCluster net = Routed();
        net["r"].Append(
            "nat", "PREROUTING",
            Rule(new DnatTarget(B, 80), new DestinationMatch(IpPrefix.Host(service)), new ProtocolMatch(IpProtocol.Tcp), new DestinationPortMatch(IpProtocol.Tcp, 8000, 8000)));
        Exchange exchange = net.Run("a", new TcpProbe(service, 8000));
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
        Assert.Equal(service, exchange.Observations[0].From);
        Assert.Equal(B, exchange.Request!.Steps<DestinationNat>().Single().After.Destination);
    }

    [Fact]
    public void An_error_about_a_masqueraded_packet_is_translated_back_inside_and_out()
    {
        TestCluster net = Routed();
        net["r"].Append("nat", "POSTROUTING", Rule(new MasqueradeTarget(RandomFully: true), new OutInterfaceMatch("rb")));
        Exchange exchange = net.Run("a", new UdpProbe(B, 53));
        Assert.Equal(OutcomeKind.ConnectionRefused, exchange.Outcome);
        Packet arrived = exchange.Answer!.Main[^1].In;
        Assert.Equal((A, A), (arrived.Ip!.Destination, arrived.Icmp!.About!.Ip!.Source));
    }

    [Fact]
    public void DROP_is_silent_and_names_the_rule()
    {
        TestCluster net = Routed();
        Rule drop = Rule(new DropTarget(), new ProtocolMatch(IpProtocol.Tcp)) with { Origin = new("NetworkPolicy", "default", "deny") };
        net["r"].Append("filter", "FORWARD", drop);
        Exchange exchange = net.Run("a", new TcpProbe(B, 80));
        Assert.Equal(OutcomeKind.TimedOut, exchange.Outcome);
        Assert.Equal(7, exchange.Journeys.Count(j => j.Packet.Tcp is not null));
        Assert.Same(drop, Assert.IsType<Dropped>(exchange.Request!.Ending).Row);
    }

    [Theory]
    [InlineData(false, "error-3/3")]
    [InlineData(true, "tcp-RA")]
    public void REJECT_tells_the_sender(bool tcpReset, string answer)
    {
        TestCluster net = Routed();
        net["r"].Append("filter", "FORWARD", Rule(new RejectTarget(TcpReset: tcpReset), new ProtocolMatch(IpProtocol.Tcp)));
        Exchange exchange = net.Run("a", new TcpProbe(B, 80));
        Assert.Equal(Disposition.RejectedByRule, exchange.Request!.Disposition);
        Assert.Equal(answer, Kind(exchange.Answer!.Packet));
        Assert.Equal(OutcomeKind.ConnectionRefused, exchange.Outcome);
    }

    [Fact]
    public void User_chains_return_to_where_they_were_called_and_marks_last()
    {
        TestCluster net = Routed();
        net["r"].NewChain("filter", "SUB")
            .Append("filter", "FORWARD", Rule(new JumpTarget("SUB")))
            .Append("filter", "FORWARD", Rule(new DropTarget(), new MarkMatch(0x4000, 0x4000)))
            .Append("filter", "SUB", Rule(new ReturnTarget(), new ProtocolMatch(IpProtocol.Udp)))
            .Append("filter", "SUB", Rule(new MarkTarget(0x4000, 0x4000)));
        Exchange exchange = net.Run("a", new EchoProbe(B));
        Assert.Equal(Disposition.DroppedByRule, exchange.Request!.Disposition);
        Assert.Equal(["FORWARD", "SUB", "FORWARD"], exchange.Request.Steps<RuleMatched>().Select(s => s.Chain));
    }

    [Fact]
    public void A_stateful_firewall_lets_answers_through()
    {
        TestCluster net = Routed();
        net["r"].SetPolicy("filter", "FORWARD", ChainPolicy.Drop)
            .Append("filter", "FORWARD", Rule(new AcceptTarget(), new ConntrackMatch(ConntrackStates.Established | ConntrackStates.Related)))
            .Append("filter", "FORWARD", Rule(new AcceptTarget(), new SourceMatch(IpPrefix.Parse("10.0.1.0/24"))));
        Assert.Equal(OutcomeKind.Answered, net.Run("a", new TcpProbe(B, 80)).Outcome);
        net["a"].Listen(new(IpProtocol.Tcp, null, 80, "httpd"));
        Exchange refused = net.Run("b", new TcpProbe(A, 80));
        Assert.Equal(Disposition.DroppedByRule, refused.Request!.Disposition);
        Assert.NotNull(refused.Request.Steps<PolicyApplied>().Single().Nearest);
    }

    [Theory]
    [InlineData(AddressType.Local, "10.0.1.1", true)]
    [InlineData(AddressType.Local, "10.0.2.2", false)]
    public void The_address_type_is_looked_up_in_the_local_table(AddressType type, string destination, bool matches)
    {
        TestCluster net = Routed();
        net["r"].Append("mangle", "PREROUTING", Rule(null, new AddressTypeMatch(type, OfSource: false)));
        Exchange exchange = net.Run("a", new EchoProbe(IpAddress.Parse(destination)));
        Assert.Equal(matches, exchange.Request!.Steps<RuleMatched>().Any());
    }

    [Fact]
    public void Expired_connections_are_forgotten()
    {
        TestCluster net = Routed();
        net["r"].Append("nat", "POSTROUTING", Rule(new MasqueradeTarget()));
        TraceResult first = net.Trace("a", new EchoProbe(B));
        SimulatedTime later = first.Exchange.End.Plus(TimeSpan.FromMinutes(1));
        TraceResult second = PacketTracer.Trace(net.Build(), first.After, new("a"), new EchoProbe(B), new(later));
        Assert.Equal(ConntrackStates.New, second.Exchange.Request!.Steps<Tracked>().First().State);
    }
}
