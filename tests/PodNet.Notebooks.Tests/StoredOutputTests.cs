using PodNet.Jupyter;
using PodNet.Magics;
using PodNet.Magics.Lessons;

namespace PodNet.Notebooks.Tests;

/// <summary>Every notebook runs, and what it stores is what it gives today: a reader on a web page sees the truth.
/// <c>podnet run --in-place FILE</c> stores fresh outputs.</summary>
public class StoredOutputTests
{
    private static readonly string Root = Golden.InRepository("");

    public static TheoryData<string> Notebooks => [.. Find()];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void StoredOutputsEqualFreshOnes(string file)
    {
        string stored = File.ReadAllText(Path.Combine(Root, file));

        NotebookRun run = new NotebookRunner(static () => new NotebookCells(MagicRegistry.Default)).Run(Notebook.Parse(stored));

        Assert.Null(run.Failure);
        Assert.Equal(stored, run.Notebook.ToJson());
    }

    private static IEnumerable<string> Find() =>
        from folder in (string[])["notebooks", "tests/PodNet.Notebooks.Tests/fixtures"]
        where Directory.Exists(Path.Combine(Root, folder))
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.ipynb", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !name.Contains(".ipynb_checkpoints/", StringComparison.Ordinal)
        orderby name
        select name;
}
