using System.Globalization;
using System.Text;

namespace PodNet.Diagrams.Scenes;

/// <summary>The kinds of text a picture has; each has one font, size and weight.</summary>
public enum TextStyle
{
    /// <summary>The picture's headline: sans, 17 px, bold.</summary>
    Heading,

    /// <summary>A name: sans, 14 px, bold.</summary>
    Name,

    /// <summary>Plain words: sans, 12 px, muted.</summary>
    Word,

    /// <summary>Words that count: sans, 12 px, bold.</summary>
    Strong,

    /// <summary>Addresses, device names, rows of tables: monospace, 12 px.</summary>
    Mono,

    /// <summary>The same, muted.</summary>
    MonoMuted,

    /// <summary>The same, bold: a value that changed.</summary>
    MonoBold,
}

/// <summary>The width of text, from a table, so that nothing overlaps or is cut. The widths are the widest of the common fonts of each
/// kind (DejaVu Sans is about as wide as Verdana, Liberation Sans as Arial), measured in thousandths of the font size.</summary>
public static class TextMetrics
{
    private const double Margin = 1.02;
    private const int Wide = 1210;

    private static ReadOnlySpan<short> Sans =>
    [
        318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337, 637, 637, 637,
        637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 557, 1016, 685, 687, 723, 771, 667,
        611, 778, 752, 295, 500, 667, 558, 863, 749, 788, 667, 788, 723, 667, 611, 732, 685, 989, 686,
        667, 686, 391, 337, 391, 838, 557, 500, 613, 635, 550, 635, 616, 353, 635, 634, 278, 278, 580,
        278, 975, 634, 612, 635, 635, 412, 521, 393, 634, 592, 818, 592, 592, 525, 637, 337, 637, 838,
    ];

    private static ReadOnlySpan<short> SansBold =>
    [
        349, 457, 521, 838, 696, 1002, 873, 307, 458, 458, 523, 838, 380, 416, 380, 366, 696, 696, 696,
        696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 611, 1000, 774, 763, 734, 831, 684,
        684, 821, 837, 373, 557, 775, 638, 996, 837, 851, 733, 851, 771, 721, 683, 813, 774, 1104, 771,
        725, 726, 458, 366, 458, 838, 557, 500, 675, 716, 593, 716, 679, 436, 716, 712, 343, 343, 666,
        343, 1042, 712, 688, 716, 716, 494, 596, 479, 712, 652, 924, 646, 652, 583, 712, 366, 712, 838,
    ];

    /// <summary>Font size in px.</summary>
    public static double Size(TextStyle style) => style switch
    {
        TextStyle.Heading => 17,
        TextStyle.Name => 14,
        _ => 12,
    };

    /// <summary>Whether the style is set in a monospace font.</summary>
    public static bool IsMono(TextStyle style) => style is TextStyle.Mono or TextStyle.MonoMuted or TextStyle.MonoBold;

    /// <summary>Whether the style is bold.</summary>
    public static bool IsBold(TextStyle style) => style is TextStyle.Heading or TextStyle.Name or TextStyle.Strong or TextStyle.MonoBold;

    /// <summary>Width in px.</summary>
    public static double Width(ReadOnlySpan<char> text, TextStyle style)
    {
        double thousandths = 0;
        foreach (Rune rune in text.EnumerateRunes()) thousandths += Advance(rune, style);
        return thousandths * Size(style) * Margin / 1000;
    }

    /// <summary>The area of a line of text whose baseline goes through <paramref name="at"/>.</summary>
    public static Rect Area(Point at, string text, TextStyle style, Anchor anchor)
    {
        double width = Width(text, style), size = Size(style);
        double left = anchor switch { Anchor.Start => at.X, Anchor.Middle => at.X - width / 2, _ => at.X - width };
        return new(left, at.Y - size * 0.8, width, size);
    }

    /// <summary>The baseline of a line of text that is centred on <paramref name="y"/>.</summary>
    public static double CenteredBaseline(double y, TextStyle style) => y + Math.Round(Size(style) * 0.36, 1);

    /// <summary><paramref name="text"/> if it fits <paramref name="width"/> px; otherwise its beginning and its end around "…".</summary>
    public static string Shorten(string text, TextStyle style, double width)
    {
        if (Width(text, style) <= width) return text;
        Rune[] runes = [.. text.EnumerateRunes()];
        int fits = 0, tooMany = runes.Length;
        while (tooMany - fits > 1)
        {
            int keep = (fits + tooMany) / 2;
            if (Width(Middle(runes, keep), style) <= width) fits = keep;
            else tooMany = keep;
        }

        return Middle(runes, fits);
    }

    /// <summary><paramref name="text"/> with at most <paramref name="length"/> characters, shortened in the middle.</summary>
    public static string ShortenTo(string text, int length)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        return runes.Length <= length ? text : Middle(runes, length - 1);
    }

    /// <summary>Breaks <paramref name="text"/> at spaces into lines of at most <paramref name="width"/> px; at most <paramref name="lines"/>
    /// of them, the last one shortened.</summary>
    public static IReadOnlyList<string> Wrap(string text, TextStyle style, double width, int lines)
    {
        List<string> wrapped = [];
        string rest = text;
        while (wrapped.Count < lines - 1 && Width(rest, style) > width)
        {
            int cut = LastSpaceThatFits(rest, style, width);
            if (cut <= 0) break;
            wrapped.Add(rest[..cut]);
            rest = rest[(cut + 1)..];
        }

        wrapped.Add(Shorten(rest, style, width));
        return wrapped;
    }

    private static int LastSpaceThatFits(string text, TextStyle style, double width)
    {
        for (int cut = text.LastIndexOf(' '); cut > 0; cut = text.LastIndexOf(' ', cut - 1))
        {
            if (Width(text.AsSpan(0, cut), style) <= width) return cut;
        }

        return -1;
    }

    private static string Middle(Rune[] runes, int keep)
    {
        StringBuilder text = new();
        int head = (keep + 1) / 2;
        foreach (Rune rune in runes.AsSpan(0, head)) text.Append(rune);
        text.Append('…');
        foreach (Rune rune in runes.AsSpan(runes.Length - (keep - head))) text.Append(rune);
        return text.ToString();
    }

    private static int Advance(Rune rune, TextStyle style)
    {
        bool mono = IsMono(style);
        if (rune.Value is >= 32 and < 127) return mono ? 603 : (IsBold(style) ? SansBold : Sans)[rune.Value - 32];
        return rune.Value switch
        {
            '·' or '–' or '…' when mono => 603,
            '·' => 400,
            '→' or '▸' or '×' or '−' or '✕' when mono => 860,
            >= 0xa0 and < 0x500 => mono ? 603 : 1050,
            _ => IsWide(rune) ? Wide * 5 / 4 : 1050,
        };
    }

    private static bool IsWide(Rune rune) =>
        rune.Value is >= 0x1100 and <= 0x11ff or >= 0x2e80 || Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol;
}
