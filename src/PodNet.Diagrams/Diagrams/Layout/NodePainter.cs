using System.Globalization;
using PodNet.Diagrams.Scenes;
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

    private DeviceKey Bar => DeviceKey.Bar(node);

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
        double head = sizes.Bar - sizes.RouteLines * NodeMetrics.RouteLine;
        double y = head >= 36 ? bar.Bottom - 8 : TextMetrics.CenteredBaseline(bar.Y + head / 2, TextStyle.Mono);
        string right = node.Bridge?.Addresses.Select(a => a.ToString()).FirstOrDefault() ?? "";
        double rightWidth = TextMetrics.Width(right, TextStyle.Mono), room = bar.Width - rightWidth - 24 - (head >= 36 ? 48 : 10);
        // The node's own pair leaves a bridge at the left: its name makes way.
        bool aside = node.LeadsOn && sizes.Stage > 0;
        if (aside) room = bar.Right - 26 - rightWidth - ExitsOf(default).BesideArea(0).Right - 24;
        string left = BarWords(room, aside);
        double end = aside ? bar.X + 4 : scene.Text(new(bar.X + 12, y), left, TextStyle.Mono, room);
        double begin = right.Length == 0 ? bar.Right - 12 : scene.Text(new(bar.Right - 12, y), right, TextStyle.Mono, anchor: Anchor.End);
        if (aside) begin = scene.Text(new(begin - 14, y), left, TextStyle.Mono, room, Anchor.End);
        foreach (string row in node.Routes.Take(sizes.RouteLines))
        {
            IReadOnlyList<string> lines = TextMetrics.Wrap(Printable.Clean(row), TextStyle.MonoMuted, bar.Width - 24, 1 + row.Length);
            string cut = lines.Count == 1 ? lines[0] : $"{TextMetrics.Wrap(Printable.Clean(row), TextStyle.MonoMuted, bar.Width - 42, 2)[0]} …";
            scene.Text(new(bar.X + 12, y += NodeMetrics.RouteLine), cut, TextStyle.MonoMuted, bar.Width - 24, full: row);
        }

        graph.Devices[Bar] = new(bar, bar.Y + 10) { Free = (end + 8, begin - 8) };
    }

    /// <param name="mtuLast">Whether its MTU is what is left out first.</param>
    private string BarWords(double room, bool mtuLast)
    {
        if (node.Bridge is not { } bridge) return node.HasPrograms ? "bpf and host routes" : "host routes, no bridge";
        string mtu = bridge.Mtu == 1500 ? "" : string.Create(CultureInfo.InvariantCulture, $" mtu {bridge.Mtu}");
        string[] shorter = [$"bridge {bridge.Name}{mtu}", mtuLast ? $"bridge {bridge.Name}" : $"{bridge.Name}{mtu}", bridge.Name];
        return shorter.FirstOrDefault(w => TextMetrics.Width(w, TextStyle.Mono) <= room) ?? bridge.Name;
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
        string text = string.Create(CultureInfo.InvariantCulture, $"+{node.HiddenPods:N0} pods");
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
            Rect host = Tag(hostEnd.Name, x, tagTop, sizes.Tag, cell.Width, Programs.On(hostEnd).Count > 0 ? Programs.LeastTag : 52);
            DeviceKey hostKey = new(_id, hostEnd.Name);
            Place(hostKey, Role.Device, host, hostEnd.Name);
            bool marked = sizes.PodTag > 0 && Programs.PaintMark(scene, hostEnd, host, emphasis(hostKey), under);
            graph.Devices[hostKey] = new(host, null) { IsMarked = marked };
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
        Rect bar = graph.Devices[Bar].Area;
        double top = bar.Bottom + (TwoSided ? sizes.Tag + sizes.Wire + sizes.Pod : 0) + sizes.Stage + sizes.Exit;
        new ExitPainter(scene, graph, node, sizes, ExitsOf(graph.Devices[Bar].Free), bar, top, uplinkRight, emphasis).Paint();
    }

    private Exits ExitsOf((double From, double To) free) => new(node, sizes, area, columns, TwoSided, uplinkRight, free);

    private Rect Tag(string name, double center, double top, double height, double widest, double least = 52)
    {
        string shown = SceneBuilder.ShortName(Printable.Clean(name), TextStyle.Mono, widest - 6);
        double width = Math.Min(widest, Math.Max(least, Math.Ceiling(TextMetrics.Width(shown, TextStyle.Mono) + 2 * sizes.TagPadding)));
        return new(Math.Round(center - width / 2, 1), top, width, height);
    }

    private void Place(DeviceKey key, Role role, Rect tag, string name, string? title = null)
    {
        scene.Chip(role, tag, name, emphasis(key), TextStyle.Mono, title);
        graph.Devices[key] = new(tag, null);
    }
}
