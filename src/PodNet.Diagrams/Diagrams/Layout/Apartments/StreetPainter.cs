using PodNet.Diagrams.Scenes;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Layout.Apartments;

/// <summary>Draws the street between the buildings, or, where two switches are joined by the router, two streets with the gate between.</summary>
/// <param name="apart">The two switches that are a street each, from the left; else none.</param>
/// <param name="call">What stands in the street.</param>
internal sealed class StreetPainter(
    SceneBuilder scene, DeviceGraph graph, ClusterSketch sketch, IReadOnlyList<UnderlaySegment> apart, Func<DeviceKey, Emphasis> emphasis,
    string call)
{
    /// <summary>Height of a street in px.</summary>
    public const double StreetHeight = 46;

    /// <summary>Height of the row that the gate between two streets has of its own.</summary>
    public const double GateRow = 33;

    // What a street keeps free beside its name, for the way to the gate.
    private const double ForWay = 50;

    private const double Margin = ClusterLayout.Margin;
    private const double Right = ClusterLayout.Width - ClusterLayout.Margin;

    private ClusterTopology Topology => sketch.Cluster.Topology;

    /// <summary>The street a building is in.</summary>
    public DeviceKey StreetOf(NodeSketch node) => DeviceKey.NodeNetworkOf(Topology, UnderlayPainter.SegmentOf(sketch, node)?.Switch);

    /// <summary>Draws it.</summary>
    /// <param name="split">The x between two streets.</param>
    /// <returns>Its lower border.</returns>
    public double Paint(double top, double split)
    {
        if (apart.Count == 2) return PaintApart(top, split);
        DeviceKey[] keys = [.. sketch.Nodes.Select(StreetOf).DefaultIfEmpty(DeviceKey.NodeNetwork).Distinct()];
        Rect bar = new(Margin, top, Right - Margin, StreetHeight);
        Emphasis how = keys.Select(emphasis).FirstOrDefault(e => e != Emphasis.None);
        scene.Add(Layer.Ground, new Box(Role.NodeNetwork, bar, 3) { Emphasis = how });
        double y = bar.Bottom - 8, left = PaintName(new(bar.X + 12, y), $"{Topology.Underlay.Subnet}");
        foreach (DeviceKey key in keys) graph.Devices[key] = new(bar, top + 10) { Free = (bar.X, bar.Right) };
        double right = PaintGate(bar, keys) - 14;
        string shorter = TextMetrics.Width(call, TextStyle.Word) <= right - left ? call : call.Replace(" (overlay)", "", StringComparison.Ordinal);
        if (call.Length > 0) scene.Text(new(right, y), shorter, TextStyle.Word, right - left, Anchor.End, full: call);
        return bar.Bottom;
    }

    private static string NameIn(double room) =>
        TextMetrics.Width(ApartmentWords.Street, TextStyle.Word) <= room ? ApartmentWords.Street : "street";

    private double PaintName(Point at, string subnet, double room = double.MaxValue)
    {
        double left = scene.Text(at, NameIn(room - TextMetrics.Width(subnet, TextStyle.Mono)), TextStyle.Word) + 6;
        return scene.Text(at with { X = left }, subnet, TextStyle.Mono) + 24;
    }

    private double PaintGate(Rect bar, DeviceKey[] keys)
    {
        if (Topology.Underlay.Router is not { } router) return bar.Right;
        string address = router.Addresses.Count == 0 ? "" : $" {router.Addresses[0]}";
        string text = Words(router, address);
        double width = Math.Ceiling(TextMetrics.Width(text, TextStyle.Mono) + 20);
        Rect tag = new(bar.Right - 10 - width, bar.Bottom - 25, width, 21);
        PlaceGate(router, text, tag);
        foreach (DeviceKey key in keys) graph.Connect(key, DeviceKey.Router, new Point(tag.X + 26, tag.Y));
        return tag.X;
    }

    private static string Words(UnderlayRouter router, string addresses) =>
        $"gate (router {TextMetrics.ShortenTo(Printable.Clean(router.Name), 12)}){addresses}";

    private void PlaceGate(UnderlayRouter router, string text, Rect tag)
    {
        scene.Add(Layer.Devices, new Chip(Role.Router, tag, text, TextStyle.Mono)
        {
            Emphasis = emphasis(DeviceKey.Router),
            Title = Printable.Clean($"{ApartmentWords.Gate(router)}: {string.Join(", ", router.Addresses)}"),
        });
        graph.Devices[DeviceKey.Router] = new(tag, null);
    }

    private double PaintApart(double top, double split)
    {
        const double TagHeight = 21;
        UnderlayRouter router = Topology.Underlay.Router!;
        Rect left = new(Margin, top, split - UnderlayPainter.Gap / 2 - Margin, StreetHeight);
        Rect right = new(split + UnderlayPainter.Gap / 2, top, Right - split - UnderlayPainter.Gap / 2, StreetHeight);
        double y = left.Bottom - 8;
        string text = Words(router, $" {string.Join(", ", apart.Select(s => s.RouterAddress))}");
        double width = Math.Ceiling(TextMetrics.Width(text, TextStyle.Mono) + 20);
        Rect tag = new(Math.Clamp(split - width / 2, Margin, Right - width), left.Bottom + GateRow - TagHeight, width, TagHeight);
        double end = PaintName(new(left.X + 12, y), $"{apart[0].Subnet}", left.Width - ForWay) - 24;
        double begin = scene.Text(new(right.Right - 12, y), $"{apart[1].Subnet}", TextStyle.Mono, anchor: Anchor.End);
        begin = scene.Text(new(begin - 6, y), NameIn(begin - right.X - ForWay), TextStyle.Word, anchor: Anchor.End);
        PlaceGate(router, text, tag);
        new ApartBars(scene, graph, Topology, emphasis, 3).Place(apart, left, end, right, begin, tag);
        if (call.Length > 0)
            scene.Text(new(Margin + 12, TextMetrics.CenteredBaseline(tag.CenterY, TextStyle.Word)), call, TextStyle.Word, tag.X - Margin - 28);
        return tag.Bottom;
    }
}
