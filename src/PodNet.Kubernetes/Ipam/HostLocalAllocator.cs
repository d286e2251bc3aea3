using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Ipam;

/// <summary>Gives out addresses in the order of the host-local plugin: from the one after the last it gave, round and round, so that a
/// released address is not used again at once. Its memory is what the plugin keeps in /var/lib/cni/networks.</summary>
public sealed class HostLocalAllocator : AddressAllocator
{
    private readonly HashSet<IpAddress> _allocated;

    /// <summary>An allocator over ranges, of which the first begins.</summary>
    /// <param name="allocated">Addresses in use.</param>
    /// <param name="lastReserved">The address given last (the file last_reserved_ip.0), or null.</param>
    public HostLocalAllocator(ValueList<IpRange> ranges, IEnumerable<IpAddress>? allocated = null, IpAddress? lastReserved = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(ranges.Count);
        Ranges = ranges;
        _allocated = [.. allocated ?? []];
        LastReserved = lastReserved;
    }

    public ValueList<IpRange> Ranges { get; }

    /// <summary>The address given last.</summary>
    public IpAddress? LastReserved { get; private set; }

    /// <inheritdoc/>
    public override IpAddress Allocate()
    {
        (int at, IpAddress current) = Start();
        IpAddress first = current;
        do
        {
            if (current != Ranges[at].Gateway && _allocated.Add(current))
            {
                LastReserved = current;
                return current;
            }

            (at, current) = Next(at, current);
        }
        while (current != first);
        throw new AddressExhaustedException($"no IP addresses available in range set: {this}");
    }

    /// <inheritdoc/>
    public override void Request(IpAddress address)
    {
        int at = RangeOf(address);
        if (at < 0) throw new AddressExhaustedException($"{address} not in range set {this}");
        if (address == Ranges[at].Gateway) throw new AddressExhaustedException($"requested ip {address} is subnet's gateway");
        if (!_allocated.Add(address))
            throw new AddressExhaustedException($"requested IP address {address} is not available in range set {this}");
        LastReserved = address;
    }

    /// <summary>Gives an address back; it will be the last to be used again.</summary>
    public void Release(IpAddress address) => _allocated.Remove(address);

    /// <inheritdoc/>
    public override string ToString() => string.Join(",", Ranges);

    private (int Range, IpAddress Address) Start() =>
        LastReserved is { } last && RangeOf(last) is var at and >= 0 ? Next(at, last) : (0, Ranges[0].Start);

    private (int Range, IpAddress Address) Next(int range, IpAddress address)
    {
        if (address != Ranges[range].End) return (range, address.Plus(1));
        int next = (range + 1) % Ranges.Count;
        return (next, Ranges[next].Start);
    }

    private int RangeOf(IpAddress address)
    {
        for (int i = 0; i < Ranges.Count; i++)
        {
            if (Ranges[i].Contains(address)) return i;
        }

        return -1;
    }
}
