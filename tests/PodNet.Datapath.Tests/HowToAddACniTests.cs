using System.Text.RegularExpressions;
using PodNet.Datapath.Cni;

namespace PodNet.Datapath.Tests;

/// <summary>The how-to shows lines of the sample plugin: those that are there.</summary>
public sealed partial class HowToAddACniTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine("docs", "how-to-add-a-cni.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Every_line_of_code_on_the_page_is_in_the_plugin()
    {
        HashSet<string> lines = [.. File.ReadAllLines(Path.Combine("src", "PodNet.Datapath", "Cni", "Sample", "SamplePlugin.cs")).Select(l => l.TrimEnd())];
        string[] shown = [.. Code().Matches(Page).SelectMany(m => m.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))];
        Assert.True(shown.Length > 15);
        Assert.All(shown, line => Assert.Contains(line, lines));
    }

    [Fact]
    public void The_cluster_on_the_page_is_one_of_the_plugin() =>
        Assert.Equal("sample", ClusterBuilder.Load(Regex.Match(Page, "```yaml\n(.*?)```", RegexOptions.Singleline).Groups[1].Value).Topology.Cni.Label);

    [Fact]
    public void The_plugin_is_in_the_list() => Assert.Contains(CniPlugins.All, p => p.Name == "sample");

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();
}
