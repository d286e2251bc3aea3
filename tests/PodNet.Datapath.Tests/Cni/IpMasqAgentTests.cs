using PodNet.Datapath.Cni;
using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;
using PodNet.Printing;

namespace PodNet.Datapath.Tests.Cni;

/// <summary>ip-masq-agent in place of kubenet's own masquerading.</summary>
public sealed class IpMasqAgentTests
{
    private static readonly IpAddress Outside = IpAddress.Parse("203.0.113.10"), OutsideV6 = IpAddress.Parse("2001:db8::10");

    // The lines of the program's own tests (cmd/ip-masq-agent/ip-masq-agent_test.go), as iptables-save 1.8.9 gives them back.
    [Fact]
    public void By_default_private_and_link_local_networks_are_spared() => Assert.Equal(
        """
        :IP-MASQ-AGENT - [0:0]
        -A POSTROUTING -m comment --comment "ip-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom IP-MASQ-AGENT chain" -m addrtype ! --dst-type LOCAL -j IP-MASQ-AGENT
        -A IP-MASQ-AGENT -d 169.254.0.0/16 -m comment --comment "ip-masq-agent: local traffic is not subject to MASQUERADE" -j RETURN
        -A IP-MASQ-AGENT -d 10.0.0.0/8 -m comment --comment "ip-masq-agent: local traffic is not subject to MASQUERADE" -j RETURN
        -A IP-MASQ-AGENT -d 172.16.0.0/12 -m comment --comment "ip-masq-agent: local traffic is not subject to MASQUERADE" -j RETURN
        -A IP-MASQ-AGENT -d 192.168.0.0/16 -m comment --comment "ip-masq-agent: local traffic is not subject to MASQUERADE" -j RETURN
        -A IP-MASQ-AGENT -m comment --comment "ip-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)" -j MASQUERADE --random-fully

        """.ReplaceLineEndings("\n"),
        Rules(Load("ip-masq-agent"), "iptables-save"));

    [Fact]
    public void Its_configuration_is_followed_and_shown()
    {
        Cluster cluster = Load("{nonMasqueradeCIDRs: [10.244.0.0/16, 198.51.100.0/24, 'fd00:10:244::/56'], masqLinkLocal: true}", "ipFamily: dual, ");
        string rules = Rules(cluster, "iptables-save"), rules6 = Rules(cluster, "ip6tables-save");
        Assert.Equal(2, rules.Split("-j RETURN").Length - 1);
        Assert.DoesNotContain("169.254", rules, StringComparison.Ordinal);
        Assert.Contains("-A IP-MASQ-AGENT -d fe80::/10 -m comment", rules6, StringComparison.Ordinal);
        Assert.Contains("-A IP-MASQ-AGENT -d fd00:10:244::/56 -m comment", rules6, StringComparison.Ordinal);
        Assert.Equal(
            "nonMasqueradeCIDRs:\n  - 10.244.0.0/16\n  - 198.51.100.0/24\n  - fd00:10:244::/56\nmasqLinkLocal: true",
            CniWork.Files(cluster, "node1").Single(f => f.Path == "/etc/config/ip-masq-agent").Text);
        Assert.Single(CniWork.Files(Load("ip-masq-agent"), "node1"));
    }

    // Without --enable-ipv6 it leaves IPv6 alone.
    [Fact]
    public void IPv6_is_masqueraded_only_where_a_network_of_it_is_named()
    {
        Assert.Equal("", Rules(Load("ip-masq-agent", "ipFamily: dual, "), "ip6tables-save"));
        Cluster cluster = Load("{nonMasqueradeCIDRs: ['fd00:10:244::/56', 'fd00::/16']}", "ipFamily: dual, ");
        (ClusterPod pod, ClusterPod other) = (cluster.Topology.Pods[0], cluster.Topology.Pods[1]);
        Assert.Equal(cluster.Topology.Nodes[0].Addresses[1], SourceSeen(cluster, pod, OutsideV6));
        Assert.Equal(pod.Addresses[1], SourceSeen(cluster, pod, other.Addresses[1]));
    }

    [Fact]
    public void To_the_outside_a_pod_has_its_nodes_address_and_to_pods_and_nodes_its_own()
    {
        Cluster cluster = Load("ip-masq-agent");
        (ClusterPod pod, ClusterPod other) = (cluster.Topology.Pods[0], cluster.Topology.Pods[1]);
        Assert.Equal(cluster.Topology.Nodes[0].Address, SourceSeen(cluster, pod, Outside));
        Assert.Equal(pod.Address, SourceSeen(cluster, pod, other.Address));
        Assert.Equal(pod.Address, SourceSeen(cluster, pod, cluster.Topology.Nodes[0].Address));
        Assert.Equal(pod.Address, SourceSeen(cluster, pod, cluster.Topology.Nodes[1].Address));
    }

    // Here the nodes' network is spared by default; kubenet's own rule spares 10.0.0.0/8 alone.
    [Fact]
    public void What_is_not_spared_is_masqueraded_and_kubenets_own_rule_is_gone()
    {
        Cluster agent = Load("{nonMasqueradeCIDRs: [10.0.0.0/8]}"), kubenet = ClusterBuilder.Load("nodes: 2\npods: 1\nnetworking: {cni: bridge}");
        foreach (Cluster cluster in (Cluster[])[agent, kubenet])
            Assert.Equal(cluster.Topology.Nodes[0].Address, SourceSeen(cluster, cluster.Topology.Pods[0], cluster.Topology.Nodes[1].Address));
        Assert.DoesNotContain(agent.Namespace(new("node1")).Netfilter.Find("nat")!.Find("POSTROUTING")!.Rules, r => r.Origin?.Kind == "kubenet");
    }

    private static Cluster Load(string masquerade, string networking = "") =>
        ClusterBuilder.Load($"nodes: 2\npods: 1\nnetworking: {{{networking}cni: {{name: bridge, masquerade: {masquerade}}}}}");

    private static IpAddress SourceSeen(Cluster cluster, ClusterPod from, IpAddress to)
    {
        Exchange exchange = PacketTracer.Trace(cluster, KernelState.Cold, from.Id, new EchoProbe(to), new(SimulatedTime.Start)).Exchange;
        Assert.Equal((OutcomeKind.Answered, to), (exchange.Outcome, exchange.Observations[0].From));
        return exchange.Request!.Hops[exchange.Request.MainEnd].In.Ip!.Source;
    }

    private static string Rules(Cluster cluster, string command) => string.Concat(
        NamespaceCommands.Run(NamespaceView.Cold(cluster.Namespace(new("node1")), SimulatedTime.Start), [command]).Text
            .Split('\n').Where(l => l.Contains("IP-MASQ-AGENT", StringComparison.Ordinal)).Select(l => l + "\n"));
}
