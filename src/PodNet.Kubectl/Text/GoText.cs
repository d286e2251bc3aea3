using System.Globalization;
using System.Text;

namespace PodNet.Kubectl.Text;

/// <summary>Texts as Go's fmt package writes them.</summary>
internal static class GoText
{
    /// <summary>As the verb %q.</summary>
    public static string Quote(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (Rune rune in text.EnumerateRunes()) Append(quoted, rune, '"');
        return quoted.Append('"').ToString();
    }

    /// <summary>The first character of a text as the verb %q quotes a rune.</summary>
    public static string QuoteRune(string text)
    {
        StringBuilder quoted = new("'");
        Append(quoted, text.EnumerateRunes().First(), '\'');
        return quoted.Append('\'').ToString();
    }

    /// <summary>A text without what could command a terminal (k8s.io/cli-runtime, EscapeTerminal).</summary>
    public static string EscapeTerminal(string text) => text.IndexOfAny(['\u001b', '\u009b', '\r']) < 0
        ? text
        : text.Replace("\u001b", "^[", StringComparison.Ordinal).Replace("\u009b", "\\u009b",
            StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);

    private static void Append(StringBuilder to, Rune rune, char quote)
    {
        string? escape = rune.Value switch
        {
            '\\' => "\\\\",
            '\n' => "\\n",
            '\t' => "\\t",
            '\r' => "\\r",
            7 => "\\a",
            8 => "\\b",
            11 => "\\v",
            12 => "\\f",
            _ => null,
        };
        if (escape is not null) to.Append(escape);
        else if (rune.Value == quote) to.Append('\\').Append(quote);
        else if (IsShown(rune)) to.Append(rune);
        else if (rune.Value < 0x80) to.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
        else if (rune.Value <= 0xffff) to.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        else to.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
    }

    private static bool IsShown(Rune rune) => rune.Value == ' '
        || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.Surrogate);
}
