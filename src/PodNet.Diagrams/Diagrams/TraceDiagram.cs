using PodNet.Diagrams.Layout;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Text;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;
using PodNet.Model.Topology;

namespace PodNet.Diagrams;

/// <summary>An exchange to draw.</summary>
/// <param name="ShowReply">Draw the reply's way too, in blue.</param>
/// <param name="AllJourneys">Write every journey into the text, unfolded (<c>--all</c>).</param>
/// <param name="Seed">The session's seed, shown in the summary; null: not shown.</param>
public sealed record TraceView(
    Cluster Cluster, Exchange Exchange, bool ShowReply = false, bool AllJourneys = false, ulong? Seed = null);

/// <summary>A packet's way: verdict, the devices it passed, and a table of what decided at each.</summary>
public sealed class TraceDiagram : IDiagram<TraceView>
{
    private const double Top = 60;
    private const double Highest = 900;

    /// <inheritdoc/>
    public Scene Draw(TraceView subject)
    {
        TraceStory story = new(subject.Cluster, subject.Exchange);
        bool reply = StoryPainter.ShowsReply(story, subject.ShowReply);
        SceneBuilder scene = new();
        StoryPainter painter = new(scene, story, reply);
        painter.PaintHeader(subject.Seed);
        ClusterLayout layout = ClusterLayout.InOneRow(scene, StoryPainter.Choose(story), Top, painter.EmphasisOf);
        painter.PaintWays(layout.Graph);
        double bottom = new TraceTable(scene, story).Paint(layout.Bottom + 23, Highest - 14, reply);
        return scene.Build(ClusterLayout.Width, Math.Ceiling(bottom + 14), story.Title, story.Description);
    }

    /// <inheritdoc/>
    public string Describe(TraceView subject)
    {
        TraceStory story = new(subject.Cluster, subject.Exchange);
        return TraceText.Write(story, StoryPainter.Choose(story), subject.AllJourneys, subject.Seed);
    }
}
