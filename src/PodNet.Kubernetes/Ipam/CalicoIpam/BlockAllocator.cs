using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Ipam.CalicoIpam;

/// <summary>Gives out addresses in the order of calico-ipam (libcalico-go/lib/ipam/ipam_block.go, autoAssign): from the first block that has
/// a free one, in a block one after the other, a released one last. Every address of a block can be a pod's, the first and the last too:
/// pods' addresses are /32.</summary>
public sealed class BlockAllocator : AddressAllocator
{
    private readonly NodeBlocks _blocks;
    private readonly HashSet<IpAddress> _allocated;
    private IpAddress? _last;

    /// <summary>An allocator over a node's blocks.</summary>
    /// <param name="allocated">Addresses in use.</param>
    /// <param name="last">The address given last, or null.</param>
    public BlockAllocator(NodeBlocks blocks, IEnumerable<IpAddress> allocated, IpAddress? last) =>
        (_blocks, _allocated, _last) = (blocks, [.. allocated], last);

    /// <inheritdoc/>
    public override IpAddress Allocate()
    {
        for (long i = 0; i < _blocks.Count; i++)
        {
            IpPrefix block = _blocks[i];
            int start = _last is { } last && block.Contains(last) ? OrdinalOf(last, block) + 1 : 0;
            for (int k = 0; k < _blocks.Size; k++)
            {
                IpAddress address = block.Address.Plus((start + k) % _blocks.Size);
                if (!_allocated.Add(address)) continue;
                _last = address;
                return address;
            }
        }

        throw new AddressExhaustedException($"failed to request {(_blocks.Network.Address.Family == IpFamily.V4 ? "IPv4" : "IPv6")} addresses: no block of {_blocks.Network} has a free address");
    }

    /// <inheritdoc/>
    public override void Request(IpAddress address)
    {
        if (!_blocks.Network.Contains(address)) throw new AddressExhaustedException($"address {address} is in no block of {_blocks.Network}");
        if (!_allocated.Add(address)) throw new AddressExhaustedException($"address {address} is already assigned in block {_blocks.Of(address)}");
        _last = address;
    }

    private static int OrdinalOf(IpAddress address, IpPrefix block) => (int)(address.Bits - block.Address.Bits);
}
