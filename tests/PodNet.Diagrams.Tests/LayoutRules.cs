using PodNet.Diagrams.Scenes;

namespace PodNet.Diagrams.Tests;

/// <summary>What every picture must keep to, whatever it shows.</summary>
internal static class LayoutRules
{
    private const double Gap = 8;

    private static readonly Role[] Blocks =
    [
        Role.Node, Role.Pod, Role.Device, Role.Bridge, Role.RouteTable, Role.Tunnel, Role.NodeNetwork, Role.Router, Role.Tile, Role.Roof,
        Role.Signpost,
    ];

    private static readonly Role[] Connectors = [Role.Tile, Role.Wire, Role.PacketWay, Role.ReplyWay, Role.ErrorWay, Role.LostWay, Role.Encapsulation];

    public static void Check(Scene scene)
    {
        List<string> problems = [.. Inside(scene), .. Texts(scene), .. Lines(scene), .. Gaps(scene), .. Names(scene)];
        Assert.True(problems.Count == 0, string.Join("\n", problems.Take(12)) + "\n" + SceneText.Write(scene));
    }

    private static IEnumerable<string> Inside(Scene scene) =>
        scene.Shapes
            .Where(s =>
            !new Rect(0, 0, scene.Width, scene.Height).Contains(s.Bounds) || s.TextBounds is { } t
            && !new Rect(4, 0, scene.Width - 8, scene.Height).Contains(t))
            .Select(s => $"outside of the view box: {s}");

    private static IEnumerable<string> Texts(Scene scene)
    {
        Shape[] texts = [.. scene.Shapes.Where(s => s.TextBounds is not null)];
        for (int i = 0; i < texts.Length; i++)
        {
            for (int j = i + 1; j < texts.Length; j++)
            {
                if (Shrunk(texts[i]).Overlaps(Shrunk(texts[j]))) yield return $"label on label: {texts[i]} and {texts[j]}";
            }

            foreach (Shape glyph in scene.Shapes.Where(s => s is Glyph or Door && Shrunk(texts[i]).Overlaps(s.Bounds)))
                yield return $"label on {glyph}: {texts[i]}";
            foreach (Shape disc in scene.Shapes.Where(s => s is Disc or Mark && Shrunk(texts[i]).Overlaps(s.Bounds.Grow(-2.5))))
                yield return $"disc on label: {disc} and {texts[i]}";
        }
    }

    private static IEnumerable<string> Lines(Scene scene)
    {
        foreach (Line line in scene.Shapes.OfType<Line>().Where(l => Connectors.Contains(l.Role)))
        {
            for (int i = 1; i < line.Points.Count; i++)
            {
                Rect piece = Around(line.Points[i - 1], line.Points[i]);
                foreach (Shape text in scene.Shapes.Where(s => s.TextBounds is not null && Shrunk(s).Overlaps(piece.Grow(1))))
                    yield return $"{line.Role} {line.Points} runs through label {text}";
            }

            foreach (Point end in (Point[])[line.Points[0], line.Points[^1]])
            {
                if (!scene.Shapes.Any(s => s is Box or Chip or Trapezoid or Door && s.Role != Role.Card && OnBorder(s, end)))
                    yield return $"{line.Role} {line.Points} ends at {end}, on no border";
            }
        }
    }

    private static IEnumerable<string> Gaps(Scene scene)
    {
        Shape[] blocks = [.. scene.Shapes.Where(s => s is not Line && Blocks.Contains(s.Role))];
        for (int i = 0; i < blocks.Length; i++)
        {
            for (int j = i + 1; j < blocks.Length; j++)
            {
                Rect a = blocks[i].Bounds, b = blocks[j].Bounds;
                if (a.Contains(b) || b.Contains(a) || !a.Grow(Gap - 0.2).Overlaps(b) || Joined(blocks[i], blocks[j])) continue;
                yield return $"closer than {Gap} px: {blocks[i]} and {blocks[j]}";
            }
        }
    }

    private static IEnumerable<string> Names(Scene scene) => scene.Shapes.OfType<Label>()
        .Where(l =>
            l.Style == TextStyle.Name && new System.Globalization.StringInfo(l.Text).LengthInTextElements > 24 && l.Title is null
            && l.Role == Role.Label)
        .Select(l => $"longer than 24 characters: {l.Text}");

    // A port sits on its bridge; tunnel and uplink may straddle their node's edge; a roof lies on its walls, and a door may be the way
    // from an apartment to the hallway.
    private static bool Joined(Shape a, Shape b)
    {
        Role[] roles = [a.Role, b.Role];
        if (roles.Contains(Role.Roof) && (roles.Contains(Role.Node) || roles.Contains(Role.Tile))) return true;
        if ((a is Door || b is Door) && roles.Contains(Role.Pod)) return true;
        return (roles.Contains(Role.Device) && (roles.Contains(Role.Bridge) || roles.Contains(Role.RouteTable)))
            || (roles.Contains(Role.Node) && (roles.Contains(Role.Device) || roles.Contains(Role.Tunnel)));
    }

    private static bool OnBorder(Shape shape, Point p)
    {
        Rect r = shape.Bounds;
        double slack = shape is Trapezoid ? Trapezoid.Inset : 0.6;
        bool inX = p.X >= r.X - 0.6 && p.X <= r.Right + 0.6, inY = p.Y >= r.Y - 0.6 && p.Y <= r.Bottom + 0.6;
        return (inX && (Math.Abs(p.Y - r.Y) <= 0.6 || Math.Abs(p.Y - r.Bottom) <= 0.6))
            || (inY && (Math.Abs(p.X - r.X) <= slack || Math.Abs(p.X - r.Right) <= slack));
    }

    private static Rect Shrunk(Shape shape) => shape.TextBounds!.Value.Grow(-0.5);

    private static Rect Around(Point a, Point b) => new(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y));
}
