using System.Runtime.CompilerServices;
using PodNet.Kubernetes.Specification;

namespace PodNet.Datapath.Tests;

/// <summary>Every way to get a cluster file wrong, with what a person reads then: bad-inputs.golden holds both.</summary>
public sealed class BadInputTests
{
    private const string Begin = "=== ";
    private const string Middle = "  =>";

    [Theory]
    [MemberData(nameof(Titles))]
    public void A_bad_file_is_answered_with_all_that_is_wrong(string title)
    {
        (string input, string expected) = Sections()[title];
        Assert.Equal(expected, Problems(input), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void The_golden_file_is_rewritten_on_demand()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") != "1") return;
        File.WriteAllText(SourceFile(), string.Concat(
            Sections().Select(s => $"{Begin}{s.Key}\n{s.Value.Input}\n{Middle}\n{Problems(s.Value.Input)}\n\n")));
    }

    public static TheoryData<string> Titles() => [.. Sections().Keys];

    private static string Problems(string input)
    {
        try
        {
            ClusterBuilder.Load(input);
            return "accepted";
        }
        catch (ClusterFileException e)
        {
            return e.Message;
        }
    }

    private static Dictionary<string, (string Input, string Expected)> Sections()
    {
        Dictionary<string, (string, string)> sections = [];
        foreach (string section in ("\n" + File.ReadAllText("bad-inputs.golden")).Split("\n" + Begin).Skip(1))
        {
            string[] parts = section.Split("\n" + Middle);
            string[] head = parts[0].Split('\n', 2);
            sections.Add(head[0], (head.Length > 1 ? head[1] : "", parts.Length > 1 ? parts[1].Trim('\n') : ""));
        }

        return sections;
    }

    private static string SourceFile([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "bad-inputs.golden");
}
