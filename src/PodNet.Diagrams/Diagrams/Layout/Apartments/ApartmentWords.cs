using System.Globalization;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;
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

    /// <summary>"hallway (bridge cni0)", or who stands in for one.</summary>
    public static string Hallway(Bridge? bridge) =>
        bridge is null ? "concierge (host routes, no bridge)" : $"hallway (bridge {bridge.Name})";

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
        pairs.Add(hall ? "hallway = bridge" : "concierge = host routes, porter = proxy ARP");
        if (buildings.Any(b => b.Node.Tunnel is not null)) pairs.Add("phone line = overlay");
        else if (buildings.Any(b => b.Signposts.Count > 0)) pairs.Add("signpost = route");
        string all = string.Join(", ", pairs.Append("door = device"));
        return TextMetrics.Width(all, TextStyle.Word) <= ClusterLayout.Width - 2 * ClusterLayout.Margin ? all : string.Join(", ", pairs);
    }

    /// <summary>"asked the hallway (ARP) ×1: who has 10.244.0.1", or the street, or both; "" when nobody was asked.</summary>
    public static string Asked(TraceStory story)
    {
        ClusterTopology topology = story.Cluster.Topology;
        IEnumerable<IGrouping<bool, IpAddress>> places = story.Exchange.Journeys
            .Select(j => j.Packet.Resolution).Where(r => r is { IsQuestion: true }).Select(r => r!.Value.Target)
            .GroupBy(a => topology.Underlay.Subnet.Contains(a) || topology.Nodes.Any(n => n.Addresses.Contains(a))).OrderBy(g => g.Key);
        return string.Join("   ·   ", places.Select(g => string.Create(CultureInfo.InvariantCulture,
            $"asked the {(g.Key ? "street" : "hallway")} ({story.ResolutionName}) ×{g.Count()}: who has {string.Join(", ", g.Distinct())}")));
    }

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
        return (found switch
        {
            Loopback => LivingRoom,
            Bridge bridge => Hallway(bridge),
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
