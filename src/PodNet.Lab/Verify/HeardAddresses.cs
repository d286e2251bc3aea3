using PodNet.Engine.State;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Lab.Verify;

/// <summary>The state captures start from: no neighbour and no connection, but every bridge has heard everybody who can be heard through
/// its
/// ports, as on a cluster that has been up for a while. Nothing unicast is flooded then.</summary>
public static class HeardAddresses
{
    /// <summary>What <c>bridge fdb show</c> holds after each device of the cluster has sent a broadcast.</summary>
    public static KernelState In(Cluster cluster, SimulatedTime since)
    {
        KernelState state = KernelState.Cold;
        foreach (NamespaceId id in Namespaces(cluster.Topology))
        {
            if (!cluster.TryNamespace(id, out NetworkNamespace? home)) continue;
            foreach (NetDevice device in home.Devices)
            {
                if (device is Bridge) state = Send(cluster, state, home, device.Name, device.Mac, except: null, since);
                else if (device is VethEnd { Port: null } veth) state = Arrive(cluster, state, veth, veth.Mac, since);
            }
        }

        return state;
    }

    /// <summary>The router, the switches, the nodes and the pods: every namespace of a cluster.</summary>
    public static IEnumerable<NamespaceId> Namespaces(ClusterTopology topology)
    {
        if (topology.Underlay.Router is { } router) yield return router.Id;
        foreach (NamespaceId id in topology.Underlay.Switches.ToArray()) yield return id;
        foreach (ClusterNode node in topology.Nodes.ToArray()) yield return node.Id;
        foreach (ClusterPod pod in topology.Pods.ToArray()) yield return pod.Id;
    }

    private static KernelState Send(
        Cluster cluster, KernelState state, NetworkNamespace home, string bridge, MacAddress mac, string? except, SimulatedTime since)
    {
        foreach (NetDevice port in home.PortsOf(bridge).ToArray())
        {
            if (port is VethEnd veth && port.Name != except) state = Arrive(cluster, state, veth, mac, since);
        }

        return state;
    }

    private static KernelState Arrive(Cluster cluster, KernelState state, VethEnd from, MacAddress mac, SimulatedTime since)
    {
        if (!cluster.TryNamespace(from.PeerNamespace, out NetworkNamespace? there)) return state;
        if (!there.TryDevice(from.PeerName, out NetDevice? device) || device.Port is not { } port) return state;
        NamespaceState known = state.Of(there.Id);
        bool heard = known.Fdb.ContainsKey((port.Bridge, mac)) || there.PermanentFdb(port.Bridge, mac) is not null;
        if (heard || !port.Learning) return state;
        state = state.With(there.Id, known with { Fdb = known.Fdb.SetItem((port.Bridge, mac), new(device.Name, null, since)) });
        return Send(cluster, state, there, port.Bridge, mac, device.Name, since);
    }
}
