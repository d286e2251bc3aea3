namespace PodNet.Jupyter.Typing;

/// <summary>Jupyter counts characters of a cell in Unicode code points, .NET in UTF-16 code units.</summary>
internal static class CodePoints
{
    /// <summary>The offset in UTF-16 code units of a code point; a place outside of the text becomes its start or end.</summary>
    public static int ToUtf16(string text, int codePoints)
    {
        int at = 0;
        for (int i = 0; i < codePoints && at < text.Length; i++) at += IsPair(text, at) ? 2 : 1;
        return at;
    }

    /// <summary>The number of code points before an offset in UTF-16 code units.</summary>
    public static int FromUtf16(string text, int offset)
    {
        int count = 0, end = Math.Clamp(offset, 0, text.Length);
        for (int at = 0; at < end; at += IsPair(text, at) ? 2 : 1) count++;
        return count;
    }

    private static bool IsPair(string text, int at) => char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
}
