using System.Globalization;
using System.Text;
using PodNet.Charts;
using PodNet.Model.Collections;

namespace PodNet.Magics.Scripting;

/// <summary>Charts that a learner makes with Plotly.NET, shown offline: plotly.js comes from Plotly.NET's own assembly, once per document, and a table of the
/// numbers stands where scripts do not run. Plotly.NET itself is not referenced.</summary>
public static class PlotlyNetCharts
{
    /// <summary>Full name of the type that all charts of Plotly.NET have; a host that has formatters by type takes it from the library when that is loaded.</summary>
    public const string TypeName = PlotlyNetChart.TypeName;

    private static readonly string[] Bundles = [PlotlyScript.FullName];

    /// <summary>Whether values of the type are such charts. By name, so it loads nothing.</summary>
    public static bool IsChart(Type type)
    {
        for (Type? t = type; t is not null; t = t.BaseType)
        {
            if (t.FullName == TypeName) return true;
        }

        return false;
    }

    /// <summary>The forms of such a chart, or null when the value is none.</summary>
    /// <param name="session">Knows which output of the document carries plotly.js.</param>
    /// <exception cref="InvalidOperationException">A version of Plotly.NET that gives no figure as JSON, or has no plotly.js in it.</exception>
    public static OutputBundle? TryFormat(object value, Session session) => IsChart(value.GetType()) ? Format(value, session) : null;

    /// <summary>The plain text of such a chart: the numbers. It does not count as showing the chart.</summary>
    public static string? TryDescribe(object value) => IsChart(value.GetType()) ? Text(FigureTable.Of(PlotlyNetChart.Of(value)!.Figure)) : null;

    private static OutputBundle Format(object value, Session session)
    {
        PlotlyNetChart chart = PlotlyNetChart.Of(value)!;
        FigureTable table = FigureTable.Of(chart.Figure);
        bool carries = session.Note(state =>
        {
            (ScriptCarriers after, bool result) = state.Scripts.ForFull(chart.Json);
            return (state with { Scripts = after }, result);
        });
        ChartHtml html = new(Html(table), "", chart.Json, Bundles);
        return OutputBundle.Of(html.Write(carries ? chart.Script() : null), Text(table));
    }

    private static string Html(FigureTable figure)
    {
        StringBuilder html = new("<details open><summary style=\"display:list-item;cursor:pointer\">");
        html.Append(Markup.Escape(figure.Title)).Append(": the numbers</summary>\n");
        foreach (TraceTable trace in figure.Traces)
        {
            html.Append("<table>\n<caption style=\"text-align:left\">").Append(Markup.Escape(trace.Name)).Append("</caption>\n");
            Row(html, "th", trace.Columns);
            foreach (ValueList<string> row in trace.Rows) Row(html, "td", row);
            html.Append("</table>\n");
            if (trace.Left > 0) html.Append("<p>").Append(Rest(trace)).Append("</p>\n");
        }

        return html.Append("</details>").ToString();
    }

    private static void Row(StringBuilder html, string cell, ValueList<string> cells)
    {
        html.Append("<tr>");
        foreach (string text in cells) html.Append('<').Append(cell).Append('>').Append(Markup.Escape(text)).Append("</").Append(cell).Append('>');
        html.Append("</tr>\n");
    }

    private static string Text(FigureTable figure)
    {
        StringBuilder text = new(figure.Title + "\n");
        foreach (TraceTable trace in figure.Traces)
        {
            text.Append('\n').Append(trace.Name).Append('\n');
            int[] widths = [.. trace.Columns.Select((c, i) => trace.Rows.Select(r => r[i].Length).Append(c.Length).Max())];
            foreach (ValueList<string> row in trace.Rows.Prepend(trace.Columns))
                text.Append(string.Join("  ", row.Select((c, i) => c.PadRight(widths[i]))).TrimEnd()).Append('\n');
            if (trace.Left > 0) text.Append(Rest(trace)).Append('\n');
        }

        return text.ToString();
    }

    private static string Rest(TraceTable trace) => string.Create(CultureInfo.InvariantCulture, $"... and {trace.Left} more");
}
