namespace PodNet.Kubectl.Describers;

/// <summary>ReplicaSets.</summary>
internal sealed class ReplicaSetDescriber : ObjectDescriber
{
    /// <inheritdoc/>
    public override string Kind => "ReplicaSet";

    /// <inheritdoc/>
    public override void Describe(KubernetesObject described, DescriptionRequest request, PrefixWriter to)
    {
        ApiMap set = described.Content;
        to.Line(0, $"Name:\t{described.Name}");
        to.Line(0, $"Namespace:\t{described.Namespace}");
        to.Line(0, $"Selector:\t{Selectors.Of(set.Map("spec", "selector"))}");
        to.Labels("Labels", described.Labels);
        to.Annotations("Annotations", described.Annotations);
        if (described.Controller is { } owner) to.Line(0, $"Controlled By:\t{owner.Text("kind")}/{owner.Text("name")}");
        to.Line(0, $"Replicas:\t{set.Text("status", "replicas") ?? "0"} current / {set.Text("spec", "replicas") ?? "1"} desired");
        ILookup<string?, KubernetesObject> pods = Pods(described, request.Objects).ToLookup(p => p.Content.Text("status", "phase"));
        int Count(string phase) => pods[phase].Count();
        to.Line(0, $"Pods Status:\t{Count("Running")} Running / {Count("Pending")} Waiting / {Count("Succeeded")} Succeeded / {Count("Failed")} Failed");
        PodTemplateSection.Write(set.Map("spec", "template"), to);
        PodTemplateSection.Conditions(set, to);
    }

    private static IEnumerable<KubernetesObject> Pods(KubernetesObject set, ObjectStore objects) => ResourceKinds.Find("v1", "Pod") is { } kind
        ? objects.List(kind, set.Namespace).Where(p => p.IsControlledBy(set))
        : [];
}
