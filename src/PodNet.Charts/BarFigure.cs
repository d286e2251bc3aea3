using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PodNet.Diagrams.Charts;
using PodNet.Diagrams.Scenes;
using PodNet.Model.Text;

namespace PodNet.Charts;

/// <summary>A chart of hops as plotly.js draws it, with the numbers and colours of our own picture.</summary>
public static class BarFigure
{
    private const string Words = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif";
    private const string Mono = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace";
    private const int LongestName = 18;

    /// <summary>The figure as JSON that is safe within a script element.</summary>
    /// <param name="scale">Size of the letters as a multiple of those for reading.</param>
    public static string Json(BarChart chart, ChartColors colors, double scale)
    {
        JsonArray data = [];
        for (int i = 0; i < chart.Series.Count; i++)
        {
            if (chart.Bars.Any(b => b.Values[i] > 0)) data.Add(Series(chart, i, colors));
        }

        return new JsonObject
        {
            ["data"] = data,
            ["layout"] = Layout(chart, colors, scale),
            ["config"] = new JsonObject { ["displayModeBar"] = false },
            ["card"] = $"background:{colors.Card};color:{colors.Ink};border:1px solid {colors.Rule};border-radius:14px;padding:14px 12px 4px;"
                + $"margin-bottom:8px;overflow:hidden;font-family:{Words}",
            ["heading"] = Heading(chart, colors, scale),
        }.ToJsonString();
    }

    private static JsonArray Heading(BarChart chart, ChartColors colors, double scale)
    {
        JsonArray heading = [Line(chart.Title, 17, $"font-weight:650;color:{colors.Ink}"), Line(chart.Subtitle, 13, $"color:{colors.Muted}")];
        if (chart.Remark is { } remark) heading.Add(Line(remark, 13, $"font-weight:650;color:{colors.Ink}"));
        return heading;

        JsonNode Line(string text, double size, string style) =>
            new JsonArray($"font-size:{N(size * scale)}px;line-height:1.5;padding:0 6px;overflow-wrap:anywhere;{style}", Printable.Clean(text));
    }

    private static JsonObject Series(BarChart chart, int series, ChartColors colors)
    {
        (string fill, string stroke) = colors.Of(chart.Series[series].Role);
        JsonObject marker = new() { ["color"] = fill, ["line"] = new JsonObject { ["color"] = stroke, ["width"] = 1 } };
        if (chart.Series[series].Role is Role.RoomPart or Role.FragmentPart)
            marker["pattern"] = new JsonObject { ["shape"] = "/", ["fgcolor"] = stroke, ["bgcolor"] = fill, ["size"] = 6, ["solidity"] = 0.12 };
        return new()
        {
            ["type"] = "bar",
            ["orientation"] = "h",
            ["name"] = Text(chart.Series[series].Name),
            ["x"] = Array(chart.Bars.Select(b => b.Values[series] == 0 ? null : (JsonNode)b.Values[series])),
            ["y"] = Array(chart.Bars.Select((_, at) => (JsonNode)at)),
            ["marker"] = marker,
            ["hoverinfo"] = "text",
            ["hovertext"] = Array(chart.Bars.Select(b => (JsonNode)Hover(chart, b, series))),
        };
    }

    private static string Hover(BarChart chart, Bar bar, int series) =>
        $"<b>{N(bar.Hop)} {Text(bar.Where)} {Text(bar.Device)}</b><br>{Text(chart.Series[series].Name)}: {N(bar.Values[series])}<br>{Text(bar.Note)}";

    private static JsonObject Layout(BarChart chart, ChartColors colors, double scale)
    {
        JsonObject layout = new()
        {
            ["barmode"] = "stack",
            ["bargap"] = 0.36,
            ["height"] = Math.Round((chart.Bars.Count * 28 + 110) * scale),
            ["margin"] = new JsonObject { ["l"] = 10, ["r"] = 12, ["t"] = 10, ["b"] = 10 },
            ["paper_bgcolor"] = colors.Card,
            ["plot_bgcolor"] = colors.Card,
            ["font"] = Font(Words, 12, colors.Ink),
            ["hoverlabel"] = new JsonObject
            {
                ["align"] = "left",
                ["bgcolor"] = colors.Card,
                ["bordercolor"] = colors.Muted,
                ["font"] = Font(Words, 12, colors.Ink),
            },
            ["legend"] = new JsonObject { ["orientation"] = "h", ["y"] = 1, ["yanchor"] = "bottom", ["x"] = 0, ["traceorder"] = "normal" },
            ["showlegend"] = true,
            ["dragmode"] = false,
            ["xaxis"] = new JsonObject
            {
                ["range"] = new JsonArray(0, Math.Max(1, chart.Longest) * 1.16),
                ["gridcolor"] = colors.Rule,
                ["zerolinecolor"] = colors.Rule,
                ["automargin"] = true,
                ["nticks"] = 6,
                ["title"] = new JsonObject { ["text"] = Text(chart.Axis), ["font"] = Font(Words, 12, colors.Muted) },
            },
            ["yaxis"] = Hops(chart, colors, scale),
            ["annotations"] = Array(chart.Bars.Select((b, at) => (JsonNode)Label(b, at))),
        };
        return layout;

        JsonObject Font(string family, double size, string color) => new() { ["family"] = family, ["size"] = size * scale, ["color"] = color };

        JsonObject Label(Bar bar, int at) => new()
        {
            ["x"] = bar.Values.Sum(),
            ["y"] = at,
            ["xanchor"] = "left",
            ["xshift"] = 4,
            ["showarrow"] = false,
            ["text"] = Text(bar.Label),
            ["font"] = Font(Mono, 12, colors.Ink),
        };
    }

    private static JsonObject Hops(BarChart chart, ChartColors colors, double scale) => new()
    {
        ["autorange"] = "reversed",
        ["automargin"] = true,
        ["showgrid"] = false,
        ["zeroline"] = false,
        ["tickvals"] = Array(chart.Bars.Select((_, at) => (JsonNode)at)),
        ["ticktext"] = Array(chart.Bars.Select(b =>
            (JsonNode)$"<b>{N(b.Hop)}  {Text(Short(b.Where))}</b> <span style=\"font-family:{Mono.Replace("'", "", StringComparison.Ordinal)}\">{Text(Short(b.Device))}</span> ")),
        ["tickfont"] = new JsonObject { ["size"] = 12 * scale, ["color"] = colors.Ink },
    };

    private static string Short(string name) => TextMetrics.ShortenTo(Printable.Clean(name), LongestName);

    /// <summary>Text for plotly, which obeys some tags, character references and, between dollar signs, TeX.</summary>
    internal static string Text(string text)
    {
        StringBuilder safe = new();
        foreach (char c in Printable.Clean(text))
        {
            _ = c switch
            {
                '&' => safe.Append("&amp;"),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '$' => safe.Append("&#36;"),
                _ => safe.Append(c),
            };
        }

        return safe.ToString();
    }

    private static JsonArray Array(IEnumerable<JsonNode?> items) => new([.. items]);

    private static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
