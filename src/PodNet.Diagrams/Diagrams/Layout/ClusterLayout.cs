using PodNet.Diagrams.Scenes;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Layout;

/// <summary>Places nodes and the node network on the canvas.</summary>
internal sealed class ClusterLayout
{
    public const double Width = 900;
    public const double Margin = 20;
    private const double Inner = Width - 2 * Margin;
    private const double NarrowNode = 360;
    private const double Highest = 560;
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
        bool fits = roomForWay || top + height + 16 + UnderlayPainter.HeightApart + 14 <= Highest;
        UnderlayPainter underlay = new(_scene, Graph, _sketch, fits ? UnderlayPainter.Apart(_sketch) : [], _emphasis, roomForWay);
        int left = _sketch.Nodes.TakeWhile(n => underlay.BarOf(n) == underlay.BarOf(_sketch.Nodes[0])).Count();
        Bottom = underlay.Paint(top + height + (sizes.IsLow ? 11 : 16), Margin + left * (width + gap) - gap / 2);
        foreach (NodeSketch node in _sketch.Nodes) ConnectUplink(underlay, node, straight: true, 0);
    }

    private void TwoRows(double top, NodeMetrics sizes)
    {
        const double Gutter = 20;
        double width = (Inner - Gutter) / 2, height = sizes.Height(MostPods > 3 ? 2 : 1), pitch = height + sizes.Overhang + 16;
        double below = top + pitch + height + sizes.Overhang + 9;
        (int[] cells, IReadOnlyList<UnderlaySegment> apart) = PlacesInTwoRows(below + UnderlayPainter.HeightApart + 14 <= Highest);
        for (int i = 0; i < Cells; i++)
        {
            int cell = cells[i];
            Rect area = new(Margin + cell % 2 * (width + Gutter), top + (cell / 2) * pitch, width, height);
            if (i == _sketch.Nodes.Count) PaintRest(area);
            else Paint(_sketch.Nodes[i], sizes, area, 3, uplinkRight: cell % 2 == 0);
        }

        UnderlayPainter underlay = new(_scene, Graph, _sketch, apart, _emphasis, roomForWay: false);
        Bottom = underlay.Paint(below, Width / 2);
        double lane = apart.Count == 0 ? 4 : 6;
        for (int i = 0; i < _sketch.Nodes.Count; i++)
            ConnectUplink(underlay, _sketch.Nodes[i], straight: cells[i] >= 2, Width / 2 + (cells[i] % 2 == 0 ? -lane : lane));
    }

    // Nodes of two switches stand in two columns, as long as they fit there; others are read line by line.
    private (int[] Cells, IReadOnlyList<UnderlaySegment> Apart) PlacesInTwoRows(bool fits)
    {
        IReadOnlyList<UnderlaySegment> apart = fits ? UnderlayPainter.Apart(_sketch) : [];
        int left = apart.Count == 0 ? 0 : _sketch.Nodes.Count(n => UnderlayPainter.SegmentOf(_sketch, n)?.Switch == apart[0].Switch);
        return left is 1 or 2 && _sketch.Nodes.Count - left <= 2
            ? (left == 1 ? [0, 1, 3, 2] : [0, 2, 1, 3], apart) : ([.. Enumerable.Range(0, Cells)], []);
    }

    private void Paint(NodeSketch node, NodeMetrics sizes, Rect area, int columns, bool uplinkRight) =>
        new NodePainter(_scene, Graph, node, sizes, area, columns, uplinkRight, _emphasis).Paint();

    private void PaintRest(Rect area) => _scene.Add(
        Layer.Devices, new Chip(Role.Tile, area, PodWords.More(_sketch.HiddenNodes, _sketch.HiddenNodesPods), TextStyle.Word)
        {
            Title = "not drawn",
        });

    private void ConnectUplink(UnderlayPainter underlay, NodeSketch node, bool straight, double gutter)
    {
        if (node.Uplink is not { } uplink) return;
        DeviceKey key = new(node.Node.Id.Name, uplink.Name);
        Rect tag = Graph.Devices[key].Area, bar = Graph.Devices[underlay.BarOf(node)].Area;
        Point[] points = straight
            ? [new(tag.CenterX, tag.Bottom), new(tag.CenterX, bar.Y)]
            : [new(tag.CenterX, tag.Bottom), new(tag.CenterX, tag.Bottom + 8), new(gutter, tag.Bottom + 8), new(gutter, bar.Y)];
        _scene.Add(Layer.Wires, new Line(Role.Wire, [.. points]));
        Graph.Connect(key, underlay.BarOf(node), points);
    }
}
