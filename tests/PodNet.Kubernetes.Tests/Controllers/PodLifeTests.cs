using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Tests.Controllers;

public sealed class PodLifeTests
{
    private const string Web = "{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {nodeName: worker1, containers: [{name: nginx, image: nginx:1.25}]}}";

    [Fact]
    public void A_pod_gets_an_address_and_runs() =>
        Golden.Check("running-pod.txt", Outline.Of(TestCluster.New().Create(Web).Settled(TestCluster.Request).Get<PodKind>("web").Content));

    [Fact]
    public void A_pod_without_a_problem_on_a_given_node_has_no_events() =>
        Assert.Empty(TestCluster.New().Create(Web).Settled(TestCluster.Request).All<EventKind>());

    [Fact]
    public void A_deleted_pod_gives_its_address_back()
    {
        ControlPlane cluster = TestCluster.New().Create(Web).Settled(TestCluster.Request).Delete<PodKind>("web");
        Assert.NotNull(cluster.Get<PodKind>("web").Content.At("metadata", "deletionTimestamp"));
        cluster = cluster.Settled(TestCluster.Request);
        Assert.Empty(cluster.All<PodKind>());
        Assert.Empty(((CountingNetwork)cluster.Network).Addresses);
    }

    [Fact]
    public void What_has_settled_stays_as_it_is()
    {
        ControlPlane once = TestCluster.New().Create(Web).Settled(TestCluster.Request);
        Assert.Equal(once.Objects.Version, once.Settled(TestCluster.Request).Objects.Version);
    }

    [Theory]
    [InlineData("image: busybox", "Always", 0, "Running", "terminated Completed", 0)]
    [InlineData("image: busybox", "Always", 5, "Running", "waiting CrashLoopBackOff", 1)]
    [InlineData("image: busybox", "Always", 30, "Running", "waiting CrashLoopBackOff", 2)]
    [InlineData("image: busybox", "Always", 40, "Running", "waiting CrashLoopBackOff", 3)]
    [InlineData("image: busybox", "Never", 5, "Succeeded", "terminated Completed", 0)]
    [InlineData("image: busybox", "OnFailure", 5, "Succeeded", "terminated Completed", 0)]
    [InlineData("image: busybox, command: [sh, -c, exit 3]", "Never", 5, "Failed", "terminated Error", 0)]
    [InlineData("image: busybox, command: [sleep, \"60\"]", "Always", 30, "Running", "running ", 0)]
    [InlineData("image: busybox, command: [sleep, \"60\"]", "Always", 70, "Running", "running ", 1)]
    [InlineData("image: busybox, command: [sleep, infinity]", "Always", 100000, "Running", "running ", 0)]
    [InlineData("image: busybox, tty: true", "Always", 5, "Running", "running ", 0)]
    [InlineData("image: Nginx", "Always", 5, "Pending", "waiting InvalidImageName", 0)]
    public void What_a_program_comes_to(string container, string policy, int seconds, string phase, string state, long restarts)
    {
        ControlPlane cluster = TestCluster.New().Create(
            $"{{apiVersion: v1, kind: Pod, metadata: {{name: p}}, spec: {{restartPolicy: {policy}, nodeName: worker1, containers: [{{name: c, {container}}}]}}}}").Settled(TestCluster.Request);
        KubernetesObject pod = cluster.Settled(TestCluster.Request with { Now = TestCluster.Request.Now.AddSeconds(seconds) }).Get<PodKind>("p");
        ApiMap status = pod.Content.Maps("status", "containerStatuses").Single();
        (string kind, ApiValue detail) = status.Map("state").Fields.Single();
        Assert.Equal((phase, state, restarts), (pod.Content.Text("status", "phase"), $"{kind} {((ApiMap)detail).Text("reason")}", status.Number("restartCount")));
    }

    [Fact]
    public void A_pod_that_is_done_keeps_no_network()
    {
        ControlPlane cluster = TestCluster.New().Create(
            "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {restartPolicy: Never, containers: [{name: c, image: busybox, command: [\"true\"]}]}}").Settled(TestCluster.Request);
        Assert.Empty(((CountingNetwork)cluster.Network).Addresses);
        Assert.Equal("10.244.1.2", cluster.Get<PodKind>("p").Content.Text("status", "podIP"));
    }

    [Theory]
    [InlineData("image: nginx, readinessProbe: {httpGet: {port: 80}}", null)]
    [InlineData("image: nginx, readinessProbe: {httpGet: {port: 8080, path: /healthz}}",
        "Readiness probe failed: Get \"http://10.244.1.2:8080/healthz\": dial tcp 10.244.1.2:8080: connect: connection refused")]
    [InlineData("image: nginx, ports: [{name: web, containerPort: 80}], readinessProbe: {tcpSocket: {port: web}}", null)]
    [InlineData("image: redis, readinessProbe: {tcpSocket: {port: 6380}}", "Readiness probe failed: dial tcp 10.244.1.2:6380: connect: connection refused")]
    public void A_probe_asks_what_the_container_listens_on(string container, string? message)
    {
        ControlPlane cluster = TestCluster.New().Create(
            $"{{apiVersion: v1, kind: Pod, metadata: {{name: p}}, spec: {{nodeName: worker1, containers: [{{name: c, {container}}}]}}}}").Settled(TestCluster.Request);
        Assert.Equal(message is null, cluster.Get<PodKind>("p").Holds("Ready"));
        Assert.Equal(message, cluster.All<EventKind>().SingleOrDefault()?.Content.Text("message"));
    }

    [Fact]
    public void Without_an_address_the_containers_wait()
    {
        ControlPlane cluster = TestCluster.New() with { Network = new CountingNetwork([], 0) { Most = 0 } };
        cluster = cluster.Create(Web).Settled(TestCluster.Request);
        KubernetesObject pod = cluster.Get<PodKind>("web");
        Assert.Equal("Pending", pod.Content.Text("status", "phase"));
        Assert.Equal("ContainerCreating", pod.Content.Maps("status", "containerStatuses").Single().Text("state", "waiting", "reason"));
        Assert.EndsWith("no IP addresses available in range set: 10.244.1.1-10.244.1.254", cluster.All<EventKind>().Single().Content.Text("message"), StringComparison.Ordinal);
        Assert.Equal(cluster.Objects.Version, cluster.Settled(TestCluster.Request).Objects.Version);
    }

    [Fact]
    public void Init_containers_run_first()
    {
        const string Pod = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {nodeName: worker1, initContainers: [{name: i, image: busybox, command: [sleep, \"20\"]}], "
            + "containers: [{name: c, image: nginx}]}}";
        ControlPlane cluster = TestCluster.New().Create(Pod).Settled(TestCluster.Request);
        Assert.Equal("PodInitializing", cluster.Get<PodKind>("p").Content.Maps("status", "containerStatuses").Single().Text("state", "waiting", "reason"));
        cluster = cluster.Settled(TestCluster.Request with { Now = TestCluster.Request.Now.AddSeconds(21) });
        Assert.True(cluster.Get<PodKind>("p").Holds("Ready"));
        Assert.Equal("Completed", cluster.Get<PodKind>("p").Content.Maps("status", "initContainerStatuses").Single().Text("state", "terminated", "reason"));
    }

    [Fact]
    public void A_namespace_goes_with_what_is_in_it()
    {
        ControlPlane cluster = TestCluster.New().Create("{apiVersion: v1, kind: Namespace, metadata: {name: team}}").Create(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: team}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, "
            + "spec: {containers: [{name: c, image: nginx}]}}}}").Settled(TestCluster.Request);
        Assert.Single(cluster.All<PodKind>());
        cluster = cluster.Delete<NamespaceKind>("team");
        Assert.Equal("Terminating", cluster.Objects.Find(ResourceKinds.Of<NamespaceKind>(), "", "team")!.Content.Text("status", "phase"));
        Assert.Equal("Forbidden", Assert.Throws<ApiException>(() => cluster.Create(
            "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: team}, spec: {containers: [{name: c, image: nginx}]}}")).Reason);
        cluster = cluster.Settled(TestCluster.Request);
        Assert.Empty(cluster.All<PodKind>().Concat(cluster.All<DeploymentKind>()).Concat(cluster.All<EventKind>()));
        Assert.Null(cluster.Objects.Find(ResourceKinds.Of<NamespaceKind>(), "", "team"));
    }
}
