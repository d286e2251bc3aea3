using PodNet.Datapath.Cni.Calico.Bgp;
using PodNet.Kubernetes.Yaml;

namespace PodNet.Datapath.Tests.Cni;

/// <summary>Who speaks BGP with whom, and what bird announces.</summary>
public class BirdTests
{
    private const string Nodes = """
        {kind: Node, metadata: {name: a, labels: {rack: one}}, spec: {bgp: {ipv4Address: 10.0.0.10/24, asNumber: 65001}}}
        ---
        {kind: Node, metadata: {name: b, labels: {rack: one}}, spec: {bgp: {ipv4Address: 10.0.0.9/24}}}
        ---
        {kind: Node, metadata: {name: c, labels: {rack: two}}, spec: {bgp: {ipv4Address: 10.0.1.1/24, routeReflectorClusterID: 1.1.1.1}}}
        ---

        """;

    [Fact]
    public void In_a_mesh_each_node_speaks_with_each_but_route_reflectors()
    {
        BgpSession session = Assert.Single(Bird("a").Sessions);
        Assert.Equal(("Mesh_10_0_0_9", 65001u, 65001u, true), (session.Name, session.PeerAs, session.LocalAs, session.IsPassive));
        Assert.Empty(Bird("c").Sessions);
        Assert.Equal(("Mesh_10_0_0_10", 65001u, false), (Bird("b").Sessions[0].Name, Bird("b").Sessions[0].PeerAs, Bird("b").Sessions[0].IsPassive));
    }

    [Fact]
    public void A_peering_is_answered_by_the_node_at_its_other_end_unless_told_not_to()
    {
        const string Peer = "{kind: BGPConfiguration, metadata: {name: default}, spec: {nodeToNodeMeshEnabled: false}}\n---\n"
            + "{kind: BGPPeer, metadata: {name: p}, spec: {nodeSelector: \"rack == 'two'\", peerSelector: \"rack == 'one'\", reversePeering: HOW}}";
        Assert.Equal(["Node_10_0_1_1"], Bird("a", Peer.Replace("HOW", "Auto", StringComparison.Ordinal)).Sessions.Select(s => s.Name));
        Assert.Empty(Bird("a", Peer.Replace("HOW", "Manual", StringComparison.Ordinal)).Sessions);
        BgpSession[] ofReflector = [.. Bird("c", Peer.Replace("HOW", "Auto", StringComparison.Ordinal)).Sessions];
        Assert.Equal([("Node_10_0_0_10", false), ("Node_10_0_0_9", true)], ofReflector.Select(s => (s.Name, s.IsReflected)));
    }

    [Theory]
    [InlineData("", "10.5.0.0/16) then { reject; } # Cluster routes are handled by Felix.")]
    [InlineData("Enabled", "10.5.0.0/16) then { if (defined(bgp_next_hop)&&(bgp_next_hop ~ 10.0.0.0/24)) then krt_tunnel=\"\"; else krt_tunnel=\"tunl0\"; accept; }")]
    public void The_kernel_gets_an_ipip_pool_only_where_bird_programs_it(string program, string line) => Assert.Contains(line, Bird(
        "a",
        $"{{kind: BGPConfiguration, metadata: {{name: default}}, spec: {{programClusterRoutes: \"{program}\"}}}}\n---\n"
        + "{kind: IPPool, metadata: {name: p}, spec: {cidr: 10.5.0.0/16, ipipMode: CrossSubnet}}").Ipam, StringComparison.Ordinal);

    [Fact]
    public void A_pending_block_is_neither_routed_nor_announced()
    {
        const string Blocks = "{kind: BlockAffinity, metadata: {name: x}, spec: {node: a, cidr: 10.5.1.0/26, state: pending}}\n---\n"
            + "{kind: BlockAffinity, metadata: {name: y}, spec: {node: a, cidr: 10.5.2.0/26, state: confirmed}}\n---\n"
            + "{kind: BlockAffinity, metadata: {name: z}, spec: {node: b, cidr: 10.5.3.0/26, state: confirmed}}";
        string text = Bird("a", Blocks).Aggregation;
        Assert.Contains("   route 10.5.2.0/26 blackhole;\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("10.5.1.0", text, StringComparison.Ordinal);
        Assert.DoesNotContain("10.5.3.0", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("all()", true)]
    [InlineData("has(rack) && !has(gpu)", true)]
    [InlineData("rack == 'two' || rack in { 'one', 'three' }", true)]
    [InlineData("rack not in {'one'}", false)]
    [InlineData("(rack == \"two\" || has(gpu)) && all()", false)]
    [InlineData("rack starts with 'o' && rack ends with 'e' && rack contains 'n'", true)]
    [InlineData("gpu != 'x'", true)]
    [InlineData("global()", false)]
    public void A_selector_selects_by_labels(string selector, bool selected) =>
        Assert.Equal(selected, CalicoSelector.Parse(selector).Selects([KeyValuePair.Create("rack", "one")]));

    [Theory]
    [InlineData("rack ==", "a quoted value at character 8")]
    [InlineData("some()", "all(), global() or has() at character 7")]
    [InlineData("(all()", ") at character 7")]
    [InlineData("all() all()", "nothing more at character 7")]
    public void A_selector_that_is_none_says_where(string selector, string where) =>
        Assert.EndsWith(where, Assert.Throws<FormatException>(() => CalicoSelector.Parse(selector)).Message, StringComparison.Ordinal);

    private static BirdConfiguration Bird(string node, string more = "") => new(CalicoResourceReader.Read(ManifestYaml.Read(Nodes + more)), node);
}
