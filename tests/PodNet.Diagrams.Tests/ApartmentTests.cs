using PodNet.Diagrams.Scenes;
using PodNet.Engine.Programs;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;
using PodNet.Printing;

namespace PodNet.Diagrams.Tests;

/// <summary>The apartment view says what the kernels have, in both vocabularies.</summary>
public sealed class ApartmentTests
{
    [Theory]
    [InlineData("building (node)")]
    [InlineData("apartment (pod)")]
    [InlineData("phone (IP)")]
    [InlineData("lives alone (1 container)")]
    [InlineData("door (eth0)")]
    [InlineData("hallway (bridge cni0)")]
    [InlineData("phone room (tunnel)")]
    [InlineData("phone line (overlay): VXLAN 1, UDP 8472")]
    [InlineData("street (node network)")]
    [InlineData("gate (router gw) 192.168.50.1")]
    public void Elements_are_named_in_both_vocabularies(string words) => Assert.Contains(words, Words(Draw(Clusters.Small())));

    [Fact]
    public void Where_there_is_no_tunnel_signposts_quote_the_routes()
    {
        Cluster cluster = Clusters.Small("flannel", "host-gw");
        NetworkNamespace kernel = cluster.Namespace(cluster.Topology.Nodes[0].Id);
        string row = RowText.Of(kernel.Fib.Lookup(new(cluster.Address("api"))).Route!);

        Scene scene = Draw(cluster);

        Assert.Equal(2, scene.Shapes.OfType<Signpost>().Count());
        Assert.Contains($"signpost (route) {row}", string.Join(' ', Words(scene)), StringComparison.Ordinal);
        Assert.Contains($"signpost (route) {row}", new ApartmentDiagram().Describe(new(cluster)), StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Shapes, s => s.Role is Role.Tunnel or Role.Encapsulation);
    }

    [Fact]
    public void A_tunnel_has_a_phone_line_and_no_signposts()
    {
        Scene scene = Draw(Clusters.Small());

        Assert.Contains(scene.Shapes, s => s.Role == Role.Encapsulation);
        Assert.DoesNotContain(scene.Shapes, s => s is Signpost);
        Assert.DoesNotContain("signpost", new ApartmentDiagram().Describe(new(Clusters.Small())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_route_that_is_gone_takes_its_signpost_along()
    {
        Cluster cluster = Clusters.Small("flannel", "host-gw");
        NamespaceBuilder kernel = cluster.Namespace(cluster.Topology.Nodes[0].Id).ToBuilder();
        kernel.Routes.RemoveAll(r => r.Via is not null);

        Assert.Single(Draw(cluster.With(kernel.Build())).Shapes.OfType<Signpost>());
    }

    [Fact]
    public void A_bridge_is_called_by_its_name() => Assert.Contains("hallway (bridge cbr0)", Words(Draw(Clusters.Small("bridge", ""))));

    [Fact]
    public void Without_a_bridge_a_concierge_knows_each_door()
    {
        Cluster cluster = GeneratedClusters.Routed(2, 2);
        Scene scene = Draw(cluster);

        Assert.Contains("concierge (host routes, no bridge)", Words(scene));
        Assert.Equal(4, scene.Shapes.Count(s => s is Glyph { Kind: GlyphKind.Porter, Title: "porter (proxy ARP)" }));
        Assert.DoesNotContain(scene.Shapes, s => s.Role == Role.Bridge);
        Assert.DoesNotContain("hallway (bridge", new ApartmentDiagram().Describe(new(cluster)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_door_is_closed_where_the_link_is_down()
    {
        Cluster cluster = Clusters.Small();
        NetworkNamespace down = cluster.Namespace(cluster.Pod("web")).ToBuilder().SetDevice("eth0", d => d with { Up = false }).Build();
        cluster = cluster.With(down);

        Assert.Single(Draw(cluster).Shapes.OfType<Door>(), d => d.Closed);
        Assert.Contains("closed: the link is down", new ApartmentDiagram().Describe(new(cluster)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_door_is_closed_where_the_packet_was_refused()
    {
        Cluster cluster = Clusters.Small();
        Scene scene = new ApartmentTraceDiagram().Draw(new(cluster, cluster.Get("client", "api", 81)));

        Assert.Equal(Emphasis.Refused, Assert.Single(scene.Shapes.OfType<Door>(), d => d.Closed).Emphasis);
    }

    [Fact]
    public void Pods_of_the_host_network_live_in_the_lobby()
    {
        Cluster small = Clusters.Small();
        ClusterTopology topology = small.Topology;
        Cluster cluster = new(
            new ClusterTopology
            {
                Nodes = topology.Nodes,
                Pods = topology.Pods.Select(p => p.Name == "web" ? p with { Addresses = topology.Nodes[0].Addresses } : p).ToValueList(),
                Underlay = topology.Underlay,
                Cni = topology.Cni,
                PodSubnets = [topology.PodSubnet],
                ServiceSubnets = [topology.ServiceSubnet],
            },
            small.Compiler);
        Scene scene = Draw(cluster);

        LayoutRules.Check(scene);
        Assert.Contains("in the lobby (host network): web", Words(scene));
        Assert.Equal(3, scene.Shapes.Count(s => s.Role == Role.Pod));
        Assert.Contains("in the lobby (host network): web", new ApartmentDiagram().Describe(new(cluster)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_numbers_on_a_way_are_those_of_the_trace()
    {
        Cluster cluster = Clusters.Small();
        TraceView view = new(cluster, cluster.Get("client", "api"));

        int[] Numbers(Scene scene) => [.. scene.Shapes.OfType<Disc>().Select(d => d.Number).Distinct().Order()];
        Assert.Equal(Numbers(new TraceDiagram().Draw(view)), Numbers(new ApartmentTraceDiagram().Draw(view)));
    }

    [Theory]
    [InlineData("vxlan", "1450 bytes (MTU), 50 fewer than on the street")]
    [InlineData("host-gw", "from its TTL (64 to 62)")]
    public void The_caption_says_where_the_analogy_breaks_with_the_packet_s_own_numbers(string mode, string words)
    {
        Cluster cluster = Clusters.Small("flannel", mode);
        TraceView view = new(cluster, cluster.Get("client", "api"));

        Scene scene = new ApartmentTraceDiagram().Draw(view);

        Assert.Contains("Where the analogy breaks:", Words(scene));
        Assert.Contains(words, string.Join(' ', Words(scene)), StringComparison.Ordinal);
        Assert.Contains(words, new ApartmentTraceDiagram().Describe(view), StringComparison.Ordinal);
    }

    [Fact]
    public void A_larger_tunnel_leaves_another_caption()
    {
        Cluster cluster = Clusters.Small();
        foreach (ClusterNode node in cluster.Topology.Nodes)
            cluster = cluster.With(cluster.Namespace(node.Id).ToBuilder().SetDevice("flannel.1", d => d with { Mtu = 1500 }).Build());

        Assert.DoesNotContain("MTU", string.Join(' ', Words(Draw(cluster))), StringComparison.Ordinal);
    }

    [Fact]
    public void The_living_room_is_shown_when_a_packet_was_there()
    {
        Cluster cluster = Clusters.Small();
        TraceView view = new(cluster, cluster.Trace("web", new TcpProbe(Model.Addressing.IpAddress.LoopbackV4, 80)));

        Assert.Contains("living room (lo)", Words(new ApartmentTraceDiagram().Draw(view)));
    }

    [Theory]
    [MemberData(nameof(GoldenTests.Names), MemberType = typeof(GoldenTests))]
    public void Captions_are_never_cut(string name)
    {
        if (!name.StartsWith("apartment", StringComparison.Ordinal)) return;
        Scene scene = Gallery.Pictures.Single(p => p.Name == name).Draw().Scene;
        Label opening = Assert.Single(scene.Shapes.OfType<Label>(), l => l.Text == "Where the analogy breaks:");
        string[] caption = [.. scene.Shapes.OfType<Label>().Where(l => l.At.Y >= opening.At.Y && l != opening).Select(l => l.Text)];

        Assert.NotEmpty(caption);
        Assert.DoesNotContain(Words(scene), w => w.StartsWith("building = node", StringComparison.Ordinal) && w.Contains('…', StringComparison.Ordinal));
        Assert.DoesNotContain(caption, l => l.Contains('…', StringComparison.Ordinal));
        Assert.Contains($"Where the analogy breaks: {string.Join(' ', caption)}", scene.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vxlan", true)]
    [InlineData("host-gw", false)]
    public void A_way_s_list_says_who_calls_whom_from_the_packets(string mode, bool wrapped)
    {
        Cluster cluster = Clusters.Small("flannel", mode);
        TraceView view = new(cluster, cluster.Get("client", "api"));
        string pods = $"{cluster.Address("client")} → {cluster.Address("api")}";
        string nodes = $"inside {cluster.Topology.Nodes[0].Address} → {cluster.Topology.Nodes[1].Address}";

        string[] words = Words(new ApartmentTraceDiagram().Draw(view));
        string text = new ApartmentTraceDiagram().Describe(view);

        int inside = words.Count(w => w == nodes);
        Assert.Equal(wrapped, inside > 0);
        Assert.True(words.Count(w => w == pods) >= inside + 2, "in the rows of the outer packet, in the first and in the last");
        Assert.Equal(wrapped, text.Contains($"{pods} {nodes}", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_was_asked_for_a_MAC_address_is_said()
    {
        Cluster cluster = Clusters.Small();
        TraceView view = new(cluster, cluster.Get("client", "web"));
        string asked = $"asked the hallway (ARP) ×1: who has {cluster.Address("web")}";

        Assert.Contains(asked, Words(new ApartmentTraceDiagram().Draw(view)));
        Assert.Contains(asked, new ApartmentTraceDiagram().Describe(view), StringComparison.Ordinal);
    }

    [Fact]
    public void A_neighbour_that_is_missing_is_missed_at_the_device_that_asked()
    {
        Cluster cluster = Clusters.Small();
        TraceView view = new(cluster, cluster.Trace("client", new EchoProbe(Model.Addressing.IpAddress.Parse("192.168.50.99"))));

        Scene scene = new ApartmentTraceDiagram().Draw(view);

        Assert.Equal(Emphasis.Dropped, Assert.Single(scene.Shapes.OfType<Door>(), d => d.Closed).Emphasis);
        Assert.Single(Words(scene), "front door (eth0)");
        Assert.Contains("building's kernel (node node1)", Words(scene));
        Assert.Equal(2, Words(scene).Count(w => w == "192.168.50.11 → 192.168.50.99"));
        Assert.Contains(scene.Shapes, s => s.Role == Role.ErrorWay);
        Assert.Contains(scene.Shapes, s => s.Role == Role.LostWay);
    }

    private static Scene Draw(Cluster cluster) => new ApartmentDiagram().Draw(new(cluster, Seed: 1));

    private static string[] Words(Scene scene) =>
        [.. scene.Shapes.Select(s => s switch { Label l => l.Text, Chip c => c.Text, _ => "" }).Where(t => t.Length > 0)];
}
