using System.Collections;
using System.Reflection;
using System.Text;
using PodNet.Magics;

namespace PodNet.Jupyter.Formatting;

/// <summary>Rows under column names, as HTML and as plain text.</summary>
internal sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string? Rest)
{
    private const string Itself = "value";

    /// <summary>A row for each item, a column for each public property of any of them.</summary>
    public static Table OfRows(Rows rows)
    {
        List<string> columns = [.. rows.Items.SelectMany(i => Parts(i).Select(p => p.Name)).Distinct()];
        List<IReadOnlyList<string>> cells = [];
        foreach (object? item in rows.Items)
        {
            Dictionary<string, Func<object?>> parts = Parts(item).ToDictionary(p => p.Name, p => p.Read);
            cells.Add([.. columns.Select(c => parts.TryGetValue(c, out Func<object?>? read) ? ValueText.Cell(read) : "")]);
        }

        return new(columns, cells, rows.Rest);
    }

    /// <summary>A row for each public property of one object.</summary>
    public static Table OfParts(object value)
    {
        List<IReadOnlyList<string>> rows = [.. Parts(value).Select(p => (string[])[p.Name, ValueText.Cell(p.Read)])];
        return rows.Count == 0 ? new([ValueText.TypeName(value.GetType())], [], null) : new(["property", Itself], rows, null);
    }

    /// <summary>Both forms.</summary>
    public OutputBundle ToOutput() => OutputBundle.Of(Html(), Text());

    private static IEnumerable<(string Name, Func<object?> Read)> Parts(object? item)
    {
        if (item is null || ValueText.IsOne(item)) return [(Itself, () => item)];
        Type type = item.GetType();
        Type? group = type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IGrouping<,>));
        if (group is not null) return [("Key", () => group.GetProperty("Key")!.GetValue(item)), ("Items", () => Elements(item))];
        if (item is IEnumerable) return [(Itself, () => item)];
        IEnumerable<(string, Func<object?>)> properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0 && !p.PropertyType.IsByRefLike)
            .DistinctBy(p => p.Name)
            .Select(p => (p.Name, (Func<object?>)(() => p.GetValue(item))));
        return properties.Concat(type.GetFields(BindingFlags.Public | BindingFlags.Instance).Select(f => (f.Name, (Func<object?>)(() => f.GetValue(item)))));
    }

    private static IEnumerable<object?> Elements(object group)
    {
        foreach (object? element in (IEnumerable)group) yield return element;
    }

    private string Html()
    {
        StringBuilder html = new("<table>\n<thead><tr>");
        foreach (string column in Columns) html.Append("<th>").Append(Markup.Escape(column)).Append("</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<string> row in Rows)
        {
            html.Append("<tr>");
            foreach (string cell in row) html.Append("<td>").Append(Markup.Escape(cell)).Append("</td>");
            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>");
        if (Rest is not null) html.Append("\n<p>").Append(Markup.Escape(Rest)).Append("</p>");
        return html.ToString();
    }

    private string Text()
    {
        int[] widths = [.. Columns.Select((c, i) => Rows.Select(r => r[i].Length).Append(c.Length).Max())];
        IEnumerable<string> lines = Rows.Prepend(Columns)
            .Select(row => string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        return string.Join('\n', Rest is null ? lines : lines.Append(Rest));
    }
}
