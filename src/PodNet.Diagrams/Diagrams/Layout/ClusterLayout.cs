using PodNet.Diagrams.Scenes;

namespace PodNet.Diagrams.Layout;

/// <summary>Places nodes and the node network on the canvas.</summary>
internal sealed class ClusterLayout
{
    public const double Width = 900;
    public const double Margin = 20;
    private const double Inner = Width - 2 * Margin;
    private const double NarrowNode = 360;
    private readonly SceneBuilder _scene;
    private readonly ClusterSketch _sketch;
    private readonly Func<DeviceKey, Emphasis> _emphasis;

    private ClusterLayout(SceneBuilder scene, ClusterSketch sketch, Func<DeviceKey, Emphasis> emphasis) =>
        (_scene, _sketch, _emphasis) = (scene, sketch, emphasis);

    public DeviceGraph Graph { get; } = new();

    /// <summary>The lower border of what was drawn.</summary>
    public double Bottom { get; private set; }

    private int Cells => _sketch.Nodes.Count + (_sketch.HiddenNodes > 0 ? 1 : 0);

    private int MostPods => _sketch.Nodes.Count == 0 ? 0 : _sketch.Nodes.Max(n => n.Pods.Count + (n.HiddenPods > 0 ? 1 : 0));

    private int ContainerLines => _sketch.Nodes.SelectMany(n => n.Pods).Select(p => PodWords.LinesWanted(p.Pod)).DefaultIfEmpty(1).Max();

    /// <summary>Pods that fit side by side into a node of a row of <paramref name="nodes"/> nodes.</summary>
    public static int PodsInRow(int nodes) => nodes switch { <= 1 => 6, 2 => 3, _ => 2 };

    /// <summary>Draws one row of nodes above the node network, with room for a way; what is not drawn stands in the bar.</summary>
    /// <param name="low">Whether it has to be as low as can be.</param>
    public static ClusterLayout InOneRow(
        SceneBuilder scene, ClusterSketch sketch, double top, Func<DeviceKey, Emphasis> emphasis, bool low = false)
    {
        ClusterLayout layout = new(scene, sketch, emphasis);
        layout.OneRow(top, low ? NodeMetrics.Room : NodeMetrics.Roomy, sketch.Nodes.Count, roomForWay: true);
        return layout;
    }

    /// <summary>Draws the nodes in one row or two, as they fit best.</summary>
    public static ClusterLayout Fitting(SceneBuilder scene, ClusterSketch sketch, double top)
    {
        ClusterLayout layout = new(scene, sketch, _ => Emphasis.None);
        int inRow = PodsInRow(layout.Cells);
        if (layout.Cells <= 3 && layout.MostPods <= inRow) layout.OneRow(top, NodeMetrics.Roomy, layout.Cells, roomForWay: false);
        else if (layout.Cells <= 2) layout.OneRow(top, NodeMetrics.TwoSided, layout.Cells, roomForWay: false);
        else layout.TwoRows(top - 16, layout.MostPods <= 3
            ? NodeMetrics.Low.WithContainerLines(Math.Min(layout.ContainerLines, 2))
            : NodeMetrics.Crowded);
        return layout;
    }

    private void OneRow(double top, NodeMetrics sizes, int cells, bool roomForWay)
    {
        double gap = cells <= 2 ? 32 : 16;
        double width = Math.Floor((Inner - (cells - 1) * gap) / Math.Max(1, cells));
        bool narrow = width < NarrowNode;
        if (!roomForWay) sizes = sizes with { Bar = Math.Min(sizes.Bar, 30) };
        if (narrow) sizes = sizes with { Head = NodeMetrics.TwoLineHead, TagPadding = cells > 2 && !roomForWay ? 7 : sizes.TagPadding };
        int columns = PodsInRow(cells);
        int rows = MostPods > columns ? 2 : 1;
        sizes = sizes.WithContainerLines(sizes.IsLow ? Math.Min(ContainerLines, 2) : ContainerLines);
        if (rows == 1) sizes = sizes.WithRoomFor(_sketch.Nodes, width, roomForWay);
        double height = sizes.Height(rows);
        for (int i = 0; i < _sketch.Nodes.Count; i++)
        {
            Rect area = new(Margin + i * (width + gap), top, width, height);
            Paint(_sketch.Nodes[i], sizes, area, columns, uplinkRight: true);
        }

        if (cells > _sketch.Nodes.Count) PaintRest(new(Margin + _sketch.Nodes.Count * (width + gap), top, width, 64));
        PaintNodeNetwork(top + height + (sizes.IsLow ? 11 : 16), roomForWay);
        foreach (NodeSketch node in _sketch.Nodes) ConnectUplink(node, straight: true, 0);
    }

    private void TwoRows(double top, NodeMetrics sizes)
    {
        const double Gutter = 20;
        double width = (Inner - Gutter) / 2, height = sizes.Height(MostPods > 3 ? 2 : 1), pitch = height + sizes.Overhang + 16;
        for (int i = 0; i < Cells; i++)
        {
            Rect area = new(Margin + i % 2 * (width + Gutter), top + (i / 2) * pitch, width, height);
            if (i == _sketch.Nodes.Count) PaintRest(area);
            else Paint(_sketch.Nodes[i], sizes, area, 3, uplinkRight: i % 2 == 0);
        }

        PaintNodeNetwork(top + pitch + height + sizes.Overhang + 9, roomForWay: false);
        for (int i = 0; i < _sketch.Nodes.Count; i++)
            ConnectUplink(_sketch.Nodes[i], straight: i >= 2, Width / 2 + (i % 2 == 0 ? -4 : 4));
    }

    private void Paint(NodeSketch node, NodeMetrics sizes, Rect area, int columns, bool uplinkRight) =>
        new NodePainter(_scene, Graph, node, sizes, area, columns, uplinkRight, _emphasis).Paint();

    private void PaintRest(Rect area) => _scene.Add(
        Layer.Devices, new Chip(Role.Tile, area, PodWords.More(_sketch.HiddenNodes, _sketch.HiddenNodesPods), TextStyle.Word)
        {
            Title = "not drawn",
        });

    private void PaintNodeNetwork(double top, bool roomForWay)
    {
        double height = roomForWay ? 43 : 30;
        Rect bar = new(Margin, top, Inner, height);
        _scene.Add(Layer.Ground, new Box(Role.NodeNetwork, bar, 6) { Emphasis = _emphasis(DeviceKey.NodeNetwork) });
        double y = roomForWay ? bar.Bottom - 8 : TextMetrics.CenteredBaseline(bar.CenterY, TextStyle.Mono);
        _scene.Text(new(bar.X + 14, y), $"node network {_sketch.Cluster.Topology.Underlay.Subnet}", TextStyle.Mono);
        Graph.Devices[DeviceKey.NodeNetwork] = new(bar, top + 10) { Free = (bar.X, bar.Right) };
        double right = PaintRouter(bar, roomForWay);
        if (roomForWay && _sketch.HiddenNodes > 0)
            _scene.Text(new(right - 14, y), PodWords.More(_sketch.HiddenNodes, _sketch.HiddenNodesPods), TextStyle.Word,
                anchor: Anchor.End);
        Bottom = bar.Bottom;
    }

    private double PaintRouter(Rect bar, bool roomForWay)
    {
        if (_sketch.Cluster.Topology.Underlay.Router is not { } router) return bar.Right;
        string address = router.Addresses.Count == 0 ? "" : $" {router.Addresses[0]}";
        string text = $"{TextMetrics.ShortenTo(Printable.Clean(router.Name), 16)}{address}";
        double width = TextMetrics.Width(text, TextStyle.Mono) + 26;
        Rect tag = new(bar.Right - 10 - width, roomForWay ? bar.Bottom - 24 : bar.CenterY - 11, width, roomForWay ? 21 : 22);
        string all = $"router {router.Name}: {string.Join(", ", router.Addresses)}";
        _scene.Chip(Role.Router, tag, text, _emphasis(DeviceKey.Router), TextStyle.Mono, all);
        Graph.Devices[DeviceKey.Router] = new(tag, null);
        Graph.Connect(DeviceKey.NodeNetwork, DeviceKey.Router, new Point(tag.X + 26, tag.Y));
        return tag.X;
    }

    private void ConnectUplink(NodeSketch node, bool straight, double gutter)
    {
        if (node.Uplink is not { } uplink) return;
        DeviceKey key = new(node.Node.Id.Name, uplink.Name);
        Rect tag = Graph.Devices[key].Area, bar = Graph.Devices[DeviceKey.NodeNetwork].Area;
        Point[] points = straight
            ? [new(tag.CenterX, tag.Bottom), new(tag.CenterX, bar.Y)]
            : [new(tag.CenterX, tag.Bottom), new(tag.CenterX, tag.Bottom + 8), new(gutter, tag.Bottom + 8), new(gutter, bar.Y)];
        _scene.Add(Layer.Wires, new Line(Role.Wire, [.. points]));
        Graph.Connect(key, DeviceKey.NodeNetwork, points);
    }
}
