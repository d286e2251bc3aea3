using System.Diagnostics.CodeAnalysis;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Kubernetes.Planning;

/// <summary>A cluster with nothing left open: every name, address and MAC of the specification, given or derived. Immutable; an edit
/// gives a plan in which everything else keeps its values, as in a running cluster.</summary>
public sealed class ClusterPlan
{
    private readonly EditedIndex<string, PlannedNode> _nodesByName;
    private readonly EditedIndex<NamespaceId, PlannedPod> _podsById;
    private readonly EditedIndex<string, ValueList<PlannedPod>> _podsByNode;

    internal ClusterPlan()
    {
        _nodesByName = new(() => Nodes.ToDictionary(n => n.Name));
        _podsById = new(() => Pods.ToDictionary(p => p.Id));
        _podsByNode = new(() => Pods.GroupBy(p => p.Node).ToDictionary(g => g.Key, g => g.ToValueList()));
    }

    // The indexes are the old ones with what changed.
    [SetsRequiredMembers]
    private ClusterPlan(
        ClusterPlan before, PlannedNode node, ValueList<PlannedPod> pods, EditedIndex<NamespaceId, PlannedPod> podsById,
        EditedIndex<string, ValueList<PlannedPod>> podsByNode)
    {
        Nodes = before.Nodes.Select(n => n.Ordinal == node.Ordinal ? node : n).ToValueList();
        Pods = pods;
        (Underlay, PodSubnets, ServiceSubnets) = (before.Underlay, before.PodSubnets, before.ServiceSubnets);
        (Cni, Addressing) = (before.Cni, before.Addressing);
        (Proxy, Namespaces, Manifests) = (before.Proxy, before.Namespaces, before.Manifests);
        Written = before.Written;
        _nodesByName = before._nodesByName.With(node.Name, node);
        (_podsById, _podsByNode) = (podsById, podsByNode);
    }

    public required ValueList<PlannedNode> Nodes { get; init; }

    public required ValueList<PlannedPod> Pods { get; init; }

    public required PlannedUnderlay Underlay { get; init; }

    /// <summary>The pod network of each family, the first family's first.</summary>
    public required ValueList<IpPrefix> PodSubnets { get; init; }

    /// <summary>The network of ClusterIPs of each family.</summary>
    public required ValueList<IpPrefix> ServiceSubnets { get; init; }

    public IpPrefix PodSubnet => PodSubnets[0];

    public IpPrefix ServiceSubnet => ServiceSubnets[0];

    /// <summary>The families of pods, nodes and Services, the first first.</summary>
    public IEnumerable<IpFamily> Families => PodSubnets.Select(s => s.Address.Family);

    /// <summary>Whether pods have addresses of <paramref name="family"/>.</summary>
    public bool Has(IpFamily family) => PodSubnets.Of(family) is not null;

    /// <summary>The CNI as written; its plugin knows its defaults.</summary>
    public required CniSpec Cni { get; init; }

    /// <summary>How pods get their addresses and names.</summary>
    public required PodAddressing Addressing { get; init; }

    /// <summary>kube-proxy's mode, or "none".</summary>
    public required string Proxy { get; init; }

    /// <summary>Namespaces the file declares.</summary>
    public ValueList<string> Namespaces { get; init; }

    /// <summary>What the cluster came up from; pods that were added or removed since are in <see cref="Pods"/> alone.</summary>
    public ClusterSpec Written { get; init; } = new();

    /// <summary>Manifests of what is no pod.</summary>
    public ValueList<ApiMap> Manifests { get; init; }

    /// <summary>The node of that name, or null.</summary>
    public PlannedNode? Node(string name) => _nodesByName[name];

    /// <summary>The pod whose namespace has this id, or null.</summary>
    public PlannedPod? Pod(NamespaceId id) => _podsById[id];

    /// <summary>The pods of a node in the order they were placed.</summary>
    public ValueList<PlannedPod> PodsOn(string node) => _podsByNode[node];

    /// <summary>This plan with one pod more, and what its node is then.</summary>
    internal ClusterPlan WithPod(PlannedPod pod, PlannedNode node) =>
        new(this, node, Pods.Add(pod), _podsById.With(pod.Id, pod), _podsByNode.With(pod.Node, PodsOn(pod.Node).Add(pod)));

    /// <summary>This plan without a pod.</summary>
    internal ClusterPlan WithoutPod(PlannedPod pod)
    {
        ValueList<PlannedPod> others = Pods.Where(p => !ReferenceEquals(p, pod)).ToValueList();
        ValueList<PlannedPod> neighbors = PodsOn(pod.Node).Where(p => !ReferenceEquals(p, pod)).ToValueList();
        return new(this, Node(pod.Node)!, others, _podsById.Without(pod.Id), _podsByNode.With(pod.Node, neighbors));
    }
}

/// <summary>A node.</summary>
/// <param name="Ordinal">From 1, in the order of the file.</param>
/// <param name="Addresses">Of eth0, one of each family, the first family's first.</param>
/// <param name="PodCidrs">Where its pods get their addresses from, in the same order.</param>
/// <param name="Rack">Index of its segment of the underlay.</param>
public sealed record PlannedNode(int Ordinal, string Name, ValueList<IpAddress> Addresses, MacAddress Mac, ValueList<IpPrefix> PodCidrs, int Rack)
{
    public IpAddress Address => Addresses[0];

    public IpPrefix PodCidr => PodCidrs[0];

    public NamespaceId Id => new(Name);

    public ValueList<KeyValuePair<string, int>> Sysctls { get; init; }

    /// <summary>Labels of the Node object on top of those every node has.</summary>
    public ValueList<KeyValuePair<string, string>> Labels { get; init; }

    /// <summary>Its taints.</summary>
    public ValueList<NodeTaint> Taints { get; init; }

    /// <summary>Whether pods that say nothing about it are placed elsewhere.</summary>
    public bool RepelsPods => Taints.Any(t => t.Repels);

    /// <summary>Pods that were there when the cluster came up: slots up to this one.</summary>
    public int InitialPods { get; init; }

    /// <summary>The highest slot a pod ever had here.</summary>
    public int LastSlot { get; init; }

    /// <summary>The addresses host-local gave last here, one of each family; empty before the first pod.</summary>
    public ValueList<IpAddress> LastReserved { get; init; }

    /// <summary>The container id that the runtime gives to plugins for a pod here: its sandbox's. A pod that is made again has another.</summary>
    public string SandboxOf(PlannedPod pod) => Identifiers.Digest(
        0, "sandbox", pod.Namespace, pod.Name, (pod.Slot > InitialPods ? pod.Slot : 0).ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The pods' gateway.</summary>
    public IpAddress Gateway { get; init; } = GatewayOf(PodCidrs[0]);

    /// <summary>The pods' gateway within one of the podCIDRs.</summary>
    public static IpAddress GatewayOf(IpPrefix podCidr) => podCidr.Address.Plus(1);
}

/// <summary>A pod.</summary>
/// <param name="Slot">Its number on its node, from 1; never used again.</param>
/// <param name="Addresses">One of each family, the first family's first: status.podIPs.</param>
/// <param name="Mtu">MTU in bytes if the file says one, else null: the CNI's.</param>
public sealed record PlannedPod(
    NamespaceId Id, string Namespace, string Name, string Node, int Slot, ValueList<IpAddress> Addresses, MacAddress Mac, string HostInterface,
    int? Mtu, ValueList<PodContainer> Containers)
{
    public IpAddress Address => Addresses[0];

    /// <summary>What the file says about it; null for one of so many on every node.</summary>
    public PodSpec? Written { get; init; }

    /// <summary>Ports of its node that lead to its containers.</summary>
    public ValueList<HostPort> HostPorts => Written?.HostPorts ?? [];

    /// <summary>NAMESPACE/NAME.</summary>
    public string FullName => $"{Namespace}/{Name}";

    /// <summary>The network namespace of a pod: its name, and outside of the namespace "default" NAMESPACE.NAME.</summary>
    public static NamespaceId IdOf(string @namespace, string name) => new(@namespace == "default" ? name : $"{@namespace}.{name}");
}

/// <summary>The network between the nodes.</summary>
/// <param name="Racks">Its Ethernet segments: one, or routed racks.</param>
/// <param name="Bridge">Name of the bridge device in each switch.</param>
/// <param name="Subnets">Contain all nodes' addresses, one of each family.</param>
/// <param name="Mtu">MTU of every link in bytes.</param>
public sealed record PlannedUnderlay(ValueList<PlannedRack> Racks, string Bridge, ValueList<IpPrefix> Subnets, int Mtu, PlannedRouter Router)
{
    public IpPrefix Subnet => Subnets[0];

    /// <summary>Whether the nodes are in several Ethernet segments.</summary>
    public bool IsRouted => Racks.Count > 1;

    /// <summary>Whether that is so because the file names several subnets.</summary>
    public bool IsOfSubnets { get; init; }
}

/// <summary>The network on a switch in one family, and the router's address in it.</summary>
public sealed record LinkNetwork(IpPrefix Subnet, IpAddress Router);

/// <summary>A switch and the nodes on it.</summary>
/// <param name="Networks">One of each family.</param>
/// <param name="FirstNode">Index (from 0) of the first node here; the others follow it.</param>
public sealed record PlannedRack(
    int Index, NamespaceId Switch, ValueList<LinkNetwork> Networks, MacAddress RouterMac, int FirstNode, int NodeCount)
{
    public IpPrefix Subnet => Networks[0].Subnet;

    public IpAddress RouterAddress => Networks[0].Router;

    /// <summary>The router's device here.</summary>
    public string RouterInterface => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"eth{Index}");
}

/// <summary>The nodes' default gateway and outside client.</summary>
/// <param name="Addresses">Those on its loopback device.</param>
public sealed record PlannedRouter(string Name, ValueList<InterfaceAddress> Addresses)
{
    public NamespaceId Id => new(Name);
}
