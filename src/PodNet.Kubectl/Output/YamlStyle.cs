using System.Globalization;
using System.Text;

namespace PodNet.Kubectl.Output;

/// <summary>How libyaml's emitter (and go-yaml's, which follows it) may write a scalar: decided by the characters in it.</summary>
/// <param name="Plain">Without quotes.</param>
/// <param name="Single">In single quotes.</param>
/// <param name="Block">As a literal block.</param>
internal readonly record struct YamlStyle(bool Plain, bool Single, bool Block)
{
    /// <summary>What the text allows in a block mapping or sequence.</summary>
    public static YamlStyle Of(string text)
    {
        if (text.Length == 0) return new(true, true, false);
        bool indicators = StartsWithIndicator(text) || HasIndicator(text);
        bool lineBreaks = text.Contains('\n', StringComparison.Ordinal);
        bool atEdges = text[0] is ' ' or '\n' || text[^1] is ' ' or '\n';
        bool breakThenSpace = text.Contains("\n ", StringComparison.Ordinal);
        bool hopeless = text.Contains(" \n", StringComparison.Ordinal) || text.EnumerateRunes().Any(r => r.Value != '\n' && !IsPrintable(r));
        return new(
            Plain: !(indicators || lineBreaks || atEdges || breakThenSpace || hopeless),
            Single: !(breakThenSpace || hopeless),
            Block: !(text[^1] == ' ' || hopeless));
    }

    /// <summary>Whether YAML lets the character stand as it is.</summary>
    public static bool IsPrintable(Rune rune) =>
        rune.Value is (>= 0x20 and <= 0x7e) or 0x85 or (>= 0xa0 and <= 0xd7ff) or (>= 0xe000 and <= 0xfffd and not 0xfeff)
        or (>= 0x10000 and <= 0x10ffff) && rune.Value is not (0x2028 or 0x2029)
        && Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Surrogate;

    private static bool StartsWithIndicator(string text)
    {
        if (text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal)) return true;
        bool blankFollows = text.Length == 1 || text[1] is ' ' or '\n';
        return text[0] switch
        {
            '#' or ',' or '[' or ']' or '{' or '}' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' => true,
            '?' or ':' or '-' => blankFollows,
            _ => false,
        };
    }

    private static bool HasIndicator(string text)
    {
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] == ':' && (i == text.Length - 1 || text[i + 1] is ' ' or '\n')) return true;
            if (text[i] == '#' && text[i - 1] is ' ' or '\n') return true;
        }

        return false;
    }
}
