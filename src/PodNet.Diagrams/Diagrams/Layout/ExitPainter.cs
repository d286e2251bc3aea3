using System.Globalization;
using PodNet.Diagrams.Scenes;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Diagrams.Layout;

/// <summary>Draws by which devices packets leave a node: its own veth pair, the switch behind it, the tunnel, the uplink; and tells the graph
/// where they are.</summary>
/// <param name="bar">The bridge or route table.</param>
/// <param name="top">Of the tunnel.</param>
internal sealed class ExitPainter(
    SceneBuilder scene, DeviceGraph graph, NodeSketch node, NodeMetrics sizes, Exits exits, Rect bar, double top, bool uplinkRight,
    Func<DeviceKey, Emphasis> emphasis)
{
    private readonly string _id = node.Node.Id.Name;

    private DeviceKey Bar => DeviceKey.Bar(node);

    public void Paint()
    {
        if (node.Uplink is { } uplink) PaintUplink(uplink);
        if (node.Tunnel is { } tunnel) PaintTunnel(tunnel);
        if (node.Pair is not { } pair) return;
        if (node.LeadsOn) PaintWayOn(pair);
        else PaintPair(pair);
    }

    private void PaintUplink(NetDevice uplink)
    {
        double uplinkTop = top + (sizes.Mouth - sizes.Uplink) / 2;
        Rect tag = Tag(uplink, exits.UplinkX, uplinkTop, sizes.Uplink, exits.UplinkWidth);
        DeviceKey key = new(_id, uplink.Name);
        Place(uplink, tag);
        Point[] down = [.. exits.Drop(exits.UplinkExit, tag.CenterX, bar.Bottom, tag.Y, exits.BesideWidth > 0 ? top : null)];
        if (node.Tunnel is not null || node.LeadsOn)
        {
            graph.ConnectPast(Bar, key, down);
            return;
        }

        scene.Add(Layer.Wires, new Line(Role.Wire, [.. down]));
        graph.Connect(Bar, key, down);
    }

    private void PaintTunnel(TunnelDevice tunnel)
    {
        Rect mouth = exits.Mouth(top);
        DeviceKey key = new(_id, tunnel.Name);
        Emphasis how = emphasis(key);
        (string text, string note) = exits.MouthText;
        string? title = note.Length == 0 && sizes.Mouth >= 30 || text == tunnel.Name && note.Length == 0
            ? $"{tunnel.Name}: {PodWords.Tunnel(tunnel)} mtu {tunnel.Mtu}" : tunnel.Mtu == 1500 ? null : $"{tunnel.Name} mtu {tunnel.Mtu}";
        scene.Add(Layer.Devices, new Trapezoid(Role.Tunnel, mouth, Printable.Clean(text), note)
        {
            Emphasis = how,
            Title = title is null ? null : Printable.Clean(title),
        });
        bool marked = sizes.Mouth >= 30 && Programs.PaintMark(scene, tunnel, mouth with { Width = mouth.Width - 8 }, how);
        graph.Devices[key] = new(mouth, null) { IsMarked = marked };
        if (!node.LeadsOn) Wire(Bar, key, exits.Drop(exits.TunnelExit, mouth.CenterX, bar.Bottom, mouth.Y));
        if (node.Uplink is not { } uplink) return;
        Rect tag = graph.Devices[new(_id, uplink.Name)].Area;
        double edge = Trapezoid.Inset / 2;
        Wire(key, new(_id, uplink.Name), uplinkRight
            ? [new(mouth.Right - edge, mouth.CenterY), new(tag.X, mouth.CenterY)]
            : [new(mouth.X + edge, mouth.CenterY), new(tag.Right, mouth.CenterY)]);
    }

    // By the pair to the switch, and by that to the tunnel.
    private void PaintWayOn(InnerPair pair)
    {
        DeviceKey near = new(_id, pair.Near.Name), far = new(_id, pair.Far.Name);
        if (exits.BesideWidth == 0)
        {
            FoldInto(node.Tunnel is { } only ? new(_id, only.Name) : Bar, pair);
            return;
        }

        Rect beside = exits.BesideArea(top);
        DeviceKey last = node.Switch is { } inner ? new(_id, inner.Name) : far;
        if (sizes.Stage > 0) PaintStage(pair, beside);
        else
        {
            string all = $"veth pair {pair.Near.Name}, {pair.Far.Name}{(node.Switch is { } s ? $", {s.Name}" : "")}";
            scene.Chip(Role.Device, beside, exits.Beside, emphasis(last), TextStyle.Mono, all);
            foreach (DeviceKey key in (DeviceKey[])[near, far, last]) graph.Devices[key] = new(beside, null);
            Wire(Bar, near, exits.Drop(exits.BesideExit(beside), beside.CenterX, bar.Bottom, beside.Y));
            graph.Connect(near, far);
            if (last != far) graph.Connect(far, last);
        }

        ConnectOn(last, beside);
    }

    private void ConnectOn(DeviceKey last, Rect beside)
    {
        bool tunnel = node.Tunnel is not null;
        if ((tunnel ? node.Tunnel!.Name : node.Uplink?.Name) is not { } name) return;
        DeviceKey next = new(_id, name);
        Rect goal = graph.Devices[next].Area;
        double edge = tunnel ? Trapezoid.Inset / 2 : 0;
        Point[] across = uplinkRight
            ? [new(beside.Right, beside.CenterY), new(goal.X + edge, beside.CenterY)]
            : [new(beside.X, beside.CenterY), new(goal.Right - edge, beside.CenterY)];
        // Without a tunnel a program takes it from there.
        if (tunnel) Wire(last, next, [.. across]);
        else graph.ConnectPast(last, next, across);
    }

    private void PaintStage(InnerPair pair, Rect beside)
    {
        double x = Straight(beside);
        Rect near = Tag(pair.Near, x, bar.Bottom, sizes.Tag, 2 * (x - bar.X));
        DeviceKey nearKey = new(_id, pair.Near.Name), farKey = new(_id, pair.Far.Name);
        Place(pair.Near, near, below: true);
        graph.Connect(Bar, nearKey, new Point(x, bar.Bottom));
        if (node.Switch is not { } inner)
        {
            Rect end = beside with { Y = beside.CenterY - sizes.Tag / 2, Height = sizes.Tag };
            Place(pair.Far, end, below: true);
            if (node.Forwarder is { } program) PaintForwarder(program, end, x);
            Wire(nearKey, farKey, [new(x, near.Bottom), new(x, beside.CenterY - sizes.Tag / 2)]);
            return;
        }

        Rect far = Tag(pair.Far, x, beside.Y - sizes.Tag, sizes.Tag, Math.Max(beside.Width - 2 * Math.Abs(x - beside.CenterX), 52));
        Place(pair.Far, far);
        Wire(nearKey, farKey, [new(x, near.Bottom), new(x, far.Y)]);
        DeviceKey key = new(_id, inner.Name);
        scene.Add(Layer.Ground, new Box(Role.Bridge, beside, 6) { Emphasis = emphasis(key), Title = Printable.Clean($"{inner.Name} mtu {inner.Mtu}") });
        scene.Text(new(x, TextMetrics.CenteredBaseline(beside.CenterY, TextStyle.Mono)), inner.Name, TextStyle.Mono, beside.Width - 8, Anchor.Middle);
        graph.Devices[key] = new(beside, null);
        graph.Connect(farKey, key, new Point(x, beside.Y));
    }

    // No device: dashed, beside the wire to the one it reads, and clear of hop numbers.
    private void PaintForwarder(UserSpaceForwarder program, Rect end, double wire)
    {
        string name = SceneBuilder.ShortName(Printable.Clean(program.Program), TextStyle.Mono, 90);
        double width = Math.Ceiling(TextMetrics.Width(name, TextStyle.Mono) + 12);
        Rect mark = new(wire + 9, end.Y - 29, width, 18);
        scene.Add(Layer.Labels, new Chip(Role.RouteTable, mark, name, TextStyle.Mono)
        {
            Title = Printable.Clean(string.Create(
                CultureInfo.InvariantCulture, $"{program.Program}, a program in user space: reads {program.Device}, and carries frames to its peers in UDP, port {program.Port}")),
        });
    }

    // Under a pod's device where one is near: the way through the bridge is straight then.
    private double Straight(Rect beside) => node.Pods.Select(p => p.HostEnd).OfType<NetDevice>()
        .Select(d => graph.Devices.TryGetValue(new(_id, d.Name), out Placed? placed) ? placed.Area.CenterX : beside.CenterX)
        .Where(x => Math.Abs(x - beside.CenterX) <= 12).DefaultIfEmpty(beside.CenterX).First();

    // A pair that leads nowhere else hangs on the route table.
    private void PaintPair(InnerPair pair)
    {
        if (sizes.Stage == 0)
        {
            FoldInto(Bar, pair);
            return;
        }

        Rect near = PairTag(pair.Near, bar.Bottom), far = PairTag(pair.Far, near.Bottom + NodeMetrics.PairWire);
        DeviceKey nearKey = new(_id, pair.Near.Name);
        double x = Math.Min(near.CenterX, far.CenterX);
        Place(pair.Near, near, below: true);
        Place(pair.Far, far, below: true);
        graph.Connect(Bar, nearKey, new Point(x, bar.Bottom));
        Wire(nearKey, new(_id, pair.Far.Name), [new(x, near.Bottom), new(x, far.Y)]);
    }

    private Rect PairTag(VethEnd end, double tagTop)
    {
        string name = SceneBuilder.ShortName(Printable.Clean(end.Name), TextStyle.Mono, 130);
        double width = Math.Max(Programs.On(end).Count > 0 ? Programs.LeastTag : 52, Math.Ceiling(TextMetrics.Width(name, TextStyle.Mono) + 14));
        return new(bar.X, tagTop, width, sizes.Tag);
    }

    private void FoldInto(DeviceKey place, InnerPair pair)
    {
        DeviceKey at = Bar;
        foreach (NetDevice device in new NetDevice?[] { pair.Near, pair.Far, node.LeadsOn ? node.Switch : null }.OfType<NetDevice>())
        {
            DeviceKey key = new(_id, device.Name);
            graph.Devices[key] = new(graph.Devices[place].Area, null);
            if (at == Bar && place != Bar) Wire(Bar, key, exits.Drop(exits.TunnelExit, graph.Devices[place].Area.CenterX, bar.Bottom, top));
            else graph.Connect(at, key);
            at = key;
        }

        if (place != Bar) graph.Connect(at, place);
    }

    private void Wire(DeviceKey from, DeviceKey to, ValueList<Point> points)
    {
        scene.Add(Layer.Wires, new Line(Role.Wire, points));
        graph.Connect(from, to, [.. points]);
    }

    private Rect Tag(NetDevice device, double center, double tagTop, double height, double widest)
    {
        string shown = SceneBuilder.ShortName(Printable.Clean(device.Name), TextStyle.Mono, widest - 6);
        double least = Programs.On(device).Count > 0 ? Programs.LeastTag : 52;
        double width = Math.Min(widest, Math.Max(least, Math.Ceiling(TextMetrics.Width(shown, TextStyle.Mono) + 2 * sizes.TagPadding)));
        return new(Math.Round(center - width / 2, 1), tagTop, width, height);
    }

    private void Place(NetDevice device, Rect tag, bool below = false)
    {
        DeviceKey key = new(_id, device.Name);
        Emphasis how = emphasis(key);
        string? title = device.Mtu == 1500 ? null : string.Create(CultureInfo.InvariantCulture, $"{device.Name} mtu {device.Mtu}");
        scene.Chip(Role.Device, tag, device.Name, how, TextStyle.Mono, title);
        bool marked = sizes.Mouth >= 30 && Programs.PaintMark(scene, device, tag, how, below);
        graph.Devices[key] = new(tag, null) { IsMarked = marked && !below };
    }
}
