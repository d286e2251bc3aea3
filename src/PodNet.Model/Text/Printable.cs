using System.Globalization;
using System.Text;

namespace PodNet.Model.Text;

/// <summary>Makes text from outside safe to show. What a terminal, an XML reader or the bidirectional algorithm would obey instead of showing (control,
/// format, combining, private and unassigned characters, line separators, halves of surrogate pairs) becomes U+FFFD.</summary>
public static class Printable
{
    /// <summary>A text, on one line.</summary>
    public static string Clean(string text) => Replace(text, IsObeyed, static _ => "\uFFFD");

    /// <summary>A row of a table whose columns tabs may part: as <see cref="Clean"/>, with its tabs.</summary>
    public static string Line(string text) => Replace(text, static r => r.Value != '\t' && IsObeyed(r), static _ => "\uFFFD");

    /// <summary>Rows, each ended by a line feed.</summary>
    public static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(l => Line(l) + "\n"));

    /// <summary>A name that stands as one word among others: no white space either, as the kernel demands of device names.</summary>
    public static string Word(string name) => Replace(name, static r => IsObeyed(r) || Rune.IsWhiteSpace(r), static _ => "\uFFFD");

    /// <summary>A text whose reader has to see what was in it: \uXXXX in place of U+FFFD.</summary>
    public static string Escape(string text) =>
        Replace(text, IsObeyed, static r => string.Create(CultureInfo.InvariantCulture, $"\\u{r.Value:x4}"));

    private static string Replace(string text, Func<Rune, bool> unwanted, Func<Rune, string> instead)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !unwanted(new(' '))) return text;
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (unwanted(rune)) clean.Append(instead(rune));
            else clean.Append(rune);
        }

        return clean.ToString();
    }

    private static bool IsObeyed(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
