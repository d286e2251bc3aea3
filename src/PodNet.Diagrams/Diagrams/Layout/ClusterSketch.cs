using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;
using PodNet.Printing;

namespace PodNet.Diagrams.Layout;

/// <summary>A pod to draw, with its real devices.</summary>
/// <param name="Interface">Its main interface, or null when it uses the node's network.</param>
/// <param name="HostEnd">The node's end of its veth pair, or null.</param>
/// <param name="Loopback">Draw lo too, for a packet passed there.</param>
internal sealed record PodSketch(ClusterPod Pod, NetDevice? Interface, NetDevice? HostEnd, bool Loopback)
{
    /// <summary>Whether the node answers ARP requests for others at <see cref="HostEnd"/> (proxy_arp).</summary>
    public bool ProxyArp { get; init; }

    /// <summary>Whether the pod takes pods of other nodes for neighbours, with no router between: one Ethernet reaches all of them.</summary>
    public bool SeesAllAsNeighbors { get; init; }
}

/// <summary>A node to draw, with its real devices.</summary>
/// <param name="Bridge">The bridge its pods are ports of, or null: routed.</param>
/// <param name="Tunnel">Its tunnel device, or null.</param>
/// <param name="Uplink">Its device on the node network.</param>
/// <param name="HiddenPods">Pods that are only counted.</param>
internal sealed record NodeSketch(
    ClusterNode Node, Bridge? Bridge, TunnelDevice? Tunnel, NetDevice? Uplink, ValueList<PodSketch> Pods, int HiddenPods)
{
    /// <summary>A veth pair of the node's own, or null.</summary>
    public InnerPair? Pair { get; init; }

    /// <summary>A second switch, behind <see cref="Pair"/>, or null.</summary>
    public NetDevice? Switch { get; init; }

    /// <summary>The program in user space that carries frames on from the far end of <see cref="Pair"/>, or null.</summary>
    public UserSpaceForwarder? Forwarder { get; init; }

    /// <summary>Without a bridge: the routes to a pod here and to a pod of another node, as <c>ip route</c> prints them.</summary>
    public ValueList<string> Routes { get; init; }

    /// <summary>Whether programs at the pods' devices decide before the routes do.</summary>
    public bool HasPrograms => Pods.Any(p => p.HostEnd is { } end && Programs.On(end).Count > 0);

    /// <summary>Whether frames leave the bridge by <see cref="Pair"/>, and reach the tunnel behind it.</summary>
    public bool LeadsOn => Pair is { Near.Port: not null };
}

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
        string? name = pods.Select(p => p.HostEnd?.Port?.Bridge).FirstOrDefault(b => b is not null);
        Bridge? bridge = kernel?.Devices.OfType<Bridge>().OrderBy(b => b.Name != name).FirstOrDefault();
        NetDevice? uplink = kernel is null ? null : Uplink(cluster.Topology, kernel, node);
        TunnelDevice? tunnel = kernel?.Devices.OfType<TunnelDevice>().OrderBy(t => !t.Up).FirstOrDefault();
        InnerPair? pair = kernel is null ? null : InnerPair.In(kernel);
        return new(node, bridge, tunnel, uplink, pods.ToValueList(), all.Length - pods.Length)
        {
            Pair = pair,
            Switch = pair is null ? null : kernel?.Devices.OfType<OvsDatapath>().FirstOrDefault(),
            Forwarder = pair is null ? null : kernel?.Forwarders.FirstOrDefault(f => f.Device == pair.Far.Name),
            Routes = kernel is null || bridge is not null ? [] : Routes(cluster.Topology, kernel, node),
        };
    }

    private static ValueList<string> Routes(ClusterTopology topology, NetworkNamespace kernel, ClusterNode node)
    {
        ClusterPod? here = topology.PodsOn(node.Name).FirstOrDefault(p => p.Address != node.Address);
        ClusterNode? other = topology.Nodes.FirstOrDefault(n => n.Id != node.Id && topology.PodsOn(n.Name).Any(p => p.Address != n.Address));
        ClusterPod? there = other is null ? null : topology.PodsOn(other.Name).First(p => p.Address != other.Address);
        return new[] { here, there }.OfType<ClusterPod>().Select(p => kernel.Fib.Lookup(new(p.Address)).Route).OfType<Route>()
            .Select(r => RowText.Of(r)).Distinct().ToValueList();
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
        ClusterPod? far = cluster.Topology.Pods.FirstOrDefault(p => p.Node != pod.Node && cluster.Topology.OwnerOf(p.Address) == p.Id);
        return new(pod, main, hostEnd, loopback)
        {
            ProxyArp = hostEnd is not null && host!.Sysctls.ProxyArp(hostEnd.Name),
            SeesAllAsNeighbors = far is not null && hostEnd?.Port is not null
                && kernel.Fib.Lookup(new(far.Address)).Route is { Type: RouteType.Unicast, Via: null },
        };
    }

    private static NetDevice? Uplink(ClusterTopology topology, NetworkNamespace kernel, ClusterNode node) =>
        kernel.Devices.FirstOrDefault(d => d.Addresses.Any(a => a.Address == node.Address))
        ?? kernel.Devices.FirstOrDefault(d => d is VethEnd v && topology.Underlay.Switches.Contains(v.PeerNamespace));
}
