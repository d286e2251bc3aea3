using PodNet.Diagrams;
using PodNet.Diagrams.Charts;
using PodNet.Diagrams.Comparing;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Svg;
using PodNet.Engine.Tracing;
using PodNet.Model.Topology;

namespace PodNet.Magics.Simulation;

/// <summary>Draws clusters, traces, stacks and charts, each with its words.</summary>
public static class Pictures
{
    /// <summary>The cluster.</summary>
    public static Picture Topology(Cluster cluster, ulong seed, PictureStyle style, PictureView view = PictureView.Network)
    {
        IDiagram<TopologyView> diagram = view == PictureView.Apartment ? new ApartmentDiagram() : new TopologyDiagram();
        return Draw(diagram, new TopologyView(cluster, Seed: seed), style);
    }

    /// <summary>A packet's way.</summary>
    /// <param name="all">Whether the text tells of every journey instead of folding ARP and retries.</param>
    /// <param name="reply">Whether the answer's way is drawn too.</param>
    public static Picture Trace(
        Cluster cluster, TraceResult result, ulong seed, PictureStyle style, PictureView view, bool all, bool reply)
    {
        IDiagram<TraceView> diagram = view == PictureView.Apartment ? new ApartmentTraceDiagram() : new TraceDiagram();
        return Draw(diagram, new TraceView(cluster, result.Exchange, reply, all, seed, style.Height), style);
    }

    /// <summary>A pod's layers.</summary>
    public static Picture Stack(Cluster cluster, ClusterPod pod, ulong seed, PictureStyle style) =>
        Draw(new StackDiagram(), new StackView(cluster, pod.Id, seed, style.Height), style);

    /// <summary>One packet under several CNIs.</summary>
    public static Picture Compare(ComparisonView view, PictureStyle style) => Draw(new ComparisonDiagram(), view, style);

    /// <summary>A chart.</summary>
    public static Picture Chart(BarChart chart, PictureStyle style) => Write(TraceChartDiagram.Draw(chart), TraceChartDiagram.Describe(chart), style);

    private static Picture Draw<T>(IDiagram<T> diagram, T subject, PictureStyle style) => Write(diagram.Draw(subject), diagram.Describe(subject), style);

    private static Picture Write(Scene scene, string text, PictureStyle style)
    {
        SvgOptions options = new(style.Dark ? Theme.Dark : Theme.Light, style.Scale);
        return new(SvgWriter.Write(scene, options), scene.Description, text);
    }
}
