using System.Globalization;
using System.Text;
using PodNet.Diagrams.Scenes;
using PodNet.Model.Collections;

namespace PodNet.Diagrams.Svg;

/// <summary>Writes pictures as SVG: the only place that knows it. No script, no reference to anything outside, every text escaped, ids
/// derived from the content: the same scene gives the same bytes.</summary>
public static partial class SvgWriter
{
    /// <summary>A complete SVG document.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not between 0.25 and 8.</exception>
    public static string Write(Scene scene, SvgOptions? options = null)
    {
        options ??= SvgOptions.Default;
        if (options.Scale is not (>= 0.25 and <= 8))
            throw new ArgumentOutOfRangeException(nameof(options), options.Scale, "a picture's scale is between 0.25 and 8");
        string id = SvgIdentity.Of(scene, options);
        StringBuilder svg = new(24_000);
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{id}\" viewBox=\"0 0 {N(scene.Width)} {N(scene.Height)}\"");
        svg.Append(CultureInfo.InvariantCulture,
            $" width=\"{N(scene.Width * options.Scale)}\" height=\"{N(scene.Height * options.Scale)}\"");
        svg.Append(CultureInfo.InvariantCulture, $" role=\"img\" aria-labelledby=\"{id}t {id}d\">");
        svg.Append(CultureInfo.InvariantCulture, $"<title id=\"{id}t\">").Escaped(scene.Title).Append("</title>");
        svg.Append(CultureInfo.InvariantCulture, $"<desc id=\"{id}d\">").Escaped(scene.Description).Append("</desc>");
        Palette palette = Palette.Of(options.Theme);
        svg.Append("<style>").Append(SvgStyle.Sheet(id, palette));
        if (scene.Shapes.Any(s => Palette.Parts.Contains(s.Role))) svg.Append(SvgStyle.Bars(id, palette));
        if (scene.Shapes.Any(s => s.Role == Role.Program)) svg.Append(SvgStyle.Programs(id, palette));
        svg.Append("</style>\n");
        WriteShapes(svg, scene.Shapes);
        return svg.Append("</svg>\n").ToString();
    }

    // Wires that follow each other share one path element.
    private static void WriteShapes(StringBuilder svg, ValueList<Shape> shapes)
    {
        for (int i = 0; i < shapes.Count; i++)
        {
            if (shapes[i] is not Line { Title: null } line)
            {
                Write(svg, shapes[i]);
                continue;
            }

            int last = i;
            while (last + 1 < shapes.Count && shapes[last + 1] is Line { Title: null } next && next.Role == line.Role) last++;
            ReadOnlySpan<Shape> lines = shapes.AsSpan()[i..(last + 1)];
            if (line.Role == Role.LostWay) Lines(svg, lines, "void");
            Lines(svg, lines, SvgStyle.ClassOf(line.Role));
            if (line.Role == Role.Encapsulation) Lines(svg, lines, "gap");
            i = last;
        }
    }

    private static void Lines(StringBuilder svg, ReadOnlySpan<Shape> lines, string name)
    {
        svg.Append("<path class=\"").Append(name).Append("\" d=\"");
        foreach (Shape line in lines) Path(svg, ((Line)line).Points);
        svg.Append("\"/>\n");
    }

    private static void Write(StringBuilder svg, Shape shape)
    {
        if (shape.Title is not null) svg.Append("<g><title>").Escaped(shape.Title).Append("</title>");
        switch (shape)
        {
            case Box box: Rectangle(svg, box.Area, box.Radius, SvgStyle.ClassOf(box.Role) + SvgStyle.ClassOf(box.Emphasis)); break;
            case Chip chip: WriteChip(svg, chip); break;
            case Trapezoid trapezoid: WriteTrapezoid(svg, trapezoid); break;
            case Label label: Text(svg, label.At, label.Text, SvgStyle.ClassOf(label.Style) + Tint(label.Role), label.Anchor); break;
            case Disc disc: WriteDisc(svg, disc); break;
            case Mark mark: WriteMark(svg, mark); break;
            case Runner runner: WriteRunner(svg, runner); break;
            case Roof roof: WriteRoof(svg, roof); break;
            case Door door: WriteDoor(svg, door); break;
            case Signpost post: WriteSignpost(svg, post); break;
            case Glyph glyph: WriteGlyph(svg, glyph); break;
            case Line line:
                svg.Append("<path class=\"").Append(SvgStyle.ClassOf(line.Role)).Append("\" d=\"");
                Path(svg, line.Points);
                svg.Append("\"/>");
                break;
            default: throw new ArgumentException($"no SVG for {shape.GetType().Name}", nameof(shape));
        }

        svg.Append(shape.Title is null ? "\n" : "</g>\n");
    }

    private static void WriteChip(StringBuilder svg, Chip chip)
    {
        double radius = chip.Role is Role.Good or Role.Bad or Role.Warning ? chip.Area.Height / 2 : 5;
        Rectangle(svg, chip.Area, radius, SvgStyle.ClassOf(chip.Role) + SvgStyle.ClassOf(chip.Emphasis));
        Point at = new(chip.Area.CenterX, TextMetrics.CenteredBaseline(chip.Area.CenterY, chip.Style));
        Text(svg, at, chip.Text, SvgStyle.ClassOf(chip.Style) + Tint(chip.Role), Anchor.Middle);
    }

    private static void WriteTrapezoid(StringBuilder svg, Trapezoid t)
    {
        svg.Append("<path class=\"").Append(SvgStyle.ClassOf(t.Role)).Append(SvgStyle.ClassOf(t.Emphasis)).Append("\" d=\"");
        Rect a = t.Area;
        Path(svg, [new(a.X, a.Y), new(a.Right, a.Y), new(a.Right - Trapezoid.Inset, a.Bottom), new(a.X + Trapezoid.Inset, a.Bottom)]);
        svg.Append("Z\"/>");
        Text(svg, new(a.CenterX, t.TextBaseline), t.Text, "m", Anchor.Middle);
        if (t.Note.Length > 0) Text(svg, new(a.CenterX, t.NoteBaseline), t.Note, "w", Anchor.Middle);
    }

    private static void WriteDisc(StringBuilder svg, Disc disc)
    {
        svg.Append(CultureInfo.InvariantCulture,
            $"<circle class=\"{SvgStyle.ClassOf(disc.Role)}\" cx=\"{N(disc.Center.X)}\" cy=\"{N(disc.Center.Y)}\"");
        svg.Append(CultureInfo.InvariantCulture, $" r=\"{N(disc.Radius)}\"/>");
        svg.Append(CultureInfo.InvariantCulture,
            $"<text class=\"d\" x=\"{N(disc.Center.X)}\" y=\"{N(disc.Center.Y + 4.3)}\">{disc.Number}</text>");
    }

    private static void WriteMark(StringBuilder svg, Mark mark)
    {
        string ground = mark.Role switch { Role.Good => "sg", Role.Bad => "sb", _ => "sw" };
        svg.Append(CultureInfo.InvariantCulture,
            $"<circle class=\"{ground}\" cx=\"{N(mark.Center.X)}\" cy=\"{N(mark.Center.Y)}\" r=\"{N(Mark.Radius)}\"/>");
        svg.Append(CultureInfo.InvariantCulture,
            $"<path class=\"sign\" transform=\"translate({N(mark.Center.X)} {N(mark.Center.Y)})\" d=\"");
        svg.Append(mark.Kind switch
        {
            MarkKind.Check => "M-4 .5L-1 3.5L4-3",
            MarkKind.Cross => "M-3.5-3.5L3.5 3.5M3.5-3.5L-3.5 3.5",
            MarkKind.Reject => "M-4 4L4-4",
            _ => "M-3-4.5H3L-3 4.5H3Z",
        }).Append("\"/>");
    }

    private static void WriteRunner(StringBuilder svg, Runner runner)
    {
        svg.Append("<circle class=\"run\" r=\"6\"><animateMotion dur=\"6s\" repeatCount=\"indefinite\" path=\"");
        Path(svg, runner.Points);
        svg.Append("\"/></circle>");
    }

    private static void Rectangle(StringBuilder svg, Rect area, double radius, string name) => svg.Append(
        CultureInfo.InvariantCulture,
        $"<rect class=\"{name}\" x=\"{N(area.X)}\" y=\"{N(area.Y)}\" width=\"{N(area.Width)}\"").Append(
        CultureInfo.InvariantCulture,
        $" height=\"{N(area.Height)}\" rx=\"{N(radius)}\"/>");

    private static void Text(StringBuilder svg, Point at, string text, string name, Anchor anchor)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"{name}\" x=\"{N(at.X)}\" y=\"{N(at.Y)}\"");
        if (anchor != Anchor.Start) svg.Append(anchor == Anchor.Middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
        if (text.Contains("  ", StringComparison.Ordinal)) svg.Append(" xml:space=\"preserve\"");
        svg.Append('>').Escaped(text).Append("</text>");
    }

    private static string Tint(Role role) => role switch { Role.Good => " tg", Role.Bad => " tb", Role.Warning => " tw", Role.Program => " tx", _ => "" };

    private static void Path(StringBuilder svg, ValueList<Point> points)
    {
        for (int i = 0; i < points.Count; i++)
        {
            if (i > 0 && points[i].Y == points[i - 1].Y) svg.Append('H').Append(N(points[i].X));
            else if (i > 0 && points[i].X == points[i - 1].X) svg.Append('V').Append(N(points[i].Y));
            else svg.Append(i == 0 ? 'M' : 'L').Append(N(points[i].X)).Append(' ').Append(N(points[i].Y));
        }
    }

    private static string N(double number) => Math.Round(number, 1).ToString("0.#", CultureInfo.InvariantCulture);

    private static StringBuilder Escaped(this StringBuilder svg, string text)
    {
        foreach (char c in Printable.Clean(text))
        {
            _ = c switch
            {
                '&' => svg.Append("&amp;"),
                '<' => svg.Append("&lt;"),
                '>' => svg.Append("&gt;"),
                '"' => svg.Append("&quot;"),
                '\'' => svg.Append("&#39;"),
                _ => svg.Append(c),
            };
        }

        return svg;
    }
}
