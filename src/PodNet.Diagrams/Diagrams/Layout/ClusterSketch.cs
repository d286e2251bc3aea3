using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Layout;

/// <summary>A pod to draw, with its real devices.</summary>
/// <param name="Interface">Its main interface, or null when it uses the node's network.</param>
/// <param name="HostEnd">The node's end of its veth pair, or null.</param>
/// <param name="Loopback">Draw lo too, for a packet passed there.</param>
internal sealed record PodSketch(ClusterPod Pod, NetDevice? Interface, NetDevice? HostEnd, bool Loopback);

/// <summary>A node to draw, with its real devices.</summary>
/// <param name="Bridge">The bridge its pods are ports of, or null: routed.</param>
/// <param name="Tunnel">Its tunnel device, or null.</param>
/// <param name="Uplink">Its device on the node network.</param>
/// <param name="HiddenPods">Pods that are only counted.</param>
internal sealed record NodeSketch(
    ClusterNode Node, Bridge? Bridge, TunnelDevice? Tunnel, NetDevice? Uplink, ValueList<PodSketch> Pods, int HiddenPods);

/// <summary>What of a cluster is drawn whole, and how much is only counted. Compiles only the namespaces that are drawn.</summary>
internal sealed record ClusterSketch(Cluster Cluster, ValueList<NodeSketch> Nodes, int HiddenNodes, int HiddenNodesPods)
{
    /// <summary>Chooses nodes and pods: those of <paramref name="keep"/> always, others while there is room.</summary>
    /// <param name="nodes">Most nodes drawn whole.</param>
    /// <param name="pods">Most pods of a node drawn whole, by the number of nodes drawn.</param>
    /// <param name="onlyKept">Draw nodes outside of <paramref name="keep"/> only when none is in it.</param>
    /// <param name="loops">Namespaces whose lo is drawn.</param>
    public static ClusterSketch Choose(
        Cluster cluster, IReadOnlySet<NamespaceId> keep, int nodes, Func<int, int> pods, bool onlyKept = false,
            IReadOnlySet<NamespaceId>? loops = null)
    {
        ClusterTopology topology = cluster.Topology;
        HashSet<string> keptNodes = [.. keep.Select(topology.Pod).OfType<ClusterPod>().Select(p => p.Node)];
        ClusterNode[] kept = [.. topology.Nodes.Where(n => keep.Contains(n.Id) || keptNodes.Contains(n.Name)).Take(3)];
        int room = onlyKept && kept.Length > 0 ? kept.Length : nodes;
        ClusterNode[] chosen = topology.Nodes.Count <= room ? [.. topology.Nodes] : Fill(topology, kept, room);
        int podRoom = pods(chosen.Length);
        NodeSketch[] drawn = [.. chosen.Select(n => Sketch(cluster, n, keep, podRoom, loops ?? new HashSet<NamespaceId>()))];
        int hiddenPods = topology.Pods.Count - drawn.Sum(n => n.Pods.Count + n.HiddenPods);
        return new(cluster, drawn.ToValueList(), topology.Nodes.Count - drawn.Length, hiddenPods);
    }

    private static ClusterNode[] Fill(ClusterTopology topology, ClusterNode[] kept, int room)
    {
        HashSet<NamespaceId> ids = [.. kept.Select(n => n.Id)];
        foreach (ClusterNode node in topology.Nodes)
        {
            if (ids.Count >= room) break;
            ids.Add(node.Id);
        }

        return [.. topology.Nodes.Where(n => ids.Contains(n.Id))];
    }

    private static NodeSketch Sketch(Cluster cluster, ClusterNode node, IReadOnlySet<NamespaceId> keep, int room,
        IReadOnlySet<NamespaceId> loops)
    {
        ClusterPod[] all = [.. cluster.Topology.PodsOn(node.Name)];
        int whole = all.Length <= room ? room : room - 1; // the last place is the tile's
        HashSet<NamespaceId> ids = [.. all.Where(p => keep.Contains(p.Id)).Select(p => p.Id).Take(Math.Max(whole, 1))];
        foreach (ClusterPod pod in all)
        {
            if (ids.Count >= whole) break;
            ids.Add(pod.Id);
        }

        NetworkNamespace? kernel = cluster.TryNamespace(node.Id, out NetworkNamespace? found) ? found : null;
        PodSketch[] pods = [.. all.Where(p => ids.Contains(p.Id)).Select(p => Sketch(cluster, kernel, p, loops.Contains(p.Id)))];
        string? bridge = pods.Select(p => p.HostEnd?.Port?.Bridge).FirstOrDefault(b => b is not null);
        return new(
            node,
            kernel?.Devices.OfType<Bridge>().OrderBy(b => b.Name != bridge).FirstOrDefault(),
            kernel?.Devices.OfType<TunnelDevice>().FirstOrDefault(),
            kernel is null ? null : Uplink(cluster.Topology, kernel, node),
            pods.ToValueList(),
            all.Length - pods.Length);
    }

    private static PodSketch Sketch(Cluster cluster, NetworkNamespace? host, ClusterPod pod, bool loopback)
    {
        NetDevice? hostEnd = null;
        host?.TryDevice(pod.HostInterface, out hostEnd);
        if (!cluster.TryNamespace(pod.Id, out NetworkNamespace? kernel) || kernel.Id == host?.Id) return new(pod, null, hostEnd, false);
        NetDevice? main = kernel.Devices.FirstOrDefault(d =>
            d is VethEnd v && v.PeerName == pod.HostInterface && v.PeerNamespace == host?.Id)
            ?? kernel.Devices.FirstOrDefault(d => d.Addresses.Any(a => a.Address == pod.Address))
            ?? kernel.Devices.FirstOrDefault(d => d is not Loopback);
        return new(pod, main, hostEnd, loopback);
    }

    private static NetDevice? Uplink(ClusterTopology topology, NetworkNamespace kernel, ClusterNode node) =>
        kernel.Devices.FirstOrDefault(d => d.Addresses.Any(a => a.Address == node.Address))
        ?? kernel.Devices.FirstOrDefault(d => d is VethEnd v && topology.Underlay.Switches.Contains(v.PeerNamespace));
}
