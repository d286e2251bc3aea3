using PodNet.Engine.Tracing;
using PodNet.Model.Packets;

namespace PodNet.Datapath.Tests.KernelFacts;

/// <summary>The table by which datapaths are told apart, as measured on the real kernel: a row for each variant of the reference cluster. A
/// further plugin's variant is one more row here and one more <c>examples/reference-NAME.yaml</c>.</summary>
public class VariantTests
{
    /// <summary>A row of the table.</summary>
    /// <param name="SameNode">TTL of a ping from p11 as p12 sees it.</param>
    /// <param name="OtherNode">TTL of a ping from p11 as p21 sees it.</param>
    /// <param name="Tunnel">Outer headers on n1:eth0, or "none".</param>
    /// <param name="Vni">Network identifier, or null: there is none, or it is no constant.</param>
    /// <param name="Mtu">Of a pod's eth0, in bytes.</param>
    /// <param name="Mss">What a pod's SYN to another node announces, in bytes.</param>
    /// <param name="LocalSource">Whom p11 sees when n1 asks it.</param>
    /// <param name="RemoteSource">Whom p21 sees when n1 asks it.</param>
    /// <param name="NodePortSource">Whom p21 sees when the client outside asks a node port of n3, and with which TTL; null: this
    /// datapath translates Services by itself, not by kube-proxy's rules.</param>
    /// <param name="HairpinSource">Whom p12 sees when it asks its own Service, and with which TTL; "lost" when nobody.</param>
    public sealed record Variant(
        string Name, int SameNode, int OtherNode, string Tunnel, int? Vni, int Mtu, int Mss, string LocalSource, string RemoteSource,
        string? NodePortSource, string? HairpinSource)
    {
        /// <inheritdoc/>
        public override string ToString() => Name;
    }

    private static readonly Variant[] Rows =
    [
        new("kubenet", 64, 62, "none", null, 1500, 1460, "10.244.1.1", "192.168.50.11", "192.168.50.13 ttl 62", "lost"),
        new("flannel-host-gw", 64, 62, "none", null, 1500, 1460, "10.244.1.1", "192.168.50.11", "192.168.50.13 ttl 62", "10.244.1.1 ttl 64"),
        new("flannel-vxlan", 64, 62, "vxlan :8472 ttl 64", 1, 1450, 1410, "10.244.1.1", "10.244.1.0", "10.244.3.0 ttl 62", "10.244.1.1 ttl 64"),
        new("calico-bgp", 63, 62, "none", null, 1500, 1460, "192.168.50.11", "192.168.50.11", "192.168.50.13 ttl 62", "192.168.50.11 ttl 63"),
        new("calico-vxlan", 63, 62, "vxlan :4789 ttl 64", 4096, 1450, 1410, "192.168.50.11", "10.244.1.0", "10.244.3.0 ttl 62", "192.168.50.11 ttl 63"),
        new("calico-ipip", 63, 62, "ip in ip ttl 63 DF", null, 1480, 1440, "192.168.50.11", "10.244.1.0", "10.244.3.0 ttl 62", "192.168.50.11 ttl 63"),
        new("cilium-vxlan", 63, 63, "vxlan :8472 ttl 64 csum 0", null, 1500, 1410, "10.244.1.1", "10.244.1.1", null, null),
    ];

    public static TheoryData<Variant> Variants => [.. Rows];

    public static TheoryData<Variant> WithRulesForServices => [.. Rows.Where(r => r.NodePortSource is not null)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void TTL_on_the_same_node(Variant variant) =>
        Assert.Equal(variant.SameNode, Reference(variant).Ping("p11", "p12").Request!.At("p12:eth0").Ip!.Ttl);

    [Theory]
    [MemberData(nameof(Variants))]
    public void TTL_on_another_node(Variant variant) =>
        Assert.Equal(variant.OtherNode, Reference(variant).Ping("p11", "p21").Request!.At("p21:eth0").Ip!.Ttl);

    [Theory]
    [MemberData(nameof(Variants))]
    public void Encapsulation(Variant variant)
    {
        Packet outer = Reference(variant).Ping("p11", "p21").Request!.At("n1:eth0");
        string kind = outer.Tunnel is VxlanHeader ? $"vxlan :{outer.Udp!.DestinationPort}" : "ip in ip";
        string flags = (outer.Ip!.DontFragment ? " DF" : "") + (outer.Udp is { ZeroChecksum: true } ? " csum 0" : "");
        Assert.Equal(variant.Tunnel, outer.Inner is null ? "none" : $"{kind} ttl {outer.Ip.Ttl}{flags}");
        if (variant.Vni is { } vni) Assert.Equal(vni, (outer.Tunnel as VxlanHeader)?.Vni);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void MTU_of_pods_and_MSS_of_their_connections(Variant variant)
    {
        ReferenceCluster reference = Reference(variant);
        Exchange exchange = reference.Get("p11", "p21");
        Assert.Equal(variant.Mtu, reference.Cluster.Namespace(new("p11")).Device("eth0").Mtu);
        Assert.Equal((variant.Mss, variant.Mss), (exchange.Request!.Packet.Tcp!.Mss, exchange.Answer!.Packet.Tcp!.Mss));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Whom_a_pod_sees_when_a_node_asks(Variant variant)
    {
        ReferenceCluster reference = Reference(variant);
        Assert.Equal(variant.LocalSource, $"{reference.Ping("n1", "p11").Request!.At("p11:eth0").Ip!.Source}");
        Assert.Equal(variant.RemoteSource, $"{reference.Ping("n1", "p21").Request!.At("p21:eth0").Ip!.Source}");
    }

    [Theory]
    [MemberData(nameof(WithRulesForServices))]
    public void Whom_an_endpoint_sees_behind_a_node_port_of_a_third_node(Variant variant)
    {
        Exchange exchange = Reference(variant).WithService("p21").Get("gw", "n3", ServiceByHand.NodePort);
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
        Assert.Equal(variant.NodePortSource, Source(exchange.Request!.At("p21:eth0")));
    }

    [Theory]
    [MemberData(nameof(WithRulesForServices))]
    public void Whom_a_pod_sees_when_it_asks_its_own_Service(Variant variant)
    {
        Exchange exchange = Reference(variant).WithService("p12").Get("p12", $"{ReferenceCluster.Service}", ServiceByHand.Port);
        Packet[] received = [.. exchange.Request!.All().Where(s => s.Place == "p12:eth0").Skip(1).Select(s => s.Packet)];
        Assert.Equal(variant.HairpinSource, received.Length == 0 ? "lost" : Source(Assert.Single(received)));
        Assert.Equal(received.Length == 0 ? OutcomeKind.TimedOut : OutcomeKind.Answered, exchange.Outcome);
    }

    private static ReferenceCluster Reference(Variant variant) => ReferenceCluster.Of(variant.Name);

    private static string Source(Packet packet) => $"{packet.Ip!.Source} ttl {packet.Ip.Ttl}";
}
