using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Kubernetes.Specification;

/// <summary>What a person writes about a cluster. What is null or empty is derived, always in the same way
/// (docs/cluster-file.md).</summary>
public sealed record ClusterSpec
{
    /// <summary>The nodes in order; empty: two nodes.</summary>
    public ValueList<NodeSpec> Nodes { get; init; }

    public NetworkingSpec Networking { get; init; } = new();

    public UnderlaySpec Underlay { get; init; } = new();

    /// <summary>The pods in order.</summary>
    public ValueList<PodSpec> Pods { get; init; }

    /// <summary>How many pods to make on each node beside <see cref="Pods"/>, named pod1-1, pod1-2, ...</summary>
    public int PodsPerNode { get; init; }

    /// <summary>Namespaces that manifests declare; a pod's namespace need not be among them.</summary>
    public ValueList<string> Namespaces { get; init; }

    /// <summary>Manifests of served kinds that are no pods, as written: those of <see cref="Namespaces"/>, Services, Endpoints, EndpointSlices.</summary>
    public ValueList<ApiMap> Manifests { get; init; }

    /// <summary>Where each of <see cref="Manifests"/> stands.</summary>
    public ValueList<WrittenAt> ManifestsAt { get; init; }

    public WrittenAt At { get; init; }
}

/// <summary>A node.</summary>
public sealed record NodeSpec
{
    public string? Name { get; init; }

    /// <summary>Addresses of eth0, at most one of each family.</summary>
    public ValueList<GivenAddress> Addresses { get; init; }

    /// <summary>Which of the underlay's subnets it stands in, from 1; null: its address says, or the node before.</summary>
    public int? Subnet { get; init; }

    /// <summary>MAC address of eth0.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>Where the node's pods get their addresses from (Node.spec.podCIDRs), at most one of each family.</summary>
    public ValueList<IpPrefix> PodCidrs { get; init; }

    /// <summary>Kernel settings on top of those a node has.</summary>
    public ValueList<KeyValuePair<string, int>> Sysctls { get; init; }

    /// <summary>Labels of the Node object on top of those every node has.</summary>
    public ValueList<KeyValuePair<string, string>> Labels { get; init; }

    /// <summary>Its taints; null: not given, which a control plane's node has one for.</summary>
    public ValueList<NodeTaint>? Taints { get; init; }

    public WrittenAt At { get; init; }
}

/// <summary>An address as written.</summary>
/// <param name="PrefixLength">In bits; null: none was given.</param>
public readonly record struct GivenAddress(IpAddress Address, int? PrefixLength = null);

/// <summary>Picks out of lists with at most one address of each family.</summary>
public static class GivenAddresses
{
    /// <summary>The address of <paramref name="family"/>, or null.</summary>
    public static GivenAddress? Given(this ValueList<GivenAddress> addresses, IpFamily family)
    {
        foreach (GivenAddress address in addresses)
        {
            if (address.Address.Family == family) return address;
        }

        return null;
    }
}

/// <summary>The pod network.</summary>
public sealed record NetworkingSpec
{
    /// <summary>The families of pods and nodes, the first first; empty: those of the networks given, else IPv4.</summary>
    public ValueList<IpFamily> Families { get; init; }

    /// <summary>At most one of each family.</summary>
    public ValueList<IpPrefix> PodSubnets { get; init; }

    /// <summary>At most one of each family.</summary>
    public ValueList<IpPrefix> ServiceSubnets { get; init; }

    /// <summary>Prefix length of the nodes' podCIDRs that are not given (kube-controller-manager --node-cidr-mask-size).</summary>
    public int? NodeCidrMaskSize { get; init; }

    /// <summary>The same of IPv6 (--node-cidr-mask-size-ipv6).</summary>
    public int? NodeCidrMaskSizeV6 { get; init; }

    public CniSpec Cni { get; init; } = new();

    /// <summary>kube-proxy's mode, or "none".</summary>
    public string Proxy { get; init; } = "none";

    /// <summary>Who gives addresses to Services of type LoadBalancer; null: nobody.</summary>
    public LoadBalancerSpec? LoadBalancer { get; init; }

    public WrittenAt At { get; init; }
}

/// <summary>Which CNI plugin, and its settings; each plugin knows which of them it has.</summary>
public sealed record CniSpec
{
    public string? Name { get; init; }

    public string? Mode { get; init; }

    /// <summary>MTU of pods in bytes.</summary>
    public int? Mtu { get; init; }

    /// <summary>VXLAN network identifier (flannel's Backend.VNI).</summary>
    public int? Vni { get; init; }

    /// <summary>UDP port of the tunnel (flannel's Backend.Port).</summary>
    public int? Port { get; init; }

    /// <summary>Prefix length of an address block in bits (Calico's IPPool.spec.blockSize).</summary>
    public int? BlockSize { get; init; }

    /// <summary>Metric of the routes that a routing daemon writes (bird 2's krt_metric; bird 1 writes none).</summary>
    public int? RouteMetric { get; init; }

    /// <summary>Whether VXLAN peers on the node's own subnet are reached without the tunnel (flannel's Backend.DirectRouting).</summary>
    public bool? DirectRouting { get; init; }

    /// <summary>What kubenet does not masquerade (kubelet --non-masquerade-cidr), at most one of each family; empty: not given.</summary>
    public ValueList<IpPrefix> NonMasqueradeCidrs { get; init; }

    /// <summary>ip-masq-agent, in place of the plugin's own masquerading; null: there is none.</summary>
    public IpMasqAgentSpec? IpMasqAgent { get; init; }

    /// <summary>What the network routes for pods, so that Cilium does not masquerade it (ipv4NativeRoutingCIDR).</summary>
    public IpPrefix? NativeRoutingCidr { get; init; }

    /// <summary>Whether Cilium masquerades by a program (bpf.masquerade) instead of iptables.</summary>
    public bool? BpfMasquerade { get; init; }

    /// <summary>How Cilium delivers to pods: "bpf" or "legacy".</summary>
    public string? HostRouting { get; init; }

    /// <summary>Whether a tunnel's outer packets carry DF (<c>ip link ... type vxlan df</c>); null: as the plugin has it.</summary>
    public bool? Df { get; init; }

    /// <summary>Whether a tunnel's outer packets carry a UDP checksum (<c>ip link ... type vxlan udpcsum</c>); null: as the plugin has it.</summary>
    public bool? UdpChecksum { get; init; }

    public WrittenAt At { get; init; }
}

/// <summary>The network between the nodes.</summary>
public sealed record UnderlaySpec
{
    /// <summary>The switch's name.</summary>
    public string? Switch { get; init; }

    /// <summary>The bridge device in the switch.</summary>
    public string? Bridge { get; init; }

    /// <summary>The networks of the nodes' addresses, at most one of each family.</summary>
    public ValueList<IpPrefix> Networks { get; init; }

    /// <summary>Several networks joined by the router, each with a switch of its own; empty: one.</summary>
    public ValueList<SubnetSpec> Subnets { get; init; }

    /// <summary>MTU of every link in bytes.</summary>
    public int? Mtu { get; init; }

    public RouterSpec Router { get; init; } = new();

    public WrittenAt At { get; init; }
}

/// <summary>One of several networks between the nodes.</summary>
/// <param name="Networks">One, or one of each family.</param>
public sealed record SubnetSpec(ValueList<IpPrefix> Networks);

/// <summary>The nodes' default gateway, which also stands for a client outside of the cluster.</summary>
public sealed record RouterSpec
{
    public string? Name { get; init; }

    /// <summary>Its addresses on the switch, at most one of each family.</summary>
    public ValueList<GivenAddress> LinkAddresses { get; init; }

    public MacAddress? Mac { get; init; }

    /// <summary>Further addresses, on its loopback device; null: not given.</summary>
    public ValueList<InterfaceAddress>? Addresses { get; init; }

    public WrittenAt At { get; init; }
}

/// <summary>A pod.</summary>
public sealed record PodSpec
{
    public required string Name { get; init; }

    public string Namespace { get; init; } = "default";

    /// <summary>The node it runs on; null: the one with the fewest pods.</summary>
    public string? Node { get; init; }

    /// <summary>Addresses of eth0, at most one of each family.</summary>
    public ValueList<IpAddress> Addresses { get; init; }

    public MacAddress? Mac { get; init; }

    /// <summary>Name of the node's end of its veth pair.</summary>
    public string? HostInterface { get; init; }

    /// <summary>MTU of both ends of its veth pair in bytes.</summary>
    public int? Mtu { get; init; }

    /// <summary>Its containers; empty: one nginx.</summary>
    public ValueList<ContainerSpec> Containers { get; init; }

    /// <summary>Ports of its node that lead to its containers.</summary>
    public ValueList<HostPort> HostPorts =>
        Containers.Any(c => c.HostPorts.Count > 0) ? Containers.SelectMany(c => c.HostPorts).ToValueList() : [];

    /// <summary>Labels of the Pod object, for the short form.</summary>
    public ValueList<KeyValuePair<string, string>> Labels { get; init; }

    /// <summary>The whole manifest it was written as, with its labels and annotations; null for the short form.</summary>
    public ApiMap? Manifest { get; init; }

    public WrittenAt At { get; init; }
}

/// <summary>A container.</summary>
public sealed record ContainerSpec
{
    public required string Name { get; init; }

    public string Image { get; init; } = "";

    public ValueList<string> Command { get; init; }

    public ValueList<string> Args { get; init; }

    /// <summary>What a manifest's containerPorts say: documentation only, as in Kubernetes, where the image is known.</summary>
    public ValueList<ContainerPort> ContainerPorts { get; init; }

    /// <summary>Ports of the node that lead to it.</summary>
    public ValueList<HostPort> HostPorts { get; init; }

    /// <summary>Ports the container listens on whatever its image is; null: not given.</summary>
    public ValueList<ContainerPort>? Listens { get; init; }
}
