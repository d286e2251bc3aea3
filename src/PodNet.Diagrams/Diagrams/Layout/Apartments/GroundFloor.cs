using PodNet.Diagrams.Scenes;
using PodNet.Model.Linux;

namespace PodNet.Diagrams.Layout.Apartments;

/// <summary>Draws what a building has below its apartments: phone room or signposts, and the front door.</summary>
/// <param name="area">From side to side of the building, inside.</param>
/// <param name="doorRight">Whether the front door is at the right.</param>
internal sealed class GroundFloor(
    SceneBuilder scene, DeviceGraph graph, BuildingSketch building, FloorPlan plan, Rect area, bool doorRight,
    Func<DeviceKey, Emphasis> emphasis)
{
    private const double LabelGap = 6;
    private const double Padding = 8;
    private const double LineHeight = 14;

    private readonly string _id = building.Node.Node.Id.Name;

    private bool OneLine => plan.Ground < 30;

    private double DoorWidth => OneLine ? 15 : 26;

    private bool Narrow => area.Width < 300;

    private double Between => Narrow ? 16 : HasSwitchboard ? 14 : 26;

    private double Picture => Narrow || HasSwitchboard ? 0 : Glyph.Width + 6;

    private bool HasSwitchboard => building.Node.LeadsOn && !OneLine && !Narrow;

    /// <summary>Draws it.</summary>
    /// <param name="free">The part of the hallway that holds no text.</param>
    /// <param name="channels">Where ways can pass between the apartments under the hallway: to the phone room, to the door; null:
    /// there are none in the way.</param>
    /// <returns>The front door, or an empty rectangle at the bottom.</returns>
    public Rect Paint(Rect hall, DeviceKey hallKey, (double From, double To) free, (double Phone, double Door)? channels)
    {
        string[] room = PhoneRoomLines(), switchboard = SwitchboardLines();
        IReadOnlyList<string> board = room.Length + switchboard.Length == 0 ? BoardLines() : [];
        double first = switchboard.Length == 0 ? 0 : WidthOf(switchboard, TextStyle.Word) + 2 * Padding;
        double rest = 2 * Between + DoorWidth + LabelGap + WidthOf(DoorLabel(), TextStyle.Word);
        if (first > 0 && room.Length > 2 && first + WidthOf(room, TextStyle.Word) + 2 * Padding + rest > area.Width) room = room[..2];
        double phone = room.Length > 0 ? WidthOf(room, TextStyle.Word) + 2 * Padding + Picture
            : board.Count > 0 ? WidthOf(board, TextStyle.Mono) + 2 * Padding + Signpost.Tip : 0;
        double left = phone + first + (first > 0 && phone > 0 ? Between : 0);
        string[] label = DoorLabel();
        double labelWidth = Math.Min(WidthOf(label, TextStyle.Word), area.Width - left - (left > 0 ? Between : 0) - DoorWidth - LabelGap);
        double width = left + (left > 0 ? Between : 0) + DoorWidth + LabelGap + labelWidth;
        double begin = area.CenterX - width / 2;
        if (channels is null && doorRight && room.Length > 0)
            begin = Math.Clamp(free.From + 12 - left / 2, begin, Math.Max(begin, area.Right - width));
        double doorX = doorRight ? begin + left + (left > 0 ? Between : 0) : begin + labelWidth + LabelGap;
        double height = Math.Min(38, plan.Ground) + plan.Lobby;
        Rect door = new(Math.Round(doorX), area.Bottom + plan.Lobby - height, DoorWidth, height);
        double roomHeight = OneLine ? plan.Ground : 3 * LineHeight + 8;
        Rect beside = new(Math.Round(doorRight ? begin + left - phone : begin + width - left), area.Y, phone, roomHeight);
        Rect front = new(Math.Round(doorRight ? begin : begin + width - first), area.Y, first, roomHeight);
        if (building.Node.Uplink is { } uplink) PaintDoor(uplink, door, label, labelWidth);
        DeviceKey from = hallKey;
        if (switchboard.Length > 0)
        {
            from = PaintSwitchboard(switchboard, front, hallKey, Drop(channels?.Phone ?? Clamp(front.CenterX, free), front.CenterX, hall.Bottom, front.Y));
            if (room.Length == 0) ConnectSwitchboard(from, front, door);
        }

        if (room.Length > 0)
        {
            Point[] way = from == hallKey
                ? Drop(channels?.Phone ?? Clamp(beside.CenterX, free), beside.CenterX, hall.Bottom, beside.Y) : Across(front, beside, front.CenterY);
            PaintPhoneRoom(room, beside, door, from, way);
        }
        else if (board.Count > 0) PaintBoard(board, beside);
        ConnectDoor(door, hall, hallKey, channels?.Door ?? Clamp(door.CenterX, free));
        return door;
    }

    private static double Clamp(double x, (double From, double To) free) => Math.Clamp(x, free.From + 4, Math.Max(free.From + 4, free.To - 6));

    private static double WidthOf(IReadOnlyList<string> lines, TextStyle style) =>
        lines.Count == 0 ? 0 : Math.Ceiling(lines.Max(l => TextMetrics.Width(l, style)));

    private string[] PhoneRoomLines()
    {
        if (building.Node.Tunnel is not { } tunnel) return [];
        string name = Printable.Clean(tunnel.Name);
        return OneLine ? [$"phone room (tunnel {name})"] : [ApartmentWords.PhoneRoom, name, PodWords.Tunnel(tunnel)];
    }

    private string[] DoorLabel()
    {
        if (building.Node.Uplink is not { } uplink) return [];
        string name = Printable.Clean(uplink.Name);
        return OneLine ? [ApartmentWords.FrontDoor(name)] : Narrow ? ["front", "door", $"({name})"] : ["front door", $"({name})"];
    }

    private IReadOnlyList<string> BoardLines()
    {
        if (building.Signposts.Count == 0) return [];
        double label = Math.Min(WidthOf(DoorLabel(), TextStyle.Word), 110);
        double room = area.Width - label - LabelGap - DoorWidth - Between - 2 * Padding - Signpost.Tip;
        string more = building.Signposts.Count == 1 ? "" : $" (+{building.Signposts.Count - 1})";
        string words = Printable.Clean($"signpost{(OneLine ? "" : " (route)")}{more} {building.Signposts[0]}");
        return TextMetrics.Wrap(words, TextStyle.Mono, room, Math.Max(1, (int)((plan.Ground - 6) / LineHeight)));
    }

    private void PaintDoor(NetDevice uplink, Rect door, string[] label, double labelWidth)
    {
        DeviceKey key = new(_id, uplink.Name);
        Emphasis how = emphasis(key);
        bool closed = !uplink.Up || how is Emphasis.Dropped or Emphasis.Refused;
        scene.Add(Layer.Devices, new Door(Role.Device, door, closed)
        {
            Emphasis = how,
            Title = uplink.Up ? null : Printable.Clean($"{ApartmentWords.FrontDoor(uplink.Name)}, closed: the link is down"),
        });
        graph.Devices[key] = new(door, null) { DiscsLeft = true };
        double x = doorRight ? door.Right + LabelGap : door.X - LabelGap;
        double y = TextMetrics.CenteredBaseline(door.CenterY - (label.Length - 1) * LineHeight / 2 - (label.Length - 1) * 2, TextStyle.Word);
        foreach (string line in label)
        {
            scene.Text(new(x, y), line, TextStyle.Word, labelWidth, doorRight ? Anchor.Start : Anchor.End);
            y += LineHeight;
        }
    }

    // From one thing to the next towards the front door.
    private Point[] Across(Rect from, Rect to, double level) =>
        doorRight ? [new(from.Right, level), new(to.X, level)] : [new(from.X, level), new(to.Right, level)];

    private string[] SwitchboardLines()
    {
        if (!HasSwitchboard || building.Node.Pair is not { } pair) return [];
        return building.Node.Switch is { } inner ? ["switchboard", $"({Printable.Clean(inner.Name)})"] : ["stairs", $"({Printable.Clean(pair.Far.Name)})"];
    }

    /// <returns>What it leads on from.</returns>
    private DeviceKey PaintSwitchboard(string[] lines, Rect room, DeviceKey hallKey, Point[] way)
    {
        InnerPair pair = building.Node.Pair!;
        NetDevice[] devices = [.. new NetDevice?[] { pair.Near, pair.Far, building.Node.Switch }.OfType<NetDevice>()];
        DeviceKey[] keys = [.. devices.Select(d => new DeviceKey(_id, d.Name))];
        Emphasis how = keys.Select(emphasis).FirstOrDefault(e => e != Emphasis.None);
        Role role = building.Node.Switch is null ? Role.Device : Role.Bridge;
        scene.Add(Layer.Devices, new Box(role, room, 4) { Emphasis = how, Title = Printable.Clean(ApartmentWords.Stairs(pair)) });
        double y = TextMetrics.CenteredBaseline(room.CenterY - (lines.Length - 1) * LineHeight / 2, TextStyle.Word);
        foreach (string line in lines)
        {
            scene.Text(new(room.CenterX, y), line, TextStyle.Word, anchor: Anchor.Middle);
            y += LineHeight;
        }

        DeviceKey last = hallKey;
        foreach (DeviceKey key in keys)
        {
            graph.Devices[key] = new(room, null);
            if (last == hallKey) Wire(last, key, way);
            else graph.Connect(last, key);
            last = key;
        }

        return last;
    }

    // A program takes it from there.
    private void ConnectSwitchboard(DeviceKey from, Rect room, Rect door)
    {
        if (building.Node.Uplink is { } uplink)
            graph.ConnectPast(from, new(_id, uplink.Name), Across(room, door, Math.Max(room.CenterY, door.Y + 6)));
    }

    private void Wire(DeviceKey from, DeviceKey to, Point[] way)
    {
        scene.Add(Layer.Wires, new Line(Role.Wire, [.. way]));
        graph.Connect(from, to, way);
    }

    private void PaintPhoneRoom(string[] lines, Rect room, Rect door, DeviceKey from, Point[] way)
    {
        TunnelDevice tunnel = building.Node.Tunnel!;
        DeviceKey key = new(_id, tunnel.Name);
        string? title = tunnel.Mtu == 1500 ? null : Printable.Clean($"{tunnel.Name} mtu {tunnel.Mtu}");
        scene.Add(Layer.Devices, new Box(Role.Tunnel, room, 4) { Emphasis = emphasis(key), Title = title });
        if (Picture > 0) scene.Add(Layer.Devices, new Glyph(Role.Phone, GlyphKind.Handset, new(room.X + Padding, room.CenterY - 6)));
        double y = TextMetrics.CenteredBaseline(room.CenterY - (lines.Length - 1) * LineHeight / 2, TextStyle.Word);
        foreach (string line in lines)
        {
            scene.Text(new(room.X + Padding + Picture, y), line, line == tunnel.Name ? TextStyle.Mono : TextStyle.Word);
            y += LineHeight;
        }

        graph.Devices[key] = new(room, null);
        Wire(from, key, way);
        if (building.Node.Uplink is { } uplink) Wire(key, new(_id, uplink.Name), Across(room, door, Math.Max(room.CenterY, door.Y + 6)));
    }

    private void PaintBoard(IReadOnlyList<string> lines, Rect room)
    {
        Rect board = new(room.X, room.Y, room.Width, lines.Count * LineHeight + 6);
        scene.Add(Layer.Devices, new Signpost(Role.Signpost, board, area.Bottom + plan.Lobby, doorRight)
        {
            Title = Printable.Clean($"signposts (routes): {string.Join("; ", building.Signposts)}"),
        });
        double x = board.X + Padding + (doorRight ? 0 : Signpost.Tip), y = board.Y + 14;
        for (int i = 0; i < lines.Count; i++, y += LineHeight)
            scene.Text(new(x, y), lines[i], TextStyle.Mono);
    }

    private void ConnectDoor(Rect door, Rect hall, DeviceKey hallKey, double exit)
    {
        if (building.Node.Uplink is not { } uplink) return;
        DeviceKey key = new(_id, uplink.Name);
        Point[] down = Drop(exit, door.CenterX, hall.Bottom, door.Y);
        if (building.Node.Tunnel is not null || building.Node.LeadsOn) graph.ConnectPast(hallKey, key, down);
        else Wire(hallKey, key, down);
    }

    // Straight down, with a bend above the ground floor where the goal is not under the exit.
    private Point[] Drop(double exit, double goal, double from, double to)
    {
        if (Math.Abs(exit - goal) < 0.5) return [new(goal, from), new(goal, to)];
        double bend = area.Y - plan.Exit / 2;
        return [new(exit, from), new(exit, bend), new(goal, bend), new(goal, to)];
    }
}
