using System.Globalization;
using System.Text;
using PodNet.Diagrams.Charts;

namespace PodNet.Diagrams.Text;

/// <summary>A chart in plain text: a table of its numbers.</summary>
internal static class ChartText
{
    public static string Write(BarChart chart)
    {
        StringBuilder text = new();
        text.Append(Printable.Clean($"{chart.Title}, {chart.Axis}")).Append('\n').Append(Printable.Clean(chart.Subtitle)).Append('\n');
        if (chart.Remark is { } remark) text.Append(Printable.Clean(remark)).Append('\n');
        if (chart.Bars.Count == 0) return text.ToString();
        string[][] rows = [["hop", "where", "device", .. chart.Series.Select(s => s.Name), ""], .. chart.Bars.Select(Row)];
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(r => r[column].Length))];
        text.Append('\n');
        for (int i = 0; i < rows.Length; i++)
        {
            IEnumerable<string> cells = rows[i].Select((cell, c) => c is 0 or > 2 && c < widths.Length - 1 ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    private static string[] Row(Bar bar) =>
    [
        N(bar.Hop), Printable.Clean(bar.Where), Printable.Clean(bar.Device), .. bar.Values.Select(N), Printable.Clean(bar.Note),
    ];

    private static string N(int number) => number.ToString(CultureInfo.InvariantCulture);
}
