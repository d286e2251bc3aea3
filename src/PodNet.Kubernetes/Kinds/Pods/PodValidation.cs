using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Validation;

namespace PodNet.Kubernetes.Kinds.Pods;

/// <summary>The rules for a pod's spec, in a pod or in a template (kubernetes, pkg/apis/core/validation, ValidatePodSpec).</summary>
internal static class PodValidation
{
    private static readonly string[] DnsPolicies = ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"];

    /// <summary>A spec.</summary>
    /// <param name="path">"spec", "spec.template.spec".</param>
    public static void ValidateSpec(ApiMap spec, string path, FieldErrorList errors)
    {
        HashSet<string> volumes = Volumes(spec, path, errors);
        ContainerValidation.Validate(spec, path, volumes, errors);
        Choice(spec, "restartPolicy", path, errors, "Always", "OnFailure", "Never");
        Choice(spec, "dnsPolicy", path, errors, DnsPolicies);
        if (spec.Number("terminationGracePeriodSeconds") is < 0 and { } grace)
            errors.Invalid(path + ".terminationGracePeriodSeconds", grace, "must be greater than or equal to 0");
        if (spec.Number("activeDeadlineSeconds") is <= 0 and { } deadline)
            errors.Invalid(path + ".activeDeadlineSeconds", deadline, "must be between 1 and 2147483647, inclusive");
        MetaValidation.Labels(spec.Map("nodeSelector"), path + ".nodeSelector", errors);
        foreach (string field in (string[])["serviceAccountName", "nodeName"])
        {
            if (spec.Text(field) is { } name && Names.SubdomainProblem(name) is { } problem) errors.Invalid($"{path}.{field}", name, problem);
        }

        foreach (string field in (string[])["hostname", "subdomain"])
        {
            if (spec.Text(field) is { } name && Names.LabelProblem(name) is { } problem) errors.Invalid($"{path}.{field}", name, problem);
        }

        Tolerations(spec, path, errors);
    }

    /// <summary>A field that takes one of a few values.</summary>
    public static void Choice(ApiMap map, string field, string path, FieldErrorList errors, params string[] choices)
    {
        if (map[field] is not { } value) errors.Required($"{path}.{field}");
        else if (!choices.Contains(value.ToString())) errors.NotSupported($"{path}.{field}", value, choices.Order(StringComparer.Ordinal));
    }

    private static HashSet<string> Volumes(ApiMap spec, string path, FieldErrorList errors)
    {
        HashSet<string> names = [];
        foreach ((ApiMap volume, string at) in Indexed.Maps(spec, "volumes", path))
        {
            string name = volume.Text("name") ?? "";
            if (volume.Count - (volume.Has("name") ? 1 : 0) > 1)
            {
                string second = volume.Fields.Select(f => f.Key).Where(k => k != "name").ElementAt(1);
                errors.Forbidden($"{at}.{second}", "may not specify more than 1 volume type");
            }

            if (name.Length == 0) errors.Required(at + ".name");
            else if (Names.LabelProblem(name) is { } problem) errors.Invalid(at + ".name", name, problem);
            else if (!names.Add(name)) errors.Duplicate(at + ".name", name);
        }

        return names;
    }

    private static void Tolerations(ApiMap spec, string path, FieldErrorList errors)
    {
        foreach ((ApiMap toleration, string at) in Indexed.Maps(spec, "tolerations", path))
        {
            string @operator = toleration.Text("operator") ?? "Equal";
            if (toleration.Text("key") is { } key && LabelNames.QualifiedProblem(key) is { } wrong) errors.Invalid(at + ".key", key, wrong);
            if (toleration.Text("key") is null && @operator != "Exists")
                errors.Invalid(at + ".operator", @operator, "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
            if (toleration.Has("tolerationSeconds") && toleration.Text("effect") != "NoExecute")
                errors.Invalid(at + ".effect", toleration["effect"] ?? "", "effect must be 'NoExecute' when `tolerationSeconds` is set");
            if (@operator == "Exists" && toleration["value"] is { } value)
                errors.Invalid(at + ".operator", value, "value must be empty when `operator` is 'Exists'");
            if (@operator is not ("Equal" or "Exists")) errors.NotSupported(at + ".operator", @operator, "Equal", "Exists");
            if (toleration.Text("effect") is { } effect and not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
                errors.NotSupported(at + ".effect", effect, "NoExecute", "NoSchedule", "PreferNoSchedule");
        }
    }
}
