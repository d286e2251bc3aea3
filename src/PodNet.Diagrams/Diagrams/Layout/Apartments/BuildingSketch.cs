using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;
using PodNet.Printing;

namespace PodNet.Diagrams.Layout.Apartments;

/// <summary>A building to draw: a node with its pods told apart by whether they have a network of their own.</summary>
/// <param name="Node">The node with its real devices.</param>
/// <param name="Apartments">Pods with a network namespace of their own.</param>
/// <param name="Lobby">Pods that use the node's network (<c>hostNetwork: true</c>).</param>
/// <param name="Signposts">Routes that lead to other buildings by the front door and not through a tunnel, as <c>ip route</c> prints
/// them.</param>
internal sealed record BuildingSketch(
    NodeSketch Node, ValueList<PodSketch> Apartments, ValueList<PodSketch> Lobby, ValueList<string> Signposts)
{
    /// <summary>Whether its hallway goes on through the other buildings.</summary>
    public bool IsOneHallway => Node.Bridge is not null && Apartments.Any(p => p.SeesAllAsNeighbors);

    /// <summary>Whether a porter stands at a door.</summary>
    public bool HasPorter => Apartments.Any(p => p.ProxyArp);

    /// <summary>The same with the lobby's guests among the apartments.</summary>
    public BuildingSketch WithoutLobby => this with { Apartments = [.. Apartments, .. Lobby], Lobby = [] };

    /// <summary>The buildings of a sketch.</summary>
    /// <param name="goals">Addresses whose routes become signposts; by default a pod of each other building that is drawn, and what
    /// is outside where there is no other building.</param>
    public static ValueList<BuildingSketch> Of(ClusterSketch sketch, IReadOnlyList<IpAddress>? goals = null) =>
        sketch.Nodes.Select(n => Of(sketch, n, goals ?? OtherBuildings(sketch, n))).ToValueList();

    private static BuildingSketch Of(ClusterSketch sketch, NodeSketch node, IReadOnlyList<IpAddress> goals)
    {
        PodSketch[] lobby = [.. node.Pods.Where(p => p.Pod.Address == node.Node.Address)];
        return new(node, node.Pods.Except(lobby).ToValueList(), lobby.ToValueList(), Posts(sketch.Cluster, node, goals));
    }

    private static List<IpAddress> OtherBuildings(ClusterSketch sketch, NodeSketch node)
    {
        ClusterTopology topology = sketch.Cluster.Topology;
        List<IpAddress> goals = [];
        foreach (ClusterNode other in sketch.Nodes.Select(n => n.Node).Where(n => n.Id != node.Node.Id))
            goals.Add(topology.PodsOn(other.Name) is [var first, ..] ? first.Address : other.PodCidr.Address.Plus(2));
        if (goals.Count == 0 && topology.Underlay.Router is { Addresses: [.., var outside] }) goals.Add(outside);
        return goals;
    }

    private static ValueList<string> Posts(Cluster cluster, NodeSketch node, IReadOnlyList<IpAddress> goals)
    {
        if (node.Uplink is not { } uplink || !cluster.TryNamespace(node.Node.Id, out NetworkNamespace? kernel)) return [];
        return goals.Select(g => kernel.Fib.Lookup(new(g)).Route).OfType<Route>()
            .Where(r => r.Type == RouteType.Unicast && r.Device == uplink.Name)
            .Select(r => RowText.Of(r)).Distinct().ToValueList();
    }
}
