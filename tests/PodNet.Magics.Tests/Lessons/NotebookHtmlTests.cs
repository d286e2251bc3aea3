using System.Text.RegularExpressions;
using PodNet.Magics.Lessons;
using static PodNet.Magics.Tests.Lessons.NotebookRunnerTests;

namespace PodNet.Magics.Tests.Lessons;

public partial class NotebookHtmlTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "<script")]
    [InlineData("a <img src=x onerror=alert(1)> b", "<img")]
    [InlineData("<details onclick=\"alert(1)\">x</details>", "<details onclick")]
    [InlineData("<details><summary><b onclick=x>q</b></summary>a</details>", "<b ")]
    [InlineData("<iframe src=https://example.org></iframe>", "<iframe")]
    [InlineData("[x](javascript:alert(1))", "javascript:")]
    [InlineData("[x](  JAVASCRIPT:alert(1))", "JAVASCRIPT:")]
    [InlineData("[x](data:text/html,hi)", "data:text/html")]
    [InlineData("<javascript:alert(1)>", "href=\"javascript")]
    [InlineData("![x](https://example.org/x.png)", "src=\"https:")]
    [InlineData("![x](//example.org/x.png)", "src=\"//")]
    [InlineData("[x](//example.org)", "href=\"//")]
    [InlineData("[x]: javascript:alert(1)\n\n[x]", "javascript:")]
    [InlineData("<!-- note --><style>body{display:none}</style>", "<style>body")]
    public void NothingOfMarkdownCanDoHarm(string markdown, string forbidden) =>
        Assert.DoesNotContain(forbidden, Body(NotebookHtml.Page(Of(Markdown(markdown)), "t")));

    [Fact]
    public void AnswersCanBeFolded()
    {
        string body = Body(NotebookHtml.Page(
            Of(Markdown("Why?\n\n<details><summary>Answer</summary>\n\n**Because** `x < y`.\n\n</details>\n")), "t"));

        Assert.Contains("<details><summary>Answer</summary>", body);
        Assert.Contains("<strong>Because</strong> <code>x &lt; y</code>", body);
        Assert.Contains("</details>", body);
    }

    [Fact]
    public void CodeOutputsAndErrorsAreEscaped()
    {
        Notebook notebook = Of(
            Code("#!x <script>") with { ExecutionCount = 1, Outputs = [NotebookOutput.Error("<script>&\"'")] },
            Code("y") with { Outputs = [NotebookOutput.Display(new([new("text/plain", "<script>")]))] });

        string body = Body(NotebookHtml.Page(notebook, "<script>", new PageLink("<script>", "\"><script>")));

        Assert.DoesNotContain("<script", body);
        Assert.Contains("&lt;script&gt;&amp;&quot;&#39;", body);
    }

    [Fact]
    public void APageNeedsNothingFromElsewhereAndForbidsScripts()
    {
        Notebook notebook = Of(
            Markdown("# T\n\nSee [RFC 826](https://www.rfc-editor.org/rfc/rfc826)."),
            Code("#!cluster --nodes 2"), Code("#!stack web1"), Code("#!chart bytes --from client1 --to web2 --port 80"));
        string page = NotebookHtml.Page(new NotebookRunner(MagicRegistry.Default).Run(notebook).Notebook, "T");

        Assert.Contains("default-src 'none'; img-src data:; style-src 'unsafe-inline'", page);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<link", page);
        Assert.DoesNotContain("@import", page);
        Assert.DoesNotContain("url(", page);
        Assert.All(Sources().Matches(page), m => Assert.StartsWith("src=\"data:image/", m.Value));
        Assert.Equal(3, Sources().Count(page));
        Assert.True(page.Length < 200_000, "A page that runs no script carries none.");
        Assert.Contains("prefers-color-scheme: dark", page);
        Assert.Contains("width=device-width", page);
    }

    [Fact]
    public void LinksToNotebooksBecomeLinksToTheirPages()
    {
        string body = Body(NotebookHtml.Page(
            Of(Markdown("[next](../03-network-stack/lesson.ipynb#mtu) [web](https://x.org/a.ipynb)")), "t"));

        Assert.Contains("href=\"../03-network-stack/lesson.html#mtu\"", body);
        Assert.Contains("href=\"https://x.org/a.ipynb\"", body);
    }

    [Fact]
    public void TheIndexListsLessonsWithTheirFirstParagraph()
    {
        NotebookRun run = new NotebookRunner(MagicRegistry.Default).Run(
            Of(Markdown("# A <b>\n\nFirst *words* & more.\n\nSecond."), Code("#!stack nix")));

        string page = CourseIndex.Page("Course", [CourseEntry.Of(run, "x", "a/lesson.html")]);

        Assert.Contains("<a href=\"a/lesson.html\"><strong>A &lt;b&gt;</strong><span>First words &amp; more.</span>", page);
        Assert.Contains("Stopped at cell 2: there is no cluster yet", page);
    }

    private static string Body(string page) => page[page.IndexOf("<body>", StringComparison.Ordinal)..];

    [GeneratedRegex("src=\"[^\"]*\"")]
    private static partial Regex Sources();
}
