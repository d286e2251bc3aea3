using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Tests.Controllers;
using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Tests.Services;

/// <summary>Addresses and ports of Services: families, ranges, load balancers.</summary>
public sealed class ServiceAddressTests
{
    private static readonly ControlPlane Single = TestCluster.New();
    private static readonly ControlPlane Dual = With(new() { Subnets = [IpPrefix.Parse("10.96.0.0/16"), IpPrefix.Parse("fd00:10:96::/112")] });

    [Theory]
    [InlineData("", "SingleStack", "IPv4")]
    [InlineData("ipFamilyPolicy: PreferDualStack", "PreferDualStack", "IPv4,IPv6")]
    [InlineData("ipFamilyPolicy: RequireDualStack, ipFamilies: [IPv6]", "RequireDualStack", "IPv6,IPv4")]
    [InlineData("ipFamilies: [IPv6]", "SingleStack", "IPv6")]
    [InlineData("clusterIP: 'fd00:10:96::abc'", "SingleStack", "IPv6")]
    [InlineData("clusterIP: None", "RequireDualStack", "IPv4,IPv6")]
    [InlineData("clusterIP: None, selector: {a: b}", "SingleStack", "IPv4")]
    public void Families_follow_from_the_policy(string spec, string policy, string families)
    {
        ApiMap made = Create(Dual, spec).Get<ServiceKind>("s").Content.Map("spec");
        Assert.Equal((policy, families), (made.Text("ipFamilyPolicy"), string.Join(',', made.List("ipFamilies"))));
        if (made.Text("clusterIP") == "None") return;
        Assert.Equal(families, string.Join(',', made.List("clusterIPs").Select(a => a.ToString()!.Contains(':', StringComparison.Ordinal) ? "IPv6" : "IPv4")));
        Assert.Equal(made.Text("clusterIP"), made.List("clusterIPs")[0].ToString());
    }

    [Fact]
    public void On_a_cluster_of_one_family_preferring_two_gives_one() =>
        Assert.Equal("IPv4", string.Join(',', Create(Single, "ipFamilyPolicy: PreferDualStack").Get<ServiceKind>("s").Content.List("spec", "ipFamilies")));

    [Theory]
    [InlineData("ipFamilyPolicy: RequireDualStack", "spec.ipFamilyPolicy: Invalid value: \"RequireDualStack\": this cluster is not configured for dual-stack services")]
    [InlineData("ipFamilies: [IPv6]", "spec.ipFamilies[0]: Invalid value: \"IPv6\": not configured on this cluster")]
    [InlineData("ipFamilies: [IPv4, IPv6]",
        "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified")]
    [InlineData("ipFamilies: [IPv5]", "spec.ipFamilies[0]: Unsupported value: \"IPv5\": supported values: \"IPv4\", \"IPv6\"")]
    [InlineData("clusterIP: 10.96.0.7, ipFamilies: [IPv6]", "spec.clusterIPs[0]: Invalid value: \"10.96.0.7\": expected an IPv6 value as indicated by `ipFamilies[0]`")]
    [InlineData("healthCheckNodePort: 31000", "spec.healthCheckNodePort: Forbidden: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'")]
    [InlineData("trafficDistribution: Near",
        "spec.trafficDistribution: Unsupported value: \"Near\": supported values: \"PreferClose\", \"PreferSameNode\", \"PreferSameZone\"")]
    public void What_cannot_be_is_refused(string spec, string message) =>
        Assert.Contains(message, Assert.Throws<ApiException>(() => Create(Single, spec)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_second_family_comes_and_goes_with_the_policy()
    {
        ControlPlane one = Create(Dual, "");
        ApiMap before = one.Get<ServiceKind>("s").Content.Map("spec");
        ControlPlane two = one.Update<ServiceKind>("s", s => s.WithAt(["spec", "ipFamilyPolicy"], "RequireDualStack"));
        ApiMap with = two.Get<ServiceKind>("s").Content.Map("spec");
        Assert.Equal((2, before["clusterIP"]), (with.List("clusterIPs").Count, with["clusterIP"]));
        ApiMap without = two.Update<ServiceKind>("s", s => s.WithAt(["spec", "ipFamilyPolicy"], "SingleStack")).Get<ServiceKind>("s").Content.Map("spec");
        Assert.Equal((before["clusterIPs"], before["ipFamilies"]), (without["clusterIPs"], without["ipFamilies"]));
        ApiException refused = Assert.Throws<ApiException>(() =>
            two.Update<ServiceKind>("s", s => s.With("spec", s.Map("spec").With("clusterIPs", ApiList.Of(s.List("spec", "clusterIPs").Take(1))))));
        Assert.Contains("must be 'SingleStack' to release the secondary cluster IP", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_and_ports_are_chosen_from_the_upper_parts_of_their_ranges_and_are_free_again_when_their_service_goes()
    {
        ControlPlane cluster = Single;
        for (int i = 0; i < 200; i++) cluster = Create(cluster, "type: NodePort", $"s{i}");
        ApiMap[] specs = [.. cluster.All<ServiceKind>().Select(s => s.Content.Map("spec"))];
        Assert.Equal(200, specs.Select(s => s.Text("clusterIP")).Distinct().Count());
        Assert.All(specs, s => Assert.True(IpAddress.Parse(s.Text("clusterIP")!).CompareTo(IpAddress.Parse("10.96.1.0")) > 0));
        long[] ports = [.. specs.SelectMany(s => s.Maps("ports")).Select(p => p.Number("nodePort")!.Value)];
        Assert.Equal(200, ports.Distinct().Count());
        Assert.All(ports, p => Assert.InRange(p, 30086, 32767));
        string taken = $"type: NodePort, ports: [{{port: 80, nodePort: {ports[0]}}}]";
        string name = cluster.All<ServiceKind>().First().Name;
        Assert.Contains("provided port is already allocated", Assert.Throws<ApiException>(() => Create(cluster, taken, "x")).Message, StringComparison.Ordinal);
        Assert.Equal(ports[0], Create(cluster.Delete<ServiceKind>(name), taken, "x").Get<ServiceKind>("x").Content.Maps("spec", "ports").First().Number("nodePort"));
    }

    [Fact]
    public void A_local_load_balancer_has_a_port_for_health_checks()
    {
        ControlPlane cluster = Create(Single, "type: LoadBalancer, externalTrafficPolicy: Local");
        long check = cluster.Get<ServiceKind>("s").Content.Number("spec", "healthCheckNodePort")!.Value;
        Assert.InRange(check, 30086, 32767);
        Assert.NotEqual(check, cluster.Get<ServiceKind>("s").Content.Maps("spec", "ports").First().Number("nodePort"));
        Assert.Contains("spec.healthCheckNodePort: Invalid value", Assert.Throws<ApiException>(() => cluster.Update<ServiceKind>("s", s =>
            s.WithAt(["spec", "healthCheckNodePort"], check + 1))).Message, StringComparison.Ordinal);
        cluster = cluster.Update<ServiceKind>("s", s => s.WithAt(["spec", "externalTrafficPolicy"], "Cluster"));
        Assert.Null(cluster.Get<ServiceKind>("s").Content.At("spec", "healthCheckNodePort"));
    }

    [Fact]
    public void A_pool_gives_load_balancers_addresses_as_long_as_it_has_some()
    {
        ControlPlane cluster = With(new() { LoadBalancer = new(LoadBalancerSpec.MetalLb, [Range("192.0.2.10-192.0.2.11")]) });
        cluster = Settle(Create(Create(Create(cluster, "type: LoadBalancer", "a"), "type: LoadBalancer, loadBalancerIP: 192.0.2.11", "b"), "type: LoadBalancer", "c"));
        Assert.Equal(["192.0.2.10", "192.0.2.11", ""], "abc".Select(n => Balanced(cluster, n.ToString())));
        Assert.Contains(cluster.All<EventKind>(), e => e.Content.Text("message") == "Assigned IP [\"192.0.2.10\"]");
        Assert.Contains(cluster.All<EventKind>(), e => e.Content.Text("message") == "Failed to allocate IP for \"default/c\": no available IPs");
        cluster = Settle(cluster.Update<ServiceKind>("b", s => s.With("spec", s.Map("spec").With("type", "ClusterIP").Without("loadBalancerIP"))));
        Assert.Equal(["192.0.2.10", "", "192.0.2.11"], "abc".Select(n => Balanced(cluster, n.ToString())));
        Assert.Equal("", Balanced(Settle(Create(Single, "type: LoadBalancer", "a")), "a"));
    }

    [Fact]
    public void A_load_balancer_of_two_families_has_an_address_of_each()
    {
        ControlPlane cluster = With(Dual.Objects.Services with
        {
            LoadBalancer = new(LoadBalancerSpec.Cloud, [Range("192.0.2.0/30"), Range("2001:db8::10-2001:db8::20")]),
        });
        cluster = Settle(Create(cluster, "type: LoadBalancer, ipFamilyPolicy: RequireDualStack", "a"));
        Assert.Equal("192.0.2.0,2001:db8::10", Balanced(cluster, "a"));
    }

    private static AddressRange Range(string text) => AddressRange.TryParse(text, out AddressRange range) ? range : throw new FormatException(text);

    private static ControlPlane With(ServiceNetwork services)
    {
        ControlPlane cluster = TestCluster.New();
        return cluster with { Objects = cluster.Objects.WithServices(services) };
    }

    private static string Balanced(ControlPlane cluster, string name) =>
        string.Join(',', cluster.Get<ServiceKind>(name).Content.Maps("status", "loadBalancer", "ingress").Select(i => i.Text("ip")));

    private static ControlPlane Create(ControlPlane cluster, string spec, string name = "s")
    {
        string ports = spec.Contains("ports:", StringComparison.Ordinal) ? "" : "ports: [{port: 80}], ";
        return cluster.Create($"{{apiVersion: v1, kind: Service, metadata: {{name: {name}}}, spec: {{{ports}{spec}}}}}");
    }

    private static ControlPlane Settle(ControlPlane cluster) => cluster.Settled(TestCluster.Request);
}
