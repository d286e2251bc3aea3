using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Datapath.Cni;

/// <summary>What the bridge plugin of containernetworking/plugins does, which kubenet and flannel both call: a bridge with the pods'
/// gateway address, and for each pod a veth pair with one end in the bridge. Seen with <c>bridge link</c> and <c>ip addr</c>.</summary>
/// <param name="Bridge">Name of the bridge device.</param>
/// <param name="Mtu">MTU in bytes of the bridge, and of pods that have none of their own.</param>
/// <param name="Hairpin">Sets each port's hairpin flag.</param>
internal sealed record BridgedPods(string Bridge, int Mtu, bool Hairpin)
{
    /// <summary>Prefix length of the bridge's and the pods' addresses, or null: the podCIDR's.</summary>
    public int? PrefixLength { get; init; }

    // lo and eth0 come first, then the bridge; in a pod lo, then eth0.
    private const int PodInterfaceIndex = 2;

    /// <summary>The bridge with the gateway's address of each family. Its MAC is set from the first: left alone, a bridge takes the lowest of its
    /// ports' and changes it as pods come and go, while the pods' neighbour entries still hold the old one.</summary>
    public void AddBridge(NamespaceBuilder node, PlannedNode plan, bool promiscuous)
    {
        node.AddDevice(i => new Model.Linux.Bridge(i, Bridge, GatewayMac(plan), Mtu) { Promiscuous = promiscuous });
        foreach (IpPrefix cidr in plan.PodCidrs)
            node.AddAddress(Bridge, new(cidr == plan.PodCidr ? plan.Gateway : PlannedNode.GatewayOf(cidr), PrefixLength ?? cidr.Length));
    }

    /// <summary>The node's end of the pair, as a port of the bridge.</summary>
    public void AddPort(NamespaceBuilder node, PlannedNode plan, PlannedPod pod, int index) =>
        node.AddDevice(_ => new VethEnd(index, pod.HostInterface, HostMac(plan, pod), pod.Mtu ?? Mtu, pod.Id, "eth0", PodInterfaceIndex)
        {
            Port = new(Bridge) { Hairpin = Hairpin },
        });

    /// <summary>The pod's end, with its address and the default route through the node in each family.</summary>
    public void AddPodInterface(NamespaceBuilder pod, PlannedNode node, PlannedPod plan, int hostIndex)
    {
        pod.AddDevice(i => new VethEnd(i, "eth0", plan.Mac, plan.Mtu ?? Mtu, node.Id, plan.HostInterface, hostIndex));
        for (int f = 0; f < node.PodCidrs.Count; f++)
        {
            IpPrefix cidr = node.PodCidrs[f];
            pod.AddAddress("eth0", new(plan.Addresses[f], PrefixLength ?? cidr.Length));
            pod.AddRoute(new(IpPrefix.Default(cidr.Address.Family)) { Via = f == 0 ? node.Gateway : PlannedNode.GatewayOf(cidr), Device = "eth0" });
        }
    }

    private static MacAddress GatewayMac(PlannedNode node) => PodAddressing.MacOf(node.Gateway);

    // 02:00, then the high bytes and the low bytes of the node's and the pod's number, each from 1.
    internal static MacAddress HostMac(PlannedNode node, PlannedPod pod)
    {
        ulong n = (ulong)node.Ordinal, p = (ulong)pod.Slot;
        return new(0x0200_0000_0000 | (n >> 8 & 255) << 24 | (p >> 8 & 255) << 16 | (n & 255) << 8 | p & 255);
    }
}
