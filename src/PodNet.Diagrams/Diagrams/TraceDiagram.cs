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
/// <param name="Height">Greatest height of the picture in px, 480 or more, for a screen in a room: fewer words about each hop, and what is left
/// out is in the text; null: as high as it needs to be to say everything.</param>
public sealed record TraceView(
    Cluster Cluster, Exchange Exchange, bool ShowReply = false, bool AllJourneys = false, ulong? Seed = null, double? Height = null);

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
        ClusterLayout layout = ClusterLayout.InOneRow(
            scene, StoryPainter.Choose(story), Top, painter.EmphasisOf, low: subject.Height is not null);
        painter.PaintWays(layout.Graph);
        double bottom = subject.Height is { } height
            ? PaintBrief(scene, story, reply, layout.Bottom + 9, height - 10)
            : new TraceTable(scene, story).Paint(layout.Bottom + 23, Highest - 14, reply) + 4;
        return scene.Build(ClusterLayout.Width, Math.Ceiling(bottom + 10), story.Title, story.Description);
    }

    private static double PaintBrief(SceneBuilder scene, TraceStory story, bool reply, double top, double limit)
    {
        TraceSentence? sentence = TraceSentence.Of(story, brief: true);
        BriefTable table = new(
            story, reply, row => row.Key.IsNodeNetwork ? ["node network"] : [$"{story.NameOf(row.Namespace)} {row.Device}", row.Device]);
        double bottom = table.Paint(scene, top, limit - (sentence?.Height ?? 0));
        return sentence is null ? bottom : sentence.Paint(scene, bottom) - 6;
    }

    /// <inheritdoc/>
    public string Describe(TraceView subject)
    {
        TraceStory story = new(subject.Cluster, subject.Exchange);
        return TraceText.Write(story, StoryPainter.Choose(story), subject.AllJourneys, subject.Seed);
    }
}
