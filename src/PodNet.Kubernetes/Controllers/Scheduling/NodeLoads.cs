using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Specification;

namespace PodNet.Kubernetes.Controllers.Scheduling;

/// <summary>A node and what is on it.</summary>
internal sealed class NodeLoad(KubernetesObject node)
{
    public KubernetesObject Node { get; } = node;

    /// <summary>spec.taints, read once: every pod is held against every node.</summary>
    public ApiMap[] Taints { get; } = [.. node.Content.Maps("spec", "taints")];

    /// <summary>What the node can give: pods.</summary>
    public decimal AllocatablePods { get; } = Allocatable(node, "pods") / 1000;

    /// <summary>CPU in thousandths.</summary>
    public decimal AllocatableCpu { get; } = Allocatable(node, "cpu");

    /// <summary>Memory in bytes.</summary>
    public decimal AllocatableMemory { get; } = Allocatable(node, "memory") / 1000;

    public int Pods { get; set; }

    public decimal Cpu { get; set; }

    public decimal Memory { get; set; }

    public decimal ScoredCpu { get; set; }

    public decimal ScoredMemory { get; set; }

    public List<HostPort> HostPorts { get; } = [];

    /// <summary>How many pods of a controller (its uid) are here.</summary>
    public Dictionary<string, int> Siblings { get; } = [];

    public void Add(PodDemand demand, KubernetesObject? pod)
    {
        Pods++;
        Cpu += demand.Cpu;
        Memory += demand.Memory;
        ScoredCpu += demand.ScoredCpu;
        ScoredMemory += demand.ScoredMemory;
        HostPorts.AddRange(demand.HostPorts);
        if (pod?.Controller?.Text("uid") is { } owner) Siblings[owner] = Siblings.GetValueOrDefault(owner) + 1;
    }

    private static decimal Allocatable(KubernetesObject node, string resource) =>
        ResourceQuantity.Of(node.Content.At("status", "allocatable", resource)).Thousandths;
}

/// <summary>All nodes with what is on them; the scheduler's cache during one look at the cluster.</summary>
internal sealed class NodeLoads
{
    private NodeLoads(List<NodeLoad> all) => All = all;

    public List<NodeLoad> All { get; }

    /// <summary>Counts; pods that nobody has made are counted without making them.</summary>
    public static NodeLoads Of(ObjectStore objects)
    {
        PodKind pods = ResourceKinds.Of<PodKind>();
        List<NodeLoad> all = [.. objects.List(ResourceKinds.Of<NodeKind>()).Select(n => new NodeLoad(n))];
        Dictionary<string, NodeLoad> byName = all.ToDictionary(n => n.Node.Name);
        foreach ((_, string node) in objects.Lazy(pods))
        {
            if (byName.TryGetValue(node, out NodeLoad? load)) load.Add(PodDemand.Unknown, null);
        }

        foreach (KubernetesObject pod in objects.Stored(pods))
        {
            bool isOver = pod.Content.Text("status", "phase") is "Succeeded" or "Failed";
            if (!isOver && byName.TryGetValue(pod.Content.Text("spec", "nodeName") ?? "", out NodeLoad? load)) load.Add(PodDemand.Of(pod.Content), pod);
        }

        return new(all);
    }
}
