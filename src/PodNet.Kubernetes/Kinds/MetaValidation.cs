using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Validation;

namespace PodNet.Kubernetes.Kinds;

/// <summary>The rules for metadata and for selectors (k8s.io/apimachinery, api/validation and apis/meta/v1/validation).</summary>
internal static class MetaValidation
{
    private const int MostAnnotationBytes = 256 * 1024;

    /// <summary>metadata of an object.</summary>
    public static void Validate(ResourceKind kind, ApiMap metadata, FieldErrorList errors)
    {
        string name = metadata.Text("name") ?? "";
        if (metadata.Text("generateName") is { } generate && kind.NameProblem(generate.TrimEnd('-') + "x") is { } prefix)
            errors.Invalid("metadata.generateName", generate, prefix);
        if (name.Length == 0) errors.Required("metadata.name", "name or generateName is required");
        else if (kind.NameProblem(name) is { } problem) errors.Invalid("metadata.name", name, problem);
        if (metadata.Text("namespace") is { } space && Names.LabelProblem(space) is { } bad) errors.Invalid("metadata.namespace", space, bad);
        Labels(metadata.Map("labels"), "metadata.labels", errors);
        Annotations(metadata.Map("annotations"), "metadata.annotations", errors);
        Owners(metadata, errors);
        foreach (ApiValue finalizer in metadata.List("finalizers"))
        {
            if (LabelNames.QualifiedProblem(finalizer.ToString()!) is { } wrong) errors.Invalid("metadata.finalizers", finalizer, wrong);
        }
    }

    /// <summary>A map of labels.</summary>
    public static void Labels(ApiMap labels, string path, FieldErrorList errors)
    {
        foreach ((string key, ApiValue value) in labels.Fields)
        {
            if (LabelNames.QualifiedProblem(key) is { } wrong) errors.Invalid(path, key, wrong);
            if (LabelNames.ValueProblem(value.ToString()!) is { } bad) errors.Invalid(path, value, bad);
        }
    }

    /// <summary>A map of annotations.</summary>
    public static void Annotations(ApiMap annotations, string path, FieldErrorList errors)
    {
        long size = 0;
        foreach ((string key, ApiValue value) in annotations.Fields)
        {
            if (LabelNames.QualifiedProblem(key.ToLowerInvariant()) is { } wrong) errors.Invalid(path, key, wrong);
            size += key.Length + value.ToString()!.Length;
        }

        if (size > MostAnnotationBytes) errors.TooLong(path, MostAnnotationBytes);
    }

    /// <summary>A label selector.</summary>
    public static void Selector(ApiMap selector, string path, FieldErrorList errors)
    {
        Labels(selector.Map("matchLabels"), path + ".matchLabels", errors);
        foreach ((ApiMap expression, string at) in Indexed.Maps(selector, "matchExpressions", path))
        {
            string key = expression.Text("key") ?? "";
            int values = expression.List("values").Count;
            switch (expression.Text("operator"))
            {
                case "In" or "NotIn" when values == 0:
                    errors.Required(at + ".values", "must be specified when `operator` is 'In' or 'NotIn'");
                    break;
                case "Exists" or "DoesNotExist" when values > 0:
                    errors.Forbidden(at + ".values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                    break;
                case "In" or "NotIn" or "Exists" or "DoesNotExist":
                    break;
                default:
                    errors.Invalid(at + ".operator", expression["operator"] ?? "", "not a valid selector operator");
                    break;
            }

            if (LabelNames.QualifiedProblem(key) is { } wrong) errors.Invalid(at + ".key", key, wrong);
        }
    }

    /// <summary>What an update may not change of the metadata.</summary>
    public static void ValidateUpdate(ApiMap old, ApiMap updated, FieldErrorList errors)
    {
        foreach (string field in (string[])["name", "namespace", "uid", "creationTimestamp"])
        {
            if (updated[field] is { } value && old[field] is { } before && value != before) errors.Invalid("metadata." + field, value, "field is immutable");
        }
    }

    private static void Owners(ApiMap metadata, FieldErrorList errors)
    {
        int controllers = 0;
        foreach ((ApiMap owner, string at) in Indexed.Maps(metadata, "ownerReferences", "metadata"))
        {
            foreach (string field in (string[])["apiVersion", "kind", "name", "uid"])
            {
                if (owner.Text(field) is null) errors.Invalid($"{at}.{field}", "", field == "apiVersion"
                    ? "version must not be empty" : $"{field} must not be empty");
            }

            if (owner.Flag("controller") && ++controllers == 2)
                errors.InvalidRaw("metadata.ownerReferences", "[]", "Only one reference can have Controller set to true");
        }
    }
}
