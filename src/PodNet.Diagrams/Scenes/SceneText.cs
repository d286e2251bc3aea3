using System.Globalization;
using System.Text;
using PodNet.Model.Collections;

namespace PodNet.Diagrams.Scenes;

/// <summary>A scene as lines of text, one per shape: what golden tests compare and a person can read.</summary>
public static class SceneText
{
    /// <summary>One line for the picture, then one per shape in the order they are painted.</summary>
    public static string Write(Scene scene)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{scene.Width:0.#} x {scene.Height:0.#}  {scene.Title}\n{scene.Description}\n");
        foreach (Shape shape in scene.Shapes) text.Append(Line(shape)).Append('\n');
        return text.ToString();
    }

    private static string Line(Shape shape)
    {
        string marks = (shape.Emphasis == Emphasis.None ? "" : $" [{shape.Emphasis}]") + (shape.Title is null ? "" : $" ({shape.Title})");
        return shape switch
        {
            Box box => $"{box.Role} box {Area(box.Area)}",
            Chip chip => $"{chip.Role} chip {Area(chip.Area)} '{chip.Text}'",
            Trapezoid t => $"{t.Role} trapezoid {Area(t.Area)} '{t.Text}' '{t.Note}'",
            Roof roof => string.Create(CultureInfo.InvariantCulture, $"{roof.Role} roof {Area(roof.Area)} ridge {roof.Ridge:0.#}"),
            Door door => $"{door.Role} door {Area(door.Area)} {(door.Closed ? "closed" : "open")}",
            Signpost post => $"{post.Role} board {Area(post.Board)} pointing {(post.PointsRight ? "right" : "left")}",
            Glyph glyph => string.Create(
                CultureInfo.InvariantCulture, $"{glyph.Role} {glyph.Kind} ×{glyph.Count} {glyph.At.X:0.#},{glyph.At.Y:0.#}"),
            Line line => $"{line.Role} line {Points(line.Points)}",
            Runner runner => $"Runner {Points(runner.Points)}",
            Disc disc =>
                string.Create(CultureInfo.InvariantCulture, $"{disc.Role} disc {disc.Center.X:0.#},{disc.Center.Y:0.#} {disc.Number}"),
            Mark mark =>
                string.Create(CultureInfo.InvariantCulture, $"{mark.Role} mark {mark.Center.X:0.#},{mark.Center.Y:0.#} {mark.Kind}"),
            Label label => string.Create(
                CultureInfo.InvariantCulture,
                    $"{label.Role} {label.Style} {label.At.X:0.#},{label.At.Y:0.#} {label.Anchor} '{label.Text}'"),
            _ => throw new ArgumentException($"no text for {shape.GetType().Name}", nameof(shape)),
        } + marks;
    }

    private static string Area(Rect r) => string.Create(CultureInfo.InvariantCulture, $"{r.X:0.#},{r.Y:0.#} {r.Width:0.#}x{r.Height:0.#}");

    private static string Points(ValueList<Point> points) =>
        string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.#},{p.Y:0.#}")));
}
