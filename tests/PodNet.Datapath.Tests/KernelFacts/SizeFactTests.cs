using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Datapath.Tests.KernelFacts;

/// <summary>MTU, MSS and fragments with flannel's tunnel, which takes 50 bytes of each 1500.</summary>
public class SizeFactTests
{
    [Fact]
    public void A_tunnel_needs_the_bytes_of_its_headers_and_of_the_inner_Ethernet()
    {
        ReferenceCluster reference = ReferenceCluster.Of("flannel-vxlan");
        Packet outer = reference.Ping("p11", "p21", bytes: 1422, PathMtuDiscovery.Do).Request!.At("n1:eth0");
        Assert.Equal((1500, 1450), (outer.NetworkLength, outer.Inner!.NetworkLength));
        Assert.Equal(20 + 8 + 8 + 14, outer.Ip!.Length + outer.Udp!.Length + outer.Tunnel!.Length + outer.Inner.Ethernet!.Length);
        Assert.Equal(1450, reference.Cluster.Namespace(new("n1")).Device("flannel.1").Mtu);
    }

    [Fact]
    public void A_pod_that_knows_the_MTU_refuses_by_itself_and_nothing_is_on_any_wire()
    {
        Exchange exchange = ReferenceCluster.Of("flannel-vxlan").Ping("p11", "p21", bytes: 1472, PathMtuDiscovery.Do);
        Assert.Empty(exchange.Journeys);
        Assert.Equal((OutcomeKind.MessageTooLong, 1450), (exchange.Outcome, exchange.Observations[0].Mtu));
    }

    [Fact]
    public void A_pod_left_at_1500_is_told_by_its_gateway_once_and_refuses_from_then_on()
    {
        ReferenceCluster reference = LargePods();
        EchoProbe large = new(reference.Address("p21"), DataBytes: 1472, Discovery: PathMtuDiscovery.Do);
        TraceResult told = reference.Trace("p11", large);
        Packet error = told.Exchange.Answer!.Packet;
        Assert.Equal((3, 4, 1450), ((int)error.Icmp!.Type, (int)error.Icmp.Code, error.Icmp.NextHopMtu));
        Assert.Equal(("10.244.1.1", 576, 64, false), ($"{error.Ip!.Source}", error.NetworkLength, (int)error.Ip.Ttl, error.Ip.DontFragment));
        Assert.Equal("n1:cni0 n1:veth11 p11:eth0", told.Exchange.Answer.Way());

        Exchange after = reference.Trace("p11", large, told.After).Exchange;
        Assert.Empty(after.Journeys);
        Assert.Equal((OutcomeKind.MessageTooLong, 1450), (after.Outcome, after.Observations[0].Mtu));
    }

    [Fact]
    public void A_pod_left_at_1500_announces_an_MSS_the_tunnel_does_not_carry() =>
        Assert.Equal(1460, LargePods().Get("p11", "p21").Request!.Packet.Tcp!.Mss);

    [Theory]
    [InlineData("kubenet", 1500)]
    [InlineData("flannel-vxlan", 1450)]
    public void Exactly_the_MTU_arrives_with_DF(string variant, int mtu)
    {
        Exchange exchange = ReferenceCluster.Of(variant).Ping("p11", "p21", bytes: mtu - 28, PathMtuDiscovery.Do);
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
        Assert.Equal(mtu, exchange.Request!.At("p21:eth0").NetworkLength);
    }

    [Fact]
    public void The_bridge_shows_fragments_as_one_packet_that_fits_no_MTU_and_the_tunnel_cuts_it_anew()
    {
        Exchange exchange = ReferenceCluster.Of("flannel-vxlan").Ping("p11", "p21", bytes: 2000);
        Assert.Equal([1444, 604], Lengths(exchange, "p11:eth0"));
        Assert.Equal([1444, 604], Lengths(exchange, "n1:veth11"));
        Assert.Equal([2028], Lengths(exchange, "n1:cni0"));
        Assert.Equal([1444, 604], Lengths(exchange, "n1:flannel.1"));
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
    }

    [Fact]
    public void Fragments_of_a_pod_left_at_1500_go_through_the_tunnel_in_other_pieces()
    {
        Exchange exchange = LargePods().Ping("p11", "p21", bytes: 2000);
        Assert.Equal([1500, 548], Lengths(exchange, "p11:eth0"));
        Assert.Equal([2028], Lengths(exchange, "n1:cni0"));
        Assert.Equal([1444, 604], Lengths(exchange, "n1:flannel.1"));
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
    }

    [Fact]
    public void Without_br_netfilter_the_bridge_shows_the_fragments_themselves()
    {
        Exchange exchange = ReferenceCluster.Of("kubenet").WithoutBridgeNetfilter().Ping("p11", "p12", bytes: 2000);
        Assert.Equal([1500, 548], Lengths(exchange, "n1:cbr0"));
    }

    // flannel's tunnel as it is, and the limit of the plugin's devices forgotten.
    private static ReferenceCluster LargePods()
    {
        ReferenceCluster reference = ReferenceCluster.Of("flannel-vxlan").WithNodes(node => Widen(node, "cni0", "veth"));
        foreach (string pod in (string[])["p11", "p12", "p21", "p22"])
        {
            NamespaceBuilder builder = reference.Cluster.Namespace(new(pod)).ToBuilder();
            Widen(builder, "eth0", "eth0");
            reference = new(reference.Cluster.With(builder.Build()));
        }

        return reference;
    }

    private static void Widen(NamespaceBuilder ns, string name, string prefix)
    {
        foreach (string device in ns.Devices.Select(d => d.Name).Where(d => d == name || d.StartsWith(prefix, StringComparison.Ordinal)).ToArray())
            ns.SetDevice(device, d => d with { Mtu = 1500 });
    }

    // IP lengths of the question's packets at a place, fragments in their order.
    private static int[] Lengths(Exchange exchange, string place) =>
    [
        .. exchange.Journeys.Where(j => j.Role == JourneyRole.Request)
            .SelectMany(j => j.All()).Where(s => s.Place == place)
            .OrderBy(s => s.Packet.Ip!.FragmentOffset)
            .Select(s => s.Packet.NetworkLength),
    ];
}
