using System.Text.RegularExpressions;
using PodNet.Kubernetes.Presets;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests;

/// <summary>What is written for people must work.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine("docs", "cluster-file.md")).ReplaceLineEndings("\n");

    public static TheoryData<int> Snippets() => [.. Enumerable.Range(0, Blocks().Count)];

    public static TheoryData<string> Presets() => [.. ClusterPresets.Names];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Every_snippet_of_the_page_makes_a_cluster(int number) => Visit(ClusterBuilder.Load(Blocks()[number]));

    [Theory]
    [MemberData(nameof(Presets))]
    public void Every_preset_makes_a_cluster_and_says_what_it_is(string name)
    {
        Visit(ClusterBuilder.Load(ClusterPresets.Text(name)));
        Assert.Equal(File.ReadAllText(Path.Combine("examples", name + ".yaml")), ClusterPresets.Text(name));
        Assert.EndsWith(".", ClusterPresets.Summary(name), StringComparison.Ordinal);
    }

    // The messages of unknown fields list what is known: every such list must be on the page, and used in one of its snippets.
    [Theory]
    [InlineData("?: 1")]
    [InlineData("nodes: [{?: 1}]")]
    [InlineData("networking: {?: 1}")]
    [InlineData("networking: {cni: {?: 1}}")]
    [InlineData("underlay: {?: 1}")]
    [InlineData("underlay: {router: {?: 1}}")]
    [InlineData("pods: [{name: a, ?: 1}]")]
    [InlineData("pods: [{name: a, containers: [{name: a, ?: 1}]}]")]
    public void Every_key_is_on_the_page_and_in_a_snippet(string fileWithUnknownKey)
    {
        string message = Assert.Throws<Kubernetes.Specification.ClusterFileException>(
            () => ClusterBuilder.Load(fileWithUnknownKey.Replace("?", "qqqqqqqqqqqqqqqqqqqq", StringComparison.Ordinal))).Message;
        string[] keys = message[(message.IndexOf("known here are ", StringComparison.Ordinal) + 15)..].Split(", ");
        Assert.True(keys.Length > 3, message);
        string snippets = string.Concat(Blocks());
        foreach (string key in keys)
        {
            Assert.Contains($"{key}:", snippets, StringComparison.Ordinal);
            Assert.True(Page.Contains($"`{key}`", StringComparison.Ordinal) || Page.Contains($"# {key}", StringComparison.Ordinal), key);
        }
    }

    private static void Visit(Cluster cluster)
    {
        Assert.NotEmpty(cluster.Topology.Nodes);
        foreach (ClusterNode node in cluster.Topology.Nodes.Take(5)) cluster.Namespace(node.Id);
        foreach (ClusterPod pod in cluster.Topology.Pods.Take(5)) cluster.Namespace(pod.Id);
        cluster.Namespace(cluster.Topology.Underlay.Switches[0]);
        cluster.Namespace(cluster.Topology.Underlay.Router!.Id);
    }

    private static List<string> Blocks() => [.. Block().Matches(Page).Select(m => m.Groups[1].Value)];

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
