using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;
using static PodNet.Engine.Tests.TestCluster;

namespace PodNet.Engine.Tests;

public class IpipTests
{
    private static readonly IpAddress Far = IpAddress.Parse("172.16.0.2");

    [Fact]
    public void A_packet_crosses_the_tunnel_inside_another_with_its_own_TTL_and_DF()
    {
        Exchange exchange = Tunnel().Run("a", new EchoProbe(Far));
        Journey request = exchange.Request!;
        Assert.Equal("a:tunl0 a:eth0 r:ra r:rb b:eth0 b:tunl0", request.Way());
        Packet bare = request.Steps<Transmitted>().First().Packet;
        Assert.Equal((null, 84), (bare.Ethernet, bare.FrameLength));
        Encapsulated wrapped = Assert.Single(request.Steps<Encapsulated>());
        Assert.Equal((IpProtocol.IpInIp, 64, true, 104), (wrapped.Outer.Ip!.Protocol, wrapped.Outer.Ip.Ttl, wrapped.Outer.Ip.DontFragment, wrapped.Outer.NetworkLength));
        Assert.IsType<Route>(wrapped.Row);
        Assert.False(exchange.Answer!.Steps<Encapsulated>().Single().Outer.Ip!.DontFragment);
        Assert.Equal(64, exchange.Observations[0].Ttl);
    }

    [Fact]
    public void The_outer_packet_may_die_of_the_inner_TTL() =>
        Assert.Contains(Tunnel().Run("a", new TracerouteProbe(Far, MaxHops: 1, Queries: 1)).Journeys, j => j.Disposition == Disposition.TtlExceeded);

    [Fact]
    public void Nobody_is_asked_for_a_MAC_on_the_tunnel() =>
        Assert.DoesNotContain(Tunnel().Run("a", new EchoProbe(Far)).Journeys, j => j.Packet.Arp is not null && j.Way().Contains("tunl0", StringComparison.Ordinal));

    [Fact]
    public void Without_a_device_the_protocol_is_unknown_there()
    {
        TestCluster net = Tunnel();
        net["b"].DeleteDevice("tunl0");
        Exchange exchange = net.Run("a", new EchoProbe(Far));
        Assert.Equal(Disposition.ConnectionRefused, exchange.Request!.Disposition);
        Assert.Contains("error-3/2", exchange.Kinds(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_the_way_comes_back_as_an_error_about_itself()
    {
        TestCluster net = Tunnel();
        net["a"].SetDevice("tunl0", d => d with { Mtu = 1500 });
        Exchange exchange = net.Run("a", new EchoProbe(Far, DataBytes: 1472, Discovery: PathMtuDiscovery.Do));
        Journey error = exchange.Journeys.Single(j => j.Packet.Icmp is { IsError: true });
        Assert.Equal((1480, Far), (error.Packet.Icmp!.NextHopMtu, error.Packet.Icmp.About!.Ip!.Destination));
        Assert.DoesNotContain(exchange.Journeys, j => j.Packet.Inner is not null);
    }

    [Fact]
    public void A_route_to_the_remote_end_into_the_tunnel_is_a_circle()
    {
        TestCluster net = Tunnel();
        net["a"].AddRoute(RouteTo("10.0.2.2/32", device: "tunl0"));
        Assert.Equal(Disposition.Loop, net.Run("a", new EchoProbe(Far)).Request!.Disposition);
    }

    [Fact]
    public void A_tunnels_packets_are_one_connection_without_ports()
    {
        TestCluster net = Tunnel();
        net["a"].Append("filter", "OUTPUT", ExchangeText.Rule(null, new ConntrackMatch(ConntrackStates.New)));
        TraceResult result = net.Trace("a", new EchoProbe(Far));
        Assert.Contains(result.After.Of(new("a")).Conntrack.Values, c => c.Original.Protocol == IpProtocol.IpInIp && c.SeenReply);
    }

    private static TestCluster Tunnel()
    {
        TestCluster net = Routed();
        Add("a", "172.16.0.1/32", "172.16.0.2/32", "10.0.2.2");
        Add("b", "172.16.0.2/32", "172.16.0.1/32", "10.0.1.2");
        return net;

        void Add(string ns, string address, string peer, string remote) => net[ns]
            .AddDevice(i => new Ipip(i, "tunl0", 1480))
            .AddAddress("tunl0", InterfaceAddress.Parse(address))
            .AddRoute(RouteTo(peer, remote, "tunl0") with { OnLink = true });
    }
}
