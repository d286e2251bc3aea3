using PodNet.Engine.Tracing;
using PodNet.Model.Packets;

namespace PodNet.Datapath.Tests.KernelFacts;

/// <summary>Where a ping and its answer are seen, in order, and with which headers.</summary>
public class HopListTests
{
    private const string Routed = """
        p11:eth0 p11>gw1 ttl 64 DF 98
        n1:veth11 p11>gw1 ttl 64 DF 98
        n1:BR p11>gw1 ttl 64 DF 98
        n1:eth0 n1>n2 ttl 63 DF 98
        n2:eth0 n1>n2 ttl 63 DF 98
        n2:BR gw2>p21 ttl 62 DF 98
        n2:veth21 gw2>p21 ttl 62 DF 98
        p21:eth0 gw2>p21 ttl 62 DF 98
        """;

    private const string RoutedBack = """
        p21:eth0 p21>gw2 ttl 64 98
        n2:veth21 p21>gw2 ttl 64 98
        n2:BR p21>gw2 ttl 64 98
        n2:eth0 n2>n1 ttl 63 98
        n1:eth0 n2>n1 ttl 63 98
        n1:BR gw1>p11 ttl 62 98
        n1:veth11 gw1>p11 ttl 62 98
        p11:eth0 gw1>p11 ttl 62 98
        """;

    private const string Tunnelled = """
        p11:eth0 p11>gw1 ttl 64 DF 98
        n1:veth11 p11>gw1 ttl 64 DF 98
        n1:cni0 p11>gw1 ttl 64 DF 98
        n1:flannel.1 v1>v2 ttl 63 DF 98
        n1:eth0 n1>n2 ttl 64 148 [v1>v2 ttl 63 DF 98]
        n2:eth0 n1>n2 ttl 64 148 [v1>v2 ttl 63 DF 98]
        n2:flannel.1 v1>v2 ttl 63 DF 98
        n2:cni0 gw2>p21 ttl 62 DF 98
        n2:veth21 gw2>p21 ttl 62 DF 98
        p21:eth0 gw2>p21 ttl 62 DF 98
        """;

    private const string TunnelledBack = """
        p21:eth0 p21>gw2 ttl 64 98
        n2:veth21 p21>gw2 ttl 64 98
        n2:cni0 p21>gw2 ttl 64 98
        n2:flannel.1 v2>v1 ttl 63 98
        n2:eth0 n2>n1 ttl 64 148 [v2>v1 ttl 63 98]
        n1:eth0 n2>n1 ttl 64 148 [v2>v1 ttl 63 98]
        n1:flannel.1 v2>v1 ttl 63 98
        n1:cni0 gw1>p11 ttl 62 98
        n1:veth11 gw1>p11 ttl 62 98
        p11:eth0 gw1>p11 ttl 62 98
        """;

    private const string Bridged = """
        p11:eth0 p11>p12 ttl 64 DF 98
        n1:veth11 p11>p12 ttl 64 DF 98
        n1:veth12 p11>p12 ttl 64 DF 98
        p12:eth0 p11>p12 ttl 64 DF 98
        """;

    [Theory]
    [InlineData("kubenet", "cbr0", Routed, RoutedBack)]
    [InlineData("flannel-host-gw", "cni0", Routed, RoutedBack)]
    [InlineData("flannel-vxlan", "cni0", Tunnelled, TunnelledBack)]
    public void To_a_pod_of_another_node_and_back(string variant, string bridge, string request, string answer)
    {
        ReferenceCluster reference = ReferenceCluster.Of(variant);
        Exchange exchange = reference.Ping("p11", "p21");
        Assert.Equal(request.Replace("BR", bridge, StringComparison.Ordinal), reference.Cluster.Frames(exchange.Request!));
        Assert.Equal(answer.Replace("BR", bridge, StringComparison.Ordinal), reference.Cluster.Frames(exchange.Answer!));
    }

    [Theory]
    [InlineData("kubenet")]
    [InlineData("flannel-host-gw")]
    [InlineData("flannel-vxlan")]
    public void Addresses_stay_the_same_all_the_way_between_pods(string variant)
    {
        Exchange exchange = ReferenceCluster.Of(variant).Ping("p11", "p21");
        Assert.All(exchange.Request!.Seen(), s => Assert.Equal(
            ("10.244.1.2", "10.244.2.2"), ($"{s.Packet.Innermost.Ip!.Source}", $"{s.Packet.Innermost.Ip.Destination}")));
    }

    [Theory]
    [InlineData("kubenet")]
    [InlineData("flannel-host-gw")]
    [InlineData("flannel-vxlan")]
    public void To_a_pod_of_the_same_node_the_frame_is_the_pods_own(string variant)
    {
        ReferenceCluster reference = ReferenceCluster.Of(variant);
        Assert.Equal(Bridged, reference.Cluster.Frames(reference.Ping("p11", "p12").Request!));
    }

    [Theory]
    [InlineData("kubenet", "p11 asks p12: n1:cbr0 n1:veth11 n1:veth12 p11:eth0 p12:eth0")]
    [InlineData("flannel-vxlan", "p11 asks p12: n1:cni0 n1:veth11 n1:veth11 n1:veth12 p11:eth0 p11:eth0 p12:eth0")]
    public void Before_it_an_ARP_request_goes_to_every_port_and_back_to_its_sender_from_a_hairpin_port(string variant, string asked) =>
        Assert.Equal(asked, Assert.Single(Questions(variant, "p12")));

    [Theory]
    [InlineData("kubenet")]
    [InlineData("flannel-vxlan")]
    public void On_the_way_to_another_node_three_links_are_asked_and_never_the_tunnel(string variant)
    {
        string[] questions = [.. Questions(variant, "p21")];
        Assert.Equal(["p11 asks gw1", "n1 asks n2", "gw2 asks p21"], questions.Select(q => q.Split(':')[0]));
        Assert.DoesNotContain(questions, q => q.Contains("flannel", StringComparison.Ordinal));
    }

    // Who asks whom, and where it is seen; later questions of the way back are none, for everybody is known by then.
    private static IEnumerable<string> Questions(string variant, string to)
    {
        ReferenceCluster reference = ReferenceCluster.Of(variant);
        Dictionary<string, string> names = new()
        {
            ["10.244.1.1"] = "gw1",
            ["10.244.2.1"] = "gw2",
            ["192.168.50.11"] = "n1",
            ["192.168.50.12"] = "n2",
            ["10.244.1.2"] = "p11",
            ["10.244.1.3"] = "p12",
            ["10.244.2.2"] = "p21",
        };
        return reference.Ping("p11", to).Journeys
            .Where(j => j.Packet.Arp is { Operation: ArpOperation.Request })
            .Select(j => $"{names[$"{j.Packet.Arp!.SenderIp}"]} asks {names[$"{j.Packet.Arp.TargetIp}"]}: "
                + string.Join(' ', j.All().Select(s => s.Place).Order(StringComparer.Ordinal)));
    }
}
