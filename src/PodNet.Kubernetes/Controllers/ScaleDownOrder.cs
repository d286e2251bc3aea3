using System.Globalization;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers;

/// <summary>Which pods go first when there are too many (kubernetes, pkg/controller, ActivePodsWithRanks).</summary>
internal static class ScaleDownOrder
{
    private static readonly string[] Phases = ["Pending", "Unknown", "Running"];

    /// <summary>Without a node, not running, not ready, cheap to delete, many on one node, ready for a short time, often restarted, young.</summary>
    public static IEnumerable<KubernetesObject> Of(IReadOnlyList<KubernetesObject> pods)
    {
        Dictionary<string, int> onNode = pods.GroupBy(Node).ToDictionary(g => g.Key, g => g.Count());
        return pods.OrderBy(p => Node(p).Length > 0)
            .ThenBy(p => Array.IndexOf(Phases, p.Content.Text("status", "phase")))
            .ThenBy(p => p.Holds("Ready"))
            .ThenBy(Cost)
            .ThenByDescending(p => onNode[Node(p)])
            .ThenByDescending(ReadySince, StringComparer.Ordinal)
            .ThenByDescending(p => p.Content.Maps("status", "containerStatuses").Select(c => c.Number("restartCount") ?? 0).DefaultIfEmpty().Max())
            .ThenByDescending(p => p.Content.Text("metadata", "creationTimestamp"), StringComparer.Ordinal)
            .ThenByDescending(p => p.Name, StringComparer.Ordinal);
    }

    private static string? ReadySince(KubernetesObject pod) =>
        pod.Content.Maps("status", "conditions").FirstOrDefault(c => c.Text("type") == "Ready")?.Text("lastTransitionTime");

    private static string Node(KubernetesObject pod) => pod.Content.Text("spec", "nodeName") ?? "";

    private static int Cost(KubernetesObject pod) =>
        int.TryParse(pod.Annotations.Text("controller.kubernetes.io/pod-deletion-cost"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out int cost) ? cost : 0;
}
