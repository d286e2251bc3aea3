
namespace PodNet.Kubernetes.Controllers.Scheduling;

/// <summary>How good a node is for a pod: the plugins NodeResourcesFit (LeastAllocated), NodeResourcesBalancedAllocation, TaintToleration and
/// PodTopologySpread with their default weights; the higher the better.</summary>
internal static class NodeScore
{
    public static long Of(PodDemand pod, NodeLoad node, string? owner)
    {
        decimal cpu = Share(node.ScoredCpu + pod.ScoredCpu, node.AllocatableCpu);
        decimal memory = Share(node.ScoredMemory + pod.ScoredMemory, node.AllocatableMemory);
        long least = ((long)((1 - cpu) * 100) + (long)((1 - memory) * 100)) / 2;
        long balanced = (long)((1 - (Math.Abs(cpu - memory) / 2)) * 100);
        int siblings = owner is not null ? node.Siblings.GetValueOrDefault(owner) : 0;
        long preferred = node.Taints.Count(t => t.Text("effect") == "PreferNoSchedule"
            && !pod.Spec.Maps("tolerations").Any(o => NodeFilter.Tolerates(o, t)));
        return least + balanced + (2 * Math.Max(0, 100 - (10L * siblings))) - (300 * preferred);
    }

    private static decimal Share(decimal used, decimal capacity) => capacity <= 0 ? 1 : Math.Min(1, used / capacity);
}
