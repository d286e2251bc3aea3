using CsCheck;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Yaml;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests;

/// <summary>API objects over a compiled cluster: what the API says of a pod is what the kernels have.</summary>
public sealed class ClusterPodNetworkTests
{
    private static readonly ApiRequest Request = new(new DateTimeOffset(2026, 11, 22, 20, 0, 0, TimeSpan.Zero), 3);

    [Fact]
    public void A_created_pod_has_the_next_address_and_a_namespace_with_it()
    {
        ControlPlane cluster = Settle(Create(Load("nodes: 2\npods: 2\n"), Pod("new", "node2")));
        Assert.Equal("10.244.1.4", Address(cluster, "new"));
        NetworkNamespace pod = Compiled(cluster).Namespace(new("new"));
        Assert.Contains(pod.Devices, d => d.Addresses.Any(a => a.Address.ToString() == "10.244.1.4"));
    }

    [Fact]
    public void A_released_address_is_not_used_again_at_once()
    {
        ControlPlane cluster = Settle(Create(Load("nodes: 2\npods: 2\n"), Pod("first", "node1")));
        ObjectKey key = new(ResourceKinds.Of<PodKind>(), "default", "first");
        cluster = Settle(cluster with { Objects = ApiServer.Delete(cluster.Objects, key, Request) });
        Assert.False(Compiled(cluster).TryNamespace(new("first"), out _));
        Assert.Equal("10.244.0.5", Address(Settle(Create(cluster, Pod("second", "node1"))), "second"));
    }

    [Fact]
    public void When_the_addresses_are_used_up_the_event_says_so()
    {
        ControlPlane cluster = Load("nodes: [{name: n, podCIDR: 10.244.0.0/29}]\npods: 5\n");
        cluster = Settle(Create(cluster, Pod("late", "n")));
        KubernetesObject refused = cluster.Objects.List(ResourceKinds.Of<EventKind>()).Single();
        Assert.EndsWith(
            "plugin type=\"flannel\" failed (add): failed to allocate for range 0: no IP addresses available in range set: 10.244.0.1-10.244.0.6",
            refused.Content.Text("message"), StringComparison.Ordinal);
        cluster = cluster with { Objects = ApiServer.Delete(cluster.Objects, new(ResourceKinds.Of<PodKind>(), "default", "pod1-1"), Request) };
        Assert.Equal("10.244.0.2", Address(Settle(cluster), "late"));
    }

    [Fact]
    public void A_pod_whose_namespace_would_be_a_nodes_waits()
    {
        ControlPlane cluster = Settle(Create(Load("nodes: 2\n"), Pod("node1", "node2")));
        Assert.Null(Address(cluster, "node1"));
        Assert.Contains("its network namespace would be", cluster.Objects.List(ResourceKinds.Of<EventKind>()).Single().Content.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_pod_of_a_settled_cluster_has_an_address_of_its_own_in_its_nodes_range() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 3], Gen.Int[0, 9].Array[1, 4]).Sample(
            (nodes, pods, sizes) =>
            {
                ControlPlane cluster = Load($"nodes: {nodes}\npods: {pods}\n");
                cluster = Settle(Create(cluster, Deployment(sizes[0])));
                foreach (int size in sizes) cluster = Settle(Scale(cluster, size));
                KubernetesObject[] all = [.. cluster.Objects.List(ResourceKinds.Of<PodKind>())];
                Assert.Equal((nodes * pods) + sizes[^1], all.Length);
                Assert.Equal(all.Length, all.Select(p => p.Content.Text("status", "podIP")).Distinct().Count());
                ClusterTopology topology = Compiled(cluster).Topology;
                Assert.Equal(
                    all.Select(p => (p.Name, p.Content.Text("spec", "nodeName"), p.Content.Text("status", "podIP"))).Order(),
                    topology.Pods.Select(p => (p.Name, (string?)p.Node, (string?)p.Address.ToString())).Order());
            },
            iter: 20, threads: 1);

    private static ControlPlane Load(string file) => ClusterPodNetwork.ControlPlaneOf(ClusterBuilder.Load(file), Request.Now);

    private static Cluster Compiled(ControlPlane cluster) => ((ClusterPodNetwork)cluster.Network).Cluster;

    private static ControlPlane Settle(ControlPlane cluster) => cluster.Settled(Request);

    private static string? Address(ControlPlane cluster, string pod) =>
        cluster.Objects.Find(ResourceKinds.Of<PodKind>(), "default", pod)!.Content.Text("status", "podIP");

    private static ControlPlane Create(ControlPlane cluster, string yaml) =>
        cluster with { Objects = ApiServer.Create(cluster.Objects, ApiServer.Decode(ManifestYaml.Read(yaml)[0]), Request).Objects };

    private static ControlPlane Scale(ControlPlane cluster, int replicas)
    {
        KubernetesObject there = cluster.Objects.Find(ResourceKinds.Of<DeploymentKind>(), "default", "d")!;
        return cluster with { Objects = ApiServer.Update(cluster.Objects, there.With(["spec", "replicas"], replicas), Request).Objects };
    }

    private static string Pod(string name, string node) =>
        $"{{apiVersion: v1, kind: Pod, metadata: {{name: {name}}}, spec: {{nodeName: {node}, containers: [{{name: c, image: nginx}}]}}}}";

    private static string Deployment(int replicas) =>
        $"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: d}}, spec: {{replicas: {replicas}, selector: {{matchLabels: {{a: b}}}}, template: "
        + "{metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: nginx}]}}}}";
}
