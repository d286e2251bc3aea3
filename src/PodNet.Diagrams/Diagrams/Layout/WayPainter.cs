using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Tracing;
using PodNet.Model.Collections;

namespace PodNet.Diagrams.Layout;

/// <summary>Draws the way of a packet between the devices it visits: along their connections, under the devices, clear of text.</summary>
/// <param name="offset">How far the way lies beside the middle of the connections, in px.</param>
internal sealed class WayPainter(SceneBuilder scene, DeviceGraph graph, double offset)
{
    private readonly record struct Stretch(DeviceKey From, DeviceKey To, Point[] Points, bool Wrapped);

    /// <summary>Draws the way.</summary>
    /// <returns>All its points, for a dot to run along.</returns>
    public ValueList<Point> Paint(Role role, IReadOnlyList<Visit> visits)
    {
        List<Stretch> stretches = [];
        DeviceKey? last = null;
        bool wrapped = false;
        foreach (Visit visit in visits.Where(v => graph.Devices.ContainsKey(v.Key)))
        {
            if (last is { } from)
            {
                foreach ((DeviceKey a, DeviceKey b, Point[] points) in graph.Way(from, visit.Key, alongWires: role == Role.LostWay))
                    stretches.Add(new(a, b, points, wrapped || visit.Wrapped));
            }

            (last, wrapped) = (visit.Key, visit.Wrapped);
        }

        List<(Point[] Points, bool Wrapped)> lines = Join(stretches);
        foreach ((Point[] points, _) in lines.Where(l => l.Wrapped)) scene.Add(Layer.Tubes, new Line(Role.Encapsulation, [.. points]));
        foreach ((Point[] points, _) in lines) scene.Add(Layer.Ways, new Line(role, [.. points]));
        return lines.SelectMany(l => l.Points).ToValueList();
    }

    /// <summary>Draws an empty tube along the connections of two devices: a tunnel that nothing is in.</summary>
    public void PaintTube(DeviceKey from, DeviceKey to)
    {
        List<Stretch> stretches = [.. graph.Way(from, to, alongWires: true).Select(w => new Stretch(w.From, w.To, w.Points, true))];
        foreach ((Point[] points, _) in Join(stretches)) scene.Add(Layer.Tubes, new Line(Role.Encapsulation, [.. points]));
    }

    // Stretches that meet in a bar become one line that runs in it; elsewhere a line ends at each device's border.
    private List<(Point[] Points, bool Wrapped)> Join(List<Stretch> stretches)
    {
        List<(Point[] Points, bool Wrapped)> lines = [];
        List<Point> line = [];
        for (int i = 0; i < stretches.Count; i++)
        {
            Stretch stretch = stretches[i];
            line.AddRange(stretch.Points);
            bool runsOn = i + 1 < stretches.Count && graph.Devices[stretch.To].Lane is not null;
            if (runsOn)
            {
                double lane = graph.Devices[stretch.To].Lane!.Value;
                line.Add(new(stretch.Points[^1].X, lane));
                line.Add(new(stretches[i + 1].Points[0].X, lane));
                continue;
            }

            Add(lines, line, stretch.Wrapped);
            line = [];
        }

        return lines;
    }

    private void Add(List<(Point[] Points, bool Wrapped)> lines, List<Point> line, bool wrapped)
    {
        Point[] points = Simplify(line);
        if (points.Length > 1) lines.Add((offset == 0 ? points : Beside(points), wrapped));
    }

    // Without repeated points and points in the middle of a straight piece.
    private static Point[] Simplify(List<Point> line)
    {
        List<Point> simple = [];
        foreach (Point p in line)
        {
            if (simple.Count > 0 && simple[^1] == p) continue;
            if (simple.Count > 1
                && ((simple[^2].X == simple[^1].X && p.X == simple[^1].X) || (simple[^2].Y == simple[^1].Y && p.Y == simple[^1].Y)))
                simple[^1] = p;
            else
                simple.Add(p);
        }

        return [.. simple];
    }

    // All pieces are upright or level: an upright one moves sideways, a level one down, a corner both.
    private Point[] Beside(Point[] points)
    {
        Point[] moved = new Point[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            bool upright = (i > 0 && points[i - 1].X == points[i].X) || (i + 1 < points.Length && points[i + 1].X == points[i].X);
            bool level = (i > 0 && points[i - 1].Y == points[i].Y) || (i + 1 < points.Length && points[i + 1].Y == points[i].Y);
            moved[i] = new(points[i].X + (upright ? offset : 0), points[i].Y + (level ? offset : 0));
        }

        return moved;
    }
}
