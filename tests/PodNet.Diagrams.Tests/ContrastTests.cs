using System.Globalization;
using PodNet.Diagrams.Svg;

namespace PodNet.Diagrams.Tests;

/// <summary>Contrast as WCAG 2.2 defines it: 4.5 to 1 for text, 3 to 1 for what has a meaning.</summary>
public sealed class ContrastTests
{
    [Theory]
    [InlineData(Theme.Light)]
    [InlineData(Theme.Dark)]
    public void Text_is_readable_on_every_ground_it_stands_on(Theme theme)
    {
        Palette p = Palette.Of(theme);
        string[] grounds = [p.Card.Fill, p.Node.Fill, p.Pod.Fill, p.Device.Fill, p.Bridge.Fill, p.RouteTable.Fill, p.Tunnel.Fill,
            p.NodeNetwork.Fill, p.Command.Fill, p.Roof.Fill, p.Plate.Fill, p.Signpost.Fill];
        foreach (string ground in grounds)
        {
            AtLeast(4.5, p.Ink, ground);
            AtLeast(4.5, p.Muted, ground);
        }

        AtLeast(4.5, p.Ink, p.Changed);
        AtLeast(4.5, p.Ink, p.Bad.Fill);
        AtLeast(4.5, p.Ink, p.Warning.Fill);
        AtLeast(4.5, p.Verdict.Good, p.Good.Fill);
        AtLeast(4.5, p.Verdict.Bad, p.Bad.Fill);
        AtLeast(4.5, p.Verdict.Bad, p.Pod.Fill);
        AtLeast(4.5, p.Verdict.Warning, p.Warning.Fill);
        AtLeast(4.5, p.OnDisc, p.Disc.Request);
        AtLeast(4.5, p.OnDisc, p.Disc.Reply);
    }

    [Theory]
    [InlineData(Theme.Light)]
    [InlineData(Theme.Dark)]
    public void Shapes_and_lines_stand_out_from_their_ground(Theme theme)
    {
        Palette p = Palette.Of(theme);
        foreach (Paint paint in (Paint[])[p.Node, p.NodeNetwork, p.Good, p.Bad, p.Warning, p.Command, p.Tunnel, p.Bridge, p.Pod])
            AtLeast(3, paint.Stroke, p.Card.Fill);
        foreach (Paint paint in (Paint[])[p.Pod, p.Device, p.Bridge, p.RouteTable, p.Tunnel]) AtLeast(3, paint.Stroke, p.Node.Fill);
        foreach (Paint paint in (Paint[])[p.Roof, p.Plate, p.Signpost, p.Door.Leaf, p.Resident, p.Porter])
        {
            AtLeast(3, paint.Stroke, p.Node.Fill);
            AtLeast(3, paint.Stroke, p.Card.Fill);
        }

        foreach (Paint paint in (Paint[])[p.Door.Leaf, p.Resident]) AtLeast(3, paint.Stroke, p.Pod.Fill);
        AtLeast(3, p.Porter.Stroke, p.RouteTable.Fill);
        AtLeast(3, p.Door.Leaf.Stroke, p.Door.Leaf.Fill);
        foreach (string ground in (string[])[p.Pod.Fill, p.Tunnel.Fill]) AtLeast(3, p.Outer, ground);
        AtLeast(3, p.Device.Stroke, p.NodeNetwork.Fill);
        foreach (string line in (string[])[p.Wire, p.Way, p.Reply, p.Outer, p.Lost, p.Warning.Stroke, p.Bad.Stroke])
        {
            AtLeast(3, line, p.Node.Fill);
            AtLeast(3, line, p.Card.Fill);
        }

        foreach (string ground in (string[])[p.NodeNetwork.Fill, p.Bridge.Fill])
        {
            AtLeast(3, p.Way, ground);
            AtLeast(3, p.Reply, ground);
            AtLeast(3, p.Outer, ground);
        }

        foreach (Scenes.Role part in Palette.Parts) AtLeast(3, p.PartOf(part).Stroke, p.Card.Fill);
        AtLeast(3, p.Card.Fill, p.Bad.Stroke);
        AtLeast(3, p.Card.Fill, p.Good.Stroke);
        AtLeast(3, p.Card.Fill, p.Warning.Stroke);
    }

    [Fact]
    public void The_formula_gives_the_known_extremes()
    {
        Assert.Equal(21, Contrast("#000000", "#ffffff"), 3);
        Assert.Equal(1, Contrast("#808080", "#808080"), 3);
    }

    private static void AtLeast(double wanted, string front, string ground) =>
        Assert.True(Contrast(front, ground) >= wanted, $"{front} on {ground} is {Contrast(front, ground):0.00}, less than {wanted}");

    private static double Contrast(string a, string b)
    {
        double x = Luminance(a), y = Luminance(b);
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string color) => 0.2126 * Channel(color, 1) + 0.7152 * Channel(color, 3) + 0.0722 * Channel(color, 5);

    private static double Channel(string color, int at)
    {
        double c = int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
