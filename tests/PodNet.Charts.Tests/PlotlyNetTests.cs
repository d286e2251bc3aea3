using System.Text.RegularExpressions;
using Plotly.NET;
using PodNet.Jupyter.Formatting;
using PodNet.Magics;
using PodNet.Magics.Scripting;
using Chart = Plotly.NET.CSharp.Chart;

namespace PodNet.Charts.Tests;

/// <summary>Charts that a learner makes with Plotly.NET.</summary>
public class PlotlyNetTests
{
    private const string Hostile = "</script><script>alert(1)</script><!--\u2028<img src=x onerror=alert(2)>";

    private readonly Session _session = new(MagicRegistry.Default);

    [Fact]
    public void A_chart_is_drawn_by_the_script_that_Plotly_NET_brings_once_per_document()
    {
        GenericChart bar = Bar("a", "b"), line = Line();
        OutputBundle first = Format(bar), second = Format(line), again = Format(bar);
        Assert.Equal((1, 0, 1), (Scripts(first), Scripts(second), Scripts(again)));
        Assert.Contains("plotly.js v2", first[OutputBundle.Html]!, StringComparison.Ordinal);
        Assert.DoesNotContain("cdn", second[OutputBundle.Html]!, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(second, Format(line));
    }

    [Fact]
    public void Where_the_full_bundle_is_our_charts_need_no_other()
    {
        _session.RunCell("#!cluster --nodes 2");
        Format(Bar("a", "b"));
        string html = _session.RunCell("#!chart bytes --from client1 --to web2").Outputs[0][OutputBundle.Html]!;
        Assert.DoesNotContain("p.lib.basic)return", html, StringComparison.Ordinal);
        Assert.Contains("[\"basic\",\"full\"]", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_scripts_there_is_a_table()
    {
        OutputBundle output = Format(Chart.Combine([Bar("a", "b"), Line()]));
        string html = output[OutputBundle.Html]!;
        string still = html[..html.IndexOf("<script", StringComparison.Ordinal)];
        Assert.Equal(2, Regex.Count(still, "<table>"));
        Assert.Contains("<tr><td>a</td><td>1</td></tr>", still, StringComparison.Ordinal);
        Assert.Contains("squares (scatter)", still, StringComparison.Ordinal);
        Assert.Contains("x  y\na  1\nb  2\n", output[OutputBundle.Plain]!, StringComparison.Ordinal);
        Assert.Equal(PlotlyNetCharts.TryDescribe(Bar("a", "b")), Format(Bar("a", "b"))[OutputBundle.Plain]);
    }

    [Fact]
    public void Hostile_text_stays_text()
    {
        GenericChart chart = Bar(Hostile, "b");
        string html = Format(chart)[OutputBundle.Html]!;
        string own = Format(Bar("b", Hostile))[OutputBundle.Html]!; // carries no library
        Assert.Equal(Regex.Count(own, "<script>"), Regex.Count(own, "</script"));
        Assert.Equal(1, Regex.Count(own, "<script"));
        Assert.Equal(2, Regex.Count(html, "<script"));
        Assert.DoesNotContain("<!--", own, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", own, StringComparison.Ordinal);
        Assert.DoesNotContain('\u2028', own);
    }

    [Fact]
    public void Typed_arrays_are_listed()
    {
        string base64 = Convert.ToBase64String([.. BitConverter.GetBytes(1.5), .. BitConverter.GetBytes(-2.0)]);
        var figure = (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(
            """{"data":[{"y":{"bdata":"BYTES","dtype":"f8"},"x":{"bdata":"AQL/","dtype":"i1"}}],"layout":{"title":{"text":"T"},"yaxis":{"title":"bytes"}}}"""
                .Replace("BYTES", base64, StringComparison.Ordinal))!;
        FigureTable table = FigureTable.Of(figure);
        Assert.Equal("T", table.Title);
        Assert.Equal(["y: bytes", "x"], table.Traces[0].Columns);
        Assert.Equal([["1.5", "1"], ["-2", "2"], ["", "-1"]], table.Traces[0].Rows.Select(r => r.ToArray()));
    }

    [Fact]
    public void Other_values_are_not_touched()
    {
        Assert.Null(PlotlyNetCharts.TryFormat("text", _session));
        Assert.Null(PlotlyNetCharts.TryDescribe(new { Plotly = 1 }));
        Assert.True(PlotlyNetCharts.IsChart(Line().GetType()));
    }

    private OutputBundle Format(object value) => ValueFormatter.Format(value, _session);

    private static int Scripts(OutputBundle output) => Regex.Count(output[OutputBundle.Html]!, "p\\.lib\\.full\\)return");

    private static GenericChart Bar(params string[] keys) => Chart.Column<int, string, string>(values: [1, 2], Keys: keys, Name: keys[0]);

    private static GenericChart Line() => Chart.Line<double, double, string>(x: new double[] { 1, 2 }, y: new double[] { 1, 4 }, Name: "squares");
}
