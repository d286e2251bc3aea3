using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Layout;

/// <summary>A place a packet can be at in a picture: a device of a namespace; the switches and the router are one place each.</summary>
internal readonly record struct DeviceKey(string Namespace, string Device)
{
    // No device of a kernel has a name with a space.
    private const string Network = "node network";

    /// <summary>The node network as a whole: all switches.</summary>
    public static DeviceKey NodeNetwork { get; } = new("", Network);

    /// <summary>Whether it is the node network, or one switch of it.</summary>
    public bool IsNodeNetwork => Device == Network;

    /// <summary>The place of a switch: its own where the router joins two, else the node network as a whole.</summary>
    public static DeviceKey NodeNetworkOf(ClusterTopology topology, NamespaceId? id) =>
        topology.Underlay.Segments.Count == 2 && id is { } own ? new(own.Name, Network) : NodeNetwork;

    /// <summary>The route table of a node whose CNI uses no bridge.</summary>
    public static DeviceKey RouteTable(NamespaceId node) => new(node.Name, "");

    /// <summary>What the pods' devices of a node lead to: its bridge, or its route table.</summary>
    public static DeviceKey Bar(NodeSketch node) =>
        node.Bridge is { } bridge ? new(node.Node.Id.Name, bridge.Name) : RouteTable(node.Node.Id);

    /// <summary>The router behind the node network.</summary>
    public static DeviceKey Router { get; } = new("", "router");

    /// <summary>Where <paramref name="device"/> of <paramref name="id"/> is in a picture.</summary>
    public static DeviceKey Of(ClusterTopology topology, NamespaceId id, string device) =>
        topology.Underlay.Switches.Contains(id) ? NodeNetworkOf(topology, id)
        : topology.Underlay.Router?.Id == id ? Router
        : new(id.Name, device);
}
