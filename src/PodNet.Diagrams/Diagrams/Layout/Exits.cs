using PodNet.Diagrams.Scenes;
using PodNet.Model.Collections;

namespace PodNet.Diagrams.Layout;

/// <summary>Where a node's tunnel and uplink are, and by which way the bar is connected with them, clear of pods and text.</summary>
internal sealed class Exits(
    NodeSketch node, NodeMetrics sizes, Rect area, int columns, bool twoSided, bool uplinkRight, (double From, double To) free)
{
    private const double LeastTag = 52;
    private const double Narrow = 330;

    private double Gap => area.Width < Narrow ? 16 : 28;

    private double MouthWidth
    {
        get
        {
            if (node.Tunnel is not { } tunnel) return 0;
            string name = Printable.Clean(tunnel.Name), note = PodWords.Tunnel(tunnel);
            double text = sizes.Mouth < 30
                ? TextMetrics.Width($"{name} · {note}", TextStyle.Mono)
                : Math.Max(TextMetrics.Width(name, TextStyle.Mono), TextMetrics.Width(note, TextStyle.Word));
            double padding = area.Width < Narrow ? 4 : sizes.TagPadding;
            return Math.Ceiling(text + 2 * Trapezoid.Inset + 2 * padding);
        }
    }

    /// <summary>Width of the uplink's tag: of its name, if there is room for it beside the tunnel.</summary>
    public double UplinkWidth
    {
        get
        {
            if (node.Uplink is not { } uplink) return 0;
            double wanted = Math.Max(LeastTag, Math.Ceiling(TextMetrics.Width(Printable.Clean(uplink.Name), TextStyle.Mono) + 2 * sizes.TagPadding));
            return node.Tunnel is null ? wanted : Math.Min(wanted, Math.Max(LeastTag, area.Width - 20 - MouthWidth - Gap));
        }
    }

    /// <summary>Centre of the uplink's tag.</summary>
    public double UplinkX
    {
        get
        {
            if (node.Tunnel is null) return twoSided ? Channel(1) : Math.Round((free.From + free.To) / 2);
            double width = MouthWidth + Gap + UplinkWidth;
            double left = area.CenterX - width / 2;
            if (!twoSided && uplinkRight) left = Math.Max(left, Math.Min(free.From + 12 - MouthWidth / 2, area.Right - 12 - width));
            return Math.Round(uplinkRight ? left + width - UplinkWidth / 2 : left + UplinkWidth / 2);
        }
    }

    /// <summary>Where the way from bar to uplink leaves the bar.</summary>
    public double UplinkExit => twoSided ? Channel(1) : Math.Clamp(UplinkX, free.From + 12, Math.Max(free.From + 12, free.To - 4));

    /// <summary>Where the way from bar to tunnel leaves the bar.</summary>
    public double TunnelExit => twoSided ? Channel(0) : Math.Clamp(Mouth(0).CenterX, free.From + 2, Math.Max(free.From + 2, free.To - 14));

    /// <summary>The tunnel's area.</summary>
    public Rect Mouth(double top)
    {
        double near = uplinkRight ? UplinkX - UplinkWidth / 2 - Gap - MouthWidth : UplinkX + UplinkWidth / 2 + Gap;
        return new(Math.Round(near), top, MouthWidth, sizes.Mouth);
    }

    /// <summary>From the bar's lower border straight down, with a bend where <paramref name="exit"/> is not above the goal.</summary>
    public ValueList<Point> Drop(double exit, double goal, double from, double to)
    {
        if (Math.Abs(exit - goal) < 0.5) return [new(goal, from), new(goal, to)];
        double bend = to - sizes.Exit / 2;
        return [new(exit, from), new(exit, bend), new(goal, bend), new(goal, to)];
    }

    // Between two pods of the lower row.
    private double Channel(int index)
    {
        double slot = (area.Width - 12) / columns;
        int gaps = columns - 1;
        int gap = uplinkRight ? Math.Min(index, gaps - 1) : Math.Max(0, gaps - 1 - index);
        return Math.Round(area.X + 6 + (gap + 1) * slot, 1);
    }
}
