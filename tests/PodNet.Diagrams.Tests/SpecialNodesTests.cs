using PodNet.Diagrams.Scenes;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Tests;

/// <summary>Nodes without a bridge, with programs, with a second switch, and on two subnets, as their kernels have it.</summary>
public sealed class SpecialNodesTests
{
    [Fact]
    public void A_route_table_shows_the_kernel_s_own_rows()
    {
        Cluster cluster = Clusters.Small("flannel", "host-gw").Routed();
        Scene scene = new TopologyDiagram().Draw(new(cluster));
        string here = $"{cluster.Address("client")} dev {cluster.Topology.Pod(cluster.Pod("client"))!.HostInterface} scope link";

        Assert.DoesNotContain(scene.Shapes, s => s.Role == Role.Bridge);
        Assert.Contains(here, Words(scene));
        Assert.Contains(here, new TopologyDiagram().Describe(new(cluster)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_is_where_a_program_is_and_nowhere_else()
    {
        Cluster bare = Clusters.Small().Routed();

        Assert.DoesNotContain(new TopologyDiagram().Draw(new(bare)).Shapes, s => s.Role == Role.Program);
        // Two pods, the tunnel, the uplink and cilium_host on each of two nodes; cilium_net has none.
        Assert.Equal(10, new TopologyDiagram().Draw(new(bare.WithPrograms())).Shapes.Count(s => s is Chip { Role: Role.Program, Text: "bpf" }));
    }

    [Fact]
    public void An_arrow_is_where_a_program_sent_the_packet_on()
    {
        Cluster cluster = Clusters.Small("cilium", "vxlan");
        Scene scene = new TraceDiagram().Draw(new(cluster, cluster.Get("client", "api")));

        Chip[] arrows = [.. scene.Shapes.OfType<Chip>().Where(c => c is { Role: Role.Program, Emphasis: Emphasis.Redirected })];
        Assert.Equal(2, arrows.Length);
        Assert.All(arrows, a => Assert.Equal("bpf →", a.Text));
        Assert.Contains(arrows, a => a.Title == "redirected here by a program: cil_from_container (tc ingress)");
    }

    [Fact]
    public void A_pair_of_the_bridge_s_own_leads_by_the_second_switch_to_the_tunnel()
    {
        Scene scene = new TopologyDiagram().Draw(new(Clusters.SecondSwitch()));
        foreach (string name in (string[])["vethwe-bridge", "vethwe-datapath"]) Assert.Equal(2, Words(scene).Count(w => w == name));

        Assert.Equal(4, scene.Shapes.Count(s => s.Role == Role.Bridge));
        foreach (Trapezoid mouth in scene.Shapes.OfType<Trapezoid>())
            Assert.DoesNotContain(scene.Shapes.OfType<Line>(), l => l.Role == Role.Wire && l.Points[^1].Y == mouth.Area.Y && mouth.Area.Grow(1).Contains(
                new(l.Points[^1].X, l.Points[^1].Y, 0, 0)));
    }

    [Fact]
    public void Two_switches_are_two_bars_and_the_way_between_them_is_the_router_s()
    {
        Cluster cluster = Clusters.TwoSubnets("calico", "ipip");
        Scene scene = new TraceDiagram().Draw(new(cluster, cluster.Echo("client", "api")));

        Assert.Equal(2, scene.Shapes.Count(s => s.Role == Role.NodeNetwork));
        Assert.Equal(Emphasis.OnWay, Assert.Single(scene.Shapes, s => s.Role == Role.Router).Emphasis);
        Assert.Contains("switch 192.168.50.0/24", Words(scene));
        Assert.Contains("switch 192.168.60.0/24", Words(scene));
        Assert.Equal(2, new ApartmentDiagram().Draw(new(cluster)).Shapes.Count(s => s.Role == Role.NodeNetwork));
    }

    [Fact]
    public void A_porter_stands_only_where_proxy_arp_is_on()
    {
        Cluster cluster = Clusters.Small("flannel", "host-gw").Routed();
        ClusterPod pod = cluster.Topology.Pod(cluster.Pod("client"))!;
        NetworkNamespace node = cluster.Namespace(cluster.Topology.Nodes[0].Id);
        Cluster without = cluster.With(node.ToBuilder().SetSysctl($"net.ipv4.conf.{pod.HostInterface}.proxy_arp", 0).Build());

        Assert.Equal(4, Attendants(cluster, GlyphKind.Porter));
        Assert.Equal(3, Attendants(without, GlyphKind.Porter));
        Assert.Equal(4, Attendants(cluster.WithPrograms(), GlyphKind.Caretaker));
    }

    [Fact]
    public void The_hallway_is_one_for_all_where_pods_take_each_other_for_neighbours()
    {
        Scene one = new ApartmentDiagram().Draw(new(Clusters.SecondSwitch())), two = new ApartmentDiagram().Draw(new(Clusters.Small()));

        Assert.Contains("one hallway for all (bridge cni0)", Words(one));
        Assert.Equal(2, one.Shapes.Count(s => s is Line { Role: Role.Tile }));
        Assert.DoesNotContain("one hallway for all (bridge cni0)", Words(two));
        Assert.DoesNotContain(two.Shapes, s => s is Line { Role: Role.Tile });
    }

    private static int Attendants(Cluster cluster, GlyphKind kind) =>
        new ApartmentDiagram().Draw(new(cluster)).Shapes.Count(s => s is Glyph { Title: not null } glyph && glyph.Kind == kind);

    private static string[] Words(Scene scene) =>
        [.. scene.Shapes.Select(s => s switch { Label l => l.Text, Chip c => c.Text, _ => "" }).Where(t => t.Length > 0)];
}
