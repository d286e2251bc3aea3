namespace PodNet.Cli.Tests;

public sealed class NotebookCommandTests : IDisposable
{
    private readonly CommandLine _podnet = new();

    public void Dispose() => _podnet.Dispose();

    [Fact]
    public void RunWritesTheExecutedNotebookAndItsPage()
    {
        _podnet.Write("a/lesson.ipynb", CommandLine.Notebook("#!cluster --nodes 1"));

        (int code, string output, string error) = _podnet.Run("run", "a/lesson.ipynb", "--out", "results");

        Assert.Equal(0, code);
        Assert.Contains(Path.Combine(_podnet.Folder, "results", "lesson.html"), output);
        Assert.Equal("1/1 a/lesson.ipynb\n", error);
        Assert.Contains("\"execution_count\": 1", _podnet.Read("results/lesson.ipynb"));
        Assert.Contains("<img src=\"data:image/svg+xml;base64,", _podnet.Read("results/lesson.html"));
        Assert.Contains("\"outputs\": []", _podnet.Read("a/lesson.ipynb"));
    }

    [Fact]
    public void NotebooksOfOneNameGetTheirFoldersToo()
    {
        _podnet.Write("a/lesson.ipynb", CommandLine.Notebook("#!lsmagic"));
        _podnet.Write("b/lesson.ipynb", CommandLine.Notebook("#!help"));

        Assert.Equal(0, _podnet.Run("run", "a/lesson.ipynb", "b/lesson.ipynb", "--out", "r").Code);

        Assert.True(_podnet.Has("r/a/lesson.html") && _podnet.Has("r/b/lesson.ipynb"));
        Assert.Equal(2, _podnet.Run("run", "a/lesson.ipynb", "a/lesson.ipynb").Code);
    }

    [Fact]
    public void InPlaceStoresOutputsButNotThoseOfAFailure()
    {
        _podnet.Write("good.ipynb", CommandLine.Notebook("#!lsmagic"));
        _podnet.Write("bad.ipynb", CommandLine.Notebook("#!stack nix"));

        (int code, _, string error) = _podnet.Run("run", "--in-place", "good.ipynb", "bad.ipynb");

        Assert.Equal(1, code);
        Assert.Contains("podnet: bad.ipynb, cell 2: there is no cluster yet", error);
        Assert.Contains("\"execution_count\": 1", _podnet.Read("good.ipynb"));
        Assert.Equal(CommandLine.Notebook("#!stack nix"), _podnet.Read("bad.ipynb"));
    }

    [Fact]
    public void TheCourseIsFoundUpwardAndBecomesASite()
    {
        _podnet.Write("notebooks/02-b/lesson.ipynb", CommandLine.Notebook("#!cluster --nodes 2"));
        _podnet.Write("notebooks/01-a/lesson.ipynb", CommandLine.Notebook("#!lsmagic"));
        _podnet.Write("notebooks/.ipynb_checkpoints/x.ipynb", "not a notebook");
        using StringWriter output = new(), error = new();
        Directory.CreateDirectory(Path.Combine(_podnet.Folder, "deep", "down"));

        int code = PodnetCommandLine.Run(["course"], new(output, error, Path.Combine(_podnet.Folder, "deep", "down")));

        Assert.Equal(0, code);
        string index = _podnet.Read("artifacts/course/index.html");
        Assert.Matches("(?s)01-a/lesson.html.*02-b/lesson.html", index);
        Assert.Contains("href=\"../index.html\"", _podnet.Read("artifacts/course/02-b/lesson.html"));
        Assert.Contains("href=\"../01-a/lesson.html\"", _podnet.Read("artifacts/course/02-b/lesson.html"));
        Assert.Contains("\"execution_count\": 1", _podnet.Read("artifacts/course/01-a/lesson.ipynb"));
        Assert.Equal("1/2 01-a/lesson\n2/2 02-b/lesson\n", error.ToString());
    }

    [Fact]
    public void ALessonThatFailsIsNamedAndTheOthersStillRun()
    {
        _podnet.Write("notebooks/1/lesson.ipynb", CommandLine.Notebook("#!trace --from a --to b"));
        _podnet.Write("notebooks/2/lesson.ipynb", CommandLine.Notebook("#!lsmagic"));

        (int code, _, string error) = _podnet.Run("course", "--out", "site");

        Assert.Equal(1, code);
        Assert.Contains("podnet: notebooks/1/lesson.ipynb, cell 2: there is no cluster yet", error);
        Assert.True(_podnet.Has("site/2/lesson.html"));
        Assert.Contains("Stopped at cell 2", _podnet.Read("site/index.html"));
    }

    [Fact]
    public void ACourseWithoutNotebooksIsBadInput()
    {
        Directory.CreateDirectory(Path.Combine(_podnet.Folder, "notebooks"));

        Assert.Equal(2, _podnet.Run("course").Code);
    }
}
