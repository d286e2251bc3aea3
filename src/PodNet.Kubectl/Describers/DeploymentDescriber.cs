using PodNet.Kubernetes.Controllers.Rollouts;

namespace PodNet.Kubectl.Describers;

/// <summary>Deployments.</summary>
internal sealed class DeploymentDescriber : ObjectDescriber
{
    /// <inheritdoc/>
    public override string Kind => "Deployment";

    /// <inheritdoc/>
    public override void Describe(KubernetesObject described, DescriptionRequest request, PrefixWriter to)
    {
        ApiMap deployment = described.Content;
        to.Line(0, $"Name:\t{described.Name}");
        to.Line(0, $"Namespace:\t{described.Namespace}");
        to.Line(0, $"CreationTimestamp:\t{HumanDuration.Rfc1123(deployment.Text("metadata", "creationTimestamp"))}");
        to.Labels("Labels", described.Labels);
        to.Annotations("Annotations", described.Annotations);
        to.Line(0, $"Selector:\t{Selectors.Query(deployment.Map("spec", "selector"))}");
        string Count(string field) => deployment.Text("status", field) ?? "0";
        string wanted = deployment.Text("spec", "replicas") ?? "1", available = $"{Count("availableReplicas")} available | {Count("unavailableReplicas")} unavailable";
        to.Line(0, $"Replicas:\t{wanted} desired | {Count("updatedReplicas")} updated | {Count("replicas")} total | {available}");
        to.Line(0, $"StrategyType:\t{deployment.Text("spec", "strategy", "type")}");
        to.Line(0, $"MinReadySeconds:\t{deployment.Text("spec", "minReadySeconds") ?? "0"}");
        if (deployment.At("spec", "strategy", "rollingUpdate") is ApiMap rolling)
            to.Line(0, $"RollingUpdateStrategy:\t{rolling.Text("maxUnavailable")} max unavailable, {rolling.Text("maxSurge")} max surge");
        PodTemplateSection.Write(deployment.Map("spec", "template"), to);
        PodTemplateSection.Conditions(deployment, to);
        ReplicaSets(described, request.Objects, to);
    }

    /// <summary>The replica sets of a deployment, oldest revision first.</summary>
    public static IReadOnlyList<KubernetesObject> OwnedBy(KubernetesObject deployment, ObjectStore objects) =>
        ResourceKinds.Find("apps/v1", "ReplicaSet") is not { } kind
        ? []
        : [.. objects.List(kind, deployment.Namespace).Where(r => r.IsControlledBy(deployment)).OrderBy(RevisionHistory.Of)];

    private static void ReplicaSets(KubernetesObject deployment, ObjectStore objects, PrefixWriter to)
    {
        IReadOnlyList<KubernetesObject> owned = OwnedBy(deployment, objects);
        if (owned.Count == 0) return;
        long newest = RevisionHistory.Of(deployment);
        to.Line(0, $"OldReplicaSets:\t{Text(owned.Where(r => RevisionHistory.Of(r) != newest))}");
        to.Line(0, $"NewReplicaSet:\t{Text(owned.Where(r => RevisionHistory.Of(r) == newest))}");
    }

    private static string Text(IEnumerable<KubernetesObject> sets)
    {
        string list = string.Join(", ",
            sets.Select(r => $"{r.Name} ({r.Content.Text("status", "replicas") ?? "0"}/{r.Content.Text("spec", "replicas") ?? "0"} replicas created)"));
        return list.Length == 0 ? "<none>" : list;
    }
}
