using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Parsing;
using PodNet.Magics;
using PodNet.Magics.Parsing;

namespace PodNet.Interactive.Tests;

/// <summary>One notebook, two hosts: what our own kernel takes has to mean the same to the other one. Every magic line of every notebook, document and
/// example is read by both.</summary>
public partial class NotebookFormTests
{
    private static readonly string Root = Golden.InRepository("");

    public static TheoryData<string> Notebooks =>
        [.. Files("notebooks", "*.ipynb").Concat(Files("tests", "*.ipynb")).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Documents => [.. Files("docs", "*.md").Append("README.md").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task ANotebooksMagicsMeanTheSameInBothHosts(string notebook)
    {
        Host host = await Host.Loaded();
        foreach (string cell in CodeCells(notebook)) MeansTheSame(cell, host);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task ADocumentsMagicsMeanTheSameInBothHosts(string document)
    {
        Host host = await Host.Loaded();
        string text = File.ReadAllText(Path.Combine(Root, document)).ReplaceLineEndings("\n");
        foreach (Match block in Fence().Matches(text)) MeansTheSame(block.Groups["text"].Value, host);
    }

    [Fact]
    public async Task ExamplesMeanTheSameInBothHosts()
    {
        Host host = await Host.Loaded();
        foreach (MagicExample example in MagicRegistry.Default.All.SelectMany(m => m.Examples)) MeansTheSame(example.Cell, host);
    }

    [Fact]
    public void AFormThatOnlyOneHostTakesIsFound()
    {
        KernelActionDirective demo = new("#!help") { Parameters = [new("--magic") { AllowImplicitName = true }] };
        Assert.Throws<MagicException>(() => MagicLine.Parse("#!help 'one'  ", MagicRegistry.Default));
        Assert.Empty(DirectiveLine.Of("#!help 'one two'", demo).Values);
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void ThePackageIsLoadedInACellOfItsOwn(string notebook)
    {
        // With anything else in its cell the host reads that before the package is there, and finds unknown magics.
        foreach (string cell in CodeCells(notebook).Where(c => c.Contains("\"nuget:", StringComparison.Ordinal)))
            Assert.Matches("^#r \"nuget:[^\"]+\"\n?$", cell);
    }

    [Fact]
    public void EveryLessonsFirstCellLoadsTheExtension()
    {
        string[] lessons = [.. Files("notebooks", "lesson.ipynb")];

        Assert.NotEmpty(lessons);
        Assert.All(lessons, lesson => Assert.Equal("#r \"nuget:PodNetKernel\"", CodeCells(lesson).First()));
    }

    private static void MeansTheSame(string cell, Host host)
    {
        foreach (string line in cell.Split('\n').Where(l => l.StartsWith("#!", StringComparison.Ordinal)))
        {
            KernelActionDirective directive = (KernelActionDirective)host.Root.KernelInfo.SupportedDirectives.Single(d => d.Name == line.Split(' ')[0].TrimEnd());
            if (directive.Name == "#!lsmagic") continue; // the host's own
            DirectiveLine theirs = DirectiveLine.Of(line.TrimEnd(), directive);
            MagicCall ours = MagicLine.Parse(line.TrimEnd(), MagicRegistry.Default);
            Assert.True(theirs.Errors.Count == 0, $"{line}: {string.Join(", ", theirs.Errors)}");
            Assert.Equal(
                ours.Magic.Parameters.Where(p => ours.Has(p.Name)).Select(p => (p.Name, ours.Text(p.Name)!)).Order(),
                theirs.Values.Select(v => (v.Key, v.Value)).Order());
        }
    }

    private static IEnumerable<string> CodeCells(string notebook)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, notebook)));
        foreach (JsonElement cell in document.RootElement.GetProperty("cells").EnumerateArray())
        {
            if (cell.GetProperty("cell_type").GetString() != "code") continue;
            JsonElement source = cell.GetProperty("source");
            yield return source.ValueKind == JsonValueKind.String
                ? source.GetString()!
                : string.Concat(source.EnumerateArray().Select(l => l.GetString()));
        }
    }

    private static IEnumerable<string> Files(string folder, string pattern) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
        .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/.ipynb_checkpoints/", StringComparison.Ordinal));

    [GeneratedRegex("^```[a-z]*\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();
}
