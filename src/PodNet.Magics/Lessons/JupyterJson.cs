using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodNet.Magics.Lessons;

/// <summary>Writes JSON exactly as nbformat does (Python's <c>json.dumps</c> with <c>sort_keys</c>, an indent of one blank and
/// <c>ensure_ascii=False</c>), so that running a notebook here and saving it in Jupyter give the same bytes.</summary>
internal static class JupyterJson
{
    public static string Write(JsonNode? node)
    {
        StringBuilder text = new();
        Append(text, node, depth: 0);
        return text.Append('\n').ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node, int depth)
    {
        switch (node)
        {
            case null: text.Append("null"); break;
            case JsonObject fields: AppendObject(text, fields, depth); break;
            case JsonArray items: AppendArray(text, items, depth); break;
            default: AppendValue(text, node.AsValue()); break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonObject fields, int depth)
    {
        text.Append('{');
        string separator = "";
        foreach ((string name, JsonNode? value) in fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            text.Append(separator);
            NewLine(text, depth + 1);
            AppendString(text, name);
            text.Append(": ");
            Append(text, value, depth + 1);
            separator = ",";
        }

        if (fields.Count > 0) NewLine(text, depth);
        text.Append('}');
    }

    private static void AppendArray(StringBuilder text, JsonArray items, int depth)
    {
        text.Append('[');
        string separator = "";
        foreach (JsonNode? item in items)
        {
            text.Append(separator);
            NewLine(text, depth + 1);
            Append(text, item, depth + 1);
            separator = ",";
        }

        if (items.Count > 0) NewLine(text, depth);
        text.Append(']');
    }

    private static void AppendValue(StringBuilder text, JsonValue value)
    {
        if (value.GetValueKind() == JsonValueKind.String) AppendString(text, value.GetValue<string>());
        else text.Append(value.ToJsonString());
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    private static void NewLine(StringBuilder text, int depth) => text.Append('\n').Append(' ', depth);
}
