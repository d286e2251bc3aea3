using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Services;
using PodNet.Kubernetes.Yaml;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Packets;

namespace PodNet.Kubernetes.Tests.Services;

/// <summary>What data planes read out of Services and EndpointSlices.</summary>
public sealed class ServiceTableTests
{
    private const string Web =
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec:
          type: LoadBalancer
          clusterIP: 10.96.0.7
          clusterIPs: [10.96.0.7, "fd00:10:96::7"]
          externalIPs: [192.0.2.1, "2001:db8::1"]
          loadBalancerSourceRanges: ["203.0.113.0/25 ", "10.0.0.1/8"]
          externalTrafficPolicy: Local
          healthCheckNodePort: 31000
          sessionAffinity: ClientIP
          ports: [{name: http, port: 80, nodePort: 30080}, {name: dns, port: 53, protocol: UDP}]
        status: {loadBalancer: {ingress: [{ip: 198.51.100.1}, {ip: 198.51.100.2, ipMode: Proxy}, {hostname: lb.example}]}}
        """;

    [Fact]
    public void A_service_port_has_what_rules_need_in_each_family()
    {
        ServicePort http = Table(IpFamily.V4, [Web], []).Find(new("shop", "web"))!.Ports[0];
        Assert.Equal("shop/web:http", http.Name.ToString());
        Assert.Equal(("10.96.0.7", 80, 30080, 31000), (http.ClusterIp.ToString(), http.Port, http.NodePort, http.HealthCheckNodePort));
        Assert.Equal(["192.0.2.1"], http.ExternalIps.Select(a => a.ToString()));
        Assert.Equal(["198.51.100.1"], http.LoadBalancerIps.Select(a => a.ToString()));
        Assert.Equal(["203.0.113.0/25", "10.0.0.0/8"], http.LoadBalancerSourceRanges.Select(r => r.ToString()));
        Assert.Equal(TimeSpan.FromHours(3), http.AffinityTimeout);
        Assert.True(http is { ExternalPolicyLocal: true, InternalPolicyLocal: false, UsesClusterEndpoints: true, UsesLocalEndpoints: true });

        ServicePort dns = Table(IpFamily.V6, [Web], []).Find(new("shop", "web"))!.Ports[1];
        Assert.Equal(("fd00:10:96::7", IpProtocol.Udp), (dns.ClusterIp.ToString(), dns.Protocol));
        Assert.Equal(["2001:db8::1"], dns.ExternalIps.Select(a => a.ToString()));
        Assert.Empty(dns.LoadBalancerIps);
    }

    [Theory]
    [InlineData("{clusterIP: None, ports: [{port: 80}]}")]
    [InlineData("{type: ExternalName, externalName: a.example}")]
    [InlineData("{clusterIP: 'fd00::1', ports: [{port: 80}]}")]
    public void Services_without_an_address_of_the_family_are_not_served(string spec) =>
        Assert.Equal(0, Table(IpFamily.V4, [$"{{metadata: {{name: s, namespace: n}}, spec: {spec}}}"], []).Count);

    [Fact]
    public void Endpoints_are_found_by_the_name_of_the_port_and_come_in_the_order_of_their_texts()
    {
        ServiceTable table = Table(IpFamily.V4, [Web],
        [
            Slice("web-1", "{name: http, port: 8080}", "{addresses: [10.0.0.9]}", "{addresses: [10.0.0.10], conditions: {ready: false, terminating: true}}"),
            Slice("web-2", "{name: dns, protocol: UDP, port: 5353}", "{addresses: [10.0.0.9], nodeName: n1, hints: {forZones: [{name: a}]}}"),
            Slice("web-3", "{name: http, port: 8080}", "{addresses: [10.0.0.9]}", "{addresses: ['fd00::9']}"),
        ]);
        ProxiedService web = table.Find(new("shop", "web"))!;
        Assert.Equal(["10.0.0.10:8080", "10.0.0.9:8080"], web.Endpoints[0].Select(e => e.ToString()));
        Assert.True(web.Endpoints[0][0] is { IsReady: false, IsServing: true, IsTerminating: true });
        ServiceEndpoint dns = Assert.Single(web.Endpoints[1]);
        Assert.Equal(("10.0.0.9:5353", "n1", "a"), (dns.ToString(), dns.NodeName, dns.ZoneHints[0]));
    }

    [Fact]
    public void Services_whose_objects_stayed_are_the_same_instances()
    {
        ApiMap[] services = [.. Enumerable.Range(0, 3).Select(i => Service($"s{i}"))];
        ServiceTable before = ServiceTable.Empty(IpFamily.V4).Update(services, []);
        ServiceTable after = before.Update(services, ManifestYaml.Read(Slice("x", "{port: 80}", "{addresses: [10.0.0.1]}").Replace("web", "s1", StringComparison.Ordinal)));
        Assert.Equal(["shop/s1"], after.ChangedSince(before).Select(n => n.ToString()));
        Assert.Single(after.Find(new("shop", "s1"))!.Endpoints[0]);
    }

    [Fact]
    public void The_table_of_a_store_follows_its_changes()
    {
        ServiceKind services = ResourceKinds.Of<ServiceKind>();
        EndpointSliceKind slices = ResourceKinds.Of<EndpointSliceKind>();
        ObjectStore store = Enumerable.Range(0, 50).Aggregate(ObjectStore.Empty, (s, i) => s.With(new(services, Service($"s{i}"))));
        ServiceTable table = ServiceTable.Empty(IpFamily.V4).Update(store);
        Assert.Equal(50, table.Count);

        ApiMap slice = Assert.Single(ManifestYaml.Read(Slice("x", "{port: 80}", "{addresses: [10.0.0.1]}").Replace("web", "s7", StringComparison.Ordinal)));
        store = store.With(new(slices, slice)).Without(new(services, "shop", "s9"));
        ServiceTable changed = table.Update(store);
        Assert.Equal(["shop/s7", "shop/s9"], changed.ChangedSince(table).Select(n => n.ToString()));
        Assert.Single(changed.Find(new("shop", "s7"))!.Endpoints[0]);

        store = store.With(new(slices, slice.WithAt(["metadata", "labels", "kubernetes.io/service-name"], "s8")));
        ServiceTable moved = changed.Update(store);
        Assert.Equal(["shop/s7", "shop/s8"], moved.ChangedSince(changed).Select(n => n.ToString()));
        Assert.Empty(moved.Find(new("shop", "s7"))!.Endpoints[0]);
        Assert.Empty(moved.Update(store.Without(new(slices, "shop", "x"))).Find(new("shop", "s8"))!.Endpoints[0]);
        // A store that is no later state of the same one is read as a whole.
        Assert.Equal(1, moved.Update(ObjectStore.Empty.With(new(services, Service("other")))).Count);
    }

    [CasesFact]
    public void Packets_of_kube_proxys_own_tests_find_the_endpoints_that_may_be_chosen()
    {
        int judged = 0;
        foreach (string path in Directory.EnumerateFiles(Path.Combine(Cases.Folder!, "kube-proxy", "flows"), "*.json").Order(StringComparer.Ordinal))
        {
            ApiMap file = Assert.Single(ManifestYaml.Read(File.ReadAllText(path)));
            ServiceTable table = ServiceTable.Empty(IpFamily.V4).Update(file.Maps("services"), file.Maps("endpointSlices"));
            foreach (ApiMap flow in file.Maps("flows").Where(f => f.Text("expect", "verdict") == "DNAT"))
            {
                IpAddress to = IpAddress.Parse(flow.Text("destIP")!);
                (ServicePort port, ValueList<ServiceEndpoint> endpoints) = table.Services
                    .SelectMany(s => s.Ports.Zip(s.Endpoints)).First(s => Leads(s.First, to, flow.Number("destPort")!.Value));
                EndpointChoice choice = EndpointChoice.Of(port, endpoints, file.Text("node", "hostname")!);
                bool isOutside = flow.Text("sourceIP")!.StartsWith("203.", StringComparison.Ordinal);
                bool isLocal = to == port.ClusterIp ? port.InternalPolicyLocal : port.ExternalPolicyLocal && isOutside;
                string[] expected = [.. flow.List("expect", "endpoints").Select(e => e.ToString()!)];
                Assert.Equal(expected, (isLocal ? choice.Local : choice.Cluster).Select(e => e.ToString()));
                judged++;
            }
        }

        Assert.True(judged > 30, $"only {judged} flows");
    }

    private static bool Leads(ServicePort port, IpAddress to, long number) =>
        (number == port.Port && (to == port.ClusterIp || port.ExternalIps.Contains(to) || port.LoadBalancerIps.Contains(to))) || number == port.NodePort;

    private static ServiceTable Table(IpFamily family, string[] services, string[] slices) =>
        ServiceTable.Empty(family).Update(services.SelectMany(ManifestYaml.Read), slices.SelectMany(ManifestYaml.Read));

    private static ApiMap Service(string name) => Assert.Single(ManifestYaml.Read(
        $"{{metadata: {{name: {name}, namespace: shop}}, spec: {{clusterIP: 10.96.0.9, ports: [{{port: 80}}]}}}}"));

    private static string Slice(string name, string port, params string[] endpoints) =>
        $$"""
        metadata: {name: {{name}}, namespace: shop, labels: {kubernetes.io/service-name: web} }
        ports: [{{port}}]
        endpoints: [{{string.Join(", ", endpoints)}}]
        """;
}
