using System.Globalization;
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
            CultureInfo.InvariantCulture, $"{verdict} {Printable.Escape(probe)}: {comparison.Equal} of {comparison.Total} journeys equal\n"));
        foreach (JourneyDifference difference in comparison.Differences)
        {
            output.Write($"    {Word(difference.Kind)} {Printable.Escape(difference.Key)}: {Printable.Escape(difference.What)}\n");
            output.Write($"        predicted {Printable.Escape(difference.Predicted ?? "nothing")}\n");
            output.Write($"        seen      {Printable.Escape(difference.Seen ?? "nothing")}\n");
        }
    }

    private static string Word(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Missing => "missing",
        DifferenceKind.Unexpected => "unexpected",
        _ => "differs",
    };
}
