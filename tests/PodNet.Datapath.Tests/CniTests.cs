using PodNet.Datapath.Cni;
using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests;

/// <summary>What a plugin's settings change.</summary>
public sealed class CniTests
{
    private const string TwoNodes = "nodes: 2\npods: 2\n";

    [Theory]
    [InlineData("bridge", "bridge", 1500)]
    [InlineData("kubenet", "bridge", 1500)]
    [InlineData("flannel", "flannel vxlan", 1450)]
    [InlineData("{name: flannel, mode: host-gw}", "flannel host-gw", 1500)]
    [InlineData("{name: flannel, mtu: 1200}", "flannel vxlan", 1200)]
    [InlineData("{}", "flannel vxlan", 1450)]
    public void A_cni_has_a_label_and_an_mtu(string cni, string label, int mtu)
    {
        Cluster cluster = ClusterBuilder.Load($"{TwoNodes}networking: {{cni: {cni}}}");
        Assert.Equal((label, mtu), (cluster.Topology.Cni.Label, cluster.Topology.Cni.Mtu));
        Assert.Equal(mtu, cluster.Namespace(new("pod1-1")).Device("eth0").Mtu);
        Assert.Equal(mtu, cluster.Namespace(new("node1")).PortsOf(label == "bridge" ? "cbr0" : "cni0")[0].Mtu);
    }

    [Fact]
    public void A_plugin_without_IPv6_says_so_whatever_families_the_cluster_has()
    {
        foreach (ICniPlugin plugin in CniPlugins.All)
        {
            foreach (string mode in plugin.Modes.DefaultIfEmpty(""))
            {
                if (plugin.HasIpv6(mode)) continue;
                string cni = mode.Length == 0 ? $"{{name: {plugin.Name}}}" : $"{{name: {plugin.Name}, mode: {mode}}}";
                foreach (string family in (string[])["dual", "ipv6"])
                {
                    string message = Assert.Throws<ClusterFileException>(
                        () => ClusterBuilder.Load($"{TwoNodes}networking: {{ipFamily: {family}, cni: {cni}}}")).Message;
                    Assert.Contains($"{plugin.Name} is known here with IPv4 only", message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void The_tunnel_follows_its_settings()
    {
        NetworkNamespace node = ClusterBuilder.Load(
            TwoNodes + "networking: {cni: {name: flannel, vni: 4096, port: 4789}}\nunderlay: {mtu: 9000}")
            .Namespace(new("node1"));
        Vxlan tunnel = Assert.IsType<Vxlan>(node.Device("flannel.4096"));
        Assert.Equal((4096, 4789, 8950, 9000), (tunnel.Vni, tunnel.DestinationPort, tunnel.Mtu, node.Device("eth0").Mtu));
        Assert.Equal(4789, Assert.Single(node.Sockets).Port);
    }

    [Fact]
    public void A_pods_own_mtu_is_that_of_both_ends()
    {
        Cluster cluster = ClusterBuilder.Load(
            "nodes: 1\npods: [{name: a, mtu: 1300, hostInterface: vetha}, {name: b, hostInterface: vethb}]");
        Assert.Equal(1300, cluster.Namespace(new("a")).Device("eth0").Mtu);
        Assert.Equal((1300, 1450),
            (cluster.Namespace(new("node1")).Device("vetha").Mtu, cluster.Namespace(new("node1")).Device("vethb").Mtu));
    }

    [Fact]
    public void Kubenet_leaves_alone_what_it_is_told_to()
    {
        NetworkNamespace node = ClusterBuilder.Load(
            TwoNodes + "networking: {cni: {name: bridge, nonMasqueradeCIDR: 172.16.0.0/12}}").Namespace(new("node1"));
        Rule rule = Assert.Single(node.Netfilter.Find("nat")!.Find("POSTROUTING")!.Rules);
        Assert.Contains(new DestinationMatch(IpPrefix.Parse("172.16.0.0/12")) { Negated = true }, rule.Matches);
    }

    [Fact]
    public void Sysctls_come_on_top()
    {
        Cluster cluster = ClusterBuilder.Load(
            "nodes: [{name: a, sysctls: {net.bridge.bridge-nf-call-iptables: 0, net.ipv4.conf.flannel.1.rp_filter: 2}}, {name: b}]");
        Assert.False(cluster.Namespace(new("a")).Sysctls.BridgeNfCallIptables);
        Assert.True(cluster.Namespace(new("b")).Sysctls.BridgeNfCallIptables);
        Assert.Equal(2, cluster.Namespace(new("a")).Sysctls.ReversePathFilter("flannel.1"));
        Assert.True(cluster.Namespace(new("a")).Sysctls.IpForward);
    }

    [Fact]
    public void Only_the_containers_that_got_their_port_listen()
    {
        Cluster cluster = ClusterBuilder.Load(Kubernetes.Presets.ClusterPresets.Text("port-clash"));
        Assert.Equal(["blue 8080", "green 9090"], cluster.Namespace(new("three-containers")).Sockets.Select(s => $"{s.Program} {s.Port}"));
        PodContainer late = cluster.Topology.Pod(new("three-containers"))!.Containers[2];
        Assert.Equal(new BindFailure(new(Model.Packets.IpProtocol.Tcp, 8080), "blue"), Assert.Single(late.BindFailures));
    }

    [Theory]
    [InlineData("bridge", 62)]
    [InlineData("flannel", 62)]
    [InlineData("{name: flannel, mode: host-gw}", 62)]
    public void Every_pod_reaches_every_pod(string cni, int otherNode)
    {
        Cluster cluster = ClusterBuilder.Load($"nodes: 3\npods: 2\nnetworking: {{cni: {cni}}}");
        foreach (ClusterPod from in cluster.Topology.Pods)
        {
            foreach (ClusterPod to in cluster.Topology.Pods)
            {
                Exchange echo = PacketTracer.Trace(
                    cluster, KernelState.Cold, from.Id, new EchoProbe(to.Address), new TraceOptions(default)).Exchange;
                Assert.Equal(OutcomeKind.Answered, echo.Outcome);
                Assert.Equal(from.Node == to.Node ? 64 : otherNode, echo.Observations[0].Ttl);
                Exchange http = PacketTracer.Trace(
                    cluster, KernelState.Cold, from.Id, new TcpProbe(to.Address, 80), new TraceOptions(default)).Exchange;
                Assert.Equal(OutcomeKind.Answered, http.Outcome);
            }
        }
    }

    [Fact]
    public void An_unknown_namespace_is_none() => Assert.False(ClusterBuilder.Load(TwoNodes).TryNamespace(new("nobody"), out _));
}
