using System.Globalization;
using PodNet.Diagrams.Scenes;
using PodNet.Model.Linux;

namespace PodNet.Diagrams.Layout.Apartments;

/// <summary>Draws one building: roof, plate, apartments, hallway, ground floor; and tells the graph where the devices are.</summary>
/// <param name="area">Building and roof.</param>
/// <param name="columns">Apartments side by side.</param>
/// <param name="doorRight">Whether the front door is at the right of the phone room.</param>
internal sealed class BuildingPainter(
    SceneBuilder scene, DeviceGraph graph, BuildingSketch building, FloorPlan plan, Rect area, int columns, bool doorRight,
    Func<DeviceKey, Emphasis> emphasis)
{
    private const double Side = 12;
    private const double Gap = 10;
    private const double WidestApartment = 200;

    private NodeSketch Node => building.Node;

    private int Cells => building.Apartments.Count + (Node.HiddenPods > 0 ? 1 : 0);

    private bool TwoSided => Cells > columns;

    private Rect Wall => new(area.X, area.Y + plan.Roof, area.Width, area.Height - plan.Roof);

    private DeviceKey HallKey => DeviceKey.Bar(Node);

    public void Paint()
    {
        scene.Box(Role.Node, Wall, 3);
        PaintRoof();
        if (plan.Plate > 0) PaintPlate();
        Rect hall = new(area.X + Side, Wall.Y + plan.Plate + plan.Ceiling + plan.Apartment + plan.Way + plan.Tag, area.Width - 2 * Side, plan.Hall);
        (double From, double To) free = PaintHall(hall);
        PaintApartments(hall);
        double lower = hall.Bottom + (TwoSided ? plan.Apartment + plan.Way + plan.Tag : 0);
        Rect ground = new(hall.X, lower + plan.Exit, hall.Width, plan.Ground);
        (double, double)? channels = TwoSided ? (Channel(doorRight ? 0 : 1), Channel(doorRight ? 1 : 0)) : null;
        Rect door = new GroundFloor(scene, graph, building, plan, ground, doorRight, emphasis).Paint(hall, HallKey, free, channels);
        FoldPair();
        if (building.Lobby.Count > 0) PaintLobby(ground.Bottom, doorRight ? hall.X : door.Right + 8, doorRight ? door.X - 8 : hall.Right);
    }

    // What has no room of its own is where the tunnel is, or in the hallway.
    private void FoldPair()
    {
        if (Node.Pair is not { } pair) return;
        DeviceKey at = HallKey, place = Node is { LeadsOn: true, Tunnel: { } tunnel } ? new(Node.Node.Id.Name, tunnel.Name) : HallKey;
        foreach (NetDevice device in new NetDevice?[] { pair.Near, pair.Far, Node.LeadsOn ? Node.Switch : null }.OfType<NetDevice>())
        {
            DeviceKey key = new(Node.Node.Id.Name, device.Name);
            if (!graph.Devices.TryAdd(key, new(graph.Devices[place].Area, null))) return;
            graph.Connect(at, key);
            at = key;
        }

        if (place != HallKey) graph.Connect(at, place);
    }

    private void PaintRoof()
    {
        const double Eaves = 7;
        bool compact = plan.Plate == 0;
        Rect roof = new(area.X - Eaves, area.Y, area.Width + 2 * Eaves, plan.Roof);
        scene.Add(Layer.Ground, new Roof(Role.Roof, roof, compact ? roof.Width - 56 : 0));
        if (!compact)
        {
            scene.Text(new(roof.CenterX, roof.Bottom - 7), ApartmentWords.Building, TextStyle.Word, anchor: Anchor.Middle);
            return;
        }

        string address = Node.Node.Address.ToString();
        double words = TextMetrics.Width(ApartmentWords.Building, TextStyle.Word), number = TextMetrics.Width(address, TextStyle.Mono);
        double room = roof.Width - 76 - words - number - 16;
        string name = SceneBuilder.ShortName(Printable.Clean(Node.Node.Name), TextStyle.Name, room);
        double width = words + 8 + TextMetrics.Width(name, TextStyle.Name) + 8 + number;
        double y = TextMetrics.CenteredBaseline(roof.CenterY + 1, TextStyle.Name);
        double x = scene.Text(new(roof.CenterX - width / 2, y), ApartmentWords.Building, TextStyle.Word) + 8;
        x = scene.Name(new(x, y), Node.Node.Name, TextStyle.Name, room) + 8;
        scene.Text(new(x, y), address, TextStyle.Mono);
    }

    private void PaintPlate()
    {
        const double Padding = 10;
        const string Words = "numbers (pod CIDR)";
        string address = Node.Node.Address.ToString(), prefix = Node.Node.PodCidr.ToString();
        double number = TextMetrics.Width(address, TextStyle.Mono), room = area.Width - 2 * Side - number - 3 * Padding;
        string name = SceneBuilder.ShortName(Printable.Clean(Node.Node.Name), TextStyle.Name, room);
        double width = TextMetrics.Width(name, TextStyle.Name) + number + 3 * Padding;
        double free = area.Width - 2 * Side - width - Padding, wide = TextMetrics.Width(Words, TextStyle.Word);
        double cidr = TextMetrics.Width(prefix, TextStyle.MonoMuted);
        bool fits = free >= Math.Max(wide, cidr), oneLine = free >= wide + 6 + cidr;
        double left = fits ? area.X + Side : area.CenterX - width / 2;
        Rect plate = new(left, Wall.Y + 6, width, 24);
        scene.Add(Layer.Ground, new Box(Role.Plate, plate, 4));
        double y = TextMetrics.CenteredBaseline(plate.CenterY, TextStyle.Name);
        double end = scene.Name(new(plate.X + Padding, y), Node.Node.Name, TextStyle.Name, room);
        scene.Text(new(end + Padding, y), address, TextStyle.Mono);
        if (!fits) return;
        double right = area.Right - Side, above = oneLine ? y : plate.Y + 9, below = oneLine ? y : plate.Bottom - 1;
        double begin = scene.Text(new(right, below), prefix, TextStyle.MonoMuted, anchor: Anchor.End);
        scene.Text(new(oneLine ? begin - 6 : right, above), Words, TextStyle.Word, anchor: Anchor.End);
    }

    /// <returns>The part of the hallway without text.</returns>
    private (double From, double To) PaintHall(Rect hall)
    {
        Role role = Node.Bridge is null ? Role.RouteTable : Role.Bridge;
        string? title = Node.Bridge is { Mtu: not 1500 } odd
            ? string.Create(CultureInfo.InvariantCulture, $"{Printable.Clean(odd.Name)} mtu {odd.Mtu}") : null;
        scene.Add(Layer.Ground, new Box(role, hall, 3) { Emphasis = emphasis(HallKey), Title = title });
        bool lane = plan.Hall >= 38;
        double y = lane ? hall.Bottom - 8 : TextMetrics.CenteredBaseline(hall.CenterY, TextStyle.Mono), x = hall.X + 10;
        if (Node.Bridge is null && plan.Hall >= 20)
        {
            scene.Add(Layer.Devices, new Glyph(Role.Porter, GlyphKind.Porter, new(x, y - 14)));
            x += Glyph.Width + 5;
        }

        string address = Node.Bridge?.Addresses.Select(a => a.ToString()).FirstOrDefault() ?? "";
        IReadOnlyList<string> names = ApartmentWords.Hallways(building);
        double begin = hall.Right - 10, room = hall.Right - x - 60, wide = begin - 40 - x - TextMetrics.Width(address, TextStyle.MonoMuted);
        string words = names.FirstOrDefault(n => TextMetrics.Width(Printable.Clean(n), TextStyle.Word) <= wide) ?? names[^1];
        double end = scene.Text(new(x, y), words, TextStyle.Word, room);
        if (address.Length > 0 && end + 70 + TextMetrics.Width(address, TextStyle.MonoMuted) <= begin)
            begin = scene.Text(new(begin, y), address, TextStyle.MonoMuted, anchor: Anchor.End);
        graph.Devices[HallKey] = new(hall, hall.Y + 11) { Free = (end + 8, begin - 8) };
        return (end + 8, begin - 8);
    }

    private void PaintApartments(Rect hall)
    {
        ApartmentPainter painter = new(scene, graph, building, plan, hall, HallKey, emphasis);
        int inRow = Math.Max(1, Math.Min(columns, Cells));
        double slot = (hall.Width + Gap) / inRow, width = Math.Min(WidestApartment, slot - Gap);
        for (int i = 0; i < Cells; i++)
        {
            bool under = i >= columns;
            double x = hall.X + i % columns * slot + (slot - Gap - width) / 2;
            double y = under ? hall.Bottom + plan.Way + plan.Tag : hall.Y - plan.Way - plan.Tag - plan.Apartment;
            Rect cell = new(Math.Round(x, 1), y, Math.Round(width, 1), plan.Apartment);
            if (i < building.Apartments.Count) painter.Paint(building.Apartments[i], cell, under);
            else PaintMore(cell);
        }
    }

    private void PaintMore(Rect cell)
    {
        scene.Add(Layer.Ground, new Box(Role.Tile, cell, 4) { Title = "not drawn" });
        string[] lines = ApartmentWords.Apartments(Node.HiddenPods).Split(' ', 2);
        scene.Text(new(cell.CenterX, cell.CenterY - 4), $"+{lines[0]}", TextStyle.Name, cell.Width - 8, Anchor.Middle);
        scene.Text(new(cell.CenterX, cell.CenterY + 13), lines[1], TextStyle.Word, cell.Width - 8, Anchor.Middle);
    }

    private void PaintLobby(double top, double from, double to)
    {
        const int Named = 3;
        string more = building.Lobby.Count > Named ? $", +{building.Lobby.Count - Named}" : "";
        string guests = string.Join(", ", building.Lobby.Take(Named).Select(p => p.Pod.DisplayName)) + more;
        double y = TextMetrics.CenteredBaseline(top + plan.Lobby / 2, TextStyle.Word);
        int figures = Math.Min(Named, building.Lobby.Count);
        scene.Add(Layer.Devices, new Glyph(Role.Resident, GlyphKind.Person, new(from, y - 11), figures));
        from += figures * Glyph.Pitch + 3;
        scene.Text(new(from, y), $"in the lobby (host network): {guests}", TextStyle.Word, to - from);
    }

    // Between two apartments of the lower row.
    private double Channel(int index)
    {
        double slot = (area.Width - 2 * Side + Gap) / columns;
        return Math.Round(area.X + Side + (index + 1) * slot - Gap / 2, 1);
    }
}
