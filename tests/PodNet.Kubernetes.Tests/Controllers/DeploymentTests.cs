using CsCheck;
using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Tests.Controllers;

public sealed class DeploymentTests
{
    private const string Api =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api, labels: {app: api}}
        spec:
          replicas: 3
          selector: {matchLabels: {app: api}}
          template:
            metadata: {labels: {app: api}}
            spec: {containers: [{name: c, image: nginx}]}
        """;

    [Fact]
    public void It_comes_up_with_its_replica_set_and_pods()
    {
        ControlPlane cluster = Settle(TestCluster.New().Create(Api));
        KubernetesObject set = cluster.All<ReplicaSetKind>().Single();
        KubernetesObject deployment = cluster.Get<DeploymentKind>("api");
        Assert.StartsWith("api-", set.Name, StringComparison.Ordinal);
        Assert.Equal(set.Labels.Text("pod-template-hash"), set.Name["api-".Length..]);
        Assert.All(cluster.All<PodKind>(), p => Assert.StartsWith(set.Name + "-", p.Name, StringComparison.Ordinal));
        Assert.Equal("3 3 3 3", string.Join(' ', Statuses(deployment, "replicas", "updatedReplicas", "readyReplicas", "availableReplicas")));
        Assert.Equal(["Available=True MinimumReplicasAvailable", "Progressing=True NewReplicaSetAvailable"], Conditions(deployment));
        Assert.Equal("1", deployment.Annotations.Text("deployment.kubernetes.io/revision"));
        Assert.Equal($"Scaled up replica set {set.Name} to 3", Messages(cluster, "Deployment").Single());
    }

    [Fact]
    public void A_new_image_is_rolled_out_and_the_old_replica_set_stays_empty()
    {
        ControlPlane cluster = Settle(TestCluster.New().Create(Api));
        string old = cluster.All<ReplicaSetKind>().Single().Name;
        cluster = Settle(WithImage(cluster, "httpd"));
        Assert.All(cluster.All<PodKind>(), p => Assert.Equal("httpd", p.Content.Maps("spec", "containers").Single().Text("image")));
        Assert.Equal(3, cluster.All<PodKind>().Count());
        Assert.Equal(0, cluster.Get<ReplicaSetKind>(old).Content.Number("spec", "replicas"));
        Assert.Equal("2", cluster.Get<DeploymentKind>("api").Annotations.Text("deployment.kubernetes.io/revision"));
        string added = cluster.All<ReplicaSetKind>().Single(s => s.Name != old).Name;
        Assert.Equal(
            [
                $"Scaled up replica set {old} to 3", $"Scaled up replica set {added} to 1", $"Scaled down replica set {old} to 2 from 3",
                $"Scaled up replica set {added} to 2 from 1", $"Scaled down replica set {old} to 1 from 2", $"Scaled up replica set {added} to 3 from 2",
                $"Scaled down replica set {old} to 0 from 1",
            ],
            Messages(cluster, "Deployment"));
    }

    [Fact]
    public void Going_back_takes_the_old_replica_set_again()
    {
        ControlPlane cluster = Settle(WithImage(Settle(TestCluster.New().Create(Api)), "httpd"));
        cluster = Settle(WithImage(cluster, "nginx"));
        Assert.Equal(2, cluster.All<ReplicaSetKind>().Count());
        KubernetesObject used = cluster.All<ReplicaSetKind>().Single(s => s.Content.Number("spec", "replicas") == 3);
        Assert.Equal("3", used.Annotations.Text("deployment.kubernetes.io/revision"));
        Assert.Equal("1", used.Annotations.Text("deployment.kubernetes.io/revision-history"));
    }

    [Fact]
    public void A_rollout_to_pods_that_never_get_ready_stops()
    {
        ControlPlane cluster = Settle(TestCluster.New().Create(Api));
        cluster = Settle(cluster.Update<DeploymentKind>("api", d => d.WithAt(["spec", "template", "metadata", "annotations", "notready"], "1")));
        Assert.Equal(3, cluster.All<PodKind>().Count(p => p.Holds("Ready")));
        Assert.Equal(1, cluster.All<PodKind>().Count(p => !p.Holds("Ready")));
        ControlPlane later = cluster.Settled(TestCluster.Request with { Now = TestCluster.Request.Now.AddMinutes(11) });
        Assert.Contains("Progressing=False ProgressDeadlineExceeded", Conditions(later.Get<DeploymentKind>("api")));
    }

    [Fact]
    public void Recreate_stops_all_before_it_starts_one()
    {
        ControlPlane cluster = Settle(TestCluster.New().Create(Api + "\n  strategy: {type: Recreate}\n"));
        string old = cluster.All<ReplicaSetKind>().Single().Name;
        cluster = Settle(WithImage(cluster, "httpd"));
        string added = cluster.All<ReplicaSetKind>().Single(s => s.Name != old).Name;
        Assert.Equal(
            [$"Scaled up replica set {old} to 3", $"Scaled down replica set {old} to 0 from 3", $"Scaled up replica set {added} to 3 from 0"], Messages(cluster, "Deployment"));
        Assert.Equal(3, cluster.All<PodKind>().Count());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(1)]
    [InlineData(0)]
    public void It_is_scaled(int replicas)
    {
        ControlPlane cluster = Settle(TestCluster.New().Create(Api));
        string[] before = [.. cluster.All<PodKind>().Select(p => p.Name)];
        cluster = Settle(cluster.Update<DeploymentKind>("api", d => d.WithAt(["spec", "replicas"], replicas)));
        string[] after = [.. cluster.All<PodKind>().Select(p => p.Name)];
        Assert.Equal(replicas, after.Length);
        Assert.Equal(Math.Min(3, replicas), after.Intersect(before).Count());
        Assert.Single(cluster.All<ReplicaSetKind>());
        Assert.Equal(replicas, ((CountingNetwork)cluster.Network).Addresses.Count);
    }

    [Fact]
    public void What_it_owns_goes_with_it()
    {
        ControlPlane cluster = Settle(Settle(TestCluster.New().Create(Api)).Delete<DeploymentKind>("api"));
        Assert.Empty(cluster.All<ReplicaSetKind>());
        Assert.Empty(cluster.All<PodKind>());
        Assert.Empty(((CountingNetwork)cluster.Network).Addresses);
    }

    [Fact]
    public void A_pod_that_is_deleted_is_replaced_and_one_that_fits_is_adopted()
    {
        ControlPlane cluster = Settle(TestCluster.New().Create(
            "{apiVersion: v1, kind: Pod, metadata: {name: stray, labels: {app: x}}, spec: {containers: [{name: c, image: nginx}]}}"));
        cluster = Settle(cluster.Create(
            "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: x}, spec: {replicas: 2, selector: {matchLabels: {app: x}}, "
            + "template: {metadata: {labels: {app: x}}, spec: {containers: [{name: c, image: nginx}]}}}}"));
        Assert.Equal("x", cluster.Get<PodKind>("stray").Controller?.Text("name"));
        Assert.Equal(2, cluster.All<PodKind>().Count());
        cluster = Settle(cluster.Delete<PodKind>("stray"));
        Assert.Equal(2, cluster.All<PodKind>().Count());
        Assert.DoesNotContain(cluster.All<PodKind>(), p => p.Name == "stray");
    }

    [Fact]
    public void Whatever_its_numbers_a_rollout_ends_and_has_settled() =>
        Gen.Select(Gen.Int[0, 7], Gen.OneOf("0", "1", "25%", "100%", "3"), Gen.OneOf("0", "1", "25%", "50%")).Sample(
            (replicas, surge, unavailable) =>
            {
                if (surge == "0" && unavailable == "0") return;
                ControlPlane cluster = Settle(TestCluster.New().Create(Api + $"\n  strategy: {{rollingUpdate: {{maxSurge: {surge}, maxUnavailable: {unavailable}}}}}\n"
                    .Replace("replicas: 3", $"replicas: {replicas}", StringComparison.Ordinal)));
                cluster = Settle(WithImage(cluster, "httpd").Update<DeploymentKind>("api", d => d.WithAt(["spec", "replicas"], replicas)));
                Assert.Equal(replicas, cluster.All<PodKind>().Count(p => p.Content.Maps("spec", "containers").Single().Text("image") == "httpd"));
                Assert.Equal(replicas, cluster.All<PodKind>().Count());
                Assert.Equal(cluster.Objects.Version, Settle(cluster).Objects.Version);
                string?[] addresses = [.. cluster.All<PodKind>().Select(p => p.Content.Text("status", "podIP"))];
                Assert.Equal(addresses.Length, addresses.Distinct().Count());
            },
            iter: 40, threads: 1);

    private static ControlPlane Settle(ControlPlane cluster) => cluster.Settled(TestCluster.Request);

    private static ControlPlane WithImage(ControlPlane cluster, string image) => cluster.Update<DeploymentKind>("api", d => d.WithAt(
        ["spec", "template", "spec", "containers"], ApiList.Of(d.Maps("spec", "template", "spec", "containers").Select(c => c.With("image", image)))));

    private static IEnumerable<string> Conditions(KubernetesObject of) =>
        of.Content.Maps("status", "conditions").Select(c => $"{c.Text("type")}={c.Text("status")} {c.Text("reason")}");

    private static IEnumerable<long?> Statuses(KubernetesObject of, params string[] fields) => fields.Select(f => of.Content.Number("status", f));

    private static IEnumerable<string> Messages(ControlPlane cluster, string kind) => cluster.All<EventKind>()
        .Where(e => e.Content.Text("involvedObject", "kind") == kind).OrderBy(e => long.Parse(e.Content.Text("metadata", "resourceVersion")!))
        .Select(e => e.Content.Text("message")!);
}
