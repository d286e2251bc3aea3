using System.Globalization;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Layout.Apartments;

/// <summary>The one place where the analogy breaks in a picture, chosen from what the picture shows.</summary>
internal static class AnalogyLimit
{
    private const string Opening = "Where the analogy breaks: ";

    /// <summary>One sentence about a complex.</summary>
    public static string Of(IReadOnlyList<BuildingSketch> buildings)
    {
        if (buildings.Count > 1 && OneHallway(buildings) is { } hallway) return Opening + hallway;
        if (buildings.Any(b => b.Node.HasPrograms))
            return Opening + "a caretaker can be talked round; a program has nothing but its maps, and hands on what they do not know.";
        if (buildings.Count > 1 && Tunnel(buildings) is { } size) return Opening + size;
        if (TakenPort(buildings) is { } port) return Opening + port;
        if (buildings.Any(b => b.Node.Bridge is null && b.Apartments.Count > 0))
            return Opening + "a concierge is somebody to ask; here nobody sits at the desk, there are only rows of a route table.";
        if (buildings.Count > 1 && buildings.FirstOrDefault(b => b.Signposts.Count > 0) is { Node.Node.Name: var owner })
            return Opening + $"a signpost serves whoever passes; these rows are {owner}'s own, and every node needs one for each other.";
        if (buildings.FirstOrDefault(b => b.Apartments.Count > 1) is { Node.Bridge.Name: var hall })
            return Opening + $"in a hallway people see each other; {hall} knows no door until a frame has come from behind it.";
        return Opening + "an apartment keeps its number when tenants move; a pod that is replaced gets another IP address.";
    }

    /// <summary>One sentence about a packet's way.</summary>
    public static string Of(IReadOnlyList<BuildingSketch> buildings, TraceStory story)
    {
        if (story.Failed is not null) return Opening + Failure(story);
        if (story.Request is null) return Opening + "a caller has to dial to find out; this kernel knew from its own tables and sent nothing.";
        if (story.Exchange.Outcome == OutcomeKind.TimedOut)
            return Opening + "a caller hears the phone ring; a program that gets no answer cannot tell a slow one from a lost one.";
        if (story.Request.Visits.Any(v => v.Wrapped) && OneHallway(buildings) is { } hallway) return Opening + hallway;
        if (Redirected(story) is { } device)
            return Opening + $"a caretaker asks the house; the program at {device} put the packet through by its maps alone, past routes and rules.";
        if (story.Request.Visits.Any(v => v.Wrapped) && Tunnel(buildings) is { } size) return Opening + size;
        if (story.Request.Visits.All(v => v.Device == "lo"))
            return Opening + "room-mates overhear each other; on localhost only the program that listens on the port hears.";
        if (Ttl(story.Request) is { } aged) return Opening + aged;
        return Opening + "a phone call holds a line open; here each packet finds its way anew, and nothing is held between two of them.";
    }

    private static string Failure(TraceStory story)
    {
        Disposition how = story.Failed!.Journey.Disposition;
        if (how == Disposition.ConnectionRefused)
            return "an unanswered phone rings on; where no program listens, the kernel itself refuses, and at once.";
        if (DispositionWords.IsRefusal(how)) return "a doorman knows faces; a rule knows only what is written on the packet.";
        return story.Answer is null || story.Answer == story.Failed
            ? "a caller hears that the line is dead; a dropped packet tells nobody, its sender can only wait."
            : "a closed door is plain to see; here a kernel had to send a letter back (ICMP) to say so.";
    }

    private static string? Tunnel(IReadOnlyList<BuildingSketch> buildings)
    {
        foreach (NodeSketch node in buildings.Select(b => b.Node))
        {
            if (node is { Tunnel: { } tunnel, Uplink: { } uplink } && tunnel.Mtu < uplink.Mtu)
                return string.Create(CultureInfo.InvariantCulture,
                    $"a call has no size; a packet inside another has at most {tunnel.Mtu} bytes (MTU), {uplink.Mtu - tunnel.Mtu} fewer than on the street.");
        }

        return null;
    }

    private static string? OneHallway(IReadOnlyList<BuildingSketch> buildings)
    {
        foreach (BuildingSketch building in buildings.Where(b => b.IsOneHallway))
        {
            int mtu = building.Apartments.Select(p => p.Interface?.Mtu ?? 0).FirstOrDefault(m => m > 0);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{building.Node.Bridge!.Name} only seems one hallway; past each wall a packet (at most {mtu} bytes) goes over the street.");
        }

        return null;
    }

    private static string? Redirected(TraceStory story)
    {
        foreach (StoryRow row in story.Request?.Rows ?? [])
        {
            if (story.IsRedirected(row.Key)) return row.Device;
        }

        return null;
    }

    private static string? TakenPort(IReadOnlyList<BuildingSketch> buildings)
    {
        foreach (ClusterPod pod in buildings.SelectMany(b => b.Apartments).Select(p => p.Pod))
        {
            if (PodWords.BindFailures(pod).FirstOrDefault() is { } failure)
                return $"room-mates share a phone, containers never a port: {failure}.";
        }

        return null;
    }

    private static string? Ttl(JourneyStory request)
    {
        int[] ttls = [.. request.Rows.Select(r => r.Frame.Innermost.Ip?.Ttl ?? 0).Where(t => t > 0).Select(t => (int)t)];
        return ttls.Length > 0 && ttls[^1] < ttls[0]
            ? string.Create(CultureInfo.InvariantCulture,
                $"a caller does not age on the way; each building that routes this packet takes one from its TTL ({ttls[0]} to {ttls[^1]}).")
            : null;
    }

    /// <summary>Height in px of the drawn sentence with the space around it.</summary>
    public static double Height(string sentence) => 13 + LineHeight * Lines(sentence).Count;

    /// <summary>Draws the sentence, in as many lines as it needs.</summary>
    /// <returns>Where it ends.</returns>
    public static double Paint(SceneBuilder scene, string sentence, double top)
    {
        double y = top + 14;
        IReadOnlyList<string> lines = Lines(sentence);
        scene.Text(new(ClusterLayout.Margin, y), Opening.TrimEnd(), TextStyle.Strong);
        foreach (string line in lines)
        {
            scene.Text(new(ClusterLayout.Margin + Indent, y), line, TextStyle.Word);
            y += LineHeight;
        }

        return y - LineHeight + 4;
    }

    private const double LineHeight = 16;

    private static double Indent => TextMetrics.Width(Opening.TrimEnd(), TextStyle.Strong) + 6;

    private static IReadOnlyList<string> Lines(string sentence) => TextMetrics.Wrap(
        Printable.Clean(sentence)[Opening.Length..], TextStyle.Word, ClusterLayout.Width - 2 * ClusterLayout.Margin - Indent, 4);
}
