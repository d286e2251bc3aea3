using PodNet.Kubernetes.Dns;
using PodNet.Kubernetes.Yaml;
using PodNet.Model.Addressing;
using PodNet.Model.Dns;

namespace PodNet.Kubernetes.Tests.Dns;

/// <summary>The resolv.conf of pods.</summary>
public class PodResolvConfTests
{
    private const string Cluster = "search shop.svc.cluster.local svc.cluster.local cluster.local lan\nnameserver 10.96.0.10\noptions ndots:5\n";
    private const string Node = "search lan\nnameserver 192.0.2.1\noptions edns0\n";

    [Theory]
    [InlineData("{}", Cluster)]
    [InlineData("{dnsPolicy: ClusterFirst}", Cluster)]
    [InlineData("{dnsPolicy: ClusterFirst, hostNetwork: true}", Node)]
    [InlineData("{dnsPolicy: ClusterFirstWithHostNet, hostNetwork: true}", Cluster)]
    [InlineData("{dnsPolicy: Default}", Node)]
    [InlineData("{dnsPolicy: None, dnsConfig: {nameservers: [1.1.1.1], searches: [my.org], options: [{name: ndots, value: \"2\"}, {name: edns0}]}}",
        "search my.org\nnameserver 1.1.1.1\noptions ndots:2 edns0\n")]
    [InlineData("{dnsConfig: {nameservers: [10.96.0.10, 1.1.1.1], searches: [lan, my.org], options: [{name: timeout, value: \"1\"}, {name: ndots, value: \"2\"}]}}",
        "search shop.svc.cluster.local svc.cluster.local cluster.local lan my.org\nnameserver 10.96.0.10\nnameserver 1.1.1.1\noptions ndots:2 timeout:1\n")]
    [InlineData("{dnsPolicy: None, dnsConfig: {nameservers: [1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4]}}", "nameserver 1.1.1.1\nnameserver 1.1.1.2\nnameserver 1.1.1.3\n")]
    public void The_policy_says_where_it_comes_from(string spec, string expected) =>
        Assert.Equal(expected, Of(spec, "10.96.0.10"));

    [Fact]
    public void Without_a_dns_service_pods_get_their_nodes_file() => Assert.Equal(Node, Of("{dnsPolicy: ClusterFirst}"));

    [Fact]
    public void There_are_at_most_32_search_domains_and_2048_characters()
    {
        string many = string.Join(", ", Enumerable.Range(0, 40).Select(i => $"d{i}")), wide = string.Join(", ", Enumerable.Range(0, 12).Select(i => new string('x', 200) + i));
        Assert.Equal(32, ResolvConf.Parse(Of($"{{dnsPolicy: None, dnsConfig: {{searches: [{many}]}}}}")).Search.Count);
        Assert.Equal(10, ResolvConf.Parse(Of($"{{dnsPolicy: None, dnsConfig: {{searches: [{wide}]}}}}")).Search.Count);
    }

    private static string Of(string spec, params string[] servers) => PodResolvConf.Of(
        ManifestYaml.Read($"{{metadata: {{namespace: shop, name: p}}, spec: {spec}}}")[0], "cluster.local", [.. servers.Select(IpAddress.Parse)], ResolvConf.Parse(Node)).ToString();
}
