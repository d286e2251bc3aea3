using PodNet.Kubernetes.Specification;

namespace PodNet.Kubernetes.Planning;

/// <summary>Which ports of a node lead to pods. The scheduler's NodePorts plugin places no two pods on a node that want the same
/// (pkg/scheduler/framework/plugins/nodeports).</summary>
internal sealed class HostPortTable
{
    /// <summary>The plugin's reason.</summary>
    public const string Reason = "node(s) didn't have free ports for the requested pod ports";

    private readonly List<(HostPort Port, string Pod)> _taken = [];

    /// <summary>The ports of these pods.</summary>
    public HostPortTable(IEnumerable<PlannedPod> pods)
    {
        foreach (PlannedPod pod in pods.Where(p => p.Written is not null)) Take(pod.Written!);
    }

    public void Take(PodSpec pod) => _taken.AddRange(pod.HostPorts.Select(p => (p, $"pod {pod.Namespace}/{pod.Name}")));

    /// <summary>Whether the node has all of the pod's ports free.</summary>
    public bool Fits(PodSpec pod) => _taken.Count == 0 || !pod.HostPorts.Any(wanted => _taken.Exists(t => t.Port.ConflictsWith(wanted)));

    /// <summary>Notes a problem for each port that is another pod's on <paramref name="node"/>, or the pod's own twice.</summary>
    public void Check(PodSpec pod, string node, ProblemList problems)
    {
        List<HostPort> own = [];
        foreach (HostPort wanted in pod.HostPorts)
        {
            string? holder = own.Exists(wanted.ConflictsWith) ? "this pod" : _taken.Find(t => t.Port.ConflictsWith(wanted)).Pod;
            own.Add(wanted);
            if (holder is null) continue;
            problems.Add(
                pod.At.Of("ports"), $"pod {pod.Namespace}/{pod.Name}: host port {wanted} leads to {holder} on node {node} already; give it another port, or another node");
        }
    }
}
