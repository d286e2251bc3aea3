using PodNet.Diagrams.Scenes;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Layout;

/// <summary>Draws the bars of two switches that a router joins, each with its wire to the router.</summary>
/// <param name="radius">Of the bars' corners, in px.</param>
internal sealed class ApartBars(SceneBuilder scene, DeviceGraph graph, ClusterTopology topology, Func<DeviceKey, Emphasis> emphasis, double radius)
{
    /// <summary>Draws both, with their wires as near to the router's tag as the words in the bars leave room.</summary>
    /// <param name="end">Where the left bar's words end.</param>
    /// <param name="begin">Where the right bar's words begin.</param>
    public void Place(IReadOnlyList<UnderlaySegment> segments, Rect left, double end, Rect right, double begin, Rect router)
    {
        Place(segments[0], left, Math.Min(left.Right - 12, Math.Max(router.X + 18, end + 10)), router);
        Place(segments[1], right, Math.Max(right.X + 12, Math.Min(router.Right - 18, begin - 10)), router);
    }

    private void Place(UnderlaySegment segment, Rect bar, double x, Rect router)
    {
        DeviceKey key = DeviceKey.NodeNetworkOf(topology, segment.Switch);
        scene.Add(Layer.Ground, new Box(Role.NodeNetwork, bar, radius) { Emphasis = emphasis(key) });
        graph.Devices[key] = new(bar, bar.Y + 10) { Free = (bar.X, bar.Right) };
        scene.Add(Layer.Wires, new Line(Role.Wire, [new(x, bar.Bottom), new(x, router.Y)]));
        graph.Connect(key, DeviceKey.Router, new(x, bar.Bottom), new(x, router.Y));
    }
}
