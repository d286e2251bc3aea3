using PodNet.Diagrams.Scenes;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Layout;

/// <summary>Draws the network between the nodes: one bar for all switches, or, where two switches are joined by the router, one each.</summary>
/// <param name="apart">The two switches that have a bar each, from the left; else none.</param>
/// <param name="roomForWay">Whether a packet's way runs in the bars.</param>
internal sealed class UnderlayPainter(
    SceneBuilder scene, DeviceGraph graph, ClusterSketch sketch, IReadOnlyList<UnderlaySegment> apart, Func<DeviceKey, Emphasis> emphasis,
    bool roomForWay)
{
    /// <summary>Between the bars of two switches.</summary>
    public const double Gap = 8;

    /// <summary>Height in px of the bars of two switches and the router under them.</summary>
    public const double HeightApart = 30 + Drop + TagHeight;

    private const double Drop = 12, TagHeight = 22;
    private const double Margin = ClusterLayout.Margin;
    private const double Right = ClusterLayout.Width - ClusterLayout.Margin;

    private static ClusterTopology TopologyOf(ClusterSketch sketch) => sketch.Cluster.Topology;

    private ClusterTopology Topology => TopologyOf(sketch);

    private double Height => roomForWay ? 43 : 30;

    /// <summary>The switches the drawn nodes are on, if they are two and the nodes stand sorted by them; else none.</summary>
    public static IReadOnlyList<UnderlaySegment> Apart(ClusterSketch sketch)
    {
        List<UnderlaySegment> met = [];
        foreach (NodeSketch node in sketch.Nodes)
        {
            if (SegmentOf(sketch, node) is not { } segment) return [];
            if (met.Count == 0 || met[^1].Switch != segment.Switch) met.Add(segment);
        }

        return met.Count == 2 && TopologyOf(sketch).Underlay is { Segments.Count: 2, Router: not null } ? met : [];
    }

    /// <summary>The switch a node is on, or null.</summary>
    public static UnderlaySegment? SegmentOf(ClusterSketch sketch, NodeSketch node) => node.Uplink is VethEnd uplink
        ? TopologyOf(sketch).Underlay.Segments.FirstOrDefault(s => s.Switch == uplink.PeerNamespace) : null;

    /// <summary>The bar a node's uplink leads to.</summary>
    public DeviceKey BarOf(NodeSketch node) => DeviceKey.NodeNetworkOf(Topology, SegmentOf(sketch, node)?.Switch);

    /// <summary>Draws it.</summary>
    /// <param name="split">The x between the bars of two switches.</param>
    /// <returns>Its lower border.</returns>
    public double Paint(double top, double split) => apart.Count == 2 ? PaintApart(top, split) : PaintTogether(top);

    private double PaintTogether(double top)
    {
        Rect bar = new(Margin, top, Right - Margin, Height);
        DeviceKey[] keys = [.. sketch.Nodes.Select(BarOf).DefaultIfEmpty(DeviceKey.NodeNetwork).Distinct()];
        Emphasis how = keys.Select(emphasis).FirstOrDefault(e => e != Emphasis.None);
        scene.Add(Layer.Ground, new Box(Role.NodeNetwork, bar, 6) { Emphasis = how });
        double y = roomForWay ? bar.Bottom - 8 : TextMetrics.CenteredBaseline(bar.CenterY, TextStyle.Mono);
        bool one = Topology.Underlay.Segments.Count == 2 && keys is [var only] && only != DeviceKey.NodeNetwork;
        string words = one ? $"switch {SegmentOf(sketch, sketch.Nodes[0])!.Subnet}" : $"node network {Topology.Underlay.Subnet}";
        scene.Text(new(bar.X + 14, y), words, TextStyle.Mono);
        foreach (DeviceKey key in keys) graph.Devices[key] = new(bar, top + 10) { Free = (bar.X, bar.Right) };
        double right = PaintRouter(bar, keys);
        if (roomForWay && sketch.HiddenNodes > 0)
            scene.Text(new(right - 14, y), PodWords.More(sketch.HiddenNodes, sketch.HiddenNodesPods), TextStyle.Word, anchor: Anchor.End);
        return bar.Bottom;
    }

    private double PaintRouter(Rect bar, DeviceKey[] keys)
    {
        if (Topology.Underlay.Router is not { } router) return bar.Right;
        string address = router.Addresses.Count == 0 ? "" : $" {router.Addresses[0]}";
        string text = $"{TextMetrics.ShortenTo(Printable.Clean(router.Name), 16)}{address}";
        double width = TextMetrics.Width(text, TextStyle.Mono) + 26;
        Rect tag = new(bar.Right - 10 - width, roomForWay ? bar.Bottom - 24 : bar.CenterY - 11, width, roomForWay ? 21 : 22);
        PlaceRouter(router, text, tag);
        foreach (DeviceKey key in keys) graph.Connect(key, DeviceKey.Router, new Point(tag.X + 26, tag.Y));
        return tag.X;
    }

    private double PaintApart(double top, double split)
    {
        UnderlayRouter router = Topology.Underlay.Router!;
        Rect left = new(Margin, top, split - Gap / 2 - Margin, Height), right = new(split + Gap / 2, top, Right - split - Gap / 2, Height);
        double y = roomForWay ? left.Bottom - 8 : TextMetrics.CenteredBaseline(left.CenterY, TextStyle.Mono);
        string addresses = string.Join(", ", apart.Select(s => s.RouterAddress));
        string text = $"{TextMetrics.ShortenTo(Printable.Clean(router.Name), 16)} {addresses}";
        double width = TextMetrics.Width(text, TextStyle.Mono) + 26;
        Rect tag = new(Math.Clamp(split - width / 2, Margin, Right - width), left.Bottom + Drop, width, TagHeight);
        double end = scene.Text(new(left.X + 14, y), $"switch {apart[0].Subnet}", TextStyle.Mono);
        double begin = scene.Text(new(right.Right - 14, y), $"switch {apart[1].Subnet}", TextStyle.Mono, anchor: Anchor.End);
        PlaceRouter(router, text, tag);
        new ApartBars(scene, graph, Topology, emphasis, 6).Place(apart, left, end, right, begin, tag);
        if (roomForWay && sketch.HiddenNodes > 0)
            scene.Text(new(Right - 14, TextMetrics.CenteredBaseline(tag.CenterY, TextStyle.Word)),
                PodWords.More(sketch.HiddenNodes, sketch.HiddenNodesPods), TextStyle.Word, anchor: Anchor.End);
        return tag.Bottom;
    }

    // Not shortened: the tag was measured to hold it.
    private void PlaceRouter(UnderlayRouter router, string text, Rect tag)
    {
        string all = $"router {router.Name}: {string.Join(", ", router.Addresses)}";
        scene.Add(Layer.Devices, new Chip(Role.Router, tag, text, TextStyle.Mono) { Emphasis = emphasis(DeviceKey.Router), Title = Printable.Clean(all) });
        graph.Devices[DeviceKey.Router] = new(tag, null);
    }
}
