using PodNet.Kubectl.Patching;

namespace PodNet.Kubectl.Describers;

/// <summary>Labels, annotations, taints and tolerations: one a line, below each other.</summary>
internal static class MetadataLines
{
    private const int LongestAnnotation = 140;

    /// <summary>"Labels:" with one "key=value" a line.</summary>
    public static void Labels(this PrefixWriter to, string title, ApiMap labels) =>
        Lines(to, title, labels.Fields.Select(l => $"{l.Key}={l.Value}"));

    /// <summary>"Annotations:"; long ones begin on a line of their own, and what apply remembers is left out.</summary>
    public static void Annotations(this PrefixWriter to, string title, ApiMap annotations)
    {
        List<string> lines = [];
        foreach ((string key, ApiValue held) in annotations.Without(LastApplied.Annotation).Fields)
        {
            string value = held.ToString()!;
            if (value.EndsWith('\n')) value = value[..^1];
            if (value.Length + key.Length + 2 > LongestAnnotation || value.Contains('\n', StringComparison.Ordinal))
                lines.AddRange([key + ":", .. value.Split('\n').Select(l => "  " + Shortened(l))]);
            else lines.Add($"{key}: {value}");
        }

        Lines(to, title, lines);
    }

    /// <summary>"Taints:" by effect and key.</summary>
    public static void Taints(this PrefixWriter to, IEnumerable<ApiMap> taints) =>
        Lines(to, "Taints", taints.OrderBy(t => $"{t.Text("effect")},{t.Text("key")}", StringComparer.Ordinal).Select(Taint));

    /// <summary>"Tolerations:" by key.</summary>
    public static void Tolerations(this PrefixWriter to, string title, IEnumerable<ApiMap> tolerations) =>
        Lines(to, title, tolerations.OrderBy(t => t.Text("key") ?? "", StringComparer.Ordinal).Select(Toleration));

    private static string Taint(ApiMap taint)
    {
        (string key, string? value, string? effect) = (taint.Text("key") ?? "", taint.Text("value"), taint.Text("effect"));
        string start = string.IsNullOrEmpty(value) ? key : $"{key}={value}";
        return string.IsNullOrEmpty(effect) ? start + (string.IsNullOrEmpty(value) ? "" : ":") : $"{start}:{effect}";
    }

    private static string Toleration(ApiMap toleration)
    {
        string key = toleration.Text("key") ?? "", text = key;
        if (toleration.Text("value") is { Length: > 0 } value) text += "=" + value;
        if (toleration.Text("effect") is { Length: > 0 } effect) text += ":" + effect;
        if (toleration.Text("operator") == "Exists" && toleration.Text("value") is null or "") text += text.Length > 0 ? " op=Exists" : "op=Exists";
        return toleration.Text("tolerationSeconds") is { } seconds ? $"{text} for {seconds}s" : text;
    }

    private static string Shortened(string line) => line.Length > LongestAnnotation - 2 ? line[..(LongestAnnotation - 2)] + "..." : line;

    private static void Lines(PrefixWriter to, string title, IEnumerable<string> lines)
    {
        string start = title + ":";
        foreach (string line in lines.DefaultIfEmpty("<none>"))
        {
            to.Line(0, $"{start}\t{line}");
            start = "";
        }
    }
}
