namespace PodNet.Kubectl.Describers;

/// <summary>The pod template of a workload.</summary>
internal static class PodTemplateSection
{
    /// <summary>Writes it.</summary>
    public static void Write(ApiMap template, PrefixWriter to)
    {
        to.Line(0, $"Pod Template:");
        to.Labels("  Labels", template.Map("metadata", "labels"));
        if (template.Map("metadata", "annotations").Count > 0) to.Annotations("  Annotations", template.Map("metadata", "annotations"));
        if (template.Text("spec", "serviceAccountName") is { Length: > 0 } account) to.Line(1, $"Service Account:\t{account}");
        if (template.List("spec", "initContainers").Count > 0) ContainerSection.Write("Init Containers",
            template.Maps("spec", "initContainers"), [], null, "  ", to);
        ContainerSection.Write("Containers", template.Maps("spec", "containers"), [], null, "  ", to);
        VolumeSection.Write(template.Maps("spec", "volumes"), "  ", to);
        if (template.Text("spec", "priorityClassName") is { Length: > 0 } priority) to.Line(1, $"Priority Class Name:\t{priority}");
        to.Labels("  Node-Selectors", template.Map("spec", "nodeSelector"));
        to.Tolerations("  Tolerations", template.Maps("spec", "tolerations"));
    }

    /// <summary>Writes the conditions of a workload.</summary>
    public static void Conditions(ApiMap workload, PrefixWriter to)
    {
        ApiMap[] conditions = [.. workload.Maps("status", "conditions")];
        if (conditions.Length == 0) return;
        to.Line(0, $"Conditions:");
        to.Line(1, $"Type\tStatus\tReason");
        to.Line(1, $"----\t------\t------");
        foreach (ApiMap condition in conditions) to.Line(1, $"{condition.Text("type")} \t{condition.Text("status")}\t{condition.Text("reason")}");
    }
}
