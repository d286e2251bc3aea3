using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Text;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Diagrams.Layout;

/// <summary>Draws a story over a picture of the cluster: the header with the verdict, the ways, the numbered discs.</summary>
/// <param name="reply">Draw the reply's way too.</param>
internal sealed class StoryPainter(SceneBuilder scene, TraceStory story, bool reply)
{
    /// <summary>Whether the reply's way is drawn: where it was asked for, and where it was lost, for then the picture is about it.</summary>
    public static bool ShowsReply(TraceStory story, bool wanted) =>
        wanted || (story.Answer is { Journey.Role: JourneyRole.Reply } && story.Failed == story.Answer);

    /// <summary>From whom to whom, how, and the verdict.</summary>
    public void PaintHeader(ulong? seed)
    {
        Verdict verdict = story.Verdict;
        string words = TextMetrics.Shorten(verdict.Words, TextStyle.Name, 380);
        double width = TextMetrics.Width(words, TextStyle.Name) + 52, right = ClusterLayout.Width - ClusterLayout.Margin;
        Rect pill = new(right - width, 9, width, 28);
        scene.Add(Layer.Ground, new Box(verdict.Role, pill, 14));
        scene.Add(Layer.Discs, new Mark(verdict.Role, new(pill.X + 18, pill.CenterY), verdict.Mark));
        scene.Text(new(pill.X + 34, TextMetrics.CenteredBaseline(pill.CenterY, TextStyle.Name)), words, TextStyle.Name, role: verdict.Role);
        double room = pill.X - ClusterLayout.Margin - 20;
        string headline = $"{Short(story.From)} → {Short(story.To, port: true)}";
        scene.Text(new(ClusterLayout.Margin, 29), headline, TextStyle.Heading, room, full: $"{story.From} → {story.To}");
        scene.Text(new(ClusterLayout.Margin, 49), TraceText.Summary(story, seed), TextStyle.Word, right - ClusterLayout.Margin);
    }

    // The port at a name's end does not count as part of the name.
    private static string Short(string name, bool port = false) =>
        TextMetrics.ShortenTo(
            Printable.Clean(name), SceneBuilder.LongestName + (port && name.Contains(':', StringComparison.Ordinal) ? 6 : 0));

    /// <summary>What of the cluster the story needs: where its packets went, and where they should have gone.</summary>
    public static ClusterSketch Choose(TraceStory story)
    {
        HashSet<NamespaceId> keep = [story.Exchange.From];
        HashSet<NamespaceId> loops = [];
        foreach (Visit visit in (story.Request?.Visits ?? []).Concat(story.Answer?.Visits ?? []))
        {
            keep.Add(visit.Namespace);
            if (visit.Device == "lo") loops.Add(visit.Namespace);
        }

        if (story.Failed is not null && story.Cluster.Topology.OwnerOf(story.Exchange.Probe.Destination) is { } goal) keep.Add(goal);
        return ClusterSketch.Choose(story.Cluster, keep, 1, n => n == 1 ? 4 : ClusterLayout.PodsInRow(n), onlyKept: true, loops);
    }

    /// <summary>How the story sets a device off.</summary>
    public Emphasis EmphasisOf(DeviceKey key)
    {
        if (story.Failed is { } failed && failed.Visits.Count > 0 && failed.Visits[^1].Key == key)
            return DispositionWords.IsRefusal(failed.Journey.Disposition) ? Emphasis.Refused : Emphasis.Dropped;
        if (story.Numbers.ContainsKey(key)) return story.IsRedirected(key) ? Emphasis.Redirected : Emphasis.OnWay;
        return reply && story.AnswerNumbers.ContainsKey(key) ? Emphasis.OnReply : Emphasis.None;
    }

    /// <summary>The ways of request and answer, their discs, and the sign where one ended.</summary>
    public void PaintWays(DeviceGraph graph)
    {
        if (story.Request is not { } request)
        {
            PaintNotSent(graph, story.Exchange.From);
            return;
        }

        bool refused = story.Verdict.Role == Role.Warning && story.Answer is not null;
        bool told = refused || story.Answer is { Journey.Role: JourneyRole.Error };
        if (story.Answer is { } answer && (reply || told))
            new WayPainter(scene, graph, 7).Paint(told ? Role.ErrorWay : Role.ReplyWay, answer.Visits);
        if (story.Failed is { } lost)
        {
            NamespaceId? goal = story.Cluster.Topology.OwnerOf(story.Exchange.Probe.Destination);
            PaintLost(graph, lost, lost == request ? goal : story.Exchange.From);
        }

        ValueList<Point> run = new WayPainter(scene, graph, 0).Paint(Role.PacketWay, request.Visits);
        if (run.Count > 1) scene.Add(Layer.Ways, new Runner(run));
        PaintDiscs(graph);
        if (story.Failed?.Visits is [.., var end] && graph.Devices.TryGetValue(end.Key, out Placed? placed))
        {
            (Role role, MarkKind kind) = DispositionWords.Sign(story.Failed.Journey.Disposition);
            scene.Add(Layer.Discs, new Mark(role, SignOf(placed), kind));
        }
    }

    private void PaintDiscs(DeviceGraph graph)
    {
        PaintDiscs(graph, Role.Hop, story.Numbers, p => (new(p.Area.X, p.Area.Y), 1));
        if (reply) PaintDiscs(graph, Role.ReplyHop, story.AnswerNumbers,
            p => (new(p.DiscsLeft ? p.Area.X : p.Area.Right, p.Area.Bottom), p.DiscsLeft ? 1 : -1));
    }

    // Devices that share a place have their discs in a row.
    private void PaintDiscs(DeviceGraph graph, Role role, Dictionary<DeviceKey, int> numbers, Func<Placed, (Point At, int Step)> place)
    {
        const double Pitch = 21;
        Dictionary<Rect, int> taken = [];
        foreach ((DeviceKey key, int number) in numbers)
        {
            if (!graph.Devices.TryGetValue(key, out Placed? placed)) continue;
            int before = taken.GetValueOrDefault(placed.Area);
            taken[placed.Area] = before + 1;
            (Point at, int step) = place(placed);
            scene.Add(Layer.Discs, new Disc(role, at with { X = at.X + before * step * Pitch }, number));
        }
    }

    // The way it would have gone on, as far as the picture knows one.
    private void PaintLost(DeviceGraph graph, JourneyStory lost, NamespaceId? goal)
    {
        if (lost.Visits.Count == 0) return;
        DeviceKey end = lost.Visits[^1].Key;
        DeviceKey outside = end.IsNodeNetwork ? DeviceKey.Router : NearestSwitch(graph, end);
        if ((goal is { } id ? MainDevice(graph, id) : outside) is not { } key || !graph.Devices.ContainsKey(key) || !graph.Devices.ContainsKey(end)) return;
        new WayPainter(scene, graph, 0).Paint(Role.LostWay, [new(end, default, "", false), new(key, default, "", false)]);
    }

    private void PaintNotSent(DeviceGraph graph, NamespaceId from)
    {
        if (MainDevice(graph, from) is { } device)
            scene.Add(Layer.Discs, new Mark(Role.Bad, SignOf(graph.Devices[device]), MarkKind.Cross));
    }

    // On a door: a closed one.
    private static Point SignOf(Placed placed) =>
        placed.DiscsLeft ? new(placed.Area.CenterX + 4, placed.Area.Bottom - 8)
        : placed.IsMarked ? new(placed.Area.X, placed.Area.Bottom) : new(placed.Area.Right, placed.Area.Y);

    private static DeviceKey NearestSwitch(DeviceGraph graph, DeviceKey from) =>
        graph.Devices.Keys.Where(k => k.IsNodeNetwork).OrderBy(k => graph.Way(from, k).Count).FirstOrDefault(DeviceKey.NodeNetwork);

    private static DeviceKey? MainDevice(DeviceGraph graph, NamespaceId id) =>
        graph.Devices.Keys.Where(k => k.Namespace == id.Name && k.Device != "lo").Select(k => (DeviceKey?)k).FirstOrDefault();
}
