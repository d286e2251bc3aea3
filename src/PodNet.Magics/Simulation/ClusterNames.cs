using PodNet.Kubernetes.Validation;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Magics.Simulation;

/// <summary>Understands how people name places in a cluster: pods as kubectl names them ("web", "shop/web"), nodes, the router,
/// addresses.</summary>
public static class ClusterNames
{
    /// <summary>Every name that can stand for a namespace: pods, then nodes, then the router.</summary>
    public static IEnumerable<string> All(Cluster cluster) =>
        cluster.Topology.Pods.Select(p => p.DisplayName).Concat(Nodes(cluster)).Concat(Router(cluster));

    /// <summary>Pods by the names kubectl shows.</summary>
    public static IEnumerable<string> Pods(Cluster cluster) => cluster.Topology.Pods.Select(p => p.DisplayName);

    /// <summary>Nodes by name.</summary>
    public static IEnumerable<string> Nodes(Cluster cluster) => cluster.Topology.Nodes.Select(n => n.Name);

    /// <summary>The namespace of a pod.</summary>
    /// <exception cref="MagicException">No such pod; the nearest is suggested.</exception>
    public static ClusterPod Pod(Cluster cluster, string name) => FindPod(cluster, name)
        ?? throw new MagicException($"no pod '{name}'{NearestName.Suggestion(name, Pods(cluster))}{Listed("pods", Pods(cluster))}");

    /// <summary>The machines outside of pods by name: nodes, the router, the switches.</summary>
    public static IEnumerable<string> Machines(Cluster cluster) => Nodes(cluster).Concat(Router(cluster)).Concat(Switches(cluster));

    /// <summary>The namespace of a node, the router or a switch.</summary>
    /// <exception cref="MagicException">No such node; the nearest is suggested.</exception>
    public static NamespaceId Node(Cluster cluster, string name) => FindMachine(cluster, name)
        ?? throw new MagicException(
            $"no node '{name}'{NearestName.Suggestion(name, Machines(cluster))}{Listed("nodes, router and switches", Machines(cluster))}");

    /// <summary>Where a program can run: a pod, a node, the router, a switch, or whoever has an address.</summary>
    /// <exception cref="MagicException">Nothing has that name; the nearest is suggested.</exception>
    public static NamespaceId Place(Cluster cluster, string name)
    {
        if (FindPod(cluster, name) is { } pod) return pod.Id;
        if (FindMachine(cluster, name) is { } machine) return machine;
        if (IpAddress.TryParse(name, out IpAddress address) && cluster.Topology.OwnerOf(address) is { } owner) return owner;
        throw Unknown(cluster, name);
    }

    /// <summary>The address that a name stands for: a pod, a node, the router, a Service, an address, or <c>localhost</c>.</summary>
    /// <exception cref="MagicException">Nothing has that name; the nearest is suggested.</exception>
    /// <param name="family">Which of a place's addresses, or null: that of the cluster's first family.</param>
    public static IpAddress Address(Cluster cluster, string name, IpFamily? family = null)
    {
        if (name == "localhost") return family == IpFamily.V6 ? IpAddress.LoopbackV6 : IpAddress.LoopbackV4;
        if (IpAddress.TryParse(name, out IpAddress address)) return address;
        if (AddressesOf(cluster, name) is not { } addresses) throw Unknown(cluster, name);
        if (family is not { } wanted) return addresses[0];
        return addresses.Of(wanted)
            ?? throw new MagicException($"'{name}' has no {(wanted == IpFamily.V4 ? "IPv4" : "IPv6")} address; networking.ipFamily: dual in the cluster file gives both");
    }

    private static ValueList<IpAddress>? AddressesOf(Cluster cluster, string name)
    {
        if (FindPod(cluster, name) is { } pod) return pod.Addresses;
        if (cluster.Topology.Nodes.FirstOrDefault(n => n.Name == name) is { } node) return node.Addresses;
        if (cluster.Topology.Underlay.Router is { } router && router.Name == name) return router.Addresses;
        return ServiceNames.Addresses(cluster, name) is { Count: > 0 } service ? service : null;
    }

    private static MagicException Unknown(Cluster cluster, string name) =>
        new($"no pod, node or address '{name}'{NearestName.Suggestion(name, All(cluster).Append("localhost"))}"
            + Listed("names", All(cluster)));

    private static ClusterPod? FindPod(Cluster cluster, string name) =>
        cluster.Topology.Pods.FirstOrDefault(p => p.DisplayName == name || $"{p.Namespace}/{p.Name}" == name);

    private static NamespaceId? FindMachine(Cluster cluster, string name)
    {
        if (cluster.Topology.Nodes.FirstOrDefault(n => n.Name == name) is { } node) return node.Id;
        if (cluster.Topology.Underlay.Router is { } router && router.Name == name) return router.Id;
        return cluster.Topology.Underlay.Switches.Contains(new(name)) ? new(name) : null;
    }

    private static IEnumerable<string> Router(Cluster cluster) =>
        cluster.Topology.Underlay.Router is { } router ? [router.Name] : [];

    private static IEnumerable<string> Switches(Cluster cluster) => cluster.Topology.Underlay.Switches.Select(s => s.Name);

    private static string Listed(string what, IEnumerable<string> names)
    {
        List<string> first = [.. names.Take(13)];
        string rest = first.Count > 12 ? ", ..." : "";
        return first.Count == 0 ? $" (there are no {what})" : $" (the {what} are {string.Join(", ", first.Take(12))}{rest})";
    }
}
