using System.Globalization;
using PodNet.Diagrams.Scenes;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Layout.Apartments;

/// <summary>Draws the apartments of one building, on one or both sides of the hallway, and the ways from their doors.</summary>
/// <param name="hall">The hallway, or the concierge's desk.</param>
/// <param name="hallKey">What it is in the graph.</param>
internal sealed class ApartmentPainter(
    SceneBuilder scene, DeviceGraph graph, BuildingSketch building, FloorPlan plan, Rect hall, DeviceKey hallKey,
    Func<DeviceKey, Emphasis> emphasis)
{
    private const double Side = 8;
    private const int FiguresInLine = 3;

    /// <summary>Draws one.</summary>
    /// <param name="under">Whether it lies below the hallway.</param>
    public void Paint(PodSketch pod, Rect cell, bool under)
    {
        if (pod.Pod.Address == building.Node.Node.Address)
        {
            PaintGuest(pod.Pod, cell);
            return;
        }

        scene.Box(Role.Pod, cell, 4, ApartmentWords.Apartment);
        double y = cell.Y + (under ? plan.DoorZone : 0), left = cell.X + Side, room = cell.Width - 2 * Side + 2;
        if (!plan.Compact) scene.Text(new(left, y += plan.Line), ApartmentWords.Apartment, TextStyle.Word, room);
        scene.Name(new(left, y += plan.Line), pod.Pod.DisplayName, TextStyle.Name, room);
        PaintPhone(pod.Pod.Address.ToString(), new(left, y += plan.Line), room);
        if (plan.SaysRoomMates)
        {
            IReadOnlyList<string> words = ApartmentWords.RoomMates(pod.Pod.Containers.Count);
            string fitting = words.FirstOrDefault(w => TextMetrics.Width(w, TextStyle.Word) <= room) ?? words[^1];
            scene.Text(new(left, y += plan.Line), fitting, TextStyle.Word, room);
        }

        PaintResidents(pod.Pod, new(left, y + plan.Line), room);
        if (pod.Interface is null) return;
        if (plan.Compact) PaintDoorInWay(pod, cell, under);
        else PaintDoorAndWay(pod, cell, under);
    }

    // Where there is no room for a lobby of its own.
    private void PaintGuest(ClusterPod pod, Rect cell)
    {
        double x = cell.X + Side, room = cell.Width - 2 * Side + 2;
        scene.Add(Layer.Ground, new Box(Role.Tile, cell, 4));
        scene.Name(new(x, cell.CenterY - 6), pod.DisplayName, TextStyle.Name, room);
        scene.Text(new(x, cell.CenterY + 8), "in the lobby", TextStyle.Word, room);
        scene.Text(new(x, cell.CenterY + 22), "(host network)", TextStyle.Word, room);
    }

    private void PaintPhone(string address, Point at, double room)
    {
        double words = TextMetrics.Width(ApartmentWords.Phone, TextStyle.Word) + 6, number = TextMetrics.Width(address, TextStyle.Mono);
        double x = at.X;
        if (words + number <= room) x = scene.Text(at, ApartmentWords.Phone, TextStyle.Word) + 6;
        else if (Glyph.Width + 4 + number <= room)
        {
            scene.Add(Layer.Devices, new Glyph(Role.Phone, GlyphKind.Handset, new(x, at.Y - 10)) { Title = ApartmentWords.Phone });
            x += Glyph.Width + 4;
        }

        scene.Text(new(x, at.Y), address, TextStyle.Mono);
    }

    private void PaintResidents(ClusterPod pod, Point at, double room)
    {
        int lines = plan.ResidentLines, count = pod.Containers.Count;
        if (count == 0) return;
        int alone = count <= lines ? count : lines - 1, together = Math.Min(FiguresInLine, count - alone);
        double pitch = Glyph.Pitch * plan.Figure, indent = Math.Max(1, together) * pitch + 2;
        string all = string.Join("; ", PodWords.BindFailures(pod).Prepend(PodWords.Containers(pod)));
        int i = 0;
        foreach ((string text, bool failed) in PodWords.ContainerLines(pod, lines, room - indent))
        {
            int figures = i++ < alone ? 1 : together;
            scene.Add(Layer.Devices, new Glyph(Role.Resident, GlyphKind.Person, new(at.X, at.Y - 10.5 * plan.Figure), figures, plan.Figure));
            bool whole = !failed && count <= lines;
            scene.Text(new(at.X + figures * pitch + 2, at.Y), text, failed ? TextStyle.Strong : TextStyle.Word,
                room - figures * pitch - 2, role: failed ? Role.Bad : Role.Label, full: whole ? null : all);
            at = at with { Y = at.Y + plan.Line };
        }
    }

    // The door at the apartment's edge, a tag at the hallway's, and the veth pair between them.
    private void PaintDoorAndWay(PodSketch pod, Rect cell, bool under)
    {
        const double Width = 22;
        double height = Math.Min(28, plan.DoorZone - 2);
        NetDevice own = pod.Interface!;
        double x = cell.CenterX;
        Rect door = new(x - Width / 2, under ? cell.Y : cell.Bottom - height, Width, height);
        DeviceKey key = new(pod.Pod.Id.Name, own.Name);
        Place(key, door, own);
        PaintDoorWords(own, door, cell.Right - door.Right - 8);
        if (pod.Loopback) PaintLivingRoom(pod, new(cell.X + 4, door.Y + 3, door.X - cell.X - 13, height - 6));
        if (pod.HostEnd is { } end) PaintWay(key, end, pod.ProxyArp, x, door, under, cell.Width);
    }

    private void PaintDoorWords(NetDevice device, Rect door, double room)
    {
        string words = ApartmentWords.Door(device.Name);
        string? full = device.Mtu == 1500 ? null : string.Create(CultureInfo.InvariantCulture, $"{words} mtu {device.Mtu}");
        double x = door.Right + 5, middle = TextMetrics.CenteredBaseline(door.CenterY + 5, TextStyle.Word);
        if (TextMetrics.Width(words, TextStyle.Word) <= room)
        {
            scene.Text(new(x, middle), words, TextStyle.Word, full: full);
            return;
        }

        scene.Text(new(x, middle - 13), "door", TextStyle.Word, room);
        scene.Text(new(x, middle + 1), $"({device.Name})", TextStyle.Word, room, full: full);
    }

    private void PaintLivingRoom(PodSketch pod, Rect area)
    {
        DeviceKey key = new(pod.Pod.Id.Name, "lo");
        scene.Chip(Role.Device, area, "room lo", emphasis(key), TextStyle.Mono, "living room (lo)");
        graph.Devices[key] = new(area, null);
    }

    private void PaintWay(DeviceKey door, NetDevice end, bool proxyArp, double x, Rect from, bool under, double widest)
    {
        if (building.Node.Bridge is null) widest -= 2 * (Glyph.Width + 3);
        string name = Printable.Clean(end.Name);
        string? both = new[] { $"way (veth pair {name})", $"way ({name})" }.FirstOrDefault(w => TextMetrics.Width(w, TextStyle.Mono) + 14 <= widest);
        string shown = both ?? SceneBuilder.ShortName(name, TextStyle.Mono, widest - 14);
        double width = Math.Min(widest, Math.Max(52, Math.Ceiling(TextMetrics.Width(shown, TextStyle.Mono) + 18)));
        Rect tag = new(Math.Round(x - width / 2, 1), under ? hall.Bottom : hall.Y - plan.Tag, width, plan.Tag);
        DeviceKey key = new(building.Node.Node.Id.Name, end.Name);
        scene.Chip(Role.Device, tag, shown, emphasis(key), TextStyle.Mono, $"{end.Name}: the hallway's end of the veth pair");
        graph.Devices[key] = new(tag, null);
        graph.Connect(key, hallKey, new Point(x, under ? hall.Bottom : hall.Y));
        Point begin = new(x, under ? from.Y : from.Bottom), goal = new(x, under ? tag.Bottom : tag.Y);
        scene.Add(Layer.Wires, new Line(Role.Wire, [begin, goal]));
        graph.Connect(door, key, begin, goal);
        PaintAttendant(end, proxyArp, tag);
    }

    // Whoever decides at the door: a program, or the node that answers for everybody.
    private void PaintAttendant(NetDevice end, bool proxyArp, Rect tag)
    {
        ValueList<string> programs = Programs.On(end);
        if (programs.Count == 0 && !proxyArp) return;
        // Below the disc that a packet's way has at the tag's corner.
        Point at = new(tag.X - Glyph.Width - 3, plan.Hall >= 38 ? tag.Bottom - 16 : tag.CenterY - 8);
        if (at.X < hall.X) return;
        scene.Add(Layer.Devices, programs.Count > 0
            ? new Glyph(Role.Porter, GlyphKind.Caretaker, at) { Title = Printable.Clean($"{ApartmentWords.Caretaker}: {string.Join(", ", programs)}") }
            : new Glyph(Role.Porter, GlyphKind.Porter, at) { Title = ApartmentWords.Porter });
    }

    // No room for a tag: the door is the way, and the name of the hallway's end stands beside it.
    private void PaintDoorInWay(PodSketch pod, Rect cell, bool under)
    {
        const double Width = 14;
        double top = under ? hall.Bottom : cell.Bottom;
        Rect door = new(cell.X + Side, top, Width, plan.Way);
        Place(new(pod.Pod.Id.Name, pod.Interface!.Name), door, pod.Interface);
        if (pod.HostEnd is not { } end) return;
        scene.Name(new(door.Right + 4, TextMetrics.CenteredBaseline(door.CenterY, TextStyle.MonoMuted)), end.Name, TextStyle.MonoMuted,
            cell.Right - door.Right - 4);
    }

    private void Place(DeviceKey key, Rect area, NetDevice device)
    {
        Emphasis how = emphasis(key);
        bool closed = !device.Up || how is Emphasis.Dropped or Emphasis.Refused;
        string title = $"{ApartmentWords.Door(device.Name)}{(device.Up ? "" : ", closed: the link is down")}";
        scene.Add(Layer.Devices, new Door(Role.Device, area, closed) { Emphasis = how, Title = plan.Compact || !device.Up ? Printable.Clean(title) : null });
        graph.Devices[key] = new(area, null) { DiscsLeft = true };
    }
}
