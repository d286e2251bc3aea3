using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Datapath.Tests.KernelFacts;

/// <summary>Where the NAT of a Service is seen, with flannel's tunnel: addresses and TTL of the first packet and of its answer, device by device.
/// The rules are put in by hand, in the form of kube-proxy's.</summary>
public class ServicePathTests
{
    private const string Web = "10.96.0.80";

    [Fact]
    public void The_bridge_already_shows_the_endpoint_and_the_answer_is_put_right_below_it()
    {
        Exchange exchange = Flannel("p21").Get("p11", Web, ServiceByHand.Port);
        Assert.Equal(
            """
            p11:eth0 10.244.1.2>10.96.0.80:80 ttl 64
            n1:veth11 10.244.1.2>10.96.0.80:80 ttl 64
            n1:cni0 10.244.1.2>10.244.2.2:8080 ttl 64
            n1:flannel.1 10.244.1.2>10.244.2.2:8080 ttl 63
            n1:eth0 10.244.1.2>10.244.2.2:8080 ttl 63
            n2:eth0 10.244.1.2>10.244.2.2:8080 ttl 63
            n2:flannel.1 10.244.1.2>10.244.2.2:8080 ttl 63
            n2:cni0 10.244.1.2>10.244.2.2:8080 ttl 62
            n2:veth21 10.244.1.2>10.244.2.2:8080 ttl 62
            p21:eth0 10.244.1.2>10.244.2.2:8080 ttl 62
            """,
            Sightings.Addresses(exchange.Request!));
        Assert.Equal(
            """
            n1:flannel.1 10.244.2.2:8080>10.244.1.2 ttl 63
            n1:cni0 10.96.0.80:80>10.244.1.2 ttl 62
            n1:veth11 10.96.0.80:80>10.244.1.2 ttl 62
            p11:eth0 10.96.0.80:80>10.244.1.2 ttl 62
            """,
            Last(Sightings.Addresses(exchange.Answer!), 4));
    }

    [Fact]
    public void An_endpoint_of_the_same_bridge_gets_a_bridged_frame_from_the_client_itself()
    {
        ReferenceCluster reference = Flannel("p12");
        Exchange exchange = reference.Get("p11", Web, ServiceByHand.Port);

        // Not the SYN, which waits for p12's address and goes by the bridge device (see The_first_packet_differs).
        Journey data = exchange.Journeys.First(j => j.Packet is { Tcp: not null, PayloadLength: > 0 } && j.Role == JourneyRole.Request);
        Assert.Equal(
            """
            p11:eth0 10.244.1.2>10.96.0.80:80 ttl 64
            n1:veth11 10.244.1.2>10.96.0.80:80 ttl 64
            n1:veth12 10.244.1.2>10.244.1.3:8080 ttl 64
            p12:eth0 10.244.1.2>10.244.1.3:8080 ttl 64
            """,
            Sightings.Addresses(data));
        Assert.Equal("p11", Sightings.Owner(reference.Cluster, data.At("p12:eth0").Ethernet!.Source));
        Assert.Equal(
            """
            p12:eth0 10.244.1.3:8080>10.244.1.2 ttl 64
            n1:veth12 10.244.1.3:8080>10.244.1.2 ttl 64
            n1:veth11 10.96.0.80:80>10.244.1.2 ttl 64
            p11:eth0 10.96.0.80:80>10.244.1.2 ttl 64
            """,
            Sightings.Addresses(exchange.Answer!));
        Assert.Equal("p12", Sightings.Owner(reference.Cluster, exchange.Answer!.At("p11:eth0").Ethernet!.Source));
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
    }

    [Fact]
    public void A_hairpin_comes_back_by_the_port_it_went_in_from_the_bridges_address()
    {
        ReferenceCluster reference = Flannel("p12");
        Exchange exchange = reference.Get("p12", Web, ServiceByHand.Port);
        Journey data = exchange.Journeys.First(j => j.Packet is { Tcp: not null, PayloadLength: > 0 } && j.Role == JourneyRole.Request);

        // cni0 shows it too as long as the bridge has not proved p12's address (see The_first_packet_differs).
        Assert.Equal(
            """
            p12:eth0 10.244.1.3>10.96.0.80:80 ttl 64
            n1:veth12 10.244.1.3>10.96.0.80:80 ttl 64
            n1:cni0 10.244.1.3>10.244.1.3:8080 ttl 64
            n1:veth12 10.244.1.1>10.244.1.3:8080 ttl 64
            p12:eth0 10.244.1.1>10.244.1.3:8080 ttl 64
            """,
            Sightings.Addresses(data));
        EthernetHeader mac = data.Seen().Last().Packet.Ethernet!;
        Assert.Equal(("p12", "p12"), (Sightings.Owner(reference.Cluster, mac.Source), Sightings.Owner(reference.Cluster, mac.Destination)));

        ConntrackEntry entry = Assert.Single(reference.Connections("n1", "p12", new TcpProbe(ReferenceCluster.Service, ServiceByHand.Port)));
        Assert.Equal(("10.244.1.3", "10.96.0.80", 80), ($"{entry.Original.Source}", $"{entry.Original.Destination}", entry.Original.DestinationPort));
        Assert.Equal(("10.244.1.3", "10.244.1.1", 8080), ($"{entry.Reply.Source}", $"{entry.Reply.Destination}", entry.Reply.SourcePort));
        Assert.NotEqual(entry.Original.SourcePort, entry.Reply.DestinationPort);
    }

    [Theory]
    [InlineData("p11", "p11:eth0 10.244.1.1>10.244.1.2:8080 ttl 64")]
    [InlineData("p21", "p21:eth0 10.244.1.0>10.244.2.2:8080 ttl 63")]
    public void A_nodes_own_question_is_translated_before_any_wire_shows_it(string endpoint, string seen)
    {
        Exchange exchange = Flannel(endpoint).Get("n1", Web, ServiceByHand.Port);
        Assert.Equal(seen, Last(Sightings.Addresses(exchange.Request!), 1));
        Assert.DoesNotContain(exchange.All(), s => s.Packet.Innermost.Ip?.Destination == ReferenceCluster.Service);
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
    }

    [Fact]
    public void A_node_port_of_the_endpoints_own_node_is_translated_twice_on_one_node()
    {
        Exchange exchange = Flannel("p12").Get("gw", "n1", ServiceByHand.NodePort);
        Assert.Equal(
            """
            gw:eth0 192.168.50.1>192.168.50.11:30080 ttl 64
            n1:eth0 192.168.50.1>192.168.50.11:30080 ttl 64
            n1:cni0 10.244.1.1>10.244.1.3:8080 ttl 63
            n1:veth12 10.244.1.1>10.244.1.3:8080 ttl 63
            p12:eth0 10.244.1.1>10.244.1.3:8080 ttl 63
            """,
            Sightings.Addresses(exchange.Request!));
        Assert.Equal(
            """
            p12:eth0 10.244.1.3:8080>10.244.1.1 ttl 64
            n1:veth12 10.244.1.3:8080>10.244.1.1 ttl 64
            n1:cni0 10.244.1.3:8080>192.168.50.1 ttl 64
            n1:eth0 192.168.50.11:30080>192.168.50.1 ttl 63
            gw:eth0 192.168.50.11:30080>192.168.50.1 ttl 63
            """,
            Sightings.Addresses(exchange.Answer!));
    }

    [Fact]
    public void A_node_port_of_a_third_node_is_answered_through_that_node()
    {
        Exchange exchange = Flannel("p21").Get("gw", "n3", ServiceByHand.NodePort);
        Assert.Equal("n3:flannel.1 10.244.3.0>10.244.2.2:8080 ttl 63", Line(Sightings.Addresses(exchange.Request!), "n3:flannel.1"));
        Assert.Equal("p21:eth0 10.244.3.0>10.244.2.2:8080 ttl 62", Last(Sightings.Addresses(exchange.Request!), 1));
        Assert.StartsWith("p21:eth0 n2:veth21 n2:cni0 n2:flannel.1 n2:eth0", exchange.Answer!.Way(), StringComparison.Ordinal);
        Assert.Equal("gw:eth0 192.168.50.13:30080>192.168.50.1 ttl 62", Last(Sightings.Addresses(exchange.Answer!), 1));
        Assert.Contains("n3:eth0", exchange.Answer!.Way(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pods_question_to_a_node_port_of_another_node_is_masqueraded_twice()
    {
        Exchange exchange = Flannel("p21").Get("p31", "n1", ServiceByHand.NodePort);
        Assert.Equal("n1:eth0 192.168.50.13>192.168.50.11:30080 ttl 63", Line(Sightings.Addresses(exchange.Request!), "n1:eth0"));
        Assert.Equal("p21:eth0 10.244.1.0>10.244.2.2:8080 ttl 61", Last(Sightings.Addresses(exchange.Request!), 1));
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
    }

    [Fact]
    public void An_address_without_endpoints_refuses_where_its_rule_stands_above_the_plugins()
    {
        IpAddress empty = IpAddress.Parse("10.96.0.99");
        Exchange Ask(bool first) => new ReferenceCluster(ServiceByHand.WithoutEndpoints(ReferenceCluster.Of("flannel-vxlan").Cluster, empty, first))
            .Get("p11", $"{empty}", ServiceByHand.Port);

        Exchange above = Ask(first: true);
        Assert.Equal(OutcomeKind.ConnectionRefused, above.Outcome);
        Assert.Equal((3, 3), ((int)above.Answer!.Packet.Icmp!.Type, (int)above.Answer.Packet.Icmp.Code));
        Assert.DoesNotContain("n1:eth0", above.Request!.Way(), StringComparison.Ordinal);

        // flannel accepts everything of a pod: nobody gets to see the REJECT below that, and the SYN leaves for the default gateway.
        Assert.EndsWith("gw:eth0", Ask(first: false).Request!.Way(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flannel-vxlan", "192.168.50.11", "Unreachable")]
    [InlineData("flannel-host-gw", "192.168.50.11", "Unreachable")]
    [InlineData("kubenet", "10.244.1.2", "TimedOut")]
    public void A_ping_of_a_Services_address_leaves_by_the_default_route(string variant, string source, string outcome)
    {
        Exchange exchange = ReferenceCluster.Of(variant).WithService("p12").Ping("p11", Web);
        Packet atRouter = exchange.Request!.At("gw:eth0");
        Assert.Equal((source, Web), ($"{atRouter.Ip!.Source}", $"{atRouter.Ip.Destination}"));

        // The router answers "net unreachable", to the node where the pod was masqueraded; it knows no way back to a pod.
        Assert.Equal(outcome, exchange.Outcome.ToString());
        if (exchange.Observations is [{ } seen, ..]) Assert.Equal((3, 0), ((int)seen.IcmpType!, (int)seen.IcmpCode!));
    }

    private static ReferenceCluster Flannel(string endpoint) => ReferenceCluster.Of("flannel-vxlan").WithService(endpoint);

    private static string Last(string lines, int count) => string.Join('\n', lines.Split('\n').TakeLast(count));

    private static string Line(string lines, string place) => lines.Split('\n').First(l => l.StartsWith(place + " ", StringComparison.Ordinal));
}
