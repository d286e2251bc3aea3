using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Engine.Tests;

/// <summary>IPv6 in a routed network. The packets, their addresses and lengths are those of a real kernel in the same network.</summary>
public class Ipv6Tests
{
    private static readonly IpAddress A = IpAddress.Parse("fd00:1::2");
    private static readonly IpAddress B = IpAddress.Parse("fd00:2::2");
    private static readonly IpAddress Router = IpAddress.Parse("fd00:1::1");

    [Fact]
    public void An_echo_finds_its_neighbours_first()
    {
        Exchange exchange = Network().Run("a", new EchoProbe(B));
        Assert.Equal(
            ["echo-request", "echo-reply", "solicit", "advertise", "solicit", "advertise", "solicit", "advertise"],
            exchange.Journeys.Select(Kind).OrderBy(k => k is "solicit" or "advertise"));
        Assert.Equal((OutcomeKind.Answered, (byte)63, 64), (exchange.Outcome, exchange.Observations[0].Ttl, exchange.Observations[0].Bytes));
        Assert.Equal("a:eth0 r:ra r:rb b:eth0", exchange.Request!.Way());
        Assert.Equal(104, exchange.Request!.Packet.NetworkLength);
    }

    [Fact]
    public void A_host_asks_with_the_waiting_packets_source_and_a_router_with_its_link_local_address()
    {
        Packet[] asked = [.. Network().Run("a", new EchoProbe(B)).Journeys.Select(OnTheWire).Where(p => p.NeighborDiscovery is { IsAdvertisement: false })];
        Assert.Equal(
            ["fd00:1::2 > ff02::1:ff00:1 33:33:ff:00:00:01", "fe80::ff:fe00:4 > ff02::1:ff00:2 33:33:ff:00:00:02", "fd00:2::2 > ff02::1:ff00:1 33:33:ff:00:00:01"],
            asked.Select(p => $"{p.Ip!.Source} > {p.Ip.Destination} {p.Ethernet!.Destination}"));
        Assert.All(asked, p => Assert.Equal((86, (byte)255), (p.FrameLength, p.Ip!.Ttl)));
    }

    [Fact]
    public void Neighbours_that_forward_say_so()
    {
        NamespaceState learned = Network().Trace("a", new EchoProbe(B)).After.Of(new("a"));
        LearnedNeighbor neighbor = learned.Neighbors[(Router, "eth0")];
        Assert.Equal((NeighborState.Reachable, true), (neighbor.State, neighbor.IsRouter));
        Assert.False(Network().Trace("a", new EchoProbe(B)).After.Of(new("r")).Neighbors[(B, "rb")].IsRouter);
    }

    [Fact]
    public void Who_asks_is_known_but_not_proved()
    {
        NamespaceState learned = Network().Trace("a", new EchoProbe(B)).After.Of(new("r"));
        Assert.Equal(NeighborState.Delay, learned.Neighbors[(A, "ra")].State);
    }

    [Fact]
    public void An_absent_address_is_asked_for_three_times()
    {
        Exchange exchange = Network().Run("a", new EchoProbe(IpAddress.Parse("fd00:2::99")));
        Assert.Equal(3, exchange.Journeys.Count(j => j.Packet.NeighborDiscovery?.Target == IpAddress.Parse("fd00:2::99")));
        Observation seen = Assert.Single(exchange.Observations);
        Assert.Equal((OutcomeKind.Unreachable, Router, (byte?)1, (byte?)3, 3), (seen.Kind, seen.From, seen.IcmpType, seen.IcmpCode, (int)seen.After.TotalSeconds));
    }

    [Fact]
    public void A_router_cuts_nothing_and_says_what_the_link_takes()
    {
        TestCluster net = Network(mtuToB: 1400);
        TraceResult first = net.Trace("a", new EchoProbe(B, DataBytes: 1452, Discovery: PathMtuDiscovery.Do));
        Observation seen = Assert.Single(first.Exchange.Observations);
        Assert.Equal((Router, (byte?)2, (byte?)0, 1400), (seen.From, seen.IcmpType, seen.IcmpCode, seen.Mtu));
        Assert.Equal(1280, first.Exchange.Answer!.Packet.NetworkLength);
        Assert.Equal(Disposition.FragmentationNeeded, first.Exchange.Request!.Disposition);

        Exchange second = net.Trace("a", new EchoProbe(B, DataBytes: 1452, Discovery: PathMtuDiscovery.Do), first.After).Exchange;
        Assert.Equal((OutcomeKind.MessageTooLong, 1400), (second.Outcome, second.Observations[0].Mtu));
        Assert.Empty(second.Journeys);

        Exchange cut = net.Trace("a", new EchoProbe(B, DataBytes: 2000), first.After).Exchange;
        Assert.Equal(OutcomeKind.Answered, cut.Outcome);
        Assert.Equal([1400, 704], cut.Journeys.Where(j => j.Role == JourneyRole.Request).Select(j => OnTheWire(j).NetworkLength));
    }

    [Fact]
    public void Each_router_is_a_hop()
    {
        Exchange exchange = Network().Run("a", new TracerouteProbe(B, Queries: 1, Simultaneous: 1));
        Assert.Equal([(Router, (byte?)3), (B, null)], exchange.Observations.Select(o => (o.From, o.IcmpType)));
        Assert.Equal(80, exchange.Request!.Packet.NetworkLength);
    }

    [Fact]
    public void A_segment_leaves_room_for_the_longer_header()
    {
        Exchange exchange = Network().Run("a", new TcpProbe(B, 80));
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
        Assert.Equal(1440, exchange.Request!.Packet.Tcp!.Mss);
    }

    [Fact]
    public void A_closed_port_answers_as_in_IPv4()
    {
        Assert.Equal(OutcomeKind.ConnectionRefused, Network().Run("a", new TcpProbe(B, 81)).Outcome);
        Observation seen = Assert.Single(Network().Run("a", new UdpProbe(B, 53)).Observations);
        Assert.Equal((OutcomeKind.ConnectionRefused, (byte?)1, (byte?)4), (seen.Kind, seen.IcmpType, seen.IcmpCode));
    }

    [Fact]
    public void Without_a_route_the_own_kernel_refuses_and_a_router_says_no_route()
    {
        TestCluster net = Network();
        Observation seen = Assert.Single(net.Run("a", new EchoProbe(IpAddress.Parse("2001:db8::1"))).Observations);
        Assert.Equal((Router, (byte?)1, (byte?)0), (seen.From, seen.IcmpType, seen.IcmpCode));
        Assert.Equal(OutcomeKind.NetworkUnreachable, net.Run("r", new EchoProbe(IpAddress.Parse("2001:db8::1"))).Outcome);
    }

    [Fact]
    public void A_host_that_does_not_forward_says_nothing()
    {
        TestCluster net = Network();
        net["r"].SetSysctl("net.ipv6.conf.all.forwarding", 0);
        Exchange exchange = net.Run("a", new EchoProbe(B));
        Assert.Equal((OutcomeKind.TimedOut, Disposition.NotForwarding), (exchange.Outcome, exchange.Request!.Disposition));
    }

    [Fact]
    public void A_rule_that_drops_neighbour_discovery_cuts_the_host_off()
    {
        TestCluster net = Network();
        net["b"].SetPolicy("filter", "INPUT", ChainPolicy.Drop, IpFamily.V6)
            .Append("filter", "INPUT", new([new ProtocolMatch(IpProtocol.Tcp)], new AcceptTarget()), IpFamily.V6);
        Assert.Equal(OutcomeKind.Unreachable, net.Run("a", new TcpProbe(B, 80)).Outcome);
    }

    [Fact]
    public void The_tables_of_IPv4_are_not_asked()
    {
        TestCluster net = Network();
        net["r"].SetPolicy("filter", "FORWARD", ChainPolicy.Drop);
        Assert.Equal(OutcomeKind.Answered, net.Run("a", new EchoProbe(B)).Outcome);
        net["r"].SetPolicy("filter", "FORWARD", ChainPolicy.Drop, IpFamily.V6);
        Exchange exchange = net.Run("a", new EchoProbe(B));
        Assert.Equal((OutcomeKind.TimedOut, Disposition.DroppedByRule), (exchange.Outcome, exchange.Request!.Disposition));
        Assert.Equal(IpFamily.V6, Assert.Single(exchange.Request!.Steps<PolicyApplied>()).Family);
    }

    [Fact]
    public void Masquerading_gives_the_outgoing_devices_address()
    {
        TestCluster net = Network();
        net["r"].Append("nat", "POSTROUTING", new([new SourceMatch(IpPrefix.Parse("fd00:1::/64"))], new MasqueradeTarget()), IpFamily.V6);
        TraceResult result = net.Trace("a", new EchoProbe(B));
        Assert.Equal(OutcomeKind.Answered, result.Exchange.Outcome);
        Assert.Equal(IpAddress.Parse("fd00:2::1"), result.Exchange.Request!.Steps<Received>().Last().Packet.Ip!.Source);
        ConntrackEntry entry = Assert.Single(result.After.Of(new("r")).Conntrack.Values);
        Assert.Equal((IpProtocol.IcmpV6, true), (entry.Original.Protocol, entry.SeenReply));
    }

    [Fact]
    public void Neighbour_discovery_is_no_connection()
    {
        TestCluster net = Network();
        net["r"].Append("nat", "POSTROUTING", new([], new MasqueradeTarget()), IpFamily.V6);
        Exchange exchange = net.Run("a", new EchoProbe(B));
        Assert.All(exchange.Journeys.Where(j => j.Packet.NeighborDiscovery is not null), j => Assert.Empty(j.Steps<Tracked>()));
    }

    [Fact]
    public void Reject_answers_with_ICMPv6()
    {
        TestCluster net = Network();
        net["b"].Append("filter", "INPUT", new([new ProtocolMatch(IpProtocol.Tcp)], new RejectTarget(4)), IpFamily.V6);
        Observation seen = Assert.Single(net.Run("a", new TcpProbe(B, 80)).Observations);
        Assert.Equal((OutcomeKind.ConnectionRefused, (byte?)1, (byte?)4), (seen.Kind, seen.IcmpType, seen.IcmpCode));
    }

    [Fact]
    public void A_link_local_address_is_reached_on_its_link_only()
    {
        TestCluster net = Network();
        Assert.Equal(OutcomeKind.Answered, net.Run("a", new EchoProbe(IpAddress.Parse("fe80::ff:fe00:2"))).Outcome);
        Exchange exchange = net.Run("a", new EchoProbe(IpAddress.Parse("fe80::ff:fe00:3")));
        Assert.Equal((OutcomeKind.Unreachable, IpAddress.Parse("fe80::ff:fe00:1")), (exchange.Outcome, exchange.Observations[0].From));
    }

    [Fact]
    public void A_program_on_any_address_serves_both_families()
    {
        TestCluster net = Network();
        net["b"].Sockets.Clear();
        net["b"].Listen(new(IpProtocol.Tcp, IpAddress.AnyV4, 80, "httpd"));
        Assert.Equal(OutcomeKind.ConnectionRefused, net.Run("a", new TcpProbe(B, 80)).Outcome);
    }

    /// <summary>Two hosts and a router between them, as <see cref="TestCluster.Routed"/>, in IPv6 only.</summary>
    private static TestCluster Network(int mtuToB = 1500)
    {
        TestCluster net = new();
        foreach (string host in (string[])["a", "b", "r"]) net[host].SetSysctl("net.ipv6.conf.all.disable_ipv6", 0);
        net["r"].SetSysctl("net.ipv6.conf.all.forwarding", 1);
        net.Wire("a", "eth0", "r", "ra").Wire("b", "eth0", "r", "rb", mtuToB);
        net["a"].AddAddress("eth0", InterfaceAddress.Parse("fd00:1::2/64")).AddRoute(Default("fd00:1::1"));
        net["b"].AddAddress("eth0", InterfaceAddress.Parse("fd00:2::2/64")).AddRoute(Default("fd00:2::1")).Listen(new(IpProtocol.Tcp, null, 80, "httpd"));
        net["r"].AddAddress("ra", InterfaceAddress.Parse("fd00:1::1/64")).AddAddress("rb", InterfaceAddress.Parse("fd00:2::1/64"));
        return net;
    }

    private static Route Default(string via) => new(IpPrefix.DefaultV6) { Via = IpAddress.Parse(via), Device = "eth0" };

    private static Packet OnTheWire(Journey journey) => journey.Hops[0].Steps.OfType<Transmitted>().First().Packet;

    private static string Kind(Journey journey) =>
        journey.Packet.NeighborDiscovery is { } message ? (message.IsAdvertisement ? "advertise" : "solicit") : ExchangeText.Kind(journey.Packet);
}
