using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Controllers.Endpoints;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Services;
using PodNet.Kubernetes.Tests.Controllers;

namespace PodNet.Kubernetes.Tests.Services;

/// <summary>Which EndpointSlices Services with a selector have.</summary>
public sealed class SliceControllerTests
{
    private const string Web = "{apiVersion: v1, kind: Service, metadata: {name: web, labels: {team: a}}, spec: {selector: {app: web}, ports: [{name: http, port: 80}]}}";

    [Fact]
    public void A_ready_pod_is_in_the_slice_of_its_service()
    {
        ControlPlane cluster = Settle(TestCluster.New().Create(Web).Create(Pod("web-0")));
        KubernetesObject slice = Assert.Single(Slices(cluster, "web"));
        Assert.Matches("^web-[bcdfghjklmnpqrstvwxz2456789]{5}$", slice.Name);
        Assert.Equal(("web-", "IPv4"), (slice.Content.Text("metadata", "generateName"), slice.Content.Text("addressType")));
        Assert.Equal(("web", "endpointslice-controller.k8s.io", "a"), (
            slice.Labels.Text("kubernetes.io/service-name"), slice.Labels.Text("endpointslice.kubernetes.io/managed-by"), slice.Labels.Text("team")));
        Assert.Equal(cluster.Get<ServiceKind>("web").Uid, slice.Controller!.Text("uid"));
        Assert.Equal("2026-11-22T20:00:00Z", slice.Annotations.Text("endpoints.kubernetes.io/last-change-trigger-time"));
        ApiMap port = Assert.Single(slice.Content.Maps("ports")), endpoint = Assert.Single(slice.Content.Maps("endpoints"));
        Assert.Equal(("http", 80L, "TCP"), (port.Text("name"), port.Number("port"), port.Text("protocol")));
        KubernetesObject pod = cluster.Get<PodKind>("web-0");
        Assert.Equal((pod.Content.Text("status", "podIP"), pod.Content.Text("spec", "nodeName"), pod.Uid), (
            endpoint.List("addresses")[0].ToString(), endpoint.Text("nodeName"), endpoint.Text("targetRef", "uid")));
        Assert.Equal("True True False", Conditions(endpoint));
    }

    [Fact]
    public void Readiness_and_deletion_show_in_the_conditions()
    {
        ControlPlane cluster = Settle(TestCluster.New().Create(Web).Create(Pod("web-0")).Create(Pod("web-1", annotations: "notready: '1'")));
        Assert.Equal(["True True False", "False False False"], Endpoints(cluster).Select(Conditions));

        // A finalizer keeps the pod there.
        cluster = Settle(cluster.Update<PodKind>("web-0", p => p.WithAt(["metadata", "finalizers"], ApiEditing.Texts("a.example/wait"))).Delete<PodKind>("web-0"));
        Assert.Equal(["False True True", "False False False"], Endpoints(cluster).Select(Conditions));
        Assert.Equal(["10.244.1.3"], Addresses(cluster, "notReadyAddresses"));
        Assert.Empty(Addresses(cluster, "addresses"));
    }

    [Fact]
    public void A_pod_whose_hook_waits_is_terminating_until_that_is_over()
    {
        string hook = "lifecycle: {preStop: {exec: {command: [sh, -c, 'sleep 15']}}}, ";
        ControlPlane cluster = Settle(TestCluster.New().Create(Web).Create(Pod("web-0", container: hook)));
        cluster = Settle(cluster.Delete<PodKind>("web-0"));
        Assert.Equal(["False True True"], Endpoints(cluster).Select(Conditions));
        Assert.Same(cluster.Objects, cluster.At(Later(14)).Objects);
        Assert.Empty(Endpoints(cluster.At(Later(15))));
        Assert.Empty(cluster.At(Later(15)).All<PodKind>());
    }

    [Fact]
    public void PublishNotReadyAddresses_makes_every_pod_ready()
    {
        ControlPlane cluster = Settle(TestCluster.New().Create(Web.Replace("spec: {", "spec: {publishNotReadyAddresses: true, ", StringComparison.Ordinal))
            .Create(Pod("web-0", annotations: "notready: '1'")));
        Assert.Equal(["True False False"], Endpoints(cluster).Select(Conditions));
        Assert.Equal(["10.244.1.2"], Addresses(cluster, "addresses"));
    }

    [Fact]
    public void Pods_with_different_numbers_behind_a_name_are_in_different_slices()
    {
        ControlPlane cluster = Settle(TestCluster.New().Create(Web.Replace("port: 80", "port: 80, targetPort: http", StringComparison.Ordinal))
            .Create(Pod("a", "ports: [{name: http, containerPort: 8080}], ")).Create(Pod("b", "ports: [{name: http, containerPort: 9090}], ")).Create(Pod("c")));
        Assert.Equal(["", "8080", "9090"], Slices(cluster, "web").Select(s => string.Join(',', s.Content.Maps("ports").Select(p => p.Text("port")))).Order());
        // One that has no port of that name is no endpoint behind it.
        Assert.Equal(["10.244.1.2:8080", "10.244.1.3:9090"], Assert.Single(Ports(cluster, "web")).Order());
        Assert.Equal(2, cluster.Get<EndpointsKind>("web").Content.List("subsets").Count);
    }

    [Fact]
    public void A_service_without_pods_has_an_empty_slice_and_endpoints_without_subsets()
    {
        ControlPlane cluster = Settle(TestCluster.New().Create(Web));
        KubernetesObject slice = Assert.Single(Slices(cluster, "web"));
        Assert.Equal((ApiNull.Value, ApiNull.Value), (slice.Content["endpoints"], slice.Content["ports"]));
        Assert.Null(cluster.Get<EndpointsKind>("web").Content["subsets"]);
        // Its first pod moves into that slice.
        KubernetesObject filled = Assert.Single(Slices(Settle(cluster.Create(Pod("web-0"))), "web"));
        Assert.Equal((slice.Name, 2L), (filled.Name, filled.Content.Number("metadata", "generation")));
    }

    [Fact]
    public void A_slice_holds_a_hundred_endpoints_and_one_change_changes_one_slice()
    {
        ControlPlane cluster = TestCluster.New(workers: 5).Create(Web);
        for (int i = 0; i < 240; i++) cluster = cluster.Create(Pod($"web-{i}"));
        cluster = Settle(cluster);
        Assert.Equal([40, 100, 100], Slices(cluster, "web").Select(s => s.Content.List("endpoints").Count).Order());
        ControlPlane less = Settle(cluster.Delete<PodKind>("web-7"));
        Assert.Equal(239, Endpoints(less).Count());
        Assert.Single(Slices(less, "web"), s => s.Content != cluster.Get<EndpointSliceKind>(s.Name).Content);
    }

    [Fact]
    public void What_a_headless_service_says_of_hosts()
    {
        ControlPlane cluster = Settle(TestCluster.New()
            .Create("{apiVersion: v1, kind: Service, metadata: {name: db}, spec: {clusterIP: None, selector: {app: web}}}")
            .Create(Pod("a").Replace("spec: {", "spec: {hostname: db-0, subdomain: db, ", StringComparison.Ordinal))
            .Create(Pod("b").Replace("spec: {", "spec: {hostname: db-1, subdomain: other, ", StringComparison.Ordinal)));
        KubernetesObject slice = Assert.Single(Slices(cluster, "db"));
        Assert.Equal("", slice.Labels.Text("service.kubernetes.io/headless"));
        Assert.Equal(["db-0", null], slice.Content.Maps("endpoints").Select(e => e.Text("hostname")));
        Assert.Equal("", cluster.Get<EndpointsKind>("db").Labels.Text("service.kubernetes.io/headless"));
        Assert.Equal(["10.244.1.2", "10.244.1.3"], cluster.Get<EndpointsKind>("db").Content.Maps("subsets").Single().Maps("addresses").Select(a => a.Text("ip")));
    }

    [Fact]
    public void Zones_come_from_nodes_and_traffic_distribution_makes_hints_of_them()
    {
        ControlPlane cluster = TestCluster.New();
        foreach ((string node, string zone) in (ReadOnlySpan<(string, string)>)[("worker1", "a"), ("worker2", "b")])
        {
            KubernetesObject there = cluster.Objects.Find(ResourceKinds.Of<NodeKind>(), "", node)!;
            cluster = cluster with { Objects = cluster.Objects.With(there.With(["metadata", "labels", "topology.kubernetes.io/zone"], zone)) };
        }

        cluster = Settle(cluster.Create(Web.Replace("spec: {", "spec: {trafficDistribution: PreferSameNode, ", StringComparison.Ordinal))
            .Create(Pod("x").Replace("spec: {", "spec: {nodeName: worker2, ", StringComparison.Ordinal)));
        ApiMap endpoint = Assert.Single(Endpoints(cluster));
        Assert.Equal("b", endpoint.Text("zone"));
        Assert.Equal(("b", "worker2"), (endpoint.Maps("hints", "forZones").Single().Text("name"), endpoint.Maps("hints", "forNodes").Single().Text("name")));
        endpoint = Assert.Single(Endpoints(Settle(cluster.Update<ServiceKind>("web", s => s.WithAt(["spec", "trafficDistribution"], null)))));
        Assert.Null(endpoint["hints"]);
    }

    [Fact]
    public void Labels_decide_who_is_in()
    {
        ControlPlane cluster = Settle(TestCluster.New().Create(Web).Create(Pod("web-0")).Create(Pod("web-1")));
        Assert.Equal(2, Endpoints(cluster).Count());
        cluster = Settle(cluster.Update<PodKind>("web-0", p => p.WithAt(["metadata", "labels", "app"], "out")));
        Assert.Equal("10.244.1.3", Assert.Single(Endpoints(cluster)).List("addresses")[0].ToString());
        cluster = Settle(cluster.Update<ServiceKind>("web", s => s.WithAt(["spec", "selector", "app"], "out")));
        Assert.Equal("10.244.1.2", Assert.Single(Endpoints(cluster)).List("addresses")[0].ToString());
        cluster = Settle(cluster.Delete<ServiceKind>("web"));
        Assert.Empty(cluster.All<EndpointSliceKind>());
        Assert.Empty(cluster.All<EndpointsKind>());
    }

    [Fact]
    public void Slices_that_somebody_deletes_or_changes_come_back()
    {
        ControlPlane cluster = Settle(TestCluster.New().Create(Web).Create(Pod("web-0")));
        string name = Assert.Single(Slices(cluster, "web")).Name;
        ControlPlane changed = Settle(cluster.Update<EndpointSliceKind>(name, s => s.With("endpoints", null)));
        Assert.Single(Endpoints(changed));
        Assert.Single(Endpoints(Settle(cluster.Delete<EndpointSliceKind>(name))));
    }

    [Fact]
    public void The_endpoints_of_a_person_are_mirrored()
    {
        ControlPlane cluster = Settle(TestCluster.New()
            .Create("{apiVersion: v1, kind: Service, metadata: {name: db}, spec: {ports: [{port: 3306}]}}")
            .Create("""
                {apiVersion: v1, kind: Endpoints, metadata: {name: db, labels: {team: a}}, subsets: [
                  {addresses: [{ip: 192.0.2.7}, {ip: "2001:db8::7"}], notReadyAddresses: [{ip: 192.0.2.8}], ports: [{port: 3306}]}]}
                """));
        KubernetesObject[] slices = [.. Slices(cluster, "db").OrderBy(s => s.Content.Text("addressType"), StringComparer.Ordinal)];
        Assert.Equal(["IPv4", "IPv6"], slices.Select(s => s.Content.Text("addressType")));
        Assert.Equal(("endpointslicemirroring-controller.k8s.io", "a"), (slices[0].Labels.Text("endpointslice.kubernetes.io/managed-by"), slices[0].Labels.Text("team")));
        Assert.Equal(["192.0.2.7 True", "192.0.2.8 False"], slices[0].Content.Maps("endpoints").Select(e => $"{e.List("addresses")[0]} {e.Text("conditions", "ready")}")
            .Select(t => t.Replace("true", "True", StringComparison.Ordinal).Replace("false", "False", StringComparison.Ordinal)));
        Assert.Equal("db", Assert.Single(slices[0].Content.Maps("metadata", "ownerReferences")).Text("name"));

        ControlPlane fewer = Settle(cluster.Update<EndpointsKind>("db", e => e.With("subsets", ApiList.Of([e.Maps("subsets").First().Without("notReadyAddresses")]))));
        Assert.Equal(slices.Select(s => s.Name).Order(), Slices(fewer, "db").Select(s => s.Name).Order());
        Assert.Equal(2, Endpoints(fewer, "db").Count());
        Assert.Empty(Slices(Settle(cluster.Delete<EndpointsKind>("db")), "db"));
        Assert.Empty(Slices(Settle(cluster.Delete<ServiceKind>("db")), "db"));
        Assert.Empty(Slices(Settle(cluster.Update<EndpointsKind>("db", e => e.WithAt(["metadata", "labels", "endpointslice.kubernetes.io/skip-mirror"], "true"))), "db"));
    }

    [Fact]
    public void The_time_of_a_change_is_when_the_pod_became_ready()
    {
        ControlPlane cluster = Settle(TestCluster.New().Create(Web));
        cluster = cluster.Create(Pod("web-0"), Later(60)).Settled(Later(60));
        Assert.Equal("2026-11-22T20:01:00Z", Assert.Single(Slices(cluster, "web")).Annotations.Text("endpoints.kubernetes.io/last-change-trigger-time"));
    }

    [Fact]
    public void A_change_of_a_pod_touches_only_the_services_that_select_it()
    {
        ControlPlane cluster = TestCluster.New(workers: 8);
        for (int i = 0; i < 60; i++)
            cluster = cluster.Create(Web.Replace("web", $"s{i}", StringComparison.Ordinal)).Create(Pod($"p{i}").Replace("app: web", $"app: s{i}", StringComparison.Ordinal));
        cluster = Settle(cluster);
        EndpointIndex index = EndpointIndex.Empty.Follow(cluster.Objects).Now;
        Assert.Empty(index.Follow(cluster.Objects).Touched);
        ControlPlane changed = cluster.Update<PodKind>("p7", p => p.WithAt(["metadata", "annotations", "notready"], "1"));
        (EndpointIndex now, SortedSet<ServiceName> touched) = index.Follow(changed.Objects);
        Assert.Equal(["default/s7"], touched.Select(t => t.ToString()));
        Assert.Equal("1", Assert.Single(now.PodsOf(new("default", "s7"))).Annotations.Text("notready"));
    }

    private static ControlPlane Settle(ControlPlane cluster) => cluster.Settled(TestCluster.Request);

    private static ApiRequest Later(int seconds) => TestCluster.Request with { Now = TestCluster.Request.Now.AddSeconds(seconds) };

    private static string Pod(string name, string container = "", string annotations = "") =>
        $"{{apiVersion: v1, kind: Pod, metadata: {{name: {name}, labels: {{app: web}}, annotations: {{{annotations}}}}}, spec: {{containers: [{{{container}name: c, image: nginx}}]}}}}";

    private static IEnumerable<KubernetesObject> Slices(ControlPlane cluster, string service) =>
        cluster.All<EndpointSliceKind>().Where(s => s.Labels.Text("kubernetes.io/service-name") == service);

    private static IEnumerable<ApiMap> Endpoints(ControlPlane cluster, string service = "web") =>
        Slices(cluster, service).SelectMany(s => s.Content.Maps("endpoints"));

    private static IEnumerable<IEnumerable<string>> Ports(ControlPlane cluster, string service) =>
        cluster.Objects.Cache<ServiceTables>()!.V4.Find(new("default", service))!.Endpoints.Select(p => p.Select(e => e.ToString()));

    private static IEnumerable<string?> Addresses(ControlPlane cluster, string field) =>
        cluster.Get<EndpointsKind>("web").Content.Maps("subsets").SelectMany(s => s.Maps(field)).Select(a => a.Text("ip"));

    private static string Conditions(ApiMap endpoint) =>
        string.Join(' ', ((string[])["ready", "serving", "terminating"]).Select(c => endpoint.Flag("conditions", c)));
}
