using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Reading;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Tests.Controllers;

namespace PodNet.Kubernetes.Tests.Objects;

public sealed class ClusterObjectsTests
{
    private const string File =
        """
        nodes:
          - name: control-plane
          - {name: worker1, labels: {disk: ssd}, taints: ["gpu=yes:NoSchedule", "old:PreferNoSchedule"]}
          - name: worker2
        pods:
          - {name: client, image: busybox}
          - {name: api, ports: [8080, 53/udp], node: worker1}
        ---
        {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: a}}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}, annotations: {note: x}}, spec: {containers: [{name: c, image: nginx}]}}
        """;

    [Fact]
    public void A_cluster_file_as_objects()
    {
        ObjectStore objects = Load(File);
        Golden.Check("cluster.txt", string.Join("\n", ResourceKinds.All.SelectMany(k => objects.List(k)).Select(o => $"# {o.Kind.Kind} {o.Name}\n{Outline.Of(o.Content)}")));
    }

    [Fact]
    public void Pods_that_say_nothing_stay_away_from_the_control_plane() =>
        Assert.Equal("worker2", Load(File).Find(ResourceKinds.Of<PodKind>(), "default", "client")!.Content.Text("spec", "nodeName"));

    [Fact]
    public void It_has_settled_when_it_comes_up()
    {
        ObjectStore objects = Load(File);
        ControlPlane cluster = new ControlPlane(objects, new CountingNetwork([], 0)).Settled(TestCluster.Request);
        Assert.Equal(objects.Version, cluster.Objects.Version);
    }

    [Fact]
    public void A_pod_of_the_file_that_is_labelled_goes_on_running()
    {
        ControlPlane cluster = new ControlPlane(Load(File), new CountingNetwork([], 0))
            .Update<PodKind>("client", p => p.WithAt(["metadata", "labels", "a"], "b")).Settled(TestCluster.Request);
        Assert.True(cluster.Get<PodKind>("client").Holds("Ready"));
        Assert.Equal(0, cluster.Get<PodKind>("client").Content.Maps("status", "containerStatuses").Single().Number("restartCount"));
    }

    [Fact]
    public void A_cluster_of_150000_pods_makes_only_those_that_are_looked_at()
    {
        int made = 0;
        PodKind pods = ResourceKinds.Of<PodKind>();
        ObjectStore objects = TestCluster.New().Objects.WithLazy(Enumerable.Range(0, 150_000).Select(i => new LazyObject(
            new(pods, "default", $"p{i}"),
            stamp =>
            {
                made++;
                return new(pods, ApiMap.Of(("metadata", ApiMap.Of(("name", $"p{i}"), ("namespace", "default"), ("resourceVersion", stamp))),
                    ("spec", ApiMap.Of(("nodeName", $"n{i % 5000}"))), ("status", ApiMap.Of(("phase", "Running")))));
            },
            $"n{i % 5000}")));
        Assert.Equal(150_000, objects.Keys(pods).Count());
        Assert.Equal(0, made);
        Assert.Equal("p77", objects.Find(pods, "default", "p77")!.Name);
        Assert.Single(ApiServer.List(objects, pods, "default", fields: "metadata.name=p99"));
        Assert.Equal(2, made);
        Assert.Equal(30, ApiServer.List(objects, pods, null, fields: "spec.nodeName=n7").Count);
        Assert.Equal(32, made);
        ControlPlane cluster = new ControlPlane(objects, new CountingNetwork([], 0)).Create(
            "{apiVersion: v1, kind: Pod, metadata: {name: new}, spec: {containers: [{name: c, image: nginx}]}}").Settled(TestCluster.Request);
        Assert.Equal("Running", cluster.Get<PodKind>("new").Content.Text("status", "phase"));
        Assert.Equal(32, made);
    }

    [Theory]
    [InlineData("nodes: [{name: a, taints: [\"x\"]}]", "nodes[0].taints: Invalid value: \"x\": must be written as key=value:Effect or key:Effect; effects are NoExecute, NoSchedule, PreferNoSchedule")]
    [InlineData("nodes: [{name: a, labels: {k: \"a b\"}}]", "nodes[0].labels: Invalid value: \"a b\": a valid label must be")]
    [InlineData("nodes: 1\n---\n{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {a: 1}}, spec: {containers: [{name: c, image: i}]}}",
        "Pod in version \"v1\" cannot be handled as a Pod: json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string")]
    public void What_a_file_may_not_say(string file, string message) =>
        Assert.Contains(message, Assert.Throws<ClusterFileException>(() => ClusterFileReader.Read(file)).Message, StringComparison.Ordinal);

    private static ObjectStore Load(string file) => ClusterObjects.Of(ClusterPlanner.Plan(ClusterFileReader.Read(file)), TestCluster.Request.Now);
}
