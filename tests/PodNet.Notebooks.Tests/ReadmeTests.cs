using System.Text.RegularExpressions;
using PodNet.Cli;
using PodNet.Datapath;
using PodNet.Jupyter;
using PodNet.Magics;
using PodNet.Magics.Lessons;

namespace PodNet.Notebooks.Tests;

/// <summary>What the README says is run, and its figures are those that tests wrote.</summary>
public class ReadmeTests
{
    private static readonly string Root = Golden.InRepository("");
    private static readonly string Text = File.ReadAllText(Path.Combine(Root, "README.md")).ReplaceLineEndings("\n");

    public static TheoryData<string> Commands => new(Blocks("sh").SelectMany(b => b.Split('\n'))
        .Where(l => l.StartsWith("dotnet run --project src/PodNet.Cli -- ", StringComparison.Ordinal) && !l.EndsWith("-- course", StringComparison.Ordinal)));

    [Fact]
    public void It_is_short_and_so_is_its_first_screen()
    {
        Assert.InRange(Text.Split('\n').Length, 40, 150);
        int proven = Array.FindIndex(Text.Split('\n'), l => l.StartsWith("**Proven:**", StringComparison.Ordinal));
        Assert.InRange(proven, 1, 40);
    }

    [Fact]
    public void What_is_proven_is_what_the_test_of_the_recordings_wrote()
    {
        string counted = File.ReadAllText(Path.Combine(Root, "tests", "PodNet.Lab.Tests", "Captures", "Golden", "proven.golden")).Trim();
        Assert.Contains($"**Proven:** {counted} to the real kernel's.", Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_does_what_it_says(string command)
    {
        string[] arguments = command["dotnet run --project src/PodNet.Cli -- ".Length..].Split(' ');
        using StringWriter output = new(), error = new();
        // A machine without Jupyter and browser: nothing is to be opened here.
        Machine bare = Machine.OfProcess() with { Variable = static _ => null };
        int code = PodnetCommandLine.Run(arguments, new(output, error, Root) { Machine = bare });
        Assert.True(code == 0, error.ToString());
        Assert.NotEmpty(output.ToString());
    }

    [Fact]
    public void The_cell_runs_and_the_picture_is_of_its_trace()
    {
        Session session = new(MagicRegistry.Default);
        string[] lines = Blocks("").Single(b => b.Contains("#!cluster", StringComparison.Ordinal)).Trim().Split('\n');
        Assert.Equal(4, lines.Length);
        foreach (string line in lines)
        {
            MagicResult result = session.RunCell(line);
            Assert.Null(result.Error);
            Assert.NotEmpty(result.Outputs);
        }

        Assert.Contains("client", File.ReadAllText(Path.Combine(Root, "docs", "readme", "trace.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_cells_of_C_sharp_and_of_kubectl_run()
    {
        NotebookCells cells = new(MagicRegistry.Default);
        Assert.Null(cells.Run("#!cluster --preset two-nodes", 1).Error);
        CellRun code = cells.Run(Blocks("csharp").Single(), 2);
        Assert.Null(code.Error);
        Assert.Contains("node1", Assert.Single(code.Outputs)["text/plain"], StringComparison.Ordinal);
        Assert.Null(cells.Run("#!cluster\nnodes: 2", 3).Error);
        CellRun kubectl = cells.Run(Blocks("").Single(b => b.Contains("#!kubectl", StringComparison.Ordinal)), 4);
        Assert.Contains("Welcome to nginx!", Assert.Single(kubectl.Outputs)["text/plain"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_cluster_file_loads() => Assert.Equal(2, ClusterBuilder.Load(Blocks("yaml").Single()).Topology.Pods.Count);

    [Fact]
    public void Every_link_leads_somewhere()
    {
        IEnumerable<string> links = Regex.Matches(Text, @"\]\(([^)#]+)\)").Select(m => m.Groups[1].Value).Where(l => !l.StartsWith("http", StringComparison.Ordinal));
        Assert.All(links, l => Assert.True(Path.Exists(Path.Combine(Root, l)), l));
    }

    private static IEnumerable<string> Blocks(string language) =>
        Regex.Matches(Text, @"^```(\w*)\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Where(m => m.Groups[1].Value == language).Select(m => m.Groups[2].Value);
}
