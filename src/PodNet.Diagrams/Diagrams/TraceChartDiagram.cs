using PodNet.Diagrams.Charts;
using PodNet.Diagrams.Layout;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Text;
using PodNet.Engine.Tracing;
using PodNet.Model.Topology;

namespace PodNet.Diagrams;

/// <summary>A chart of an exchange.</summary>
/// <param name="Seed">The session's seed, shown in the subtitle; null: not shown.</param>
public sealed record TraceChartView(Cluster Cluster, Exchange Exchange, ChartSubject Subject, ulong? Seed = null)
{
    /// <summary>The numbers to draw.</summary>
    public BarChart Chart => TraceCharts.Of(Cluster, Exchange, Subject, Seed);
}

/// <summary>The numbers of a packet's way: a bar for each hop, numbered as in the picture of the trace.</summary>
public sealed class TraceChartDiagram : IDiagram<TraceChartView>
{
    /// <inheritdoc/>
    public Scene Draw(TraceChartView subject) => Draw(subject.Chart);

    /// <inheritdoc/>
    public string Describe(TraceChartView subject) => Describe(subject.Chart);

    /// <summary>The picture of a chart.</summary>
    public static Scene Draw(BarChart chart)
    {
        SceneBuilder scene = new();
        double bottom = new BarPainter(scene, chart).Paint();
        string remark = chart.Remark is { } words ? $" {words}" : "";
        string bars = string.Join("; ", chart.Bars.Select(b => $"{b.Where} {b.Device} {b.Note}"));
        return scene.Build(ClusterLayout.Width, Math.Ceiling(bottom), chart.Title, $"{chart.Title}, {chart.Subtitle}.{remark} {bars}".TrimEnd());
    }

    /// <summary>The same in plain text.</summary>
    public static string Describe(BarChart chart) => ChartText.Write(chart);
}
