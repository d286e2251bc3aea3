using System.Globalization;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Layout.Apartments;

/// <summary>The two vocabularies of the apartment view: whatever is named there is named in both.</summary>
internal static class ApartmentWords
{
    public const string Building = "building (node)";
    public const string Apartment = "apartment (pod)";
    public const string Phone = "phone (IP)";
    public const string PhoneRoom = "phone room (tunnel)";
    public const string CallInCall = "a call inside a call (encapsulation)";
    public const string Street = "street (node network)";

    /// <summary>"room-mates (containers)", or something shorter.</summary>
    public static IReadOnlyList<string> RoomMates(int count) => count == 1 ? ["lives alone (1 container)", "lives alone"] : count == 0
        ? ["nobody lives here (no container)", "nobody lives here"]
        : [string.Create(CultureInfo.InvariantCulture, $"{count} room-mates (containers)"),
            string.Create(CultureInfo.InvariantCulture, $"{count} room-mates")];

    /// <summary>"door (eth0)".</summary>
    public static string Door(string device) => $"door ({device})";

    /// <summary>"front door (eth0)".</summary>
    public static string FrontDoor(string device) => $"front door ({device})";

    /// <summary>"porter (proxy ARP)": he answers every question at the door himself.</summary>
    public const string Porter = "porter (proxy ARP)";

    /// <summary>"caretaker with a list (program)": he decides at the door where a caller is put through to.</summary>
    public const string Caretaker = "caretaker with a list (program)";

    /// <summary>"hallway (bridge cni0)", or who stands in for one.</summary>
    public static string Hallway(Bridge? bridge) =>
        bridge is null ? "concierge (host routes, no bridge)" : $"hallway (bridge {bridge.Name})";

    /// <summary>"one hallway for all (bridge weave)" where one Ethernet reaches all pods; then shorter.</summary>
    public static IReadOnlyList<string> Hallways(BuildingSketch building) => building.IsOneHallway
        ? [$"one hallway for all (bridge {building.Node.Bridge!.Name})", Hallway(building.Node.Bridge)] : [Hallway(building.Node.Bridge)];

    /// <summary>"stairs (veth pair vethwe-bridge, vethwe-datapath)": a node's own pair.</summary>
    public static string Stairs(InnerPair pair) => $"stairs (veth pair {pair.Near.Name}, {pair.Far.Name})";

    /// <summary>"switchboard (datapath)": a second switch, before the phone room.</summary>
    public static string Switchboard(string device) => $"switchboard ({device})";

    /// <summary>"gate (router gw)".</summary>
    public static string Gate(UnderlayRouter router) => $"gate (router {router.Name})";

    /// <summary>"2 buildings (nodes)".</summary>
    public static string Buildings(int count) => Both(count, "building", "node");

    /// <summary>"24 apartments (pods)".</summary>
    public static string Apartments(int count) => Both(count, "apartment", "pod");

    /// <summary>"+4,997 buildings (nodes) · 149,988 apartments (pods)".</summary>
    public static string More(int nodes, int pods) =>
        pods == 0 ? $"+{Buildings(nodes)}" : $"+{Buildings(nodes)} · {Apartments(pods)}";

    /// <summary>The key to the two vocabularies, as far as these buildings need it.</summary>
    public static string Key(IReadOnlyList<BuildingSketch> buildings)
    {
        List<string> pairs = ["building = node", "apartment = pod", "room-mate = container", "phone = IP"];
        bool hall = buildings.Any(b => b.Node.Bridge is not null);
        pairs.Add("way = veth pair");
        pairs.Add(hall ? "hallway = bridge" : "concierge = host routes");
        if (buildings.Any(b => b.Node.HasPrograms)) pairs.Add("caretaker = program");
        else if (!hall && buildings.Any(b => b.HasPorter)) pairs.Add("porter = proxy ARP");
        if (buildings.Any(b => b.Node is { LeadsOn: true, Switch: not null })) pairs.Add("switchboard = second switch");
        if (buildings.Any(b => b.Node.Tunnel is not null)) pairs.Add("phone line = overlay");
        else if (buildings.Any(b => b.Signposts.Count > 0)) pairs.Add("signpost = route");
        return Fitting([.. pairs, "door = device"], "door = device", "phone = IP", "room-mate = container", "way = veth pair");
    }

    // What everybody guesses is left out first.
    private static string Fitting(List<string> pairs, params ReadOnlySpan<string> least)
    {
        foreach (string pair in least)
        {
            if (TextMetrics.Width(string.Join(", ", pairs), TextStyle.Word) <= ClusterLayout.Width - 2 * ClusterLayout.Margin) break;
            pairs.Remove(pair);
        }

        return string.Join(", ", pairs);
    }

    /// <summary>"asked the hallway (ARP) ×1: who has 10.244.0.1", or the street, or both; "" when nobody was asked.</summary>
    public static string Asked(TraceStory story)
    {
        ClusterTopology topology = story.Cluster.Topology;
        IEnumerable<IGrouping<bool, IpAddress>> places = story.Exchange.Journeys
            .Select(j => j.Packet.Resolution).Where(r => r is { IsQuestion: true }).Select(r => r!.Value.Target)
            .GroupBy(a => topology.Underlay.Subnet.Contains(a) || topology.Nodes.Any(n => n.Addresses.Contains(a))).OrderBy(g => g.Key);
        string inside = HasHallway(story) ? "the hallway" : "at the door";
        return string.Join("   ·   ", places.Select(g => string.Create(CultureInfo.InvariantCulture,
            $"asked {(g.Key ? "the street" : inside)} ({story.ResolutionName}) ×{g.Count()}: who has {string.Join(", ", g.Distinct())}")));
    }

    private static bool HasHallway(TraceStory story) =>
        story.Cluster.Topology.Pod(story.Exchange.From) is not { } asker
        || story.Cluster.Topology.Nodes.FirstOrDefault(n => n.Name == asker.Node) is not { } node
        || story.Cluster.Namespace(node.Id).Devices.Any(d => d is Bridge);

    /// <summary>Where something was decided, in both vocabularies: the place, and kind and name of the building or apartment it is in (""
    /// for what is between the buildings). What routes or filters on a node is its kernel; otherwise it is the device.</summary>
    /// <param name="longest">Most characters of a node's name in the place.</param>
    public static (string Place, string Kind, string Name) Where(
        Cluster cluster, StoryRow row, Decision decision, int longest = int.MaxValue)
    {
        (NamespaceId id, string device) = (row.Namespace, row.Device);
        ClusterTopology topology = cluster.Topology;
        if (topology.Underlay.Switches.Contains(id)) return (Street, "", "");
        if (topology.Underlay.Router is { } router && router.Id == id) return (Gate(router), "", "");
        NetDevice? found = null;
        if (cluster.TryNamespace(id, out NetworkNamespace? kernel)) kernel.TryDevice(device, out found);
        if (topology.Pod(id) is { } pod) return (found is Loopback ? LivingRoom : Door(device), Apartment, pod.DisplayName);
        string node = topology.Node(id)?.Name ?? id.Name;
        if (IsKernels(decision.Step)) return ($"building's kernel (node {TextMetrics.ShortenTo(Printable.Clean(node), longest)})", "came in by", device);
        if (decision.Step is MapLookup or ProgramActed)
            return ($"caretaker (program, node {TextMetrics.ShortenTo(Printable.Clean(node), longest)})", "at", device);
        return (found switch
        {
            Loopback => LivingRoom,
            Bridge bridge => Hallway(bridge),
            VethEnd inner when inner.PeerNamespace == id => $"stairs (veth pair, {device})",
            not (null or VethEnd or TunnelDevice) => Switchboard(device),
            TunnelDevice => $"phone room (tunnel {device})",
            VethEnd veth when topology.Pod(veth.PeerNamespace) is { } guest => $"way to {guest.DisplayName} (veth pair, {device})",
            _ => FrontDoor(device),
        }, Building, node);
    }

    // By a row of the route table, a rule, a NAT entry or a setting of the whole kernel, and not at one device.
    private static bool IsKernels(Step step) => step switch
    {
        RouteLookup or DestinationNat or SourceNat or Rejected => true,
        Dropped dropped => dropped.Row is Route or Rule,
        _ => false,
    };

    private const string LivingRoom = "living room (lo)";

    private static string Both(int count, string ours, string theirs)
    {
        string s = count == 1 ? "" : "s";
        return string.Create(CultureInfo.InvariantCulture, $"{count:N0} {ours}{s} ({theirs}{s})");
    }
}
