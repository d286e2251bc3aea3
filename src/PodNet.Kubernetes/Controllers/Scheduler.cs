using System.Collections.Immutable;
using System.Globalization;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers.Scheduling;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers;

/// <summary>Gives pods without a node one: of those that can take the pod the least loaded (kubernetes, pkg/scheduler, with the plugins that
/// look at taints, node selectors, ports and resources).</summary>
internal static class Scheduler
{
    private const string Component = "default-scheduler";

    public static ControlPlane Sync(ControlPlane cluster, ApiRequest request)
    {
        PodKind pods = ResourceKinds.Of<PodKind>();
        KubernetesObject[] waiting =
        [
            .. WorkQueue.Of(cluster.Objects.Cache<Queue>(), cluster.Objects, pods)
                .Where(p => p.Content.Text("spec", "nodeName") is null && p.Content.At("metadata", "deletionTimestamp") is null
                && p.Content.Text("spec", "schedulerName") == Component && p.Content.List("spec", "schedulingGates").Count == 0)
                .OrderByDescending(p => p.Content.Number("spec", "priority") ?? 0)
                .ThenBy(p => p.Content.Text("metadata", "creationTimestamp"), StringComparer.Ordinal)
                .ThenBy(p => p.Key),
        ];
        ObjectStore seen = cluster.Objects.WithoutCaches;
        cluster = Schedule(cluster, waiting, request);
        return cluster with { Objects = cluster.Objects.WithCache(new Queue(seen, [.. waiting.Select(p => p.Key)])) };
    }

    private static ControlPlane Schedule(ControlPlane cluster, KubernetesObject[] waiting, ApiRequest request)
    {
        if (waiting.Length == 0) return cluster;
        NodeLoads nodes = NodeLoads.Of(cluster.Objects);
        foreach (KubernetesObject pod in waiting) cluster = Schedule(cluster, pod, nodes, request);
        return cluster;
    }

    private static ControlPlane Schedule(ControlPlane cluster, KubernetesObject pod, NodeLoads nodes, ApiRequest request)
    {
        PodDemand demand = PodDemand.Of(pod.Content);
        List<NodeLoad> fitting = [];
        Unschedulable why = new(nodes.All.Count);
        foreach (NodeLoad node in nodes.All)
        {
            string[] reasons = [.. NodeFilter.Problems(demand, node, out bool preemptionHelps)];
            if (reasons.Length == 0) fitting.Add(node);
            else why.Add(reasons, preemptionHelps);
        }

        if (fitting.Count == 0) return Refuse(cluster, pod, why.ToString(), request);
        string? owner = pod.Controller?.Text("uid");
        (NodeLoad Node, long Score)[] scored = [.. fitting.Select(n => (n, NodeScore.Of(demand, n, owner)))];
        long best = scored.Max(s => s.Score);
        NodeLoad[] equals = [.. scored.Where(s => s.Score == best).Select(s => s.Node)];
        NodeLoad chosen = equals[Identifiers.Pick(equals.Length, request.Seed, "schedule", pod.Uid)];
        chosen.Add(demand, pod);
        string name = chosen.Node.Name;
        ApiMap scheduled = Conditions.Of("PodScheduled", true, request.Now);
        KubernetesObject bound = pod.With(["spec", "nodeName"], name)
            .With(["status", "conditions"], Conditions.Set(pod.Content.List("status", "conditions"), scheduled));
        return cluster.With(bound).Did(bound, Component, "Scheduled", $"Successfully assigned {pod.Namespace}/{pod.Name} to {name}", request);
    }

    private static ControlPlane Refuse(ControlPlane cluster, KubernetesObject pod, string message, ApiRequest request)
    {
        ApiMap condition = Conditions.Of("PodScheduled", false, request.Now, "Unschedulable", message);
        KubernetesObject refused = pod.With(["status", "conditions"], Conditions.Set(pod.Content.List("status", "conditions"), condition));
        return cluster.With(refused).Warns(refused, Component, "FailedScheduling", message, request);
    }

    // How many nodes gave which reason, as framework.FitError says it.
    private sealed class Unschedulable(int nodes)
    {
        private readonly Dictionary<string, int> _reasons = [];
        private int _helpless;

        public void Add(IEnumerable<string> reasons, bool preemptionHelps)
        {
            foreach (string reason in reasons) _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
            if (!preemptionHelps) _helpless++;
        }

        public override string ToString()
        {
            if (nodes == 0) return "no nodes available to schedule pods";
            Dictionary<string, int> preemption = [];
            if (_helpless > 0) preemption["Preemption is not helpful for scheduling"] = _helpless;
            if (_helpless < nodes) preemption["No preemption victims found for incoming pod"] = nodes - _helpless;
            return $"{Sentence(_reasons)} preemption: {Sentence(preemption)}.";
        }

        private string Sentence(Dictionary<string, int> reasons)
        {
            IEnumerable<string> counted = reasons.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Value} {r.Key}")).Order(StringComparer.Ordinal);
            return string.Create(CultureInfo.InvariantCulture, $"0/{nodes} nodes are available: {string.Join(", ", counted)}.");
        }
    }

    private sealed record Queue(ObjectStore Seen, ImmutableSortedSet<ObjectKey> Pending) : WorkQueue(Seen, Pending);
}
