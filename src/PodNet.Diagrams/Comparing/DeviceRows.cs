using PodNet.Diagrams.Scenes;
using PodNet.Model.Collections;

namespace PodNet.Diagrams.Comparing;

/// <summary>Where the devices of a place stand: in one row; or, where their names would be cut, by turns in two, each below the end of the one before.</summary>
/// <param name="Tags">Left end and width of each, from the place's left end.</param>
internal sealed record DeviceRows(ValueList<(double Left, double Width)> Tags, bool IsTwo)
{
    /// <summary>Widest tag in px.</summary>
    public const double MostDevice = 120;

    /// <summary>Narrowest tag that one row may cut names to.</summary>
    public const double LegibleDevice = 80;

    /// <summary>Narrowest tag of all.</summary>
    public const double LeastDevice = 44;

    private const double Padding = 9;
    private const double ChipPadding = 12;
    private const double Gap = 8;
    private const double RowGap = 8;

    // Two tags have so much of their length above each other: the way goes down there.
    private const double Overlap = 16;

    /// <summary>What one row takes, with tags no wider than <paramref name="most"/>.</summary>
    public static double OneRow(ValueList<LaneDevice> devices, double most) =>
        devices.Sum(d => Natural(d, most)) + (devices.Count - 1) * Gap + 2 * Padding;

    /// <summary>What they take in two rows, if they are enough for that.</summary>
    public static double Least(ValueList<LaneDevice> devices, double most) =>
        devices.Count < 3 ? OneRow(devices, most) : Math.Min(OneRow(devices, most), End(Staggered(devices, most, RowGap)) + Padding);

    /// <summary>The devices in a place of this width.</summary>
    public static DeviceRows In(ValueList<LaneDevice> devices, double width)
    {
        for (double most = MostDevice; most >= (devices.Count < 3 ? LeastDevice : LegibleDevice); most--)
        {
            if (OneRow(devices, most) <= width) return new(Spread(devices, most, width), false);
        }

        for (double most = MostDevice; most > LeastDevice; most--)
        {
            if (End(Staggered(devices, most, RowGap)) + Padding > width) continue;
            double gap = RowGap;
            while (gap < width && End(Staggered(devices, most, gap + 1)) + Padding <= width) gap++;
            return new(Staggered(devices, most, gap), true);
        }

        return new(Spread(devices, LeastDevice, width), false);
    }

    // From one end to the other, a single one in the middle.
    private static ValueList<(double Left, double Width)> Spread(ValueList<LaneDevice> devices, double most, double width)
    {
        double[] widths = [.. devices.Select(d => Natural(d, most))];
        if (widths.Length == 1) return [((width - widths[0]) / 2, widths[0])];
        double gap = (width - 2 * Padding - widths.Sum()) / (widths.Length - 1), x = Padding;
        List<(double Left, double Width)> tags = [];
        foreach (double each in widths)
        {
            tags.Add((x, each));
            x += each + gap;
        }

        return tags.ToValueList();
    }

    // Each begins behind the last of its own row, and late enough to end behind where the next one has to begin.
    private static ValueList<(double Left, double Width)> Staggered(ValueList<LaneDevice> devices, double most, double gap)
    {
        List<(double Left, double Width)> tags = [];
        for (int i = 0; i < devices.Count; i++)
        {
            double width = Natural(devices[i], most), x = Padding;
            if (i > 1) x = tags[i - 2].Left + tags[i - 2].Width + gap;
            if (i > 0) x = Math.Max(x, tags[i - 1].Left + tags[i - 1].Width + RowGap - width + Overlap);
            if (i > 0) x = Math.Min(Math.Max(x, Padding), tags[i - 1].Left + tags[i - 1].Width - Overlap);
            if (i > 1) x = Math.Max(x, tags[i - 2].Left + tags[i - 2].Width + RowGap);
            tags.Add((x, width));
        }

        return tags.ToValueList();
    }

    private static double End(ValueList<(double Left, double Width)> tags) => tags.Max(t => t.Left + t.Width);

    private static double Natural(LaneDevice device, double most) =>
        Math.Max(LeastDevice, Math.Min(most, Math.Ceiling(TextMetrics.Width(Printable.Clean(device.Name), TextStyle.Mono)) + ChipPadding));
}
