using System.Globalization;
using System.Text;
using PodNet.Diagrams.Layout;
using PodNet.Diagrams.Layout.Apartments;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Text;

/// <summary>A complex in plain text, in both vocabularies: the same buildings and apartments as in the picture.</summary>
internal static class ApartmentText
{
    /// <summary>The whole account.</summary>
    /// <param name="head">Lines before it.</param>
    /// <param name="limit">Where the analogy breaks.</param>
    public static string Write(string head, ClusterSketch sketch, string limit)
    {
        StringBuilder text = new();
        foreach (string line in head.Split('\n')) Line(text, line);
        Write(text, sketch, BuildingSketch.Of(sketch));
        Line(text, "");
        Line(text, limit);
        return text.ToString();
    }

    /// <summary>The street and the buildings.</summary>
    public static void Write(StringBuilder text, ClusterSketch sketch, IReadOnlyList<BuildingSketch> buildings)
    {
        Underlay underlay = sketch.Cluster.Topology.Underlay;
        string gate = underlay.Router is { } router ? $", {ApartmentWords.Gate(router)} {string.Join(", ", router.Addresses)}" : "";
        if (underlay.Segments.Count == 2)
        {
            foreach (UnderlaySegment segment in underlay.Segments)
                Line(text, $"{ApartmentWords.Street} {segment.Subnet}{gate} on it {segment.RouterAddress}");
        }
        else Line(text, $"{ApartmentWords.Street} {underlay.Subnet}{gate}");
        foreach (BuildingSketch building in buildings) Write(text, building);
        if (sketch.HiddenNodes == 0) return;
        Line(text, "");
        Line(text, $"annex: {ApartmentWords.More(sketch.HiddenNodes, sketch.HiddenNodesPods)}");
    }

    /// <summary>The places where a story's packets were decided about, in both vocabularies, each with its rows and the commands that
    /// show them.</summary>
    public static void Write(StringBuilder text, TraceStory story)
    {
        if (ApartmentWords.Asked(story) is { Length: > 0 } asked) Line(text, asked);
        if (story.Request is { } request) Write(text, "request", story, request, story.Numbers);
        if (story.Answer is { } answer) Write(text, "answer", story, answer, story.AnswerNumbers);
    }

    private static void Write(
        StringBuilder text, string what, TraceStory story, JourneyStory journey, Dictionary<DeviceKey, int> numbers)
    {
        Line(text, "");
        Line(text, $"{what}: {PacketWords.Kind(journey.Journey.Packet)} {PacketWords.Addresses(journey.Journey.Packet)}");
        foreach (StoryRow row in journey.Rows)
        {
            (string place, string kind, string name) = ApartmentWords.Where(story.Cluster, row, HopRow.Deciding(row));
            string number = numbers.TryGetValue(row.Key, out int n) ? n.ToString(CultureInfo.InvariantCulture) : "-";
            string mark = row.Ending is Dropped or Rejected ? "  <- the way ends here" : "";
            Line(text, $"{number,3}  {place}{(kind.Length > 0 ? $", {kind} {name}" : "")}{mark}");
            foreach (Decision decision in row.Decisions) Line(text, $"       {(decision.Outer ? "outer: " : "")}{decision.Text}");
            if (HopRow.Inside(row.Frame) is { Length: > 0 } inside) Line(text, $"       {inside}");
            else if (HopRow.Addresses(row.Frame) is [var packet]) Line(text, $"       packet: {packet}");
            string commands = string.Join("; ", row.Decisions.Select(d => d.Command).OfType<string>().Distinct());
            if (commands.Length > 0) Line(text, $"       shown by: {commands}");
        }
    }

    private static void Write(StringBuilder text, BuildingSketch building)
    {
        NodeSketch node = building.Node;
        Line(text, "");
        Line(text, $"{ApartmentWords.Building} {node.Node.Name}, address {node.Node.Address}, phone numbers (pod CIDR) {node.Node.PodCidr}");
        string address = node.Bridge is { } bridge ? $" {string.Join(' ', bridge.Addresses)}{Mtu(bridge)}" : "";
        Line(text, $"  {ApartmentWords.Hallways(building)[0]}{address}");
        foreach (PodSketch pod in building.Apartments) Write(text, pod);
        if (node.HiddenPods > 0) Line(text, $"  +{ApartmentWords.Apartments(node.HiddenPods)}");
        if (node.Pair is { } pair)
        {
            Line(text, $"  {ApartmentWords.Stairs(pair)}{Mtu(pair.Near)}");
            if (node.Switch is { } inner) Line(text, $"  {ApartmentWords.Switchboard(inner.Name)}{Mtu(inner)}");
        }

        if (node.Tunnel is { } tunnel)
            Line(text, $"  {ApartmentWords.PhoneRoom} {tunnel.Name}: phone line (overlay) {PodWords.Tunnel(tunnel)}{Mtu(tunnel)}");
        foreach (string row in building.Signposts) Line(text, $"  signpost (route) {row}");
        if (node.Uplink is { } uplink) Line(text, $"  {ApartmentWords.FrontDoor(uplink.Name)}{Mtu(uplink)}{Closed(uplink)}");
        foreach (PodSketch pod in building.Lobby) Line(text, $"  in the lobby (host network): {pod.Pod.DisplayName}");
    }

    private static void Write(StringBuilder text, PodSketch pod)
    {
        Line(text, $"  {ApartmentWords.Apartment} {pod.Pod.DisplayName}, phone number (IP) {pod.Pod.Address}");
        if (pod.Interface is { } own)
            Line(text, $"    {ApartmentWords.Door(own.Name)}, way to the hallway (veth pair) {pod.Pod.HostInterface}{Mtu(own)}{Closed(own)}");
        if (pod.HostEnd is { } end && Programs.On(end) is { Count: > 0 } programs)
            Line(text, $"    {ApartmentWords.Caretaker}: {string.Join(", ", programs)}");
        else if (pod.ProxyArp) Line(text, $"    {ApartmentWords.Porter}");
        if (pod.Pod.Containers.Count > 0)
            Line(text, $"    {ApartmentWords.RoomMates(pod.Pod.Containers.Count)[0]}: {PodWords.Containers(pod.Pod)}");
        foreach (string failure in PodWords.BindFailures(pod.Pod)) Line(text, $"    {failure}");
    }

    private static string Closed(NetDevice device) => device.Up ? "" : ", closed: the link is down";

    private static string Mtu(NetDevice device) => string.Create(CultureInfo.InvariantCulture, $" mtu {device.Mtu}");

    /// <summary>One line of anybody's text.</summary>
    public static void Line(StringBuilder text, string line) => text.Append(Printable.Clean(line).TrimEnd()).Append('\n');
}
