using System.Text.RegularExpressions;
using PodNet.Jupyter;
using PodNet.Magics;
using PodNet.Magics.Lessons;

namespace PodNet.Charts.Tests;

/// <summary>plotly.js is in a document once, whichever cells run and however often.</summary>
public partial class DocumentTests
{
    private const string Cluster = "#!cluster --nodes 2";
    private const string Bytes = "#!chart bytes --from client1 --to web2 --port 80";
    private const string Mtu = "#!chart mtu --from client1 --to web2 --port 80";
    private const string Code = "cluster.Trace(\"client1\", \"web2\", 80).Chart(\"rewrites\")";

    [Fact]
    public void The_first_chart_carries_the_script_and_no_other()
    {
        Assert.Equal([0, 1, 0, 0, 0], Carried(Cluster, Bytes, Mtu, Code, "#!chart rewrites"));
        Assert.Equal([0, 1, 0], Carried(Cluster, Code, Bytes));
    }

    [Fact]
    public void The_same_chart_in_two_cells_is_two_outputs() => Assert.Equal([0, 1, 0], Carried(Cluster, Bytes, Bytes + "\n#!lsmagic"));

    [Fact]
    public void Many_charts_of_one_cell_carry_it_once() => Assert.Equal(
        [0, 1, 1], Carried(Cluster, Looped, Looped));

    [Fact]
    public void A_cell_that_runs_again_carries_it_again_also_with_another_cluster() =>
        Assert.Equal([0, 1, 0, 1, 0, 0, 1], Carried(Cluster, Bytes, Mtu, Bytes, Mtu, "#!cluster --nodes 3", Bytes));

    [Fact]
    public void Without_a_host_that_tells_of_cells_an_output_is_known_by_its_words()
    {
        (ScriptCarriers after, bool first) = ScriptCarriers.None.ForBasic("a");
        (after, bool other) = after.ForBasic("b");
        (after, bool again) = after.ForBasic("a");
        Assert.Equal((true, false, true, false), (first, other, again, after.ForBasic("b").Carries));
    }

    [Fact]
    public void The_same_document_has_the_same_bytes() => Assert.Equal(Html(Cluster, Bytes, Code), Html(Cluster, Bytes, Code));

    [Fact]
    public void Nothing_is_fetched()
    {
        // Names of XML namespaces and of licences' authors are no addresses that a browser asks; an element with src or href, or a style with url(), is.
        foreach (string html in Html(Cluster, Bytes, Mtu))
        {
            string own = Library().Replace(html, "");
            Assert.DoesNotContain("http", own.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotMatch("<(link|iframe|object|embed)|<script[^>]+src|@import|url\\(", own);
        }

        Assert.DoesNotMatch("<script[^>]+src=", PlotlyScript.Basic().Text);
    }

    [Fact]
    public void Without_scripts_there_is_a_picture_and_a_table()
    {
        string html = Html(Cluster, Bytes)[1];
        string still = html[..html.IndexOf("<script", StringComparison.Ordinal)];
        Assert.Matches("<img src=\"data:image/svg\\+xml;base64,[^\"]+\" alt=\"Bytes on the wire, client1 → web2:80[^\"]+flannel.1 74[^\"]+\"", still);
        Assert.Contains("<details><summary", still, StringComparison.Ordinal);
        Assert.Contains("  5  node1         eth0", still, StringComparison.Ordinal);
    }

    [Fact]
    public void The_module_loader_of_a_page_is_not_asked()
    {
        string script = PlotlyScript.Basic().ToHtml();
        Assert.Contains("(function(module,exports,define,require){", script, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(script, "</script", RegexOptions.IgnoreCase));
        Assert.DoesNotContain("<!--", script, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_that_could_end_its_element_does_not()
    {
        string html = new PlotlyScript("x", "var a='</SCRIPT><!--'").ToHtml();
        Assert.Equal(1, Regex.Count(html, "</script", RegexOptions.IgnoreCase));
        Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
    }

    private const string Looped = "for (int i = 0; i < 3; i++) Display(cluster.Trace(\"client1\", \"web2\", 80).Chart(\"mtu\"));";

    private static int[] Carried(params string[] cells) =>
        [.. Html(cells).Select(html => Regex.Count(html, "if\\(p\\.lib\\.basic\\)return"))];

    private static string[] Html(params string[] cells)
    {
        NotebookCells notebook = new(MagicRegistry.Default);
        return [.. cells.Select((cell, i) => Html(notebook.Run(cell, i + 1)))];
    }

    private static string Html(CellRun run)
    {
        Assert.Null(run.Error);
        return string.Concat(run.Outputs.Select(o => o[OutputBundle.Html]));
    }

    [GeneratedRegex("<script>\\(function\\(w\\).*?</script>", RegexOptions.Singleline)]
    private static partial Regex Library();
}
