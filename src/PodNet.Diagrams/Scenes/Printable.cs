using System.Globalization;
using System.Text;

namespace PodNet.Diagrams.Scenes;

/// <summary>Makes text from outside safe to show: what a terminal, an XML reader or the bidirectional algorithm would obey instead of
/// showing becomes "�".</summary>
public static class Printable
{
    /// <summary><paramref name="text"/> with control, format and unpaired surrogate characters replaced.</summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) clean.Append(IsObeyed(rune) ? Rune.ReplacementChar : rune);
        return clean.ToString();
    }

    private static bool IsObeyed(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
