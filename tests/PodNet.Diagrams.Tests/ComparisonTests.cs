using System.Globalization;
using CsCheck;
using PodNet.Datapath;
using PodNet.Diagrams.Comparing;
using PodNet.Diagrams.Scenes;
using PodNet.Engine.Programs;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Tests;

/// <summary>What a comparison says is what the traces say.</summary>
public sealed class ComparisonTests
{
    [Fact]
    public void A_tunnel_is_told_by_its_bytes_its_MTU_and_its_look()
    {
        ComparisonRow row = Table(ComparisonPictures.Lanes(2, c => c.Get("client", "api"))).Rows[1];
        Assert.Equal("VXLAN 1, 50 bytes", Cell(row, "encapsulation"));
        Assert.Equal(("124", "1450", "1410", "62"), (Cell(row, "bytes"), Cell(row, "mtu"), Cell(row, "mss"), Cell(row, "ttl")));
        Assert.Equal("5 namespaces, 11 devices", Cell(row, "hops"));
        Assert.Equal("MAC 2, TTL 2, tunnel 2", Cell(row, "rewrites"));
        Assert.StartsWith("node1, 0a:58:", Cell(row, "arp"), StringComparison.Ordinal);
        Assert.Equal("10.244.0.2 (client)", Cell(row, "source"));

        Scene scene = Draw(ComparisonPictures.Lanes(2, c => c.Get("client", "api")));
        Assert.Equal(2, scene.Shapes.OfType<Chip>().Count(c => c.Role == Role.Tunnel && c.Text == "flannel.1"));
        Assert.Equal(4, scene.Shapes.Count(s => s is Line { Role: Role.Encapsulation }));
        Assert.Single(scene.Shapes.OfType<Chip>(), c => c.Text == "wraps: VXLAN 1");
    }

    [Fact]
    public void A_translated_source_is_the_nodes()
    {
        ComparisonRow row = Table(ComparisonPictures.Lanes(2, c => c.Trace("client", new EchoProbe(c.Topology.Underlay.Router!.Addresses[0])))).Rows[1];
        Assert.EndsWith("(node1)", Cell(row, "source"), StringComparison.Ordinal);
        Assert.Contains("NAT 1", Cell(row, "rewrites"), StringComparison.Ordinal);
        Assert.Equal("none", Cell(row, "encapsulation"));
    }

    [Fact]
    public void Of_IPv6_it_is_told_who_answers_the_neighbour_solicitation()
    {
        Cluster cluster = ClusterBuilder.Load("nodes: 2\npods: 2\nnetworking: {ipFamily: dual, cni: cilium}");
        ComparedRun run = ComparisonPictures.Run("cilium", cluster, c => c.Trace(c.Topology.Pods[0], new EchoProbe(c.Topology.Pods[^1].Addresses[1])));
        ComparisonRow row = Table([run]).Rows[0];
        Assert.Equal("node1, 02:00:00:00:01:01", Cell(row, "arp"));
        Assert.Equal("fd00::2 (pod1-1)", Cell(row, "source"));
        Assert.StartsWith("VXLAN ", Cell(row, "encapsulation"), StringComparison.Ordinal);
        LayoutRules.Check(Draw([run]));
    }

    [Fact]
    public void Rows_are_sorted_as_asked_and_refusals_are_last()
    {
        ValueList<ComparedRun> runs = ComparisonPictures.Lanes(3, c => c.Get("client", "api")).Insert(0, new("none", []) { Refusal = "no" });
        Assert.Equal(["bridge", "flannel host-gw", "flannel vxlan", "none"], ComparisonTable.Sorted(runs, "bytes").Select(r => r.Cni));
        Assert.Equal(["flannel vxlan", "bridge", "flannel host-gw", "none"], ComparisonTable.Sorted(runs, "encapsulation").Select(r => r.Cni));
        foreach (string key in ComparisonTable.SortKeys) Assert.Equal(4, ComparisonTable.Sorted(runs, key).Count);
    }

    [Fact]
    public void Any_pair_of_pods_keeps_the_rules() => Gen.Select(Gen.Int[0, 4], Gen.Int[0, 50], Gen.Int[0, 50], Gen.Int[0, 2]).Sample(
        (which, from, to, kind) =>
        {
            Cluster cluster = which switch
            {
                0 => Clusters.Many(3, 3),
                1 => Clusters.Hostile(),
                2 => Clusters.Containers(),
                3 => GeneratedClusters.Routed(3, 2),
                _ => Clusters.Small("bridge", ""),
            };
            ValueList<ClusterPod> pods = cluster.Topology.Pods;
            Probe probe = kind switch
            {
                0 => new EchoProbe(pods[to % pods.Count].Address),
                1 => new TcpProbe(pods[to % pods.Count].Address, 80),
                _ => new EchoProbe(cluster.Topology.Nodes[to % cluster.Topology.Nodes.Count].Address, DataBytes: 3000),
            };
            ComparedRun run = ComparisonPictures.Run(pods[to % pods.Count].Name, cluster, c => c.Trace(pods[from % pods.Count], probe));
            ComparisonView view = new($"{pods[from % pods.Count].Name} → any", [run, new("none", []) { Refusal = "why" }, run]);
            LayoutRules.Check(new ComparisonDiagram().Draw(view));
            Assert.EndsWith("\n", new ComparisonDiagram().Describe(view), StringComparison.Ordinal);
        },
        iter: 100, threads: 1);

    private static ComparisonTable Table(ValueList<ComparedRun> runs) => ComparisonTable.Of(new("title", runs));

    private static Scene Draw(ValueList<ComparedRun> runs) => new ComparisonDiagram().Draw(new("title", runs));

    private static string Cell(ComparisonRow row, string key)
    {
        int i = ComparisonTable.SortKeys.ToList().IndexOf(key);
        return i < 0 ? throw new ArgumentException(key, nameof(key)) : row.Cells[i].ToString(CultureInfo.InvariantCulture);
    }
}
