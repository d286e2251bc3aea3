using System.Diagnostics.CodeAnalysis;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Model.Topology;

/// <summary>What a cluster consists of, for diagrams, completion and the explanation of addresses. The datapath is not in here: it is the
/// namespaces' kernel objects.</summary>
public sealed class ClusterTopology
{
    private readonly EditedIndex<IpAddress, NamespaceId> _owners;
    private readonly Lazy<Dictionary<string, ClusterNode>> _nodesById;
    private readonly EditedIndex<string, ClusterPod> _podsById;
    private readonly EditedIndex<string, ValueList<ClusterPod>> _podsByNode;

    public ClusterTopology()
    {
        _owners = new(IndexOwners);
        _nodesById = new(() => Nodes.ToDictionary(n => n.Id.Name));
        _podsById = new(() => Pods.ToDictionary(p => p.Id.Name));
        _podsByNode = new(() => Pods.GroupBy(p => p.Node).ToDictionary(g => g.Key, g => g.ToValueList()));
    }

    // The indexes are the old ones with what changed.
    [SetsRequiredMembers]
    private ClusterTopology(
        ClusterTopology before, ValueList<ClusterPod> pods, EditedIndex<IpAddress, NamespaceId> owners, EditedIndex<string, ClusterPod> podsById,
        EditedIndex<string, ValueList<ClusterPod>> podsByNode)
    {
        (Nodes, Pods, Underlay, Cni) = (before.Nodes, pods, before.Underlay, before.Cni);
        (PodSubnets, ServiceSubnets, Proxy) = (before.PodSubnets, before.ServiceSubnets, before.Proxy);
        (_owners, _nodesById, _podsById, _podsByNode) = (owners, before._nodesById, podsById, podsByNode);
    }

    public required ValueList<ClusterNode> Nodes { get; init; }

    public required ValueList<ClusterPod> Pods { get; init; }

    public required Underlay Underlay { get; init; }

    public required CniDescription Cni { get; init; }

    /// <summary>The pod network of each family, the first family's first.</summary>
    public required ValueList<IpPrefix> PodSubnets { get; init; }

    /// <summary>The network of ClusterIPs of each family.</summary>
    public required ValueList<IpPrefix> ServiceSubnets { get; init; }

    public IpPrefix PodSubnet => PodSubnets[0];

    public IpPrefix ServiceSubnet => ServiceSubnets[0];

    /// <summary>Name of the kube-proxy mode, or "none".</summary>
    public string Proxy { get; init; } = "none";

    /// <summary>The pod whose namespace has this id, or null.</summary>
    public ClusterPod? Pod(NamespaceId id) => _podsById[id.Name];

    /// <summary>The node whose namespace has this id, or null.</summary>
    public ClusterNode? Node(NamespaceId id) => _nodesById.Value.GetValueOrDefault(id.Name);

    /// <summary>The pods of a node in the order they were placed.</summary>
    public ValueList<ClusterPod> PodsOn(string node) => _podsByNode[node];

    /// <summary>The namespace that has this address on its main interface, or null.</summary>
    public NamespaceId? OwnerOf(IpAddress address) => _owners.TryGet(address, out NamespaceId owner) ? owner : null;

    /// <summary>This topology with one pod more.</summary>
    public ClusterTopology WithPod(ClusterPod pod) => new(
        this, Pods.Add(pod), pod.Addresses.Aggregate(_owners, (owners, a) => owners.With(a, pod.Id)), _podsById.With(pod.Id.Name, pod), _podsByNode.With(pod.Node, PodsOn(pod.Node).Add(pod)));

    /// <summary>This topology without a pod; the same when it has none of that id.</summary>
    public ClusterTopology WithoutPod(NamespaceId id)
    {
        if (Pod(id) is not { } pod) return this;
        return new(
            this, Pods.Where(p => !ReferenceEquals(p, pod)).ToValueList(), pod.Addresses.Aggregate(_owners, (owners, a) => owners.Without(a)), _podsById.Without(id.Name),
            _podsByNode.With(pod.Node, PodsOn(pod.Node).Where(p => !ReferenceEquals(p, pod)).ToValueList()));
    }

    private Dictionary<IpAddress, NamespaceId> IndexOwners()
    {
        Dictionary<IpAddress, NamespaceId> owners = new(Nodes.Count + Pods.Count + 1);
        foreach (ClusterPod pod in Pods)
        {
            foreach (IpAddress address in pod.Addresses) owners[address] = pod.Id;
        }

        foreach (ClusterNode node in Nodes)
        {
            foreach (IpAddress address in node.Addresses) owners[address] = node.Id;
        }

        if (Underlay.Router is { } router)
        {
            foreach (IpAddress address in router.Addresses) owners[address] = router.Id;
        }

        return owners;
    }
}

/// <summary>A node: a machine with a network namespace of its own.</summary>
/// <param name="Addresses">Of its eth0, one of each family of the cluster, the first family's first.</param>
/// <param name="PodCidrs">Where its pods get their addresses from, in the same order.</param>
public sealed record ClusterNode(NamespaceId Id, string Name, ValueList<IpAddress> Addresses, ValueList<IpPrefix> PodCidrs)
{
    /// <summary>A node of one family.</summary>
    public ClusterNode(NamespaceId id, string name, IpAddress address, IpPrefix podCidr)
        : this(id, name, [address], [podCidr])
    {
    }

    public IpAddress Address => Addresses[0];

    public IpPrefix PodCidr => PodCidrs[0];
}

/// <summary>A pod: one network namespace that its containers share.</summary>
/// <param name="Node">Name of the node it runs on.</param>
/// <param name="Addresses">One of each family of the cluster, the first family's first: status.podIPs.</param>
/// <param name="HostInterface">The node's end of its veth pair.</param>
public sealed record ClusterPod(
    NamespaceId Id, string Namespace, string Name, string Node, ValueList<IpAddress> Addresses, string HostInterface, ValueList<PodContainer> Containers)
{
    /// <summary>A pod of one family.</summary>
    public ClusterPod(
        NamespaceId id, string @namespace, string name, string node, IpAddress address, string hostInterface, ValueList<PodContainer> containers)
        : this(id, @namespace, name, node, [address], hostInterface, containers)
    {
    }

    public IpAddress Address => Addresses[0];

    /// <summary>How kubectl would name it: the namespace only where it is not "default".</summary>
    public string DisplayName => Namespace == "default" ? Name : $"{Namespace}/{Name}";
}

/// <summary>A container and the ports it really listens on.</summary>
public sealed record PodContainer(string Name, string Image, ValueList<ContainerPort> Listens)
{
    /// <summary>Arguments of its program.</summary>
    public ValueList<string> Args { get; init; }

    /// <summary>Ports it wanted and did not get: its bind(2) failed with EADDRINUSE.</summary>
    public ValueList<BindFailure> BindFailures { get; init; }
}

/// <summary>A port that was taken already.</summary>
/// <param name="HeldBy">The container of the same pod that listens on it.</param>
public sealed record BindFailure(ContainerPort Port, string HeldBy);

/// <summary>A port a container listens on.</summary>
public readonly record struct ContainerPort(IpProtocol Protocol, ushort Port);

/// <summary>The network between the nodes.</summary>
/// <param name="Switches">Namespaces of the switches; more than one above a bridge's 1,023 ports.</param>
/// <param name="Subnet">The network the nodes' addresses are in.</param>
public sealed record Underlay(ValueList<NamespaceId> Switches, UnderlayRouter? Router, IpPrefix Subnet)
{
    /// <summary>One per switch, in the same order: the Ethernet networks that the router joins.</summary>
    public ValueList<UnderlaySegment> Segments { get; init; }
}

/// <summary>One switch with the machines on it: the whole underlay, or one rack.</summary>
/// <param name="Bridge">The bridge device in the switch's namespace.</param>
/// <param name="RouterInterface">The router's device on this switch.</param>
/// <param name="RouterAddress">The default gateway of the nodes here.</param>
/// <param name="FirstNode">Index of the first node here in <see cref="ClusterTopology.Nodes"/>; the others follow it.</param>
public sealed record UnderlaySegment(
    NamespaceId Switch, string Bridge, IpPrefix Subnet, string RouterInterface, IpAddress RouterAddress, int FirstNode, int NodeCount);

/// <summary>The router behind the switch; it also stands for a client outside of the cluster.</summary>
public sealed record UnderlayRouter(NamespaceId Id, string Name, ValueList<IpAddress> Addresses);

/// <summary>Which CNI plugin wrote the pods' network, and how well that is known.</summary>
/// <param name="Name">For example "flannel".</param>
/// <param name="Mode">For example "vxlan"; empty where a plugin has one mode.</param>
/// <param name="Mtu">MTU of pods in bytes.</param>
public sealed record CniDescription(string Name, string Mode, int Mtu, CniFidelity Fidelity)
{
    /// <summary>Name and mode in words: "flannel vxlan".</summary>
    public string Label => Mode.Length == 0 ? Name : $"{Name} {Mode}";
}

/// <summary>How well a CNI's objects are known to be the real ones.</summary>
public enum CniFidelity
{
    /// <summary>Packets and tables were compared with the real kernel.</summary>
    ProvenOnTheKernel,

    /// <summary>Tables equal what upstream publishes.</summary>
    EqualToPublishedTables,

    /// <summary>Built from documentation only.</summary>
    FromDocumentation,
}
