using System.Text.Json.Nodes;
using PodNet.Magics.Lessons;
using static PodNet.Magics.Tests.Lessons.NotebookRunnerTests;

namespace PodNet.Magics.Tests.Lessons;

public class FoldedOutputTests
{
    private const string Fold = "<details><summary>Answer</summary>";

    [Theory]
    [InlineData("""{"jupyter": {"outputs_hidden": true}}""", true)]
    [InlineData("""{"jupyter": {"outputs_hidden": false}}""", false)]
    [InlineData("""{"jupyter": {"outputs_hidden": "yes"}}""", false)]
    [InlineData("""{"jupyter": []}""", false)]
    [InlineData("{}", false)]
    public void AnOutputTheNotebookHidesIsFolded(string metadata, bool folded)
    {
        string page = Page(Code("#!help") with { Metadata = JsonNode.Parse(metadata)!.AsObject(), Outputs = [NotebookOutput.Display(OutputBundle.OfText("42"))] });

        Assert.Equal(folded, page.Contains(Fold));
        Assert.Contains("42", page);
    }

    [Fact]
    public void AnErrorIsNeverFolded() => Assert.DoesNotContain(Fold, Page(Code("#!help") with
    {
        Metadata = JsonNode.Parse("""{"jupyter": {"outputs_hidden": true}}""")!.AsObject(),
        Outputs = [NotebookOutput.Error("no")],
    }));

    private static string Page(NotebookCell cell) => NotebookHtml.Page(Of(cell), "t");
}
