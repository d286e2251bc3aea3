using PodNet.Diagrams.Scenes;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Layout.Apartments;

/// <summary>Places the buildings of a complex and the street between them.</summary>
internal sealed class ComplexLayout
{
    /// <summary>Greatest height in px of a picture of a complex.</summary>
    public const double Highest = 620;

    /// <summary>Greatest height in px of a picture of a packet's way through one.</summary>
    public const double HighestWithWay = 760;

    private const double Width = ClusterLayout.Width;
    private const double Margin = ClusterLayout.Margin;
    private const double Inner = Width - 2 * Margin;
    private const double Gutter = 40;
    private const double AboveStreet = 14;
    private readonly SceneBuilder _scene;
    private readonly ClusterSketch _sketch;
    private ValueList<BuildingSketch> _buildings;
    private readonly Func<DeviceKey, Emphasis> _emphasis;

    private string _call = "";

    private ComplexLayout(
        SceneBuilder scene, ClusterSketch sketch, ValueList<BuildingSketch> buildings, Func<DeviceKey, Emphasis> emphasis) =>
        (_scene, _sketch, _buildings, _emphasis) = (scene, sketch, buildings, emphasis);

    public DeviceGraph Graph { get; } = new();

    /// <summary>The lower border of what was drawn.</summary>
    public double Bottom { get; private set; }

    private int Cells => _buildings.Count + (_sketch.HiddenNodes > 0 ? 1 : 0);

    private int MostApartments => _buildings.Count == 0 ? 0 : _buildings.Max(b => b.Apartments.Count + (b.Node.HiddenPods > 0 ? 1 : 0));

    private int MostRoomMates => _buildings.SelectMany(b => b.Apartments).Select(p => PodWords.LinesWanted(p.Pod)).DefaultIfEmpty(1).Max();

    private double Lobby => _buildings.Any(b => b.Lobby.Count > 0) ? 20 : 0;

    /// <summary>Draws the buildings in one row or two, as they fit best, with the phone lines between them.</summary>
    public static ComplexLayout Fitting(SceneBuilder scene, ClusterSketch sketch, ValueList<BuildingSketch> buildings, double top)
    {
        ComplexLayout layout = new(scene, sketch, buildings, _ => Emphasis.None);
        int inRow = ClusterLayout.PodsInRow(layout.Cells);
        if (layout.Cells > 3 || (layout.Cells == 3 && layout.MostApartments > inRow)) layout.TwoRows(top - 2);
        else if (layout.MostApartments <= inRow)
            layout.OneRow(top, FloorPlan.Roomy with { ResidentLines = layout.MostRoomMates }, layout.Cells, roomForWay: false);
        else layout.OneRow(top, FloorPlan.TwoSided with { ResidentLines = Math.Min(2, layout.MostRoomMates) }, layout.Cells, roomForWay: false);
        layout.PaintPhoneLines();
        return layout;
    }

    /// <summary>Draws one row of buildings with room for a way.</summary>
    /// <param name="call">What stands in the street.</param>
    /// <param name="below">Height in px that is needed under the street; null: as much as can be.</param>
    public static ComplexLayout InOneRow(
        SceneBuilder scene, ClusterSketch sketch, ValueList<BuildingSketch> buildings, double top, string call, double? below,
        Func<DeviceKey, Emphasis> emphasis)
    {
        ComplexLayout layout = new(scene, sketch, buildings, emphasis) { _call = call };
        double streets = StreetPainter.StreetHeight + (UnderlayPainter.Apart(sketch).Count == 2 ? StreetPainter.GateRow : 0);
        double? height = top + FloorPlan.ForTrace.Height(1) + layout.Lobby + AboveStreet + streets + below;
        FloorPlan plan = height is null ? FloorPlan.RoomForTrace : height <= Highest ? FloorPlan.ForTrace : FloorPlan.LowForTrace;
        layout.OneRow(top, plan, buildings.Count, roomForWay: true);
        return layout;
    }

    private void OneRow(double top, FloorPlan plan, int cells, bool roomForWay)
    {
        double gap = cells <= 2 ? 40 : 26;
        int columns = ClusterLayout.PodsInRow(cells);
        plan = plan with { Lobby = Lobby };
        double widest = cells > 1 ? Inner : Math.Clamp(24 + Math.Max(1, MostApartments) * 212, 430, Inner);
        double width = Math.Floor((widest - (cells - 1) * gap) / Math.Max(1, cells)), left = Margin + (Inner - widest) / 2;
        double height = plan.Height(MostApartments > columns ? 2 : 1);
        for (int i = 0; i < _buildings.Count; i++)
            Paint(_buildings[i], plan, new(left + i * (width + gap), top, width, height), columns, doorRight: true);
        if (cells > _buildings.Count)
            PaintAnnex(new(left + _buildings.Count * (width + gap), top + plan.Roof, width, height - plan.Roof), plan);
        const double Caption = 50;
        bool fits = roomForWay ? !plan.IsLow : top + height + AboveStreet + StreetPainter.StreetHeight + StreetPainter.GateRow + Caption <= Highest;
        StreetPainter street = Street(fits ? UnderlayPainter.Apart(_sketch) : [], roomForWay);
        int first = _buildings.TakeWhile(b => street.StreetOf(b.Node) == street.StreetOf(_buildings[0].Node)).Count();
        Bottom = street.Paint(top + height + AboveStreet, left + first * (width + gap) - gap / 2);
        foreach (BuildingSketch building in _buildings) ConnectDoor(street, building, straight: true, 0);
        PaintCorridors();
    }

    // Where one Ethernet reaches all pods, the hallways look like one.
    private void PaintCorridors()
    {
        for (int i = 1; i < _buildings.Count; i++)
        {
            if (!_buildings[i - 1].IsOneHallway || !_buildings[i].IsOneHallway) continue;
            Rect from = Graph.Devices[DeviceKey.Bar(_buildings[i - 1].Node)].Area, to = Graph.Devices[DeviceKey.Bar(_buildings[i].Node)].Area;
            foreach (double y in (double[])[from.Y + 5, from.Bottom - 5])
                _scene.Add(Layer.Wires, new Line(Role.Tile, [new(from.Right, y), new(to.X, y)]));
        }
    }

    private StreetPainter Street(IReadOnlyList<UnderlaySegment> apart, bool roomForWay) =>
        new(_scene, Graph, _sketch, apart, _emphasis, roomForWay ? _call : PhoneLine());

    private void TwoRows(double top)
    {
        _buildings = _buildings.Select(b => b.WithoutLobby).ToValueList();
        FloorPlan plan = MostApartments > 3 ? FloorPlan.Crowded : FloorPlan.Low with { ResidentLines = Math.Min(2, MostRoomMates) };
        double width = (Inner - Gutter) / 2, height = plan.Height(MostApartments > 3 ? 2 : 1), pitch = height + 18;
        for (int i = 0; i < Cells; i++)
        {
            Rect area = new(Margin + i % 2 * (width + Gutter), top + (i / 2) * pitch, width, height);
            if (i == _buildings.Count) PaintAnnex(area with { Y = area.Y + plan.Roof, Height = area.Height - plan.Roof }, plan);
            else Paint(_buildings[i], plan, area, 3, doorRight: i % 2 == 0);
        }

        StreetPainter street = Street([], roomForWay: false);
        Bottom = street.Paint(top + pitch + height + 12, Width / 2);
        for (int i = 0; i < _buildings.Count; i++)
            ConnectDoor(street, _buildings[i], straight: i >= 2, Width / 2 + (i % 2 == 0 ? -7 : 7));
    }

    private void Paint(BuildingSketch building, FloorPlan plan, Rect area, int columns, bool doorRight) =>
        new BuildingPainter(_scene, Graph, building, plan, area, columns, doorRight, _emphasis).Paint();

    // The others: one building that stands for all of them.
    private void PaintAnnex(Rect wall, FloorPlan plan)
    {
        _scene.Add(Layer.Ground, new Box(Role.Tile, wall, 3) { Title = "not drawn" });
        Rect roof = new(wall.X - 7, wall.Y - plan.Roof, wall.Width + 14, plan.Roof);
        _scene.Add(Layer.Ground, new Roof(Role.Roof, roof, plan.Plate == 0 ? roof.Width - 56 : 0));
        double y = TextMetrics.CenteredBaseline(plan.Plate == 0 ? roof.CenterY + 1 : roof.Bottom - 11, TextStyle.Word);
        _scene.Text(new(roof.CenterX, y), "annex", TextStyle.Word, anchor: Anchor.Middle);
        _scene.Text(new(wall.CenterX, wall.CenterY - 6), $"+{ApartmentWords.Buildings(_sketch.HiddenNodes)}", TextStyle.Name, wall.Width - 20,
            Anchor.Middle);
        if (_sketch.HiddenNodesPods > 0)
            _scene.Text(new(wall.CenterX, wall.CenterY + 16), ApartmentWords.Apartments(_sketch.HiddenNodesPods), TextStyle.Word,
                wall.Width - 20, Anchor.Middle);
    }

    private string PhoneLine() => _buildings.Count > 1 && _buildings.Select(b => b.Node.Tunnel).OfType<TunnelDevice>().FirstOrDefault() is { } tunnel
        ? $"phone line (overlay): {PodWords.Tunnel(tunnel)}" : "";

    private void ConnectDoor(StreetPainter street, BuildingSketch building, bool straight, double gutter)
    {
        if (building.Node.Uplink is not { } uplink) return;
        DeviceKey key = new(building.Node.Node.Id.Name, uplink.Name);
        Rect door = Graph.Devices[key].Area, bar = Graph.Devices[street.StreetOf(building.Node)].Area;
        Point[] points = straight
            ? [new(door.CenterX, door.Bottom), new(door.CenterX, bar.Y)]
            : [new(door.CenterX, door.Bottom), new(door.CenterX, door.Bottom + 9), new(gutter, door.Bottom + 9), new(gutter, bar.Y)];
        _scene.Add(Layer.Wires, new Line(Role.Wire, [.. points]));
        Graph.Connect(key, street.StreetOf(building.Node), points);
    }

    private void PaintPhoneLines()
    {
        DeviceKey[] rooms = [.. _buildings.Where(b => b.Node.Tunnel is not null)
            .Select(b => new DeviceKey(b.Node.Node.Id.Name, b.Node.Tunnel!.Name))];
        WayPainter painter = new(_scene, Graph, 0);
        for (int i = 1; i < rooms.Length; i++) painter.PaintTube(rooms[i - 1], rooms[i]);
    }
}
