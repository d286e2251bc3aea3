using PodNet.Kubernetes.Api.Selectors;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Planning;

namespace PodNet.Kubernetes.Controllers.Scheduling;

/// <summary>Why a node cannot take a pod: the filter plugins in their order, of which the first that refuses is heard (kubernetes,
/// pkg/scheduler/framework/plugins).</summary>
internal static class NodeFilter
{
    private static readonly ApiMap Unschedulable = ApiMap.Of(("key", "node.kubernetes.io/unschedulable"), ("effect", "NoSchedule"));

    /// <summary>The reasons; none: the node can take it.</summary>
    /// <param name="preemptionHelps">Whether taking other pods away could help.</param>
    public static IEnumerable<string> Problems(PodDemand pod, NodeLoad node, out bool preemptionHelps)
    {
        preemptionHelps = false;
        IEnumerable<ApiMap> tolerations = pod.Spec.Maps("tolerations");
        if (node.Node.Content.Flag("spec", "unschedulable") && !tolerations.Any(t => Tolerates(t, Unschedulable))) return ["node(s) were unschedulable"];
        foreach (ApiMap taint in node.Taints)
        {
            if (taint.Text("effect") == "PreferNoSchedule" || tolerations.Any(t => Tolerates(t, taint))) continue;
            return [$"node(s) had untolerated taint {{{taint.Text("key")}: {taint.Text("value")}}}"];
        }

        if (!MatchesSelectors(pod.Spec, node.Node)) return ["node(s) didn't match Pod's node affinity/selector"];
        preemptionHelps = true;
        return pod.HostPorts.Any(wanted => node.HostPorts.Exists(wanted.ConflictsWith)) ? [HostPortTable.Reason] : Resources(pod, node);
    }

    /// <summary>Whether a toleration is for a taint (k8s.io/api/core/v1, ToleratesTaint).</summary>
    public static bool Tolerates(ApiMap toleration, ApiMap taint)
    {
        if ((toleration.Text("effect") ?? taint.Text("effect")) != taint.Text("effect")) return false;
        if ((toleration.Text("key") ?? taint.Text("key")) != taint.Text("key")) return false;
        return toleration.Text("operator") == "Exists" || (toleration.Text("value") ?? "") == (taint.Text("value") ?? "");
    }

    private static List<string> Resources(PodDemand pod, NodeLoad node)
    {
        List<string> reasons = [];
        if (node.Pods + 1 > node.AllocatablePods) reasons.Add("Too many pods");
        if (pod.Cpu > 0 && pod.Cpu + node.Cpu > node.AllocatableCpu) reasons.Add("Insufficient cpu");
        if (pod.Memory > 0 && pod.Memory + node.Memory > node.AllocatableMemory) reasons.Add("Insufficient memory");
        return reasons;
    }

    private static bool MatchesSelectors(ApiMap spec, KubernetesObject node)
    {
        if (spec.Map("nodeSelector") is { Count: > 0 } wanted && !LabelSelector.Equal(wanted).Matches(node.Labels)) return false;
        const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
        if (spec.At("affinity", "nodeAffinity", Required) is not ApiMap required) return true;
        return required.Maps("nodeSelectorTerms").Any(term => Matches(term, node));
    }

    private static bool Matches(ApiMap term, KubernetesObject node)
    {
        LabelSelector byLabels = LabelSelector.Of(ApiMap.Of(("matchExpressions", term["matchExpressions"])));
        LabelSelector byFields = LabelSelector.Of(ApiMap.Of(("matchExpressions", term["matchFields"])));
        return term.Count > 0 && byLabels.Matches(node.Labels) && byFields.Matches(ApiEditing.TextMap(("metadata.name", node.Name)));
    }
}
