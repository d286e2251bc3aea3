using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using static PodNet.Engine.Tests.TestCluster;

namespace PodNet.Engine.Tests;

public class RoutedPathTests
{
    private static readonly IpAddress B = IpAddress.Parse("10.0.2.2");

    [Fact]
    public void A_cold_ping_asks_for_addresses_on_each_link_and_loses_one_hop()
    {
        Exchange exchange = Routed().Run("a", new EchoProbe(B));

        Assert.Equal("echo-request arp arp arp arp echo-reply", exchange.Kinds());
        Assert.Equal("a:eth0 r:ra r:rb b:eth0", exchange.Request!.Way());
        Assert.Equal("b:eth0 r:rb r:ra a:eth0", exchange.Answer!.Way());
        Observation seen = Assert.Single(exchange.Observations);
        Assert.Equal((OutcomeKind.Answered, B, (byte)63, 64), (seen.Kind, seen.From, seen.Ttl, seen.Bytes));
    }

    [Fact]
    public void A_second_ping_finds_all_neighbours()
    {
        TestCluster net = Routed();
        TraceResult first = net.Trace("a", new EchoProbe(B));
        TraceResult second = net.Trace("a", new EchoProbe(B), first.After);
        Assert.Equal("echo-request echo-reply", second.Exchange.Kinds());
    }

    [Fact]
    public void Ping_sets_DF_and_the_kernels_reply_does_not()
    {
        Exchange exchange = Routed().Run("a", new EchoProbe(B));
        Assert.True(exchange.Request!.Packet.Ip!.DontFragment);
        Assert.False(exchange.Answer!.Packet.Ip!.DontFragment);
    }

    [Fact]
    public void A_request_over_TCP_is_shaken_hands_on_answered_and_closed()
    {
        Exchange exchange = Routed().Run("a", new TcpProbe(B, 80));
        Assert.Equal("tcp-SA tcp-A tcp-PA tcp-PA tcp-FA tcp-FA tcp-A", string.Join(' ', exchange.Kinds().Split(' ').Where(k => k is not "arp").Skip(1)));
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
        Assert.Equal(1460, exchange.Request!.Packet.Tcp!.Mss);
        Assert.Equal(60, exchange.Request!.Packet.NetworkLength);
    }

    [Fact]
    public void A_closed_port_answers_with_a_reset()
    {
        Exchange exchange = Routed().Run("a", new TcpProbe(B, 81));
        Assert.Equal(OutcomeKind.ConnectionRefused, exchange.Outcome);
        Assert.Equal(Disposition.ConnectionRefused, exchange.Request!.Disposition);
        Assert.Equal("httpd", Assert.IsType<Socket>(Assert.IsType<Dropped>(exchange.Request!.Ending).Row!).Program);
        Assert.Equal("tcp-RA", ExchangeText.Kind(exchange.Answer!.Packet));
        Assert.Equal(40, exchange.Answer.Packet.NetworkLength);
    }

    [Fact]
    public void A_closed_UDP_port_answers_port_unreachable_that_quotes_the_question()
    {
        Exchange exchange = Routed().Run("a", new UdpProbe(B, 53));
        Assert.Equal(OutcomeKind.ConnectionRefused, exchange.Outcome);
        IcmpHeader error = exchange.Answer!.Packet.Icmp!;
        Assert.Equal((3, 3, 63), (error.Type, error.Code, error.About!.Ip!.Ttl));
    }

    [Fact]
    public void Traceroute_sees_each_router_and_then_the_end()
    {
        Exchange exchange = Routed().Run("a", new TracerouteProbe(B, Queries: 1, Simultaneous: 1));
        Assert.Equal(["10.0.1.1", "10.0.2.2"], exchange.Observations.Select(o => o.From.ToString()));
    }

    [Fact]
    public void An_absent_neighbour_is_asked_for_three_times_and_then_reported()
    {
        Exchange exchange = Routed().Run("a", new EchoProbe(IpAddress.Parse("10.0.2.9")));
        Journey[] asks = [.. exchange.Journeys.Where(j => j.Packet.Arp?.TargetIp == IpAddress.Parse("10.0.2.9"))];
        Assert.Equal(3, asks.Length);
        Assert.Equal(TimeSpan.FromSeconds(1), asks[1].Hops[0].Steps[0].At.Since(asks[0].Hops[0].Steps[0].At));
        Assert.Equal(Disposition.NeighborUnreachable, exchange.Request!.Disposition);
        Observation seen = Assert.Single(exchange.Observations);
        Assert.Equal((OutcomeKind.Unreachable, "10.0.1.1", (byte?)1), (seen.Kind, seen.From.ToString(), seen.IcmpCode));
    }

    [Fact]
    public void The_own_kernel_reports_an_absent_neighbour_over_lo()
    {
        Exchange exchange = Routed().Run("a", new EchoProbe(IpAddress.Parse("10.0.1.9")));
        Assert.Equal("a:lo", exchange.Answer!.Way());
        Assert.Equal(112, exchange.Answer!.Packet.NetworkLength);
    }

    public static TheoryData<string, RouteType, Disposition, string> BadRoutes => new()
    {
        { "10.0.2.0/25", RouteType.Blackhole, Disposition.Blackholed, "" },
        { "10.0.2.0/25", RouteType.Unreachable, Disposition.RouteUnreachable, "error-3/1" },
        { "10.0.2.0/25", RouteType.Prohibit, Disposition.RouteUnreachable, "error-3/13" },
    };

    [Theory]
    [MemberData(nameof(BadRoutes))]
    public void A_route_that_refuses_says_so_in_its_own_way(string destination, RouteType type, Disposition disposition, string answer)
    {
        TestCluster net = Routed();
        net["r"].AddRoute(RouteTo(destination, type: type));
        Exchange exchange = net.Run("a", new EchoProbe(B));
        Assert.Equal(disposition, exchange.Request!.Disposition);
        Assert.Equal(answer, exchange.Answer is { } a ? ExchangeText.Kind(a.Packet) : "");
    }

    [Fact]
    public void Without_a_route_the_router_says_net_unreachable_and_the_nearest_route_is_named()
    {
        Exchange exchange = Routed().Run("a", new EchoProbe(IpAddress.Parse("10.0.3.1")));
        Assert.Equal(Disposition.NoRoute, exchange.Request!.Disposition);
        Assert.Equal("error-3/0", ExchangeText.Kind(exchange.Answer!.Packet));
        Assert.NotNull(Assert.IsType<Dropped>(exchange.Request.Ending).Row);
    }

    [Fact]
    public void A_host_without_a_route_sends_nothing()
    {
        TestCluster net = new();
        net["x"].ToString();
        Exchange exchange = net.Run("x", new EchoProbe(B));
        Assert.Empty(exchange.Journeys);
        Assert.Equal(OutcomeKind.NetworkUnreachable, exchange.Outcome);
    }

    [Fact]
    public void A_host_that_does_not_forward_drops_silently()
    {
        TestCluster net = Routed();
        net["r"].SetSysctl("net.ipv4.ip_forward", 0);
        Exchange exchange = net.Run("a", new EchoProbe(B));
        Assert.Equal(Disposition.NotForwarding, exchange.Request!.Disposition);
        Assert.Null(exchange.Answer);
        Assert.Equal(OutcomeKind.TimedOut, exchange.Outcome);
    }

    [Fact]
    public void Strict_reverse_path_filtering_drops_what_came_in_by_the_wrong_device()
    {
        TestCluster net = Routed();
        net["r"].SetSysctl("net.ipv4.conf.ra.rp_filter", 1).AddRoute(RouteTo("10.0.1.2/32", device: "rb"));
        Assert.Equal(Disposition.ReversePathFiltered, net.Run("a", new EchoProbe(B)).Request!.Disposition);
    }

    [Fact]
    public void A_device_that_is_down_loses_the_packet()
    {
        TestCluster net = Routed();
        net["b"].SetDevice("eth0", d => d with { Up = false });
        Journey lost = net.Run("a", new EchoProbe(B)).Journeys.First(j => j.Packet.Arp?.TargetIp == B);
        Assert.Equal(Disposition.LinkDown, lost.Disposition);
    }

    [Fact]
    public void Localhost_stays_on_lo_and_shows_once()
    {
        TestCluster net = Routed();
        Exchange exchange = net.Run("b", new TcpProbe(IpAddress.LoopbackV4, 80));
        Assert.All(exchange.Journeys, j => Assert.Equal("b:lo", j.Way()));
        Assert.Equal(65495, exchange.Request!.Packet.Tcp!.Mss);
    }

    [Fact]
    public void The_same_input_gives_the_same_exchange()
    {
        string Text() => string.Join('\n', Routed().Run("a", new TcpProbe(B, 80)).Journeys.Select(j => j.Packet.ToString() + j.Way()));
        Assert.Equal(Text(), Text());
    }
}
