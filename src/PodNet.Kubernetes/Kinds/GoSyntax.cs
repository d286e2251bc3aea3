using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Kinds;

/// <summary>Values in Go's own notation (%#v), which messages about maps and structs quote.</summary>
internal static class GoSyntax
{
    public static string TextMap(ApiMap map) => map.Count == 0
        ? "map[string]string(nil)"
        : "map[string]string{" + string.Join(", ", map.Fields.Select(f => $"{GoText.Quote(f.Key)}:{GoText.Quote(f.Value.ToString()!)}")) + "}";

    public static string TextList(IEnumerable<string> texts) => "[]string{" + string.Join(", ", texts.Select(GoText.Quote)) + "}";

    public static string LabelSelector(ApiMap selector)
    {
        string[] expressions =
        [
            .. selector.Maps("matchExpressions").Select(e => "v1.LabelSelectorRequirement{Key:" + GoText.Quote(e.Text("key") ?? "") + ", Operator:"
                + GoText.Quote(e.Text("operator") ?? "") + ", Values:"
                + (e.List("values").Count == 0 ? "[]string(nil)" : TextList(e.List("values").Select(v => v.ToString()!))) + "}"),
        ];
        string list = expressions.Length == 0 ? "(nil)" : "{" + string.Join(", ", expressions) + "}";
        return $"v1.LabelSelector{{MatchLabels:{TextMap(selector.Map("matchLabels"))}, MatchExpressions:[]v1.LabelSelectorRequirement{list}}}";
    }
}
