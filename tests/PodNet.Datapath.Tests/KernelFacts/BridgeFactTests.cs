using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Packets;

namespace PodNet.Datapath.Tests.KernelFacts;

/// <summary>What br_netfilter, the hairpin flag and promiscuous mode make of a Service whose endpoint stands on the client's own bridge.</summary>
public class BridgeFactTests
{
    private const string Web = "10.96.0.80";

    [Fact]
    public void Without_br_netfilter_the_endpoint_answers_past_the_NAT_and_the_client_resets()
    {
        ReferenceCluster reference = ReferenceCluster.Of("kubenet").WithoutBridgeNetfilter().WithService("p12");
        Exchange exchange = reference.Get("p11", Web, ServiceByHand.Port);

        // Routed: the bridge is a router here, and puts its own MAC and one TTL less into the frame.
        Packet arrived = exchange.Request!.At("p12:eth0");
        Assert.Equal(("gw1", 63), (Sightings.Owner(reference.Cluster, arrived.Ethernet!.Source), arrived.Ip!.Ttl));

        // The client is a neighbour on the same network: the answer goes straight there, from an address the client never asked.
        Assert.Equal(
            """
            p12:eth0 10.244.1.3:8080>10.244.1.2 ttl 64
            n1:veth12 10.244.1.3:8080>10.244.1.2 ttl 64
            n1:veth11 10.244.1.3:8080>10.244.1.2 ttl 64
            p11:eth0 10.244.1.3:8080>10.244.1.2 ttl 64
            """,
            Sightings.Addresses(exchange.Answer!));
        Assert.Equal(Disposition.NoSocketWaiting, exchange.Answer!.Disposition);
        Journey reset = exchange.Journeys.First(j => j.Packet.Tcp is { } tcp && tcp.Flags.HasFlag(TcpFlags.Rst));
        Assert.Equal(("p11", "10.244.1.2", "10.244.1.3"), (reset.Hops[0].Namespace.Name, $"{reset.Packet.Ip!.Source}", $"{reset.Packet.Ip.Destination}"));
        Assert.Equal(OutcomeKind.TimedOut, exchange.Outcome);
    }

    [Theory]
    [InlineData("kubenet")]
    [InlineData("flannel-vxlan")]
    public void Without_br_netfilter_a_Service_on_another_node_works_all_the_same(string variant) =>
        Assert.Equal(
            OutcomeKind.Answered,
            ReferenceCluster.Of(variant).WithoutBridgeNetfilter().WithService("p21").Get("p11", Web, ServiceByHand.Port).Outcome);

    [Fact]
    public void A_promiscuous_bridge_without_hairpin_flags_loses_the_hairpin_in_itself()
    {
        ReferenceCluster reference = ReferenceCluster.Of("kubenet").WithService("p12");
        Exchange exchange = reference.Get("p12", Web, ServiceByHand.Port);
        Assert.Equal(OutcomeKind.TimedOut, exchange.Outcome);

        // Seen on cbr0 as the pod's own packet to itself, and on no port again.
        Assert.Equal(
            ["p12:eth0", "n1:veth12", "n1:cbr0", "n1:cbr0"], exchange.Request!.All().Select(s => s.Place));
        Assert.All(exchange.Request!.All().Where(s => s.Place == "n1:cbr0"), s =>
            Assert.Equal(("10.244.1.3", "10.244.1.3", 8080), ($"{s.Packet.Ip!.Source}", $"{s.Packet.Ip.Destination}", s.Packet.Tcp!.DestinationPort)));

        // Nothing was confirmed, so the next SYN is a new connection and may be given to another endpoint.
        Assert.Empty(reference.Connections("n1", "p12", new TcpProbe(ReferenceCluster.Service, ServiceByHand.Port)));
    }

    [Fact]
    public void Without_br_netfilter_that_hairpin_works_routed_and_masqueraded()
    {
        Exchange exchange = ReferenceCluster.Of("kubenet").WithoutBridgeNetfilter().WithService("p12").Get("p12", Web, ServiceByHand.Port);
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
        Packet arrived = exchange.Request!.Seen().Last().Packet;
        Assert.Equal(("10.244.1.1", 63), ($"{arrived.Ip!.Source}", arrived.Ip.Ttl));
    }

    [Fact]
    public void Without_the_flag_and_without_promiscuous_mode_the_port_keeps_the_hairpin()
    {
        ReferenceCluster reference = ReferenceCluster.Of("flannel-vxlan").WithService("p12").WithNodes(node =>
        {
            foreach (string port in node.Devices.Where(d => d.Port is not null).Select(d => d.Name).ToArray())
                node.SetDevice(port, d => d with { Port = d.Port! with { Hairpin = false } });
        });
        Exchange exchange = reference.Get("p12", Web, ServiceByHand.Port);
        Assert.Equal((OutcomeKind.TimedOut, Disposition.NoBridgePort), (exchange.Outcome, exchange.Request!.Disposition));
    }

    [Fact]
    public void The_first_packet_differs()
    {
        ReferenceCluster reference = ReferenceCluster.Of("flannel-vxlan").WithService("p12");
        Exchange exchange = reference.Get("p11", Web, ServiceByHand.Port);

        // While p12's address is asked for, the redirected frame waits at the bridge device and leaves by it, with the bridge's MAC.
        Journey first = exchange.Request!;
        Assert.Equal("p11:eth0 n1:veth11 n1:cni0 n1:veth12 p12:eth0", first.Way());
        Assert.Equal("gw1", Sightings.Owner(reference.Cluster, first.At("n1:cni0").Ethernet!.Source));
        Assert.Equal("p11", Sightings.Owner(reference.Cluster, first.At("n1:veth12").Ethernet!.Source));

        Journey[] later = [.. exchange.Journeys.Where(j => j.Role == JourneyRole.Request && j.Packet.Tcp is not null).Skip(1)];
        Assert.NotEmpty(later);
        Assert.All(later, j => Assert.Equal("p11:eth0 n1:veth11 n1:veth12 p12:eth0", j.Way()));
    }

    [Theory]
    [InlineData(false, "p11:eth0 n1:veth11 n1:veth12 p12:eth0")]
    [InlineData(true, "p11:eth0 n1:veth11 n1:veth12 p12:eth0 n1:cni0")]
    public void Bridged_frames_are_on_the_bridge_only_while_it_is_promiscuous(bool promiscuous, string places)
    {
        Exchange exchange = Flannel(promiscuous).Ping("p11", "p12");
        Assert.Equal(places.Split(' ').Order(StringComparer.Ordinal), exchange.Request!.All().Select(s => s.Place).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false, true, 1)]
    [InlineData(true, true, 2)]
    [InlineData(true, false, 1)]
    public void Promiscuous_mode_doubles_what_br_netfilter_redirects_unless_INVALID_is_dropped(bool promiscuous, bool invalidPasses, int arrivals)
    {
        ReferenceCluster reference = Flannel(promiscuous).WithService("p12");
        if (invalidPasses) reference = reference.WithNodes(node => node.DeleteRule("filter", "KUBE-FORWARD", 1));
        Packet[] arrived = [.. reference.Get("p11", Web, ServiceByHand.Port).Request!.All().Where(s => s.Place == "p12:eth0").Select(s => s.Packet)];
        Assert.Equal(arrivals, arrived.Length);

        // The second one was routed by the node itself.
        if (arrivals == 2) Assert.Contains(arrived, p => p.Ip!.Ttl == 63 && Sightings.Owner(reference.Cluster, p.Ethernet!.Source) == "gw1");
    }

    private static ReferenceCluster Flannel(bool promiscuous) =>
        ReferenceCluster.Of("flannel-vxlan").WithNodes(node => node.SetDevice("cni0", d => d with { Promiscuous = promiscuous }));
}
