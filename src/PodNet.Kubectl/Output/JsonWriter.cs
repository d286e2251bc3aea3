using System.Globalization;
using System.Text;

namespace PodNet.Kubectl.Output;

/// <summary>JSON as Go's encoding/json writes it: keys in order, and what HTML would obey escaped.</summary>
internal static class JsonWriter
{
    /// <summary>As <c>kubectl -o json</c> prints it: four blanks a level, with a line feed at the end.</summary>
    public static string Indented(ApiValue value)
    {
        StringBuilder to = new();
        Write(to, value, "\n");
        return to.Append('\n').ToString();
    }

    /// <summary>On one line, without blanks.</summary>
    public static string Compact(ApiValue value)
    {
        StringBuilder to = new();
        Write(to, value, null);
        return to.ToString();
    }

    // newLine: the line feed with the indent of the place, or null where all is on one line.
    private static void Write(StringBuilder to, ApiValue value, string? newLine)
    {
        string? inner = newLine is null ? null : newLine + "    ";
        switch (value)
        {
            case ApiMap { Count: > 0 } map:
                string colon = newLine is null ? ":" : ": ";
                Items(to, '{', '}', newLine, map.Fields, field =>
                {
                    Quote(to, field.Key);
                    to.Append(colon);
                    Write(to, field.Value, inner);
                });
                break;
            case ApiList { Items.Count: > 0 } list:
                Items(to, '[', ']', newLine, list.Items, item => Write(to, item, inner));
                break;
            case ApiText(var text):
                Quote(to, text);
                break;
            default:
                to.Append(value switch { ApiMap => "{}", ApiList => "[]", ApiNull => "null", _ => value.ToString() });
                break;
        }
    }

    private static void Items<T>(StringBuilder to, char open, char close, string? newLine, IEnumerable<T> items, Action<T> write)
    {
        char separator = open;
        foreach (T item in items)
        {
            to.Append(separator);
            if (newLine is not null) to.Append(newLine).Append("    ");
            write(item);
            separator = ',';
        }

        to.Append(newLine).Append(close);
    }

    private static void Quote(StringBuilder to, string text)
    {
        to.Append('"');
        foreach (char c in text)
        {
            string? escape = c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => null,
            };
            if (escape is null) to.Append(c);
            else to.Append(escape);
        }

        to.Append('"');
    }
}
