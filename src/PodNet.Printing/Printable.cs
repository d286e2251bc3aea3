using System.Text;

namespace PodNet.Printing;

/// <summary>Keeps hostile text from changing the structure of what is printed. The real tools print a line break inside a comment as it
/// is; here
/// each control character but the tab becomes "?", so that a row is a line and a terminal is not steered.</summary>
internal static class Printable
{
    /// <summary>One line.</summary>
    public static string Line(string text) => Replace(text, static c => c != '\t' && Breaks(c));

    /// <summary>A name that stands as one word among others: no white space either, as the kernel demands of device names.</summary>
    public static string Word(string name) => Replace(name, static c => Breaks(c) || char.IsWhiteSpace(c));

    /// <summary>The lines, each ended by a line feed.</summary>
    public static string Lines(IEnumerable<string> lines)
    {
        StringBuilder text = new();
        foreach (string line in lines) text.Append(Line(line)).Append('\n');
        return text.ToString();
    }

    private static bool Breaks(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    private static string Replace(string text, Func<char, bool> unwanted) =>
        text.Any(unwanted) ? string.Concat(text.Select(c => unwanted(c) ? '?' : c)) : text;
}
