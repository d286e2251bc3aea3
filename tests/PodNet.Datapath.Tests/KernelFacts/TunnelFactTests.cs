using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Datapath.Tests.KernelFacts;

/// <summary>What a tunnel's outer headers are, and what a tunnel is not: a hop.</summary>
public class TunnelFactTests
{
    [Theory]
    [InlineData("kubenet", "10.244.1.1 192.168.50.12 10.244.2.2")]
    [InlineData("flannel-host-gw", "10.244.1.1 192.168.50.12 10.244.2.2")]
    [InlineData("flannel-vxlan", "10.244.1.1 10.244.2.0 10.244.2.2")]
    public void A_tunnel_is_no_hop_to_traceroute(string variant, string hops)
    {
        ReferenceCluster reference = ReferenceCluster.Of(variant);
        TracerouteProbe probe = new(reference.Address("p21"), Queries: 1, Simultaneous: 1);
        Assert.Equal(hops, string.Join(' ', reference.Trace("p11", probe).Exchange.Observations.Select(o => o.From)));
    }

    [Fact]
    public void The_source_port_of_a_ping_is_the_same_both_ways_and_each_time()
    {
        ReferenceCluster reference = ReferenceCluster.Of("flannel-vxlan");
        TraceResult first = reference.Trace("p11", new EchoProbe(reference.Address("p21")));
        TraceResult again = reference.Trace("p11", new EchoProbe(reference.Address("p21")), first.After);
        int[] ports = [.. new[] { first, again }.SelectMany(t => new[] { t.Exchange.Request!, t.Exchange.Answer! }).Select(OuterPort)];
        Assert.Single(ports.Distinct());
        Assert.InRange(ports[0], 32768, 60999);
    }

    [Fact]
    public void The_source_port_of_a_connection_is_one_for_each_direction()
    {
        Exchange exchange = ReferenceCluster.Of("flannel-vxlan").Get("p11", "p21");
        int there = Assert.Single(Ports(JourneyRole.Request).Distinct());
        int back = Assert.Single(Ports(JourneyRole.Reply).Distinct());
        Assert.NotEqual(there, back);
        Assert.All((int[])[there, back], p => Assert.InRange(p, 32768, 60999));

        IEnumerable<int> Ports(JourneyRole role) => exchange.Journeys.Where(j => j.Role == role && j.Packet.Tcp is not null).Select(OuterPort);
    }

    [Fact]
    public void A_nodes_conntrack_has_two_unanswered_entries_for_a_connection_in_the_tunnel()
    {
        ReferenceCluster reference = ReferenceCluster.Of("flannel-vxlan");
        ConntrackEntry[] outer = [.. reference.Connections("n1", "p11", new TcpProbe(reference.Address("p21"), ServiceByHand.TargetPort))
            .Where(e => e.Original.Protocol == IpProtocol.Udp)];
        Assert.Equal(2, outer.Length);
        Assert.All(outer, e => Assert.Equal((false, 8472), (e.SeenReply, e.Original.DestinationPort)));
        Assert.Equal(["192.168.50.11", "192.168.50.12"], outer.Select(e => $"{e.Original.Source}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Outer_headers_have_a_TTL_of_their_own_and_never_DF()
    {
        Packet outer = ReferenceCluster.Of("flannel-vxlan").Ping("p11", "p21", discovery: PathMtuDiscovery.Do).Request!.At("n1:eth0");
        Assert.Equal((64, false), ((int)outer.Ip!.Ttl, outer.Ip.DontFragment));
        Assert.Equal((63, true), ((int)outer.Inner!.Ip!.Ttl, outer.Inner.Ip.DontFragment));
    }

    [Fact]
    public void Of_DF_a_question_has_it_an_answer_and_an_error_have_not()
    {
        ReferenceCluster reference = ReferenceCluster.Of("kubenet");
        Exchange ping = reference.Ping("p11", "p21");
        Exchange dns = reference.Trace("p11", new UdpProbe(reference.Address("p21"), 53)).Exchange;
        Assert.Equal((true, false), (ping.Request!.Packet.Ip!.DontFragment, ping.Answer!.Packet.Ip!.DontFragment));
        Assert.Equal((true, false), (dns.Request!.Packet.Ip!.DontFragment, dns.Answer!.Packet.Ip!.DontFragment));
        Assert.NotNull(dns.Answer.Packet.Icmp);
    }

    [Fact]
    public void Equal_moments_stand_in_the_order_of_the_layers()
    {
        // A frame keeps the stamp of its arrival while it climbs: eth0, then the tunnel device; the port, then the bridge.
        Sightings.Sighting[] seen = [.. ReferenceCluster.Of("flannel-vxlan").Ping("p11", "p21").Request!.Seen()];
        foreach ((string lower, string upper) in ((string, string)[])[("n1:veth11", "n1:cni0"), ("n2:eth0", "n2:flannel.1")])
        {
            int at = Array.FindIndex(seen, s => s.Place == lower);
            Assert.Equal((upper, seen[at].At), (seen[at + 1].Place, seen[at + 1].At));
        }

        Assert.Equal(seen.OrderBy(s => s.At).Select(s => s.Place), seen.Select(s => s.Place));
    }

    private static int OuterPort(Journey journey) => journey.Seen().First(s => s.Packet.Tunnel is not null).Packet.Udp!.SourcePort;
}
