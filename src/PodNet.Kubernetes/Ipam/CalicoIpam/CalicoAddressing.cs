using System.Security.Cryptography;
using System.Text;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Ipam.CalicoIpam;

/// <summary>How Calico addresses and names pods.</summary>
/// <param name="blockSize">Prefix length of a block of IPv4 in bits.</param>
/// <param name="hasTunnel">Whether a node's tunnel device of each family takes the first address, which it does before any pod comes.</param>
public sealed class CalicoAddressing(int blockSize, bool hasTunnel) : PodAddressing
{
    private const string InterfacePrefix = "cali";
    private const int HashLength = 11;

    /// <summary>The blocks of a node with this podCIDR.</summary>
    public NodeBlocks Blocks(IpPrefix podCidr) => new(podCidr, podCidr.Address.Family == IpFamily.V4 ? blockSize : NodeBlocks.DefaultBlockSizeV6);

    /// <summary>The tunnel device's address on a node with this podCIDR, or null when there is no tunnel.</summary>
    public IpAddress? TunnelAddress(IpPrefix podCidr) => hasTunnel ? podCidr.Address : null;

    /// <inheritdoc/>
    public override AddressAllocator Allocator(IpPrefix podCidr, IEnumerable<IpAddress> allocated, IpAddress? last) =>
        new BlockAllocator(Blocks(podCidr), TunnelAddress(podCidr) is { } tunnel ? allocated.Append(tunnel) : allocated, last);

    /// <summary>0a:ca and the address; Calico leaves it to the kernel, which draws it.</summary>
    public override MacAddress MacOf(string @namespace, string pod, IpAddress address) => new(0x0aca_0000_0000UL | (uint)MacOf(address).Bits);

    /// <summary>"cali" and the first 11 hexadecimal digits of the SHA-1 of NAMESPACE.POD
    /// (libcalico-go/lib/backend/k8s/conversion/workload_endpoint_default.go).</summary>
#pragma warning disable CA5350 // A name, not a secret.
    public override string HostInterfaceOf(string @namespace, string pod, int slot) =>
        InterfacePrefix + Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes($"{@namespace}.{pod}")))[..HashLength];
#pragma warning restore CA5350
}
