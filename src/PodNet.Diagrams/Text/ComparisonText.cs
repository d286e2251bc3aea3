using System.Globalization;
using System.Text;
using PodNet.Diagrams.Comparing;

namespace PodNet.Diagrams.Text;

/// <summary>A comparison in plain text: a block for each CNI, for a line with all its facts would be too long for any screen.</summary>
internal static class ComparisonText
{
    public static string Write(ComparisonView view)
    {
        StringBuilder text = new();
        Line(text, view.Title);
        if (view.Seed is { } seed) Line(text, string.Create(CultureInfo.InvariantCulture, $"the same cluster with each CNI · seed {seed}"));
        int width = ComparisonTable.Columns.Max(c => c.Length);
        foreach (ComparisonRow row in ComparisonTable.Of(view).Rows)
        {
            Line(text, "");
            Line(text, row.Cells[0]);
            for (int i = 1; i < row.Cells.Count; i++) Line(text, $"  {ComparisonTable.Columns[i].PadRight(width)}  {row.Cells[i]}");
            if (row.Refusal is { } refusal) Line(text, $"  cannot be here: {refusal}");
            foreach (string note in row.Notes) Line(text, $"  note: {note}");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string line) => text.Append(Printable.Clean(line)).Append('\n');
}
