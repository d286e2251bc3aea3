using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Yaml;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Tests.Controllers;

/// <summary>A small cluster to work on: three nodes, of which the first is the control plane.</summary>
internal static class TestCluster
{
    public static ApiRequest Request { get; } = new(new DateTimeOffset(2026, 11, 22, 20, 0, 0, TimeSpan.Zero), 7);

    public static ControlPlane New(int workers = 2)
    {
        ControlPlane cluster = new(ObjectStore.Empty, new CountingNetwork([], 0));
        foreach (string name in (string[])["default", "kube-node-lease", "kube-public", "kube-system"])
            cluster = cluster.Create($"{{apiVersion: v1, kind: Namespace, metadata: {{name: {name}}}}}");
        cluster = cluster.Create(NodeYaml("control-plane", 1, "taints: [{key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]"));
        for (int i = 1; i <= workers; i++) cluster = cluster.Create(NodeYaml($"worker{i}", i + 1, ""));
        return cluster;
    }

    public static ControlPlane Create(this ControlPlane cluster, string yaml, ApiRequest? request = null)
    {
        foreach (ApiMap manifest in ManifestYaml.Read(yaml))
            cluster = cluster with { Objects = ApiServer.Create(cluster.Objects, ApiServer.Decode(manifest), request ?? Request).Objects };
        return cluster;
    }

    public static ControlPlane Delete<T>(this ControlPlane cluster, string name)
        where T : ResourceKind =>
        cluster with { Objects = ApiServer.Delete(cluster.Objects, new(ResourceKinds.Of<T>(), ResourceKinds.Of<T>().IsNamespaced ? "default" : "", name), Request) };

    public static ControlPlane Update<T>(this ControlPlane cluster, string name, Func<ApiMap, ApiMap> change)
        where T : ResourceKind
    {
        KubernetesObject there = cluster.Get<T>(name);
        return cluster with { Objects = ApiServer.Update(cluster.Objects, there.With(change(there.Content)), Request).Objects };
    }

    public static KubernetesObject Get<T>(this ControlPlane cluster, string name)
        where T : ResourceKind => cluster.Objects.Find(ResourceKinds.Of<T>(), "default", name)!;

    public static IEnumerable<KubernetesObject> All<T>(this ControlPlane cluster)
        where T : ResourceKind => cluster.Objects.List(ResourceKinds.Of<T>());

    private static string NodeYaml(string name, int number, string spec) =>
        $$"""
        apiVersion: v1
        kind: Node
        metadata: {name: {{name}}, labels: {kubernetes.io/hostname: {{name}} } }
        spec: { {{spec}} }
        status:
          allocatable: {cpu: "4", memory: 8Gi, pods: "110"}
          addresses: [{type: InternalIP, address: 172.18.0.{{number + 1}}}]
        """;
}

/// <summary>A network that gives one address after the other and remembers who has which.</summary>
internal sealed record CountingNetwork(Dictionary<string, IpAddress> Addresses, int Last) : IPodNetwork
{
    /// <summary>How many addresses there are.</summary>
    public int Most { get; init; } = 250;

    public (IPodNetwork Network, ValueList<IpAddress> Addresses) Add(PodSpec pod)
    {
        if (Addresses.Count >= Most) throw new PodNetworkException("no IP addresses available in range set: 10.244.1.1-10.244.1.254");
        IpAddress address = IpAddress.Parse($"10.244.{1 + (Last / 250)}.{2 + (Last % 250)}");
        return (this with { Addresses = new(Addresses) { [$"{pod.Namespace}/{pod.Name}"] = address }, Last = Last + 1 }, [address]);
    }

    public IPodNetwork Delete(string @namespace, string name)
    {
        Dictionary<string, IpAddress> left = new(Addresses);
        return left.Remove($"{@namespace}/{name}") ? this with { Addresses = left } : this;
    }
}
