using System.Globalization;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Layout.Apartments;

/// <summary>The two vocabularies of the apartment view: whatever is named there is named in both.</summary>
internal static class ApartmentWords
{
    public const string Building = "building (node)";
    public const string Apartment = "apartment (pod)";
    public const string Phone = "phone (IP)";
    public const string PhoneRoom = "phone room (tunnel)";
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
        List<string> pairs = ["building = node", "apartment = pod", "room-mate = container", "phone number = IP"];
        bool hall = buildings.Any(b => b.Node.Bridge is not null);
        pairs.Add("door = device");
        pairs.Add(hall ? "hallway = bridge" : "concierge = host routes");
        if (buildings.Any(b => b.Node.Tunnel is not null)) pairs.Add("phone line = overlay");
        else if (buildings.Any(b => b.Signposts.Count > 0)) pairs.Add("signpost = route");
        return string.Join(", ", pairs);
    }

    /// <summary>Where a device is, in both vocabularies: the place, and kind and name of the building or apartment it is in ("" for what
    /// is between the buildings).</summary>
    public static (string Place, string Kind, string Name) Where(Cluster cluster, NamespaceId id, string device)
    {
        ClusterTopology topology = cluster.Topology;
        if (topology.Underlay.Switches.Contains(id)) return (Street, "", "");
        if (topology.Underlay.Router is { } router && router.Id == id) return (Gate(router), "", "");
        NetDevice? found = null;
        if (cluster.TryNamespace(id, out NetworkNamespace? kernel)) kernel.TryDevice(device, out found);
        if (topology.Pod(id) is { } pod) return (found is Loopback ? LivingRoom : Door(device), Apartment, pod.DisplayName);
        return (found switch
        {
            Loopback => LivingRoom,
            Bridge bridge => Hallway(bridge),
            Vxlan => $"phone room (tunnel {device})",
            VethEnd veth when topology.Pod(veth.PeerNamespace) is { } guest => $"way to {guest.DisplayName} (veth pair, {device})",
            _ => FrontDoor(device),
        }, Building, topology.Node(id)?.Name ?? id.Name);
    }

    private const string LivingRoom = "living room (lo)";

    private static string Both(int count, string ours, string theirs)
    {
        string s = count == 1 ? "" : "s";
        return string.Create(CultureInfo.InvariantCulture, $"{count:N0} {ours}{s} ({theirs}{s})");
    }
}
