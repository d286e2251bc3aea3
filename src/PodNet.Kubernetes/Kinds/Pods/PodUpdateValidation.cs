using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Kinds.Pods;

/// <summary>What may change of a pod that is there (kubernetes, pkg/apis/core/validation, ValidatePodUpdate).</summary>
internal static class PodUpdateValidation
{
    private const string Mutable =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
        + "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was "
        + "previously negative)";

    public static void Validate(ResourceKind kind, ApiMap old, ApiMap updated, FieldErrorList errors)
    {
        MetaValidation.Validate(kind, updated.Map("metadata"), errors);
        MetaValidation.ValidateUpdate(old.Map("metadata"), updated.Map("metadata"), errors);
        ApiMap before = old.Map("spec"), after = updated.Map("spec");
        foreach (string list in (string[])["containers", "initContainers"])
        {
            if (before.List(list).Count == after.List(list).Count) continue;
            errors.Forbidden("spec." + list, list == "containers"
                ? "pod updates may not add or remove containers" : "pod updates may not add or remove init containers");
            return;
        }

        foreach ((ApiMap container, string at) in Indexed.Maps(after, "containers", "spec"))
        {
            if ((container.Text("image") ?? "").Length == 0) errors.Required(at + ".image");
        }

        if (before["activeDeadlineSeconds"] is { } deadline && after["activeDeadlineSeconds"] is null)
            errors.InvalidRaw("spec.activeDeadlineSeconds", "\"null\"", $"must not update from a positive integer to nil value ({deadline})");
        ApiMap same = WithMutableOf(before, after);
        if (same != before) errors.Forbidden("spec", $"{Mutable}\n{SpecDifference.Between(same, before)}");
    }

    // The new spec with everything that may change put back as it was: what then differs is forbidden.
    private static ApiMap WithMutableOf(ApiMap before, ApiMap after)
    {
        foreach (string list in (string[])["containers", "initContainers"])
        {
            int i = 0;
            after = after.EachMap(list, container => container.With("image", (before.List(list)[i++] as ApiMap)?["image"]));
        }

        HashSet<ApiValue> tolerations = [.. after.List("tolerations")];
        if (before.List("tolerations").All(tolerations.Contains)) after = after.With("tolerations", before["tolerations"]);
        after = after.With("activeDeadlineSeconds", before["activeDeadlineSeconds"]);
        bool raised = before.Number("terminationGracePeriodSeconds") < 0 && after.Number("terminationGracePeriodSeconds") == 1;
        return raised ? after.With("terminationGracePeriodSeconds", before["terminationGracePeriodSeconds"]) : after;
    }
}
