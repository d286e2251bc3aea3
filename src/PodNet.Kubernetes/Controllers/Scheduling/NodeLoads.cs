using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers.Scheduling;

/// <summary>A node and what is on it.</summary>
internal sealed class NodeLoad(KubernetesObject node)
{
    public KubernetesObject Node { get; } = node;

    public int Pods { get; set; }

    public decimal Cpu { get; set; }

    public decimal Memory { get; set; }

    public decimal ScoredCpu { get; set; }

    public decimal ScoredMemory { get; set; }

    public HashSet<string> HostPorts { get; } = [];

    /// <summary>How many pods of a controller (its uid) are here.</summary>
    public Dictionary<string, int> Siblings { get; } = [];

    /// <summary>What the node can give in thousandths.</summary>
    public decimal Allocatable(string resource) => ResourceQuantity.Of(Node.Content.At("status", "allocatable", resource)).Thousandths;

    public void Add(PodDemand demand, KubernetesObject? pod)
    {
        Pods++;
        Cpu += demand.Cpu;
        Memory += demand.Memory;
        ScoredCpu += demand.ScoredCpu;
        ScoredMemory += demand.ScoredMemory;
        HostPorts.UnionWith(demand.HostPorts);
        if (pod?.Controller?.Text("uid") is { } owner) Siblings[owner] = Siblings.GetValueOrDefault(owner) + 1;
    }
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
