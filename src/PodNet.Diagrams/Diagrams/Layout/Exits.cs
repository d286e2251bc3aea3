using PodNet.Diagrams.Scenes;
using PodNet.Model.Collections;

namespace PodNet.Diagrams.Layout;

/// <summary>Where a node's tunnel and uplink are, and by which way the bar is connected with them, clear of pods and text.</summary>
internal sealed class Exits(
    NodeSketch node, NodeMetrics sizes, Rect area, int columns, bool twoSided, bool uplinkRight, (double From, double To) free)
{
    private const double LeastTag = 52;
    private const double BesideGap = 16;

    private double Gap => area.Width < NodeMetrics.WideNode || BesideWidth > 0 ? BesideGap : 28;

    /// <summary>Width of what stands at the tunnel's other side: the switch before it; 0: nothing does, or there is no room.</summary>
    public double BesideWidth
    {
        get
        {
            if (!node.LeadsOn || Beside.Length == 0) return 0;
            double wanted = TextMetrics.Width(Printable.Clean(Beside), TextStyle.Mono);
            if (sizes.Stage > 0)
                wanted = new[] { node.Pair!.Near.Name, node.Pair.Far.Name }.Max(n => Math.Max(wanted + 8, TextMetrics.Width(Printable.Clean(n), TextStyle.Mono)));
            wanted = Math.Ceiling(wanted + 2 * Math.Min(sizes.TagPadding, 9));
            double others = node.Tunnel is null ? 0 : ShortMouth + BesideGap;
            return wanted + BesideGap + others + LeastTag + BesideGap <= area.Width - 20 ? wanted : 0;
        }
    }

    /// <summary>Its name.</summary>
    public string Beside => node.Switch?.Name ?? (node.Tunnel is null ? node.Pair?.Far.Name ?? "" : "");

    private double MouthWidth
    {
        get
        {
            if (node.Tunnel is null) return 0;
            (string name, string note) = MouthText;
            return WidthOf(name, note);
        }
    }

    private double ShortMouth => node.Tunnel is null ? 0 : WidthOf(Printable.Clean(node.Tunnel.Name), "");

    /// <summary>What stands in the tunnel's mouth, in one line or two: its name, and what it is if there is room.</summary>
    public (string Text, string Note) MouthText
    {
        get
        {
            string name = Printable.Clean(node.Tunnel!.Name), note = PodWords.Tunnel(node.Tunnel);
            (string, string) whole = sizes.Mouth < 30 ? ($"{name} · {note}", "") : (name, note);
            bool crowded = BesideWidth > 0
                && BesideWidth + BesideGap + WidthOf(whole.Item1, whole.Item2) + BesideGap + LeastTag > area.Width - 20;
            return crowded ? (name, "") : whole;
        }
    }

    private double WidthOf(string text, string note)
    {
        double width = Math.Max(TextMetrics.Width(text, TextStyle.Mono), TextMetrics.Width(note, TextStyle.Word));
        double padding = area.Width < NodeMetrics.WideNode ? 4 : BesideWidthIsSet ? 6 : sizes.TagPadding;
        return Math.Ceiling(width + 2 * Trapezoid.Inset + 2 * padding);
    }

    private bool BesideWidthIsSet => node.LeadsOn && Beside.Length > 0;

    /// <summary>Width of the uplink's tag: of its name, if there is room for it beside the tunnel.</summary>
    public double UplinkWidth
    {
        get
        {
            if (node.Uplink is not { } uplink) return 0;
            double wanted = Math.Max(Programs.On(uplink).Count > 0 ? Programs.LeastTag : LeastTag,
                Math.Ceiling(TextMetrics.Width(Printable.Clean(uplink.Name), TextStyle.Mono) + 2 * sizes.TagPadding));
            return node.Tunnel is null ? wanted : Math.Min(wanted, Math.Max(LeastTag, area.Width - 20 - MouthWidth - Gap - BesideSpace));
        }
    }

    private double BesideSpace => BesideWidth > 0 ? BesideWidth + BesideGap : 0;

    /// <summary>What stands at the tunnel's other side, or, without a tunnel, at the uplink's.</summary>
    public Rect BesideArea(double top)
    {
        if (node.Tunnel is null)
        {
            double before = uplinkRight ? UplinkX - UplinkWidth / 2 - BesideGap - BesideWidth : UplinkX + UplinkWidth / 2 + BesideGap;
            return new(Math.Round(before), top, BesideWidth, sizes.Mouth);
        }

        Rect mouth = Mouth(top);
        return new(uplinkRight ? mouth.X - BesideGap - BesideWidth : mouth.Right + BesideGap, top, BesideWidth, sizes.Mouth);
    }

    /// <summary>Centre of the uplink's tag.</summary>
    public double UplinkX
    {
        get
        {
            if (node.Tunnel is null && BesideWidth == 0) return twoSided ? Channel(1) : Math.Round((free.From + free.To) / 2);
            double width = BesideSpace + MouthWidth + (node.Tunnel is null ? 0 : Gap) + UplinkWidth;
            double left = area.CenterX - width / 2;
            if (node.LeadsOn && sizes.Stage > 0) left = area.X + 12;
            else if (!twoSided && uplinkRight) left = Math.Max(left, Math.Min(free.From + 12 - MouthWidth / 2, area.Right - 12 - width));
            return Math.Round(uplinkRight ? left + width - UplinkWidth / 2 : left + UplinkWidth / 2);
        }
    }

    /// <summary>Where the way from bar to uplink leaves the bar.</summary>
    public double UplinkExit => twoSided ? Channel(1) : InFree(UplinkX, 12, 4);

    /// <summary>Where the way from bar to tunnel leaves the bar.</summary>
    public double TunnelExit => twoSided ? Channel(0) : InFree(Mouth(0).CenterX, 2, 14);

    /// <summary>Where the way from bar to what stands beside the tunnel leaves the bar.</summary>
    public double BesideExit(Rect beside) =>
        twoSided ? Channel(0) : InFree(beside.CenterX, 2, 14);

    private double InFree(double x, double left, double right) => Math.Clamp(x, free.From + left, Math.Max(free.From + left, free.To - right));

    /// <summary>The tunnel's area.</summary>
    public Rect Mouth(double top)
    {
        double near = uplinkRight ? UplinkX - UplinkWidth / 2 - Gap - MouthWidth : UplinkX + UplinkWidth / 2 + Gap;
        return new(Math.Round(near), top, MouthWidth, sizes.Mouth);
    }

    /// <summary>From the bar's lower border straight down, with a bend where <paramref name="exit"/> is not above the goal.</summary>
    /// <param name="under">What the bend stays above; null: the goal.</param>
    public ValueList<Point> Drop(double exit, double goal, double from, double to, double? under = null)
    {
        if (Math.Abs(exit - goal) < 0.5) return [new(goal, from), new(goal, to)];
        double bend = (under ?? to) - sizes.Exit / 2;
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
