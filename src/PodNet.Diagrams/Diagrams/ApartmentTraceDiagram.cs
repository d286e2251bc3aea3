using System.Text;
using PodNet.Diagrams.Layout;
using PodNet.Diagrams.Layout.Apartments;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Text;
using PodNet.Diagrams.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Packets;

namespace PodNet.Diagrams;

/// <summary>A packet's way through an apartment complex: the story of <see cref="TraceDiagram"/> with the same verdict and the same
/// numbers, drawn over buildings, and the places that decided named in both vocabularies.</summary>
public sealed class ApartmentTraceDiagram : IDiagram<TraceView>
{
    private const double Top = 58;
    private const double AboveList = 12;

    /// <inheritdoc/>
    public Scene Draw(TraceView subject)
    {
        TraceStory story = new(subject.Cluster, subject.Exchange);
        bool reply = StoryPainter.ShowsReply(story, subject.ShowReply);
        SceneBuilder scene = new();
        StoryPainter painter = new(scene, story, reply);
        painter.PaintHeader(subject.Seed);
        ClusterSketch sketch = StoryPainter.Choose(story);
        ValueList<BuildingSketch> buildings = Buildings(story, sketch);
        string notDrawn = sketch.HiddenNodes == 0 ? "" : $"not drawn: {ApartmentWords.More(sketch.HiddenNodes, sketch.HiddenNodesPods)}";
        string limit = AnalogyLimit.Of(buildings, story);
        bool room = subject.Height is not null;
        HopList? hops = room ? null : new(story, reply, notDrawn);
        TraceSentence? sentence = TraceSentence.Of(story, brief: room);
        double below = AnalogyLimit.Height(limit) + (sentence?.Height ?? 0);
        ComplexLayout layout = ComplexLayout.InOneRow(
            scene, sketch, buildings, Top, Call(story), hops is null ? null : AboveList + hops.Height + below, painter.EmphasisOf);
        painter.PaintWays(layout.Graph);
        double bottom = hops?.Paint(scene, layout.Bottom + AboveList, ComplexLayout.HighestWithWay - below)
            ?? new BriefTable(story, reply, row => [ApartmentWords.Where(story.Cluster, row, HopRow.Deciding(row), 14).Place])
                .Paint(scene, layout.Bottom + 9, subject.Height!.Value - below - 11);
        bottom = sentence?.Paint(scene, bottom) ?? bottom;
        bottom = AnalogyLimit.Paint(scene, limit, bottom + 2);
        return scene.Build(ClusterLayout.Width, Math.Ceiling(bottom + 9), $"Apartment view: {story.Title}", $"{story.Description} {limit}");
    }

    /// <inheritdoc/>
    public string Describe(TraceView subject)
    {
        TraceStory story = new(subject.Cluster, subject.Exchange);
        ClusterSketch sketch = StoryPainter.Choose(story);
        ValueList<BuildingSketch> buildings = Buildings(story, sketch);
        StringBuilder text = new();
        TraceText.Verdict(text, story, subject.Seed);
        ApartmentText.Write(text, story);
        TraceText.Exchange(text, story, subject.AllJourneys);
        ApartmentText.Line(text, "");
        ApartmentText.Write(text, sketch, buildings);
        ApartmentText.Line(text, "");
        ApartmentText.Line(text, AnalogyLimit.Of(buildings, story));
        return text.ToString();
    }

    // What the street carries, where a packet went inside another.
    private static string Call(TraceStory story)
    {
        Packet? frame = (story.Request?.Rows ?? []).Select(r => r.Frame).FirstOrDefault(f => f.Inner is not null);
        return frame is null ? "" : ApartmentWords.CallInCall;
    }

    // Signposts for this question and its answer only.
    private static ValueList<BuildingSketch> Buildings(TraceStory story, ClusterSketch sketch)
    {
        List<IpAddress> goals = [story.Exchange.Probe.Destination];
        if (story.Cluster.Topology.Pod(story.Exchange.From) is { } asker) goals.Add(asker.Address);
        return BuildingSketch.Of(sketch, goals);
    }
}
