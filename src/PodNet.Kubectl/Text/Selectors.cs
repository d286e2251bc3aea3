namespace PodNet.Kubectl.Text;

/// <summary>Label selectors and label maps as kubectl shows them (k8s.io/apimachinery: LabelSelectorAsSelector and labels.FormatLabels).</summary>
internal static class Selectors
{
    /// <summary>"a=b,c=d", or "&lt;none&gt;".</summary>
    public static string OfMap(ApiMap labels) => labels.Count == 0 ? "<none>" : string.Join(',', labels.Fields.Select(l => $"{l.Key}={l.Value}"));

    /// <summary>"app=web,tier notin (backend)", or "&lt;none&gt;" for one that is empty or not there.</summary>
    public static string Of(ApiMap selector) => Query(selector) is { Length: > 0 } query ? query : "<none>";

    /// <summary>A label selector as the API takes it in a query.</summary>
    public static string Query(ApiMap selector)
    {
        IEnumerable<(string Key, string Text)> equal = selector.Map("matchLabels").Fields.Select(l => (l.Key, $"{l.Key}={l.Value}"));
        IEnumerable<(string Key, string Text)> expressions = selector.Maps("matchExpressions").Select(e => (e.Text("key") ?? "", Expression(e)));
        return string.Join(',', equal.Concat(expressions).OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Text));
    }

    private static string Expression(ApiMap expression)
    {
        string key = expression.Text("key") ?? "";
        string values = string.Join(',', expression.List("values").Select(v => v.ToString()).Order(StringComparer.Ordinal));
        return expression.Text("operator") switch
        {
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} notin ({values})",
            "DoesNotExist" => "!" + key,
            _ => key,
        };
    }
}
