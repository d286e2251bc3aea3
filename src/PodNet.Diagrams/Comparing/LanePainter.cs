using System.Globalization;
using PodNet.Diagrams.Layout;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Tracing;
using PodNet.Model.Collections;

namespace PodNet.Diagrams.Comparing;

/// <summary>Draws the lanes of a comparison.</summary>
internal sealed class LanePainter(SceneBuilder scene, LaneColumns columns)
{
    private const double Left = ClusterLayout.Margin;
    private const double Right = ClusterLayout.Width - ClusterLayout.Margin;
    private const double Header = 28;
    private const double Place = 34;
    private const double Chip = 22;
    private const double SecondRow = 34;
    private const double Pill = 18;
    private const double Pitch = 13;

    /// <summary>Draws a lane below <paramref name="y"/>.</summary>
    /// <param name="last">Without a line below it.</param>
    /// <returns>Where the next one may begin.</returns>
    public double Paint(ComparedRun run, ComparedFacts? facts, double y, bool last)
    {
        double middle = y + Header / 2 - 2, x = PaintName(run.Cni, middle);
        bool two = facts is not null && facts.Places.Any(p => RowsOf(p).IsTwo);
        double bottom = y + Header + Place + (two ? SecondRow : 0);
        if (facts is null)
        {
            PaintRefusal(run.Refusal ?? "", y);
        }
        else
        {
            double end = PaintVerdict(facts, middle);
            x = PaintPills(facts, x, middle);
            scene.Text(new(end, TextMetrics.CenteredBaseline(middle, TextStyle.Word)), Figures(facts), TextStyle.Word, end - x - 16, Anchor.End);
            if (facts.Places.Count == 0) PaintRefusal(facts.Sentence ?? "nothing was sent", y);
            else PaintWay(facts.Places, new(0, y + Header, 0, bottom - y - Header));
        }

        if (!last) scene.Add(Layer.Ground, new Line(Role.Rule, [new(Left, bottom + Pitch - 4), new(Right, bottom + Pitch - 4)]));
        return bottom + Pitch;
    }

    private double PaintName(string name, double middle) =>
        scene.Name(new(Left, TextMetrics.CenteredBaseline(middle, TextStyle.Name)), name, TextStyle.Name, 240) + 14;

    // What a person looks for first: does it bridge, does it route, does it wrap?
    private double PaintPills(ComparedFacts facts, double x, double middle)
    {
        List<(Role Role, string Text)> pills = [];
        if (facts.Bridges) pills.Add((Role.Bridge, "bridges"));
        if (facts.Routes) pills.Add((Role.RouteTable, "routes"));
        if (facts.IsOneEthernet) pills.Add((Role.NodeNetwork, "one Ethernet"));
        if (facts.HasPrograms) pills.Add((Role.Program, "programs"));
        foreach (string tunnel in facts.Wraps.Select(ComparedFacts.WrapOf).Distinct()) pills.Add((Role.Tunnel, tunnel));
        foreach ((Role role, string text) in pills)
        {
            double width = Math.Ceiling(TextMetrics.Width(Printable.Clean(text), TextStyle.Strong)) + 14;
            scene.Add(Layer.Devices, new Chip(role, new(x, middle - Pill / 2 - 1, width, Pill), Printable.Clean(text), TextStyle.Strong));
            x += width + 8;
        }

        return x;
    }

    private double PaintVerdict(ComparedFacts facts, double middle)
    {
        Verdict verdict = facts.Verdict;
        scene.Add(Layer.Discs, new Mark(verdict.Role, new(Right - Mark.Radius, middle), verdict.Mark)
        {
            Title = verdict.Words,
        });
        double x = Right - 2 * Mark.Radius - 8;
        return facts.Arrived
            ? x
            : scene.Text(new(x, TextMetrics.CenteredBaseline(middle, TextStyle.Strong)), verdict.Words, TextStyle.Strong, 230, Anchor.End, verdict.Role) - 10;
    }

    private static string Figures(ComparedFacts facts)
    {
        List<string> told = [PodWords.Count(facts.Hops.Count, "device")];
        if (facts.Ttl is { } ttl) told.Add(string.Create(CultureInfo.InvariantCulture, $"TTL {ttl}"));
        if (facts.Bytes is { } bytes) told.Add(string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"));
        if (facts.Mtu is { } mtu) told.Add(string.Create(CultureInfo.InvariantCulture, $"MTU {mtu}"));
        return string.Join(" · ", told);
    }

    private void PaintRefusal(string reason, double y)
    {
        Rect box = new(Left, y + Header, Right - Left, Place);
        scene.Box(Role.Tile, box, 8);
        IReadOnlyList<string> lines = TextMetrics.Wrap(Printable.Clean(reason), TextStyle.Word, box.Width - 24, 2);
        double first = lines.Count == 1 ? TextMetrics.CenteredBaseline(box.CenterY, TextStyle.Word) : box.Y + 14.5;
        for (int i = 0; i < lines.Count; i++) scene.Text(new(box.X + 12, first + i * 14), lines[i], TextStyle.Word, box.Width - 20, full: lines[i].Contains('…') ? reason : null);
    }

    // Where a place has its devices in two rows the way goes down and up between them; what follows stands in the row where it left.
    private void PaintWay(ValueList<LanePlace> places, Rect band)
    {
        bool lower = false;
        (Rect Area, LaneDevice Device)? before = null;
        foreach (LanePlace place in places)
        {
            (double left, double width) = columns.Of(place);
            if (place.Role is Role.Pod or Role.Node or Role.Router)
                scene.Box(place.Role == Role.Router ? Role.Node : place.Role, new(left, band.Y, width, band.Height), 8);
            DeviceRows rows = RowsOf(place);
            for (int i = 0; i < place.Devices.Count; i++)
            {
                if (rows.IsTwo && i > 0) lower = !lower;
                LaneDevice device = place.Devices[i];
                Rect area = new(left + rows.Tags[i].Left, band.Y + (Place - Chip) / 2 + (lower ? SecondRow : 0), rows.Tags[i].Width, Chip);
                scene.Chip(device.Role, area, device.Name, device.Emphasis);
                if (device.Device is { } real) Programs.PaintMark(scene, real, area, device.Emphasis);
                if (before is { } last) PaintPiece(last.Area, area, last.Device.Wrapped || device.Wrapped);
                before = (area, device);
            }
        }
    }

    private DeviceRows RowsOf(LanePlace place) => DeviceRows.In(place.Devices, columns.Of(place).Width);

    private void PaintPiece(Rect from, Rect to, bool wrapped)
    {
        double x = Math.Round((to.X + from.Right) / 2, 1);
        ValueList<Point> points = from.Y == to.Y ? [new(from.Right, from.CenterY), new(to.X, to.CenterY)]
            : from.Y < to.Y ? [new(x, from.Bottom), new(x, to.Y)]
            : [new(x, from.Y), new(x, to.Bottom)];
        if (wrapped) scene.Add(Layer.Tubes, new Line(Role.Encapsulation, points));
        scene.Add(Layer.Ways, new Line(Role.PacketWay, points));
    }
}
