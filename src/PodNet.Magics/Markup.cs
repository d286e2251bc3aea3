using System.Text;

namespace PodNet.Magics;

/// <summary>Makes text harmless in HTML. Every name, label and error is somebody else's text.</summary>
public static class Markup
{
    /// <summary>The text for use between tags and in double- or single-quoted attributes. Characters that HTML does not allow become
    /// U+FFFD.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length + 16);
        foreach (char c in text)
        {
            _ = c switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                < ' ' and not ('\n' or '\t' or '\r') => escaped.Append('\uFFFD'),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
