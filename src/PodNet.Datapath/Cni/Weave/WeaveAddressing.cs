using PodNet.Kubernetes.Ipam;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;

namespace PodNet.Datapath.Cni.Weave;

/// <summary>Weave's own IPAM: each peer owns a part of one network, as <see cref="WeaveRing"/> shares it out. A node's podCIDR here is the part its pods'
/// addresses come from; all of them have the whole network's prefix length.</summary>
internal sealed class WeaveAddressing : PodAddressing
{
    public static WeaveAddressing Ring { get; } = new();

    /// <summary>IPALLOC_RANGE.</summary>
    public override IpPrefix PodSubnet { get; } = IpPrefix.Parse("10.32.0.0/12");

    // The ring is of IPv4.
    public override IEnumerable<IpPrefix> Blocks(IpPrefix podSubnet, int length, int nodes) =>
        podSubnet.Address.Family == IpFamily.V4 ? WeaveRing.Share(podSubnet, nodes) : base.Blocks(podSubnet, length, nodes);

    // "weave expose" asks for the bridge's address before there is a pod and gets the lowest. It may be a part's very first; only the whole network's is no
    // host's. Of a podCIDR that the file gives, the bridge has the first host address (WEAVE_EXPOSE_IP).
    public override IpAddress GatewayOf(IpPrefix podSubnet, IpPrefix podCidr, bool given) =>
        given || podCidr.Address == podSubnet.Address ? podCidr.Address.Plus(1) : podCidr.Address;

    public override AddressAllocator AllocatorOf(PlannedNode node, IpPrefix podCidr, IEnumerable<IpAddress> allocated, IpAddress? last) =>
        new HostLocalAllocator([IpRange.Create(new(node.PodCidr.Address, node.PodCidr.Length), gateway: node.Gateway)], allocated, last);

    // net/veth.go, AttachContainer: "vethwepl" and as much of the container's id as fits.
    public override string HostInterfaceOf(string @namespace, string pod, int slot) =>
        "vethwepl" + base.HostInterfaceOf(@namespace, pod, slot)["veth".Length..][..7];
}
