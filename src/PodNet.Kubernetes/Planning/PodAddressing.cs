using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PodNet.Kubernetes.Ipam;
using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Planning;

/// <summary>What a CNI plugin decides about pods' addresses and names before it writes any object. As it stands: host-local within the
/// node's podCIDR, and the names of the plugins of containernetworking/plugins. A plugin that does otherwise derives from it.</summary>
public class PodAddressing
{
    /// <summary>The addressing of plugins that leave it to host-local.</summary>
    public static PodAddressing HostLocal { get; } = new();

    /// <summary>The pod network of a cluster that names none: kind's.</summary>
    public virtual IpPrefix PodSubnet { get; } = IpPrefix.Parse("10.244.0.0/16");

    /// <summary>The same of IPv6.</summary>
    public virtual IpPrefix PodSubnetV6 { get; } = IpPrefix.Parse("fd00:10:244::/56");

    /// <summary>Whether the services' network may lie within <see cref="PodSubnet"/> where the cluster names none: then only the nodes' parts must not
    /// overlap it.</summary>
    public virtual bool MayHoldServices => false;

    /// <summary>The network of the nodes' addresses where the cluster names none and the plugin wants a certain one; null: any.</summary>
    public virtual IpPrefix? NodesNetwork => null;

    /// <summary>Whether the pod network is a part of the nodes' network, as in clouds whose network knows pods' addresses.</summary>
    public virtual bool IsInNodesNetwork => false;

    /// <summary>Prefix length of a node's part of it where the cluster names none (kube-controller-manager's --node-cidr-mask-size).</summary>
    public virtual int NodeMaskSize => 24;

    /// <summary>The same of IPv6 (--node-cidr-mask-size-ipv6).</summary>
    public virtual int NodeMaskSizeV6 => 64;

    /// <summary>The pod network of a family.</summary>
    public IpPrefix SubnetOf(IpFamily family) => family == IpFamily.V4 ? PodSubnet : PodSubnetV6;

    /// <summary>Prefix length of a node's part of it.</summary>
    public int MaskSizeOf(IpFamily family) => family == IpFamily.V4 ? NodeMaskSize : NodeMaskSizeV6;

    /// <summary>The parts of the pod network in the order in which nodes get them.</summary>
    /// <param name="length">Their prefix length in bits.</param>
    /// <param name="nodes">How many nodes want one.</param>
    public virtual IEnumerable<IpPrefix> Blocks(IpPrefix podSubnet, int length, int nodes)
    {
        UInt128 size = UInt128.One << (podSubnet.Address.Width - length);
        for (UInt128 at = 0; at < podSubnet.Size; at += size) yield return new(IpAddress.FromBits(podSubnet.Address.Bits + at, podSubnet.Address.Family), length);
    }

    /// <summary>What gives out the addresses of a node's pods.</summary>
    /// <param name="allocated">Addresses in use.</param>
    /// <param name="last">The address given last on this node, or null.</param>
    public virtual AddressAllocator Allocator(IpPrefix podCidr, IEnumerable<IpAddress> allocated, IpAddress? last) =>
        new HostLocalAllocator([IpRange.Of(podCidr)], allocated, last);

    /// <summary>As <see cref="Allocator"/>, where more than the podCIDR counts.</summary>
    public virtual AddressAllocator AllocatorOf(PlannedNode node, IpPrefix podCidr, IEnumerable<IpAddress> allocated, IpAddress? last) =>
        Allocator(podCidr, allocated, last);

    /// <summary>The pods' gateway on a node: the first address of its podCIDR.</summary>
    /// <param name="given">Whether the file names the podCIDR.</param>
    public virtual IpAddress GatewayOf(IpPrefix podSubnet, IpPrefix podCidr, bool given) => podCidr.Address.Plus(1);

    /// <summary>MAC address of a pod's eth0: 0a:58 and the address, as kubenet did, so that a bridge's port never has to guess
    /// (pkg/util/bandwidth of its time, and OVN today).</summary>
    public virtual MacAddress MacOf(string @namespace, string pod, IpAddress address) => MacOf(address);

    /// <summary>0a:58 and an IPv4 address; of an IPv6 address, which is too long, the end of its network and its own end.</summary>
    public static MacAddress MacOf(IpAddress address) => new(0x0a58_0000_0000UL | (address.Family == IpFamily.V4
        ? (uint)address.Bits
        : (uint)(address.Bits >> 64 & 0xffff) << 16 | (uint)(address.Bits & 0xffff)));

    /// <summary>Name of the node's end of a pod's veth pair, at most 15 bytes. The plugins take eight random hexadecimal digits; here they
    /// follow from the pod.</summary>
    /// <param name="slot">0 for a pod the cluster came up with, else its number on the node: a pod made again gets another cable.</param>
    public virtual string HostInterfaceOf(string @namespace, string pod, int slot)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        string name = slot == 0 ? $"{@namespace}/{pod}" : string.Create(CultureInfo.InvariantCulture, $"{@namespace}/{pod}#{slot}");
        int length = Encoding.UTF8.GetByteCount(name);
        Span<byte> text = length <= 512 ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(name, text);
        SHA256.HashData(text, hash);
        return "veth" + Convert.ToHexStringLower(hash[..4]);
    }
}
