using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Datapath.Tests.KernelFacts;

/// <summary>Who complains, how, and after how long; and from which address.</summary>
public class ErrorFactTests
{
    [Theory]
    [InlineData("kubenet", "192.168.50.12")]
    [InlineData("flannel-host-gw", "192.168.50.12")]
    [InlineData("flannel-vxlan", "10.244.2.0")]
    public void An_absent_pod_of_another_node_is_reported_by_that_node_after_three_tries(string variant, string reporter)
    {
        Exchange exchange = ReferenceCluster.Of(variant).Ping("p11", "10.244.2.50");
        Observation error = Assert.Single(exchange.Observations);
        Assert.Equal(
            (OutcomeKind.Unreachable, reporter, 3, 1), (error.Kind, $"{error.From}", (int)error.IcmpType!, (int)error.IcmpCode!));
        Assert.Equal(3, Tries(exchange, "10.244.2.1", "10.244.2.50"));
        Assert.InRange(error.After, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.1));
    }

    [Theory]
    [InlineData("kubenet")]
    [InlineData("flannel-vxlan")]
    public void An_absent_pod_of_the_same_node_is_reported_by_the_pods_own_kernel(string variant)
    {
        Exchange exchange = ReferenceCluster.Of(variant).Ping("p11", "10.244.1.50");
        Observation error = Assert.Single(exchange.Observations);
        Assert.Equal((OutcomeKind.Unreachable, "10.244.1.2", 3, 1), (error.Kind, $"{error.From}", (int)error.IcmpType!, (int)error.IcmpCode!));
        Assert.Equal("p11:lo", exchange.Answer!.Way());
        Assert.Equal(3, Tries(exchange, "10.244.1.2", "10.244.1.50"));
    }

    [Fact]
    public void A_blackhole_says_nothing()
    {
        ReferenceCluster reference = ReferenceCluster.Of("kubenet").WithNodes(node =>
            node.AddRoute(new Route(IpPrefix.Parse("10.244.2.48/28")) { Type = RouteType.Blackhole }));
        Exchange exchange = reference.Ping("p11", "10.244.2.50");
        Assert.Equal((OutcomeKind.TimedOut, Disposition.Blackholed), (exchange.Outcome, exchange.Request!.Disposition));
        Assert.Null(exchange.Answer);
    }

    [Fact]
    public void A_closed_port_is_refused_by_a_reset_and_a_UDP_one_by_an_error_that_quotes_the_question()
    {
        ReferenceCluster reference = ReferenceCluster.Of("flannel-vxlan");
        Exchange tcp = reference.Get("p11", "p21", 9999);
        Assert.Equal(OutcomeKind.ConnectionRefused, tcp.Outcome);
        Assert.Equal(TcpFlags.Rst | TcpFlags.Ack, tcp.Answer!.Packet.Tcp!.Flags);

        Exchange udp = reference.Trace("p11", new UdpProbe(reference.Address("p21"), 53)).Exchange;
        IcmpHeader error = udp.Answer!.Packet.Icmp!;
        Assert.Equal((3, 3, 53, 62), ((int)error.Type, (int)error.Code, (int)error.About!.Udp!.DestinationPort, (int)error.About.Ip!.Ttl));
    }

    [Theory]
    [InlineData("kubenet", "p11", "10.244.1.1")]
    [InlineData("flannel-vxlan", "p11", "10.244.1.1")]
    [InlineData("kubenet", "p21", "192.168.50.11")]
    [InlineData("flannel-host-gw", "p21", "192.168.50.11")]
    [InlineData("flannel-vxlan", "p21", "10.244.1.0")]
    public void A_node_asks_from_the_address_of_the_device_by_which_it_leaves(string variant, string pod, string source)
    {
        ReferenceCluster reference = ReferenceCluster.Of(variant);
        Exchange exchange = reference.Get("n1", pod);
        Assert.Equal(source, $"{exchange.Request!.Packet.Ip!.Source}");
        string leaves = exchange.Request.Seen().First().Place.Split(':')[1];
        Assert.Contains(reference.Cluster.Namespace(new("n1")).Device(leaves).Addresses, a => $"{a.Address}" == source);
    }

    private static int Tries(Exchange exchange, string asker, string asked) => exchange.Journeys.Count(j =>
        j.Packet.Arp is { Operation: ArpOperation.Request } arp && $"{arp.SenderIp}" == asker && $"{arp.TargetIp}" == asked);
}
