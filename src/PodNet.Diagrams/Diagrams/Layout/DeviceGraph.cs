using PodNet.Diagrams.Scenes;

namespace PodNet.Diagrams.Layout;

/// <summary>A device as it was placed.</summary>
/// <param name="Lane">For a bar that packets cross: the height at which their way runs in it; null for a device they go under.</param>
internal sealed record Placed(Rect Area, double? Lane)
{
    /// <summary>For a bar: the part of it that holds no text, where a way may cross it.</summary>
    public (double From, double To) Free { get; init; }

    /// <summary>Whether the mark of its programs is at its upper right corner.</summary>
    public bool IsMarked { get; init; }

    /// <summary>Whether its discs keep to its left side, because its words are at the right.</summary>
    public bool DiscsLeft { get; init; }
}

/// <summary>The connections between placed devices, so that a way can be drawn along them.</summary>
internal sealed class DeviceGraph
{
    private readonly Dictionary<DeviceKey, List<(DeviceKey To, Point[] Points)>> _edges = [];
    private readonly HashSet<(DeviceKey, DeviceKey)> _shortcuts = [];

    public Dictionary<DeviceKey, Placed> Devices { get; } = [];

    /// <summary>Connects two devices by a line whose ends lie on their borders; one point where they touch.</summary>
    public void Connect(DeviceKey a, DeviceKey b, params Point[] points)
    {
        EdgesOf(a).Add((b, points));
        EdgesOf(b).Add((a, [.. points.Reverse()]));
    }

    /// <summary>Connects two devices that packets may pass between although no wire is drawn: past a tunnel.</summary>
    public void ConnectPast(DeviceKey a, DeviceKey b, params Point[] points)
    {
        Connect(a, b, points);
        _shortcuts.Add((a, b));
        _shortcuts.Add((b, a));
    }

    /// <summary>The stretches of the shortest way from <paramref name="from"/> to <paramref name="to"/>; empty when there is
    /// none.</summary>
    /// <param name="alongWires">Only where wires are drawn.</param>
    public IReadOnlyList<(DeviceKey From, DeviceKey To, Point[] Points)> Way(DeviceKey from, DeviceKey to, bool alongWires = false)
    {
        Dictionary<DeviceKey, (DeviceKey From, DeviceKey To, Point[] Points)> cameBy = [];
        Queue<DeviceKey> queue = new([from]);
        while (queue.TryDequeue(out DeviceKey at) && at != to)
        {
            foreach ((DeviceKey next, Point[] points) in EdgesOf(at))
            {
                if (alongWires && _shortcuts.Contains((at, next))) continue;
                if (next != from && cameBy.TryAdd(next, (at, next, points))) queue.Enqueue(next);
            }
        }

        List<(DeviceKey, DeviceKey, Point[])> way = [];
        for (DeviceKey at = to; at != from;)
        {
            if (!cameBy.TryGetValue(at, out (DeviceKey From, DeviceKey To, Point[] Points) last)) return [];
            way.Add(last);
            at = last.From;
        }

        way.Reverse();
        return way;
    }

    private List<(DeviceKey To, Point[] Points)> EdgesOf(DeviceKey key)
    {
        if (!_edges.TryGetValue(key, out List<(DeviceKey, Point[])>? edges)) _edges[key] = edges = [];
        return edges;
    }
}
