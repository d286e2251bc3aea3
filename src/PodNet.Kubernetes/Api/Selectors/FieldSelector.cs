using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Api.Selectors;

/// <summary>Which values fields must have: "spec.nodeName=n1,status.phase!=Running" (k8s.io/apimachinery/pkg/fields).</summary>
internal sealed record FieldSelector(ValueList<FieldRequirement> Requirements)
{
    /// <summary>Reads a selector.</summary>
    /// <exception cref="SelectorException">It cannot be read, or objects of the kind cannot be selected by a field.</exception>
    public static FieldSelector Parse(string text, ResourceKind kind)
    {
        List<FieldRequirement> requirements = [];
        foreach (string term in text.Split(',').Where(t => t.Length > 0))
        {
            int at = term.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw new SelectorException($"invalid selector: '{text}'; can't understand '{term}'");
            bool not = term[at - 1] == '!';
            string path = not ? term[..(at - 1)] : term[..at], value = term[(at + 1)..];
            if (!not && value.StartsWith('=')) value = value[1..];
            bool known = path == "metadata.name" || (path == "metadata.namespace" && kind.IsNamespaced) || kind.SelectableFields.Contains(path);
            if (!known)
            {
                throw new SelectorException(kind.SelectableFields.Count > 0 || !kind.IsNamespaced
                    ? $"field label not supported: {path}"
                    : $"\"{path}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
            }

            requirements.Add(new(path, value, not));
        }

        return new(requirements.ToValueList());
    }

    /// <summary>The objects that may match: those that can be ruled out by name, namespace or node are not even made.</summary>
    public IEnumerable<KubernetesObject> Candidates(ObjectStore objects, ResourceKind kind, string? @namespace)
    {
        FieldRequirement? node = Requirements.FirstOrDefault(r => r is { Path: "spec.nodeName", Not: false });
        if (node is { Value.Length: > 0 }) return objects.PodsOn(kind, node.Value).Where(p => @namespace is null || p.Namespace == @namespace);
        FieldRequirement[] byKey = [.. Requirements.Where(r => r.Path is "metadata.name" or "metadata.namespace")];
        return objects.List(kind, @namespace, key => byKey.All(r => r.Allows(r.Path == "metadata.name" ? key.Name : key.Namespace)));
    }

    /// <summary>Whether an object has these values; a missing one is empty.</summary>
    public bool Matches(ApiMap content) => Requirements.All(r => r.Allows(content.Text(r.Path.Split('.')) ?? Missing(r.Path)));

    private static string Missing(string path) => path is "spec.unschedulable" or "spec.hostNetwork" ? "false" : "";
}

/// <summary>What one field has to be, or not to be.</summary>
internal sealed record FieldRequirement(string Path, string Value, bool Not)
{
    /// <summary>Whether a value is right.</summary>
    public bool Allows(string value) => value == Value != Not;
}
