using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Kubernetes.Yaml;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Reading;

/// <summary>Reads <c>labels: {key: value}</c> and <c>taints: ["key=value:Effect"]</c> of a node.</summary>
internal static class NodeLabelReader
{
    private static readonly string[] Effects = ["NoExecute", "NoSchedule", "PreferNoSchedule"];

    public static IEnumerable<KeyValuePair<string, string>> Labels(Fields node)
    {
        YamlNode? written = node.Find("labels");
        if (written is null) yield break;
        string path = node.PathOf("labels");
        if (written is not YamlMapping mapping)
        {
            node.Problem(written, $"{path}: must be a mapping of keys to values, not {written.Kind}");
            yield break;
        }

        foreach ((YamlScalar key, YamlNode value) in mapping.Entries)
        {
            string? text = (value as YamlScalar)?.Text;
            if (LabelNames.QualifiedProblem(key.Text) is { } wrong) node.Problem(key, FieldErrors.Invalid(path, key.Text, wrong));
            else if (text is null) node.Problem(value, $"{path}.{key.Text}: must be a single value, not {value.Kind}");
            else if (LabelNames.ValueProblem(text) is { } bad) node.Problem(value, FieldErrors.Invalid(path, text, bad));
            else yield return new(key.Text, text);
        }
    }

    /// <summary>null: not given.</summary>
    public static ValueList<NodeTaint>? Taints(Fields node) =>
        node.Has("taints") ? node.Texts("taints").Select(t => Taint(node, t)).OfType<NodeTaint>().ToValueList() : null;

    private static NodeTaint? Taint(Fields node, string text)
    {
        int colon = text.LastIndexOf(':');
        string[] pair = (colon < 0 ? text : text[..colon]).Split('=', 2);
        NodeTaint taint = new(pair[0], pair.Length == 2 ? pair[1] : "", colon < 0 ? "" : text[(colon + 1)..]);
        string? problem = !Effects.Contains(taint.Effect) ? $"must be written as key=value:Effect or key:Effect; effects are {string.Join(", ", Effects)}"
            : LabelNames.QualifiedProblem(taint.Key) ?? LabelNames.ValueProblem(taint.Value);
        if (problem is null) return taint;
        node.Report("taints", FieldErrors.Invalid(node.PathOf("taints"), text, problem));
        return null;
    }
}
