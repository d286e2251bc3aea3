using System.Text.RegularExpressions;
using PodNet.Kubectl.Printers;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Check;

/// <summary>Compares the row of an object with a recorded one.</summary>
internal static partial class PrinterCheck
{
    /// <summary>Checks one case.</summary>
    public static CheckReport Run(PrinterCase one)
    {
        if (one.NotJudged is not null) return new(0, [], 1);
        string? problem = Problem(one);
        return problem is null ? new(1, [], 0) : new(0, [$"{one.Id} ({one.Function}): {problem}"], 0);
    }

    private static string? Problem(PrinterCase one)
    {
        if (ResourcePrinters.Find(one.Kind) is not { } printer) return $"the kind {one.Kind} has no printer";
        ValueList<Column> columns = printer.Columns;
        string ours = string.Join(' ', columns.Select(c => c.Header + (c.IsWide ? "*" : "")));
        string theirs = string.Join(' ', one.Columns);
        if (ours != theirs) return $"columns: expected {GoText.Quote(theirs)} got {GoText.Quote(ours)}";

        // Times of objects lie in the past of the recording; a fixed time after it makes ages that can be told from other cells.
        DateTimeOffset now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        string[] row = [.. printer.Row(one.Object, new(now, one.IsWide))];
        int[] shown = [.. Enumerable.Range(0, columns.Count).Where(i => one.IsWide || !columns[i].IsWide)];
        if (shown.Length != one.Cells.Count) return $"expected {one.Cells.Count} cells got {shown.Length}";
        for (int i = 0; i < shown.Length; i++)
        {
            (string expected, string got, Column column) = (one.Cells[i], row[shown[i]], columns[shown[i]]);
            bool isAge = column.IsTime && Duration().IsMatch(expected);
            if (isAge ? !Duration().IsMatch(got) : Masked(expected) != Masked(got))
                return $"{column.Header}: expected {GoText.Quote(expected)} got {GoText.Quote(got)}";
        }

        return null;
    }

    // "3 (5m ago)".
    private static string Masked(string cell) => Ago().Replace(cell, "(<AGE> ago)");

    [GeneratedRegex(@"^([0-9]+[smhdy])+\z")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\(([0-9]+[smhdy])+ ago\)")]
    private static partial Regex Ago();
}
