using System.Globalization;
using System.Text;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Tests;

/// <summary>A value of the API as a text that a person can read and compare: a field per line.</summary>
internal static class Outline
{
    public static string Of(ApiValue value)
    {
        StringBuilder text = new();
        Write(text, "", value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, string path, ApiValue value)
    {
        switch (value)
        {
            case ApiMap { Count: > 0 } map:
                foreach ((string name, ApiValue field) in map.Fields) Write(text, path.Length == 0 ? name : $"{path}.{name}", field);
                break;
            case ApiList { Items.Count: > 0 } list:
                for (int i = 0; i < list.Items.Count; i++) Write(text, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), list.Items[i]);
                break;
            default:
                text.Append(path).Append(": ").Append(value switch
                {
                    ApiText t => $"\"{t.Text}\"",
                    ApiNull => "null",
                    ApiMap => "{}",
                    ApiList => "[]",
                    _ => value.ToString(),
                }).Append('\n');
                break;
        }
    }
}
