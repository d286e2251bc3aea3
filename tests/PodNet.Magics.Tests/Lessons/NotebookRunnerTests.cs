using System.Text.Json.Nodes;
using PodNet.Magics.Lessons;
using PodNet.Model.Collections;

namespace PodNet.Magics.Tests.Lessons;

public class NotebookRunnerTests
{
    [Fact]
    public void RunsCodeCellsInOrderAndLeavesProseAlone()
    {
        List<int> progress = [];
        Notebook notebook = Of(Markdown("# Title"), Code("#!cluster --nodes 1"), Code("  \n"), Code("#!pod web1 --show \"ip route\""));

        NotebookRun run = new NotebookRunner(MagicRegistry.Default).Run(notebook, progress.Add);

        Assert.Null(run.Failure);
        Assert.Equal([null, 1, null, 2], run.Notebook.Cells.Select(c => c.ExecutionCount));
        Assert.Equal(notebook.Cells[0], run.Notebook.Cells[0]);
        Assert.Empty(run.Notebook.Cells[2].Outputs);
        Assert.Contains("default via 10.244.0.1 dev eth0", Assert.Single(run.Notebook.Cells[3].Outputs)["text/plain"]);
        Assert.Equal([1, 2, 3, 4], progress);
    }

    [Fact]
    public void TheSameNotebookGivesTheSameBytesAndItsOwnOutputsDoNotMatter()
    {
        NotebookRunner runner = new(MagicRegistry.Default);
        Notebook notebook = Of(Code("#!cluster --nodes 2"), Code("#!trace --from client1 --to web2 --port 80"));

        string once = runner.Run(notebook).Notebook.ToJson();

        Assert.Equal(once, runner.Run(Notebook.Parse(once)).Notebook.ToJson());
    }

    [Fact]
    public void StopsAtTheFirstErrorAndNamesTheCell()
    {
        Notebook notebook = Of(
            Markdown("x"), Code("#!cluster --nodes 1"), Code("#!stack nix"), Code("#!lsmagic") with { ExecutionCount = 9 });

        NotebookRun run = new NotebookRunner(MagicRegistry.Default).Run(notebook);

        Assert.StartsWith("cell 3: no pod 'nix'", run.Failure!.ToString());
        NotebookOutput error = Assert.Single(run.Notebook.Cells[2].Outputs);
        Assert.Equal(("error", run.Failure.Message), (error.Type, error.Text));
        Assert.Null(run.Notebook.Cells[3].ExecutionCount);
    }

    [Fact]
    public void ACellThatIsMeantToFailDoesNotStopTheNotebook()
    {
        NotebookCell bad = Code("#!stack nix") with { Metadata = new() { ["tags"] = new JsonArray(NotebookCell.MeantToFail) } };

        NotebookRun run = new NotebookRunner(MagicRegistry.Default).Run(Of(bad, Code("#!lsmagic")));

        Assert.Null(run.Failure);
        Assert.Equal("error", run.Notebook.Cells[0].Outputs[0].Type);
        Assert.Equal(2, run.Notebook.Cells[1].ExecutionCount);
    }

    [Fact]
    public void CSharpIsRefusedClearly()
    {
        NotebookRun run = new NotebookRunner(MagicRegistry.Default).Run(Of(Code("#!lsmagic\n\nConsole.WriteLine(1);")));

        Assert.Equal("cell 1: line 3 is C#, and only magics run here: 'Console.WriteLine(1);'", run.Failure!.ToString());
    }

    internal static Notebook Of(params NotebookCell[] cells) => new(cells.ToValueList(), []);

    internal static NotebookCell Code(string source) => new(CellKind.Code, source);

    internal static NotebookCell Markdown(string source) => new(CellKind.Markdown, source);
}
