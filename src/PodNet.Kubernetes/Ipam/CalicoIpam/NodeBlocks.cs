using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Ipam.CalicoIpam;

/// <summary>The blocks of the IP pool that are a node's to claim. Calico finds a node's next block from a place in the pool that a hash of
/// its name says; here a node claims those of its own podCIDR, from its beginning.</summary>
/// <param name="Network">The node's podCIDR.</param>
/// <param name="BlockSize">Prefix length of a block in bits (IPPool.spec.blockSize).</param>
public readonly record struct NodeBlocks(IpPrefix Network, int BlockSize)
{
    /// <summary>Calico's default for IPv4: 64 addresses.</summary>
    public const int DefaultBlockSize = 26;

    /// <summary>Its default for IPv6: 64 addresses too.</summary>
    public const int DefaultBlockSizeV6 = 122;

    private int Length => Math.Max(BlockSize, Network.Length);

    /// <summary>Addresses in a block.</summary>
    public int Size => 1 << (Network.Address.Width - Length);

    /// <summary>How many there are; in a network of IPv6 more than anybody counts.</summary>
    public long Count => 1L << Math.Min(Length - Network.Length, 62);

    /// <summary>Block number <paramref name="index"/>, from 0.</summary>
    public IpPrefix this[long index] => new(Network.Address.Plus(index * Size), Length);

    /// <summary>The block that holds an address of this node's.</summary>
    public IpPrefix Of(IpAddress address) => new(address, Length);

    /// <summary>The blocks that a node with such addresses has an affinity to: the first, which it claims when it comes up, and each that
    /// holds an address.</summary>
    public IEnumerable<IpPrefix> Claimed(IEnumerable<IpAddress> addresses)
    {
        int length = Length;
        return addresses.Select(a => new IpPrefix(a, length)).Append(this[0]).Distinct().Order();
    }
}
