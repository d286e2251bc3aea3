using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Tests.Controllers;

public sealed class SchedulerTests
{
    [Theory]
    [InlineData("containers: [{name: c, image: i, resources: {requests: {cpu: 5}}}]",
        "0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 Insufficient cpu. preemption: 0/3 nodes are available: "
        + "1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod..")]
    [InlineData("nodeSelector: {disk: ssd}, containers: [{name: c, image: i}]",
        "0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 node(s) didn't match Pod's node affinity/selector. "
        + "preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling..")]
    [InlineData("containers: [{name: c, image: i, resources: {requests: {cpu: 4100m, memory: 9Gi}}}], tolerations: [{operator: Exists}]",
        "0/3 nodes are available: 3 Insufficient cpu, 3 Insufficient memory. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod..")]
    public void Why_a_pod_has_no_node(string spec, string message)
    {
        ControlPlane cluster = TestCluster.New().Create($"{{apiVersion: v1, kind: Pod, metadata: {{name: p}}, spec: {{{spec}}}}}").Settled(TestCluster.Request);
        KubernetesObject pod = cluster.Get<PodKind>("p");
        Assert.Equal("Pending", pod.Content.Text("status", "phase"));
        Assert.Equal(message, pod.Content.Maps("status", "conditions").Single().Text("message"));
        KubernetesObject warning = cluster.All<EventKind>().Single();
        Assert.Equal(("FailedScheduling", "Warning", message), (warning.Content.Text("reason"), warning.Content.Text("type"), warning.Content.Text("message")));
        Assert.Equal(cluster.Objects.Version, cluster.Settled(TestCluster.Request).Objects.Version);
    }

    [Theory]
    [InlineData("hostPort: 80", "hostPort: 80", true)]
    [InlineData("hostPort: 80, hostIP: 192.168.50.12", "hostPort: 80", true)]
    [InlineData("hostPort: 80", "hostPort: 80, hostIP: 192.168.50.12", true)]
    [InlineData("hostPort: 80, hostIP: 192.168.50.11", "hostPort: 80, hostIP: 192.168.50.12", false)]
    [InlineData("hostPort: 80", "hostPort: 81", false)]
    [InlineData("hostPort: 80", "hostPort: 80, protocol: UDP", false)]
    public void Two_pods_with_one_host_port_are_on_no_node_together(string first, string second, bool conflict)
    {
        ControlPlane cluster = TestCluster.New(workers: 1).Create(string.Join("\n---\n", Pod("p", first), Pod("q", second))).Settled(TestCluster.Request);
        string? message = cluster.Get<PodKind>("q").Content.Maps("status", "conditions").First(c => c.Text("type") == "PodScheduled").Text("message");
        if (conflict) Assert.Contains("1 node(s) didn't have free ports for the requested pod ports", message!, StringComparison.Ordinal);
        else Assert.Null(message);

        static string Pod(string name, string port) =>
            $"{{apiVersion: v1, kind: Pod, metadata: {{name: {name}}}, spec: {{containers: [{{name: c, image: nginx, ports: [{{containerPort: 80, {port}}}]}}]}}}}";
    }

    [Fact]
    public void Pods_are_spread()
    {
        string pods = string.Join("\n---\n", Enumerable.Range(1, 10).Select(i => $"{{apiVersion: v1, kind: Pod, metadata: {{name: p{i}}}, spec: {{containers: [{{name: c, image: nginx}}]}}}}"));
        ControlPlane cluster = TestCluster.New(workers: 5).Create(pods).Settled(TestCluster.Request);
        int[] onNode = [.. cluster.All<PodKind>().GroupBy(p => p.Content.Text("spec", "nodeName")).Select(g => g.Count())];
        Assert.Equal([2, 2, 2, 2, 2], onNode);
    }

    [Fact]
    public void A_toleration_opens_the_control_plane()
    {
        ControlPlane cluster = TestCluster.New(workers: 0).Create(
            "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {tolerations: [{key: node-role.kubernetes.io/control-plane, operator: Exists}], containers: [{name: c, image: nginx}]}}")
            .Settled(TestCluster.Request);
        Assert.Equal("control-plane", cluster.Get<PodKind>("p").Content.Text("spec", "nodeName"));
        Assert.Equal("Successfully assigned default/p to control-plane", cluster.All<EventKind>().Single().Content.Text("message"));
    }

    [Fact]
    public void The_seed_decides_among_equals()
    {
        string[] nodes =
        [
            .. Enumerable.Range(0, 20).Select(seed => TestCluster.New().Create("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: nginx}]}}")
                .Settled(TestCluster.Request with { Seed = (ulong)seed }).Get<PodKind>("p").Content.Text("spec", "nodeName")!),
        ];
        Assert.Equal(2, nodes.Distinct().Count());
    }
}
