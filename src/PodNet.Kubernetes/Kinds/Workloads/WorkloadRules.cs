using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Api.Selectors;
using PodNet.Kubernetes.Kinds.Pods;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Kinds.Workloads;

/// <summary>What the kinds with a pod template share (kubernetes, pkg/apis/apps/validation).</summary>
internal static class WorkloadRules
{
    /// <summary>Replicas, selector and template.</summary>
    /// <param name="emptySelector">What is said of a selector that selects everything.</param>
    public static void Validate(ResourceKind kind, ApiMap content, string emptySelector, FieldErrorList errors)
    {
        MetaValidation.Validate(kind, content.Map("metadata"), errors);
        ApiMap spec = content.Map("spec");
        NotNegative(spec, "replicas", errors);
        if (spec["selector"] is not ApiMap selector)
        {
            errors.Required("spec.selector");
        }
        else
        {
            MetaValidation.Selector(selector, "spec.selector", errors);
            if (selector.Map("matchLabels").Count + selector.List("matchExpressions").Count == 0)
                errors.InvalidRaw("spec.selector", GoSyntax.LabelSelector(selector), emptySelector);
        }

        Template(spec, errors);
        NotNegative(spec, "minReadySeconds", errors);
    }

    /// <summary>What an update may not change.</summary>
    public static void ValidateSelectorUpdate(ApiMap old, ApiMap updated, FieldErrorList errors)
    {
        if (updated.At("spec", "selector") is ApiMap selector && selector != old.At("spec", "selector"))
            errors.InvalidRaw("spec.selector", GoSyntax.LabelSelector(selector), "field is immutable");
    }

    /// <summary>A number that may not be below 0.</summary>
    public static void NotNegative(ApiMap spec, string field, FieldErrorList errors)
    {
        if (spec.Number(field) is < 0 and { } value) errors.Invalid("spec." + field, value, "must be greater than or equal to 0");
    }

    private static void Template(ApiMap spec, FieldErrorList errors)
    {
        if (spec["template"] is not ApiMap template)
        {
            errors.Required("spec.template");
            return;
        }

        ApiMap labels = template.Map("metadata", "labels"), selector = spec.Map("selector");
        bool selects = selector.Map("matchLabels").Count + selector.List("matchExpressions").Count > 0;
        if (selects && !LabelSelector.Of(selector).Matches(labels))
            errors.InvalidRaw("spec.template.metadata.labels", GoSyntax.TextMap(labels), "`selector` does not match template `labels`");
        MetaValidation.Labels(labels, "spec.template.labels", errors);
        MetaValidation.Annotations(template.Map("metadata", "annotations"), "spec.template.annotations", errors);
        ApiMap pod = template.Map("spec");
        PodValidation.ValidateSpec(pod, "spec.template.spec", errors);
        if (pod["restartPolicy"] is { } policy && policy.ToString() != "Always") errors.NotSupported("spec.template.spec.restartPolicy", policy, "Always");
        if (pod.Has("activeDeadlineSeconds")) errors.Forbidden("spec.template.spec.activeDeadlineSeconds",
            "activeDeadlineSeconds in ReplicaSet is not Supported");
    }
}
