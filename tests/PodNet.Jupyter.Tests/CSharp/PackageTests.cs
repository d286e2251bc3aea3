namespace PodNet.Jupyter.Tests.CSharp;

/// <summary>Packages that a cell asks for.</summary>
public sealed class PackageTests(LocalFeed feed) : IClassFixture<LocalFeed>
{
    private string Source => $"#i \"nuget:{feed.Feed}\"\n";

    [Fact]
    public void A_package_is_known_in_its_cell_in_later_cells_and_to_completion()
    {
        CSharpNotebook notebook = new(feed.Restore);
        Assert.Equal("hello you from 1.0.0", notebook.Value(Source + "#r \"nuget:Test.Greeter, 1.0.0\"\nusing Test.Greeter;\nGreeting.Of(\"you\")"));
        Assert.Equal(["Packages: Test.Greeter, 1.0.0"], notebook.Shown.Select(s => s["text/plain"]));
        Assert.Equal("hello me from 1.0.0 hello", notebook.Value("Greeting.Of(\"me\") + \" \" + Test.Words.Polite.Word"));
        Assert.Contains("Of", notebook.Language.Complete("Greeting.", 9).Items.Select(i => i.Text));

        // In already: nobody looks for it. Where one source fails, the others may do.
        Assert.Equal("2", notebook.Value("#i \"nuget:/no/such/folder\"\n#r \"nuget:test.greeter\"\n1 + 1"));
        Assert.Equal(
            "line 2: Test.Greeter 1.0.0 is in use in this notebook, and this needs 1.2.0. Restart the kernel, and ask for all packages in one cell, so that they get "
            + "versions that go together",
            notebook.Error("\n#r \"nuget:Test.Greeter, 1.2.0\"\n1").Message);
        Assert.Equal("hello me from 1.0.0", notebook.Value("Greeting.Of(\"me\")"));
    }

    [Fact]
    public void Without_a_version_it_is_the_newest_and_each_notebook_has_its_own()
    {
        CSharpNotebook newest = new(feed.Restore), old = new(feed.Restore);
        Assert.Equal("hello a from 1.2.0", newest.Value(Source + "#r \"nuget: Test.Greeter\"\nTest.Greeter.Greeting.Of(\"a\")"));
        Assert.Equal("hello a from 1.0.0", old.Value(Source + "#r \"nuget:Test.Greeter,1.0.0\"\nTest.Greeter.Greeting.Of(\"a\")"));
        Assert.Equal("hello b from 1.2.0", newest.Value("Test.Greeter.Greeting.Of(\"b\")"));
        Assert.Equal("Packages: Test.Greeter, 1.2.0", newest.Shown[0]["text/plain"]);
    }

    [Fact]
    public void What_was_brought_once_needs_no_source_any_more()
    {
        using LocalFeed own = new();
        string cell = $"#i \"nuget:{own.Feed}\"\n#r \"nuget:Test.Greeter, 1.2.0\"\nTest.Greeter.Greeting.Of(\"a\")";
        Assert.Equal("hello a from 1.2.0", new CSharpNotebook(own.Restore).Value(cell));
        Directory.Delete(own.Feed, recursive: true);
        Assert.Equal("hello a from 1.2.0", new CSharpNotebook(own.Restore).Value(cell));
    }

    [Fact]
    public void What_cannot_be_had_is_named_with_its_line_and_the_notebook_goes_on()
    {
        CSharpNotebook notebook = new(feed.Restore);
        notebook.Value("int x = 3;");
        Assert.Matches(
            "^line 2: Unable to find package No\\.Such\\.Thing\\..*; look at the name, or name where it is with a line before it: #i \"nuget:FOLDER-OR-ADDRESS\"$",
            notebook.Error(Source + "#r \"nuget:No.Such.Thing, 1.0.0\"\nx").Message);
        Assert.Matches("^line 1: .*Test\\.Greeter.*3\\.0\\.0.*; write a version", notebook.Error($"#r \"nuget:Test.Greeter, 3.0.0\"\n{Source}x").Message);
        Assert.Equal("3", notebook.Value("x"));
    }

    [Fact]
    public void A_restore_can_be_interrupted()
    {
        CSharpNotebook notebook = new(feed.Restore);
        CodeOutcomeOf(notebook, Source + "#r \"nuget:Test.Greeter, [1.0.0,1.1.0)\"\n1");
        Assert.Equal("hello a from 1.0.0", notebook.Value(Source + "#r \"nuget:Test.Greeter, [1.0.0,1.1.0)\"\nTest.Greeter.Greeting.Of(\"a\")"));

        static void CodeOutcomeOf(CSharpNotebook notebook, string code) =>
            Assert.Equal("Interrupted", notebook.Language.Run(code, notebook, new CancellationToken(canceled: true)).Error?.Name);
    }

    [Theory]
    [InlineData("1\n#r \"nuget:../evil\"", "line 2: '../evil' cannot be a package's name")]
    [InlineData("#r \"nuget:A.B, $(Path)\"", "line 1: '$(Path)' cannot be a version of A.B")]
    [InlineData("#r \"nuget:\"", "line 1: '' cannot be a package's name")]
    public void What_is_written_wrong_is_not_even_looked_for(string code, string message) =>
        Assert.StartsWith(message, new CSharpNotebook(feed.Restore).Error(code).Message, StringComparison.Ordinal);
}
