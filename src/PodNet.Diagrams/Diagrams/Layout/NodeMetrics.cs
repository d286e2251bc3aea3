namespace PodNet.Diagrams.Layout;

/// <summary>The sizes of a node's parts in px.</summary>
/// <param name="PodText">Height of a pod's three lines of text.</param>
/// <param name="PodTag">Height of the tag of the pod's interface; 0: it is not drawn, for want of room.</param>
/// <param name="Wire">Between pod and host-side tag.</param>
/// <param name="Bar">Height of bridge or route table.</param>
/// <param name="Exit">Between bar (or the pods under it) and tunnel and uplink.</param>
/// <param name="Mouth">Height of a tunnel device.</param>
/// <param name="Foot">Under tunnel and uplink; negative: they straddle the node's edge.</param>
/// <param name="TagPadding">Beside a tag's text.</param>
internal sealed record NodeMetrics(
    double Head, double PodText, double PodTag, double Wire, double Tag, double Bar, double Exit, double Mouth, double Uplink,
        double Foot, double TagPadding)
{
    /// <summary>One row of nodes, one row of pods: room for a packet's way and its discs.</summary>
    public static NodeMetrics Roomy { get; } = new(34, 63, 24, 20, 24, 40, 22, 38, 26, 9, 13);

    /// <summary>The same for a screen in a room: as low as a way with its discs can be.</summary>
    public static NodeMetrics Room { get; } = new(30, 63, 22, 13, 22, 36, 17, 36, 24, 6, 13) { IsLow = true };

    /// <summary>One row of nodes, pods on both sides of the bar.</summary>
    public static NodeMetrics TwoSided { get; } = new(34, 58, 22, 16, 22, 30, 16, 38, 26, 12, 9);

    /// <summary>Two rows of nodes, one row of pods.</summary>
    public static NodeMetrics Low { get; } = new(28, 58, 20, 12, 20, 26, 14, 22, 20, -11, 7);

    /// <summary>Two rows of nodes, pods on both sides of the bar.</summary>
    public static NodeMetrics Crowded { get; } = new(26, 47, 0, 8, 18, 22, 10, 20, 20, -10, 7);

    /// <summary>A head as high as this has the pods' subnet on a line of its own.</summary>
    public const double TwoLineHead = 50;

    /// <summary>Whether every px counts.</summary>
    public bool IsLow { get; private init; }

    /// <summary>Height of the devices between bar and exit: the node's own veth pair; 0: there is none, or no room for it.</summary>
    public double Stage { get; init; }

    /// <summary>Lines of the route table that are shown in it.</summary>
    public int RouteLines { get; init; }

    /// <summary>Distance of the rows of a route table.</summary>
    public const double RouteLine = 16;

    /// <summary>Lines a pod has for its containers.</summary>
    public int ContainerLines { get; private init; } = 1;

    /// <summary>Distance of a pod's name, address and first container.</summary>
    public double PodLine => PodTag > 0 ? 17 : 14;

    /// <summary>The same with more lines for containers.</summary>
    public NodeMetrics WithContainerLines(int lines) =>
        this with { PodText = PodText + (lines - ContainerLines) * ContainerPitch, ContainerLines = lines };

    /// <summary>The same with room for the devices that some nodes have between bar and exit, and for rows of their route tables.</summary>
    /// <param name="width">Of a node in px.</param>
    public NodeMetrics WithRoomFor(IReadOnlyList<NodeSketch> nodes, double width, bool roomForWay)
    {
        const double WireWithMark = 22;
        if (nodes.Any(n => n.HasPrograms) && Wire < WireWithMark) return (this with { Wire = WireWithMark }).WithRoomFor(nodes, width, roomForWay);
        if (IsLow) return this;
        int routes = roomForWay || width < WideNode ? 0 : nodes.Select(n => n.Routes.Count).DefaultIfEmpty().Max();
        double stage = nodes.Any(n => n.LeadsOn && width >= WideNode) ? 2 * Tag + Wire - Exit
            : nodes.Any(n => n.Pair is not null && !n.LeadsOn) ? 2 * Tag + PairWire : 0;
        return this with { Stage = stage, RouteLines = routes, Bar = Bar + routes * RouteLine };
    }

    /// <summary>Between the ends of a node's own pair.</summary>
    public const double PairWire = 16;

    /// <summary>A node at least as wide has room for its own veth pair.</summary>
    public const double WideNode = 330;

    /// <summary>Distance of the lines that name containers.</summary>
    public const double ContainerPitch = 15;

    public double Pod => PodText + PodTag;

    /// <summary>Height of a whole node.</summary>
    public double Height(int podRows) =>
        Head + podRows * (Pod + Wire + Tag) + Bar + Stage + Exit + Mouth + Foot;

    /// <summary>How far devices stick out under the node.</summary>
    public double Overhang => Math.Max(0, -Foot);
}
