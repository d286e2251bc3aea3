using System.Globalization;
using System.Text;
using PodNet.Lab.Journeys;

namespace PodNet.Lab.Verify;

/// <summary>The account of one probe: a line, and under it what differed, predicted beside seen.</summary>
internal static class DifferenceReport
{
    /// <summary>Writes the account of <paramref name="probe"/>.</summary>
    public static void Write(TextWriter output, string probe, JourneyComparison comparison)
    {
        string verdict = comparison.Differences.Count == 0 ? "equal" : "different";
        output.Write(string.Create(
            CultureInfo.InvariantCulture, $"{verdict} {Printable.Text(probe)}: {comparison.Equal} of {comparison.Total} journeys equal\n"));
        foreach (JourneyDifference difference in comparison.Differences)
        {
            output.Write($"    {Word(difference.Kind)} {Printable.Text(difference.Key)}: {Printable.Text(difference.What)}\n");
            output.Write($"        predicted {Printable.Text(difference.Predicted ?? "nothing")}\n");
            output.Write($"        seen      {Printable.Text(difference.Seen ?? "nothing")}\n");
        }
    }

    private static string Word(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Missing => "missing",
        DifferenceKind.Unexpected => "unexpected",
        _ => "differs",
    };
}

/// <summary>Text from files, made harmless for a terminal.</summary>
internal static class Printable
{
    /// <summary>The text with control and format characters as \uXXXX, so that it stays one line and moves no cursor.</summary>
    public static string Text(string text)
    {
        if (!text.Any(IsUnsafe)) return text;
        StringBuilder safe = new();
        foreach (char c in text)
        {
            if (IsUnsafe(c)) safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else safe.Append(c);
        }

        return safe.ToString();
    }

    private static bool IsUnsafe(char c) => char.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
