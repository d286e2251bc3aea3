using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Tests.Controllers;

public sealed class PodLifeTests
{
    private const string Web = "{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: nginx, image: nginx:1.25}]}}";

    [Fact]
    public void A_pod_gets_a_node_and_an_address_and_runs()
    {
        KubernetesObject pod = TestCluster.New().Create(Web).Settled(TestCluster.Request).Get<PodKind>("web");
        Assert.Equal("Running", pod.Content.Text("status", "phase"));
        Assert.Equal("10.244.1.2", pod.Content.Text("status", "podIP"));
        Assert.StartsWith("worker", pod.Content.Text("spec", "nodeName"), StringComparison.Ordinal);
        Assert.Equal(["Initialized", "Ready", "ContainersReady", "PodScheduled"], pod.Content.Maps("status", "conditions").Select(c => c.Text("type")));
    }

    [Fact]
    public void A_deleted_pod_gives_its_address_back()
    {
        ControlPlane cluster = TestCluster.New().Create(Web).Settled(TestCluster.Request).Delete<PodKind>("web").Settled(TestCluster.Request);
        Assert.Empty(cluster.All<PodKind>());
        Assert.Empty(((CountingNetwork)cluster.Network).Addresses);
    }

    [Fact]
    public void What_has_settled_stays_as_it_is()
    {
        ControlPlane once = TestCluster.New().Create(Web).Settled(TestCluster.Request);
        Assert.Equal(once.Objects.Version, once.Settled(TestCluster.Request).Objects.Version);
    }
}
