using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;
using PodNet.Printing;

namespace PodNet.Magics.Simulation;

/// <summary>The two questions of pod networking, answered from the kernel objects: how a pod gets connected, and how others find it.</summary>
internal static class CniSentences
{
    /// <summary>How the pod gets its interface.</summary>
    public static string Connectivity(Cluster cluster, ClusterPod pod)
    {
        NetworkNamespace own = cluster.Namespace(pod.Id), node = cluster.Namespace(new(pod.Node));
        VethEnd? end = own.Devices.OfType<VethEnd>().FirstOrDefault(v => v.PeerNamespace == node.Id);
        if (end is null) return $"{pod.DisplayName} has no interface of its own: it is in the network namespace of {pod.Node}.";
        string cable = $"{end.Name} in {pod.DisplayName} is one end of a veth pair; the other end is {end.PeerName} on {pod.Node}";
        if (!node.TryDevice(end.PeerName, out NetDevice? host)) return $"{cable}, which is not there any more.";
        return host.Port is { } port
            ? $"{cable}, a port of the bridge {port.Bridge}{AddressOf(node, port.Bridge)}, through which the pod reaches its neighbours and its gateway."
            : Program(node, pod) is { } row
                ? $"{cable}, in no bridge: a program on {pod.Node} finds it by the map row {RowText.Of(row)}."
                : $"{cable}, in no bridge: {pod.Node} routes to the pod{RouteTo(node, pod.Address)}{Proxy(node, host)}.";
    }

    /// <summary>How another node finds the pod.</summary>
    public static string Reachability(Cluster cluster, ClusterPod pod)
    {
        if (cluster.Topology.Nodes.FirstOrDefault(n => n.Name != pod.Node) is not { } peer)
            return $"{pod.Node} is the only node: nobody else has to find {pod.DisplayName}.";
        NetworkNamespace node = cluster.Namespace(peer.Id);
        if (Tunnel(node, pod.Address) is { } row)
            return $"{peer.Name} reaches {pod.Address} through a tunnel{End(cluster, row.TunnelEndpoint)}: a program finds the map row {RowText.Of(row)}.";
        if (node.Fib.Lookup(new(pod.Address)).Route is not { Device: { } name } route) return $"{peer.Name} has no route to {pod.Address}.";
        string way = RowText.Of(route), lead = $"{peer.Name} reaches {pod.Address}";
        if (!node.TryDevice(name, out NetDevice? device)) return $"{lead} by the route {way}, whose device is not there.";
        if (device is TunnelDevice tunnel) return $"{lead} through the tunnel device {tunnel.Name}{RemoteEnd(cluster, node, tunnel, route, pod.Address)}, by the route {way}.";
        string via = route.Via is { } hop ? $"via {cluster.Topology.OwnerOf(hop)?.Name ?? hop.ToString()}, without a tunnel" : "directly on the link";
        return $"{lead} {via}, by the route {way}.";
    }

    private static string AddressOf(NetworkNamespace node, string bridge) =>
        node.TryDevice(bridge, out NetDevice? found) && found.Addresses.Count > 0 ? $" ({found.Addresses[0]})" : "";

    private static string RouteTo(NetworkNamespace node, IpAddress address) =>
        node.Fib.Lookup(new(address)).Route is { } route ? $" by {RowText.Of(route)}" : ", but has no route to it";

    private static string Proxy(NetworkNamespace node, NetDevice host) =>
        node.Sysctls.ProxyArp(host.Name) ? $", and answers every ARP request on {host.Name} itself (proxy_arp 1)" : "";

    // The next hop's MAC, then where that MAC is: the rows a tunnel device asks.
    private static string RemoteEnd(Cluster cluster, NetworkNamespace node, TunnelDevice tunnel, Route route, IpAddress to)
    {
        MacAddress? mac = node.PermanentNeighbor(route.Via ?? to, tunnel.Name)?.Mac;
        IpAddress? remote = (mac is { } known ? node.PermanentFdb(tunnel.Name, known)?.Remote : null) ?? route.Via;
        return End(cluster, remote);
    }

    private static string End(Cluster cluster, IpAddress? remote) =>
        remote is not { } end ? "" : cluster.Topology.OwnerOf(end) is { } owner ? $" to {owner.Name} ({end})" : $" to {end}";

    private static BpfMapRow? Program(NetworkNamespace node, ClusterPod pod) =>
        node.MapRows.FirstOrDefault(r => r.Key == IpPrefix.Host(pod.Address) && r.Device == pod.HostInterface);

    private static BpfMapRow? Tunnel(NetworkNamespace node, IpAddress address) =>
        node.MapRows.Where(r => r.TunnelEndpoint is not null && r.Key.Contains(address)).MaxBy(r => r.Key.Length);
}
