using PodNet.Diagrams.Scenes;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Layout;

/// <summary>Draws one node: head, pods, bar, tunnels, uplink; and tells the graph where they are.</summary>
/// <param name="area">The node's box.</param>
/// <param name="columns">Pods side by side.</param>
/// <param name="uplinkRight">Whether the uplink is at the right of the tunnels.</param>
/// <param name="emphasis">How a device is set off.</param>
internal sealed class NodePainter(
    SceneBuilder scene, DeviceGraph graph, NodeSketch node, NodeMetrics sizes, Rect area, int columns, bool uplinkRight,
    Func<DeviceKey, Emphasis> emphasis)
{
    private const double Side = 12;
    private const double PodGap = 12;
    private readonly string _id = node.Node.Id.Name;
    private double _barTop;
    private (double From, double To) _free;

    private DeviceKey Bar => node.Bridge is { } bridge ? new(_id, bridge.Name) : DeviceKey.RouteTable(node.Node.Id);

    private bool TwoSided => Cells > columns;

    private int Cells => node.Pods.Count + (node.HiddenPods > 0 ? 1 : 0);

    public void Paint()
    {
        scene.Box(Role.Node, area, 12);
        PaintHead();
        _barTop = area.Y + sizes.Head + sizes.Pod + sizes.Wire + sizes.Tag;
        PaintBar();
        PaintPods();
        PaintExits();
    }

    private void PaintHead()
    {
        double left = area.X + 14, right = area.Right - 14;
        string address = node.Node.Address.ToString(), cidr = $"pods {node.Node.PodCidr}";
        bool twoLines = sizes.Head >= NodeMetrics.TwoLineHead;
        double y = area.Y + (twoLines ? 22 : sizes.Head - 10);
        double taken = TextMetrics.Width(address, TextStyle.MonoMuted) + 10
            + (twoLines ? 0 : TextMetrics.Width(cidr, TextStyle.MonoMuted) + 12);
        double end = scene.Name(new(left, y), node.Node.Name, TextStyle.Name, right - left - taken);
        scene.Text(new(end + 9, y), address, TextStyle.MonoMuted);
        if (twoLines) scene.Text(new(left, y + 17), cidr, TextStyle.MonoMuted, right - left);
        else scene.Text(new(right, y), cidr, TextStyle.MonoMuted, anchor: Anchor.End);
    }

    private void PaintBar()
    {
        Rect bar = new(area.X + Side, _barTop, area.Width - 2 * Side, sizes.Bar);
        Role role = node.Bridge is null ? Role.RouteTable : Role.Bridge;
        string? title = node.Bridge is { Mtu: not 1500 } odd ? Printable.Clean($"{odd.Name} mtu {odd.Mtu}") : null;
        scene.Add(Layer.Ground, new Box(role, bar, 6) { Emphasis = emphasis(Bar), Title = title });
        double y = sizes.Bar >= 36 ? bar.Bottom - 8 : TextMetrics.CenteredBaseline(bar.CenterY, TextStyle.Mono);
        string right = node.Bridge?.Addresses.Select(a => a.ToString()).FirstOrDefault() ?? "";
        double rightWidth = TextMetrics.Width(right, TextStyle.Mono);
        string left = node.Bridge is { } b ? $"bridge {b.Name}{(b.Mtu == 1500 ? "" : $" mtu {b.Mtu}")}" : "host routes, no bridge";
        double room = bar.Width - rightWidth - 24 - (sizes.Bar >= 36 ? 48 : 10);
        if (node.Bridge is { } bridge && TextMetrics.Width(left, TextStyle.Mono) > room) left = left["bridge ".Length..];
        if (node.Bridge is { } narrow && TextMetrics.Width(left, TextStyle.Mono) > room) left = narrow.Name;
        double end = scene.Text(new(bar.X + 12, y), left, TextStyle.Mono, room);
        double begin = right.Length == 0 ? bar.Right - 12 : scene.Text(new(bar.Right - 12, y), right, TextStyle.Mono, anchor: Anchor.End);
        _free = (end + 8, begin - 8);
        graph.Devices[Bar] = new(bar, bar.Y + 10) { Free = _free };
    }

    private void PaintPods()
    {
        double inner = area.Width - 2 * Side;
        int inRow = Math.Max(1, Math.Min(columns, Cells));
        double slot = (inner + PodGap) / inRow, width = Math.Min(200, slot - PodGap);
        for (int i = 0; i < Cells; i++)
        {
            bool under = i >= columns;
            double x = area.X + Side + (i % columns * slot) + (slot - PodGap - width) / 2;
            double y = under ? _barTop + sizes.Bar + sizes.Tag + sizes.Wire : area.Y + sizes.Head;
            Rect cell = new(Math.Round(x, 1), y, Math.Round(width, 1), sizes.Pod);
            if (i < node.Pods.Count) PaintPod(node.Pods[i], cell, under);
            else PaintTile(cell);
        }
    }

    private void PaintTile(Rect cell)
    {
        Rect tile = cell with { Height = Math.Min(cell.Height, 48) };
        string text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"+{node.HiddenPods:N0} pods");
        scene.Add(Layer.Devices, new Chip(Role.Tile, tile, text, TextStyle.Word));
    }

    private void PaintPod(PodSketch pod, Rect cell, bool under)
    {
        scene.Box(Role.Pod, cell, 8);
        double top = cell.Y + (under ? sizes.PodTag : 0), left = cell.X + 8, room = cell.Width - 14;
        double line = sizes.PodLine;
        scene.Name(new(left, top + line), pod.Pod.DisplayName, TextStyle.Name, room);
        scene.Text(new(left, top + 2 * line), pod.Pod.Address.ToString(), TextStyle.Mono, room);
        PaintContainers(pod.Pod, new(left, top + 3 * line - 1), room);
        double x = cell.CenterX;
        Rect? tag = PaintInterface(pod, cell, under);
        if (pod.HostEnd is { } hostEnd)
        {
            double tagTop = under ? _barTop + sizes.Bar : _barTop - sizes.Tag;
            Rect host = Tag(hostEnd.Name, x, tagTop, sizes.Tag, cell.Width);
            DeviceKey hostKey = new(_id, hostEnd.Name);
            Place(hostKey, Role.Device, host, hostEnd.Name);
            graph.Connect(hostKey, Bar, new Point(x, under ? _barTop + sizes.Bar : _barTop));
            Point from = new(x, under ? (tag ?? cell).Y : (tag ?? cell).Bottom), to = new(x, under ? host.Bottom : host.Y);
            scene.Add(Layer.Wires, new Line(Role.Wire, [from, to]));
            if (pod.Interface is { } own) graph.Connect(new(pod.Pod.Id.Name, own.Name), hostKey, from, to);
        }
    }

    private void PaintContainers(ClusterPod pod, Point at, double room)
    {
        string all = string.Join("; ", PodWords.BindFailures(pod).Prepend(PodWords.Containers(pod)));
        foreach ((string text, bool failed) in PodWords.ContainerLines(pod, sizes.ContainerLines, room))
        {
            bool whole = !failed && pod.Containers.Count <= sizes.ContainerLines;
            scene.Text(at, text, failed ? TextStyle.Strong : TextStyle.Word, room, role: failed ? Role.Bad : Role.Label,
                full: whole ? null : all);
            at = at with { Y = at.Y + NodeMetrics.ContainerPitch };
        }
    }

    private Rect? PaintInterface(PodSketch pod, Rect cell, bool under)
    {
        if (pod.Interface is not { } own) return null;
        DeviceKey key = new(pod.Pod.Id.Name, own.Name);
        if (sizes.PodTag == 0) return null;
        Rect tag = Tag(own.Name, cell.CenterX, under ? cell.Y : cell.Bottom - sizes.PodTag, sizes.PodTag, cell.Width);
        string? title = own.Mtu == 1500 ? null : $"{own.Name} mtu {own.Mtu}";
        Place(key, Role.Device, tag, own.Name, title);
        if (!pod.Loopback) return tag;
        DeviceKey lo = new(pod.Pod.Id.Name, "lo");
        Place(lo, Role.Device, new(cell.X + 12, tag.Y, 40, tag.Height), "lo");
        return tag;
    }

    private void PaintExits()
    {
        double top = _barTop + sizes.Bar + (TwoSided ? sizes.Tag + sizes.Wire + sizes.Pod : 0) + sizes.Exit;
        double uplinkTop = top + (sizes.Mouth - sizes.Uplink) / 2;
        Exits exits = new(node, sizes, area, columns, TwoSided, uplinkRight, _free);
        if (node.Uplink is { } uplink)
        {
            Rect tag = Tag(uplink.Name, exits.UplinkX, uplinkTop, sizes.Uplink, exits.UplinkWidth);
            DeviceKey key = new(_id, uplink.Name);
            Place(key, Role.Device, tag, uplink.Name, uplink.Mtu == 1500 ? null : $"{uplink.Name} mtu {uplink.Mtu}");
            Point[] down = [.. exits.Drop(exits.UplinkExit, tag.CenterX, BarBottom, tag.Y)];
            if (node.Tunnel is null)
            {
                scene.Add(Layer.Wires, new Line(Role.Wire, [.. down]));
                graph.Connect(Bar, key, down);
            }
            else
            {
                graph.ConnectPast(Bar, key, down);
            }
        }

        if (node.Tunnel is { } tunnel) PaintTunnel(tunnel, exits, top);
    }

    private double BarBottom => _barTop + sizes.Bar;

    private void PaintTunnel(TunnelDevice tunnel, Exits exits, double top)
    {
        Rect mouth = exits.Mouth(top);
        DeviceKey key = new(_id, tunnel.Name);
        string note = PodWords.Tunnel(tunnel);
        bool oneLine = sizes.Mouth < 30;
        scene.Add(Layer.Devices,
            new Trapezoid(Role.Tunnel, mouth, Printable.Clean(oneLine ? $"{tunnel.Name} · {note}" : tunnel.Name), oneLine ? "" : note)
            {
                Emphasis = emphasis(key),
                Title = tunnel.Mtu == 1500 ? null : Printable.Clean($"{tunnel.Name} mtu {tunnel.Mtu}"),
            });
        graph.Devices[key] = new(mouth, null);
        ValueList<Point> down = exits.Drop(exits.TunnelExit, mouth.CenterX, BarBottom, mouth.Y);
        scene.Add(Layer.Wires, new Line(Role.Wire, down));
        graph.Connect(Bar, key, [.. down]);
        if (node.Uplink is not { } uplink) return;
        Rect tag = graph.Devices[new(_id, uplink.Name)].Area;
        double edge = Trapezoid.Inset / 2;
        Point[] across = uplinkRight
            ? [new(mouth.Right - edge, mouth.CenterY), new(tag.X, mouth.CenterY)]
            : [new(mouth.X + edge, mouth.CenterY), new(tag.Right, mouth.CenterY)];
        scene.Add(Layer.Wires, new Line(Role.Wire, [.. across]));
        graph.Connect(key, new(_id, uplink.Name), across);
    }

    private Rect Tag(string name, double center, double top, double height, double widest)
    {
        string shown = SceneBuilder.ShortName(Printable.Clean(name), TextStyle.Mono, widest - 6);
        double width = Math.Min(widest, Math.Max(52, Math.Ceiling(TextMetrics.Width(shown, TextStyle.Mono) + 2 * sizes.TagPadding)));
        return new(Math.Round(center - width / 2, 1), top, width, height);
    }

    private void Place(DeviceKey key, Role role, Rect tag, string name, string? title = null)
    {
        scene.Chip(role, tag, name, emphasis(key), TextStyle.Mono, title);
        graph.Devices[key] = new(tag, null);
    }
}
