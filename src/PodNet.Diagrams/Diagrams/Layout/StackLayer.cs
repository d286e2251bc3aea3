using System.Globalization;
using PodNet.Diagrams.Scenes;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;
using PodNet.Printing;

namespace PodNet.Diagrams.Layout;

/// <summary>One step down from a container to the cluster's network.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Facts">This pod's real interface, address, MTU.</param>
/// <param name="Row">A row of the kernel's that belongs to it, or what it is for.</param>
/// <param name="Where">Where the command is typed.</param>
/// <param name="Command">The command that shows it.</param>
internal sealed record StackLayer(string Name, string Facts, string Row, string Where, string Command)
{
    /// <summary>Room in px for the facts.</summary>
    public const double FactsWidth = 372;

    /// <summary>The six layers of a pod, from its containers outwards.</summary>
    /// <exception cref="KeyNotFoundException">No such pod.</exception>
    public static ValueList<StackLayer> Of(Cluster cluster, NamespaceId id)
    {
        ClusterTopology topology = cluster.Topology;
        ClusterPod pod = topology.Pod(id) ?? throw new KeyNotFoundException($"no pod '{id}'");
        NodeSketch node = ClusterSketch.Choose(cluster, new HashSet<NamespaceId> { id }, 1, _ => 2, onlyKept: true)
            .Nodes.First(n => n.Node.Name == pod.Node);
        PodSketch sketch = node.Pods.First(p => p.Pod.Id == id);
        NetworkNamespace host = cluster.Namespace(node.Node.Id);
        return
        [
            Containers(pod),
            PodNamespace(cluster, sketch),
            VethPair(pod, node, sketch),
            Cni(pod, node, sketch, host, topology),
            NodeNetwork(node, topology),
            ClusterNetwork(node, host, topology),
        ];
    }

    private static StackLayer Containers(ClusterPod pod)
    {
        string images = string.Join(", ", pod.Containers.Select(c => c.Image).Distinct());
        string image = pod.Containers.Count > 1 ? $"{images}: one network for all" : $"image {images}";
        string facts = PodWords.ContainersIn(pod, TextStyle.Mono, FactsWidth);
        return new("Container", facts, PodWords.BindFailures(pod).FirstOrDefault() ?? image, "anywhere", Exec(pod, "ss -tlnu"));
    }

    private static StackLayer PodNamespace(Cluster cluster, PodSketch sketch)
    {
        if (sketch.Interface is not { } own)
            return new("Pod network namespace", $"the node's own: {sketch.Pod.Address}", "host network", "anywhere",
                Exec(sketch.Pod, "ip addr"));
        string addresses = string.Join(", ", own.Addresses);
        Route? way = cluster.Namespace(sketch.Pod.Id).Fib.Routes.FirstOrDefault(r => r.Destination.Length == 0);
        return new(
            "Pod network namespace", string.Create(CultureInfo.InvariantCulture, $"{own.Name} {addresses} mtu {own.Mtu}"),
            way is null ? "no default route" : RowText.Of(way), "anywhere", Exec(sketch.Pod, "ip addr"));
    }

    private static StackLayer VethPair(ClusterPod pod, NodeSketch node, PodSketch sketch)
    {
        if (sketch.Interface is not { } own || sketch.HostEnd is not { } end)
            return new("veth pair", "none: the pod uses the node's devices", "host network", node.Node.Name, "ip link");
        string macs = sketch.ProxyArp ? $"proxy_arp says {end.Mac}" : $"{own.Mac} and {end.Mac}";
        return new(
            "veth pair",
            string.Create(CultureInfo.InvariantCulture, $"{own.Name} (index {own.Index}) to {end.Name} (index {end.Index})"),
            string.Create(CultureInfo.InvariantCulture, $"mtu {end.Mtu}, {macs}"),
            node.Node.Name, $"ip -d link show dev {Quoted(pod.HostInterface)}");
    }

    private static StackLayer Cni(ClusterPod pod, NodeSketch node, PodSketch sketch, NetworkNamespace host, ClusterTopology topology)
    {
        const string Name = "Bridge / CNI";
        if (node.Bridge is { } bridge)
        {
            string addresses = string.Join(", ", bridge.Addresses);
            return new(
                Name, string.Create(CultureInfo.InvariantCulture, $"bridge {bridge.Name} {addresses} mtu {bridge.Mtu}"),
                $"{WayOn(node) ?? topology.Cni.Label}; {PodWords.Count(host.PortsOf(bridge.Name).Length, "port")}", node.Node.Name,
                    $"ip link show master {Quoted(bridge.Name)}");
        }

        if (sketch.HostEnd is { } end && Programs.On(end) is { Count: > 0 } programs)
            return new(
                Name, $"no bridge: {(programs.Count == 1 ? "a program" : "programs")} at the veth, then routes", string.Join(", ", programs), node.Node.Name,
                $"tc filter show dev {Quoted(end.Name)} {(end.Attachments.TcIngress.Count > 0 ? "ingress" : "egress")}");
        Route? toPod = host.Fib.Lookup(new(pod.Address)).Route;
        return new(
            Name, "no bridge: host routes", toPod is null ? topology.Cni.Label : RowText.Of(toPod), node.Node.Name,
                $"ip route show {pod.Address}");
    }

    private static string? WayOn(NodeSketch node) =>
        node is { LeadsOn: true, Pair: { } pair } ? $"by {pair.Near.Name} to {node.Switch?.Name ?? pair.Far.Name}" : null;

    private static StackLayer NodeNetwork(NodeSketch node, ClusterTopology topology)
    {
        const string Name = "Node network";
        string uplink = node.Uplink is { } device
            ? string.Create(CultureInfo.InvariantCulture, $"{device.Name} {string.Join(", ", device.Addresses)} mtu {device.Mtu}")
            : node.Node.Address.ToString();
        if (node.Tunnel is not { } tunnel)
            return new(Name, uplink, $"node network {SubnetOf(node, topology)}", node.Node.Name,
                $"ip addr show dev {Quoted(node.Uplink?.Name ?? "eth0")}");
        return new(
            Name, uplink, string.Create(CultureInfo.InvariantCulture, $"tunnel {tunnel.Name}: {PodWords.Tunnel(tunnel)}, mtu {tunnel.Mtu}"),
            node.Node.Name, $"ip -d link show dev {Quoted(tunnel.Name)}");
    }

    private static StackLayer ClusterNetwork(NodeSketch node, NetworkNamespace host, ClusterTopology topology)
    {
        ClusterNode? peer = topology.Nodes.FirstOrDefault(n => n.Id != node.Node.Id);
        IpAddress goal = peer is null ? default : topology.PodsOn(peer.Name).Select(p => p.Address)
            .FirstOrDefault(a => a != peer.Address && !peer.PodCidr.Contains(a), peer.PodCidr.Address.Plus(1));
        Route? route = peer is null ? null : host.Fib.Lookup(new(goal)).Route;
        string row = route is null ? "no other node" : RowText.Of(route);
        return new(
            "Cluster network", $"pods {topology.PodSubnet}, services {topology.ServiceSubnet}", row, node.Node.Name,
            route is null ? "ip route" : $"ip route get {goal}");
    }

    private static IpPrefix SubnetOf(NodeSketch node, ClusterTopology topology) =>
        topology.Underlay.Segments.Count == 2 && node.Uplink is VethEnd uplink
        && topology.Underlay.Segments.FirstOrDefault(s => s.Switch == uplink.PeerNamespace) is { } segment ? segment.Subnet : topology.Underlay.Subnet;

    private static string Exec(ClusterPod pod, string command) =>
        $"kubectl exec {(pod.Namespace == "default" ? "" : $"-n {Quoted(pod.Namespace)} ")}{Quoted(pod.Name)} -- {command}";

    // A name goes into a shell as one word.
    private static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '/')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
