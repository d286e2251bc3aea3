using System.Globalization;
using System.Text;

namespace PodNet.Kubernetes.Objects;

/// <summary>Texts as Go's fmt package quotes them (go, src/strconv/quote.go): the messages of the API server and of kubectl have them.</summary>
public static class GoText
{
    /// <summary>A text as the verb %q writes it.</summary>
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
