using PodNet.Diagrams.Scenes;
using PodNet.Model.Collections;

namespace PodNet.Diagrams.Layout;

/// <summary>Where a node's tunnels and uplink are, and by which way the bar is connected with them, clear of pods and text.</summary>
internal sealed class Exits(
    NodeSketch node, NodeMetrics sizes, Rect area, int columns, bool twoSided, bool uplinkRight, (double From, double To) free)
{
    private const double Gap = 28;

    private double UplinkWidth => node.Uplink is { } uplink
        ? Math.Max(52, Math.Ceiling(TextMetrics.Width(Printable.Clean(uplink.Name), TextStyle.Mono) + 2 * sizes.TagPadding))
        : 0;

    /// <summary>Centre of the uplink's tag.</summary>
    public double UplinkX
    {
        get
        {
            if (node.Tunnels.Count == 0) return twoSided ? Channel(1) : Math.Round((free.From + free.To) / 2);
            double width = Enumerable.Range(0, node.Tunnels.Count).Sum(i => MouthWidth(i) + Gap) + UplinkWidth;
            double left = area.CenterX - width / 2;
            return Math.Round(uplinkRight ? left + width - UplinkWidth / 2 : left + UplinkWidth / 2);
        }
    }

    /// <summary>Where the way from bar to uplink leaves the bar.</summary>
    public double UplinkExit => twoSided ? Channel(1) : Math.Clamp(UplinkX, free.From + 12, Math.Max(free.From + 12, free.To - 4));

    /// <summary>The area of tunnel <paramref name="index"/>.</summary>
    public Rect Mouth(int index, double top)
    {
        double width = MouthWidth(index), uplink = UplinkX, before = 0;
        for (int i = 0; i < index; i++) before += MouthWidth(i) + Gap;
        double near = uplinkRight ? uplink - UplinkWidth / 2 - Gap - before - width : uplink + UplinkWidth / 2 + Gap + before;
        return new(Math.Round(near), top, width, sizes.Mouth);
    }

    /// <summary>Where the way from bar to tunnel leaves the bar.</summary>
    public double TunnelExit(int index) => twoSided
        ? Channel(0)
        : Math.Clamp(Mouth(index, 0).CenterX, free.From + 2, Math.Max(free.From + 2, free.To - 14));

    /// <summary>From the bar's lower border straight down, with a bend where <paramref name="exit"/> is not above the goal.</summary>
    public ValueList<Point> Drop(double exit, double goal, double from, double to)
    {
        if (Math.Abs(exit - goal) < 0.5) return [new(goal, from), new(goal, to)];
        double bend = to - sizes.Exit / 2;
        return [new(exit, from), new(exit, bend), new(goal, bend), new(goal, to)];
    }

    private double MouthWidth(int index)
    {
        string name = Printable.Clean(node.Tunnels[index].Name), note = PodWords.Tunnel(node.Tunnels[index]);
        double text = sizes.Mouth < 30
            ? TextMetrics.Width($"{name} · {note}", TextStyle.Mono)
            : Math.Max(TextMetrics.Width(name, TextStyle.Mono), TextMetrics.Width(note, TextStyle.Word));
        return Math.Ceiling(text + 2 * Trapezoid.Inset + 2 * sizes.TagPadding);
    }

    // Between two pods of the lower row; with one column at the node's edge.
    private double Channel(int index)
    {
        double inner = area.Width - 24, width = Math.Min(200, (inner - (columns - 1) * 12) / columns);
        double pitch = columns == 1 ? 0 : Math.Min((inner - width) / (columns - 1), width + 48);
        int gaps = columns - 1;
        if (gaps == 0) return area.Right - 6;
        int gap = uplinkRight ? Math.Min(index, gaps - 1) : Math.Max(0, gaps - 1 - index);
        return Math.Round(area.X + 12 + gap * pitch + (width + pitch) / 2, 1);
    }
}
