using PodNet.Datapath.Cni.Bridge;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;
using PodNet.Printing;

namespace PodNet.Datapath.Tests.HostPorts;

/// <summary>What a hostPort is in iptables-save. Each golden was given to iptables-restore (1.8.9), and iptables-save wrote the same lines.</summary>
public sealed class HostPortTextTests
{
    [Theory]
    [InlineData("flannel")]
    [InlineData("calico")]
    [InlineData("kindnet")]
    [InlineData("weave")]
    [InlineData("aws-vpc")]
    [InlineData("bridge")]
    public void The_nodes_rules(string cni)
    {
        Cluster cluster = ClusterBuilder.Load($$"""
            nodes: [{name: n1}]
            networking: {cni: {{cni}}}
            pods:
              - {name: web, namespace: shop, ports: [{containerPort: 80, hostPort: 8080}, {containerPort: 53, protocol: UDP, hostPort: 5353, hostIP: 192.168.50.11}]}
              - {name: log, ports: [{containerPort: 514, protocol: UDP, hostPort: 514}]}
            """);
        Golden.Check($"host-ports-{cni}.golden", Lines(cluster, "iptables-save -t nat"));
    }

    [Fact]
    public void Those_of_IPv6()
    {
        Cluster cluster = ClusterBuilder.Load("""
            nodes: [{name: n1}]
            networking: {ipFamily: dual}
            pods: [{name: web, ports: [{containerPort: 80, hostPort: 8080}]}]
            """);
        Golden.Check("host-ports-flannel-ipv6.golden", Lines(cluster, "ip6tables-save -t nat"));
    }

    // Worked out by hand: base32 of the SHA-256 of "abc8080TCP".
    [Fact]
    public void The_chain_of_a_port_of_kubenet_is_named_by_a_hash() =>
        Assert.Equal("KUBE-HP-P4J7YZKMGVPXNFWM", KubenetHostPorts.ChainName("abc", new HostPort(IpProtocol.Tcp, 8080, 80)));

    [Fact]
    public void Kubelet_holds_the_ports_of_kubenet_and_nobody_those_of_portmap()
    {
        const string Pods = "pods: [{name: web, ports: [{containerPort: 80, hostPort: 8080}]}]";
        Assert.Contains("*:8080", Lines(ClusterBuilder.Load($"nodes: [{{name: n1}}]\nnetworking: {{cni: bridge}}\n{Pods}"), "ss -tlnu"), StringComparison.Ordinal);
        Assert.DoesNotContain("8080", Lines(ClusterBuilder.Load($"nodes: [{{name: n1}}]\n{Pods}"), "ss -tlnu"), StringComparison.Ordinal);
    }

    private static string Lines(Cluster cluster, string command) =>
        string.Concat(NamespaceCommands.Run(NamespaceView.Cold(cluster.Namespace(new("n1")), SimulatedTime.Start), command.Split(' ')).Text
            .Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l + "\n"));
}
