using System.Text;
using System.Text.RegularExpressions;

namespace PodNet.Magics.Lessons;

/// <summary>Lets exactly two HTML elements of markdown through, without attributes but <c>open</c>: &lt;details&gt; and &lt;summary&gt;,
/// with which
/// lessons fold their answers. All other HTML becomes visible text.</summary>
internal static partial class FoldedAnswers
{
    /// <summary>The text with everything but the allowed tags escaped; comments are left out.</summary>
    public static string Sanitize(string html)
    {
        html = Comment().Replace(html, "");
        int at = 0;
        StringBuilder safe = new();
        foreach (Match tag in Allowed().Matches(html))
        {
            safe.Append(Markup.Escape(html[at..tag.Index])).Append(tag.Value.ToLowerInvariant());
            at = tag.Index + tag.Length;
        }

        return safe.Append(Markup.Escape(html[at..])).ToString();
    }

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("<details(?: open)?>|</details>|<summary>|</summary>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Allowed();
}
