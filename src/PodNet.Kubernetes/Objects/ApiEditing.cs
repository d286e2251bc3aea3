namespace PodNet.Kubernetes.Objects;

/// <summary>Small edits that defaults and controllers are made of.</summary>
internal static class ApiEditing
{
    /// <summary>This map with a field set that it has not.</summary>
    public static ApiMap OrDefault(this ApiMap map, string name, ApiValue value) => map.Has(name) ? map : map.With(name, value);

    /// <summary>This map with every map in a list of it changed; nothing happens where there is no list.</summary>
    public static ApiMap EachMap(this ApiMap map, string list, Func<ApiMap, ApiMap> change) => map[list] is ApiList items
        ? map.With(list, ApiList.Of(items.Items.Select(i => i is ApiMap item ? change(item) : i)))
        : map;

    /// <summary>A list of texts.</summary>
    public static ApiList Texts(params IEnumerable<string> texts) => ApiList.Of(texts.Select(t => (ApiValue)t));

    /// <summary>A map of texts.</summary>
    public static ApiMap TextMap(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        ApiMap map = ApiMap.Empty;
        foreach ((string name, string value) in fields) map = map.With(name, value);
        return map;
    }

    /// <summary>A time as the API writes it.</summary>
    public static string Rfc3339(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A time of the API, or null.</summary>
    public static DateTimeOffset? Time(this ApiMap map, params ReadOnlySpan<string> path) => DateTimeOffset.TryParse(
        map.Text(path), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time : null;
}
