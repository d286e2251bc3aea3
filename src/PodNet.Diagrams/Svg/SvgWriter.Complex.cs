using System.Globalization;
using System.Text;
using PodNet.Diagrams.Scenes;

namespace PodNet.Diagrams.Svg;

/// <summary>The shapes of the apartment view.</summary>
public static partial class SvgWriter
{
    private static void WriteRoof(StringBuilder svg, Roof roof)
    {
        Rect a = roof.Area;
        double half = roof.Ridge / 2;
        if (roof.Ridge == 0) Chimney(svg, a);
        OpenPath(svg, "roof");
        Path(svg, [new(a.X, a.Bottom), new(a.CenterX - half, a.Y), new(a.CenterX + half, a.Y), new(a.Right, a.Bottom)]);
        svg.Append("Z\"/>");
    }

    private static void Chimney(StringBuilder svg, Rect roof)
    {
        double x = Math.Round(roof.CenterX + roof.Width * 0.24);
        OpenPath(svg, "roof");
        Path(svg, [new(x, roof.Y + 2), new(x + 14, roof.Y + 2), new(x + 14, roof.Bottom - 3), new(x, roof.Bottom - 3)]);
        svg.Append("Z\"/>");
    }

    // The leaf of an open door hangs at the left of its frame.
    private static void WriteDoor(StringBuilder svg, Door door)
    {
        Rect a = door.Area;
        Rectangle(svg, a, 2, "door" + SvgStyle.ClassOf(door.Emphasis));
        double inset = door.Closed ? 2.5 : 0, drop = door.Closed ? 0 : a.Height * 0.13;
        double left = a.X + inset, right = a.X + a.Width * (door.Closed ? 1 : 0.6) - inset;
        OpenPath(svg, "leaf");
        Path(svg, [new(left, a.Y + inset), new(right, a.Y + drop + inset), new(right, a.Bottom - inset), new(left, a.Bottom - inset)]);
        svg.Append(CultureInfo.InvariantCulture,
            $"Z\"/><circle class=\"knob\" cx=\"{N(right - a.Width * 0.13)}\" cy=\"{N(a.CenterY + 2)}\" r=\"1.5\"/>");
    }

    private static void WriteSignpost(StringBuilder svg, Signpost post)
    {
        Rect b = post.Board;
        double foot = post.PointsRight ? b.X + 26 : b.Right - 32;
        if (post.Ground > b.Bottom)
        {
            OpenPath(svg, "post");
            Path(svg, [new(foot, b.Bottom), new(foot + 6, b.Bottom), new(foot + 6, post.Ground), new(foot, post.Ground)]);
            svg.Append("Z\"/>");
        }

        OpenPath(svg, "post");
        Path(svg, post.PointsRight
            ? [new(b.X, b.Y), new(b.Right - Signpost.Tip, b.Y), new(b.Right, b.CenterY), new(b.Right - Signpost.Tip, b.Bottom), new(b.X, b.Bottom)]
            : [new(b.Right, b.Y), new(b.X + Signpost.Tip, b.Y), new(b.X, b.CenterY), new(b.X + Signpost.Tip, b.Bottom), new(b.Right, b.Bottom)]);
        svg.Append("Z\"/>");
    }

    private static void WriteGlyph(StringBuilder svg, Glyph glyph)
    {
        OpenPath(svg, SvgStyle.ClassOf(glyph.Role));
        for (int i = 0; i < glyph.Count; i++)
        {
            double x = glyph.At.X + i * Glyph.Pitch * glyph.Size, y = glyph.At.Y;
            switch (glyph.Kind)
            {
                case GlyphKind.Person: Person(svg, x, y, glyph.Size); break;
                case GlyphKind.Porter:
                    Person(svg, x, y + 4 * glyph.Size, glyph.Size);
                    svg.Append(CultureInfo.InvariantCulture, $"M{N(x + 1)} {N(y + 5)}v-1.4h1.8v-3h6.4v3h1.8v1.4z");
                    break;
                case GlyphKind.Caretaker:
                    Person(svg, x - 1, y, glyph.Size);
                    svg.Append("\"/>");
                    OpenPath(svg, "plate");
                    svg.Append(CultureInfo.InvariantCulture, $"M{N(x + 5)} {N(y + 5)}h7v9.5h-7zM{N(x + 6.8)} {N(y + 8)}h3.4M{N(x + 6.8)} {N(y + 11)}h3.4");
                    break;
                default:
                    svg.Append(CultureInfo.InvariantCulture, $"M{N(x + 1.2)} {N(y + 2.4)}l1.8-1.8 2.4 2.8-1.2 1.6c.6 1.4 1.4 2.2 2.8 2.8");
                    svg.Append("l1.6-1.2 2.8 2.4-1.8 1.8c-1 1-4-.2-6.2-2.4s-3.2-5-2.2-6z");
                    break;
            }
        }

        svg.Append("\"/>");
    }

    // A head and shoulders.
    private static void Person(StringBuilder svg, double x, double y, double size)
    {
        string radius = N(2.9 * size);
        svg.Append(CultureInfo.InvariantCulture, $"M{N(x + 6 * size)} {N(y + 0.5 * size)}a{radius} {radius} 0 1 1-.01 0z");
        svg.Append(CultureInfo.InvariantCulture, $"M{N(x + 0.8 * size)} {N(y + 13 * size)}");
        svg.Append(CultureInfo.InvariantCulture, $"c0-{N(4 * size)} {N(1.9 * size)}-{N(6 * size)} {N(5.2 * size)}-{N(6 * size)}");
        svg.Append(CultureInfo.InvariantCulture, $"s{N(5.2 * size)} {N(2 * size)} {N(5.2 * size)} {N(6 * size)}z");
    }

    private static void OpenPath(StringBuilder svg, string name) => svg.Append("<path class=\"").Append(name).Append("\" d=\"");
}
