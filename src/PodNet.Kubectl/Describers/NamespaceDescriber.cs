namespace PodNet.Kubectl.Describers;

/// <summary>Namespaces.</summary>
internal sealed class NamespaceDescriber : ObjectDescriber
{
    /// <inheritdoc/>
    public override string Kind => "Namespace";

    /// <inheritdoc/>
    public override bool HasEvents => false;

    /// <inheritdoc/>
    public override void Describe(KubernetesObject described, DescriptionRequest request, PrefixWriter to)
    {
        to.Line(0, $"Name:\t{described.Name}");
        to.Labels("Labels", described.Labels);
        to.Annotations("Annotations", described.Annotations);
        to.Line(0, $"Status:\t{described.Content.Text("status", "phase")}");
        if (described.Content.List("status", "conditions").Count > 0)
        {
            to.Line(0, $"Conditions:");
            to.Line(1, $"Type\tStatus\tLastTransitionTime\tReason\tMessage");
            to.Line(1, $"----\t------\t------------------\t------\t-------");
        }

        foreach (ApiMap condition in described.Content.Maps("status", "conditions"))
        {
            string changed = HumanDuration.Rfc1123(condition.Text("lastTransitionTime"));
            to.Line(1, $"{condition.Text("type")}\t{condition.Text("status")}\t{changed}\t{condition.Text("reason")}\t{condition.Text("message")}");
        }

        // Quotas and limit ranges are not served, so no namespace has any.
        to.Line(0, $"\nNo resource quota.");
        to.Line(0, $"\nNo LimitRange resource.");
    }
}
