using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Ipam;

/// <summary>Addresses that host-local may give out: a subnet, or a part of it (containernetworking/plugins, ipam/host-local).</summary>
public sealed record IpRange
{
    private IpRange(IpPrefix subnet, IpAddress start, IpAddress end, IpAddress gateway) =>
        (Subnet, Start, End, Gateway) = (subnet, start, end, gateway);

    public IpPrefix Subnet { get; }

    /// <summary>First address, inclusive.</summary>
    public IpAddress Start { get; }

    /// <summary>Last address, inclusive; by default the last but the broadcast address (IPv6: the last).</summary>
    public IpAddress End { get; }

    /// <summary>Never given out; by default the subnet's first address.</summary>
    public IpAddress Gateway { get; }

    /// <summary>A range with host-local's defaults for what is not given (Range.Canonicalize, in its order: the first thing wrong is told).</summary>
    /// <exception cref="ArgumentException">The range cannot be, with host-local's message.</exception>
    public static IpRange Create(InterfaceAddress subnet, IpAddress? start = null, IpAddress? end = null, IpAddress? gateway = null)
    {
        IpPrefix network = subnet.Network;
        if (Problem(network) is not null) throw new ArgumentException($"Network {subnet} too small to allocate from");
        if (network.Address != subnet.Address)
        {
            throw new ArgumentException(
                $"Network has host bits set. For a subnet mask of length {network.Length} the network address is {network.Address}");
        }

        if (start is { } s && (!network.Contains(s) || (end is { } upTo && s.CompareTo(upTo) > 0))) throw new ArgumentException($"RangeStart {s} not in network {network}");
        IpAddress first = start ?? network.Address.Plus(1);
        if (end is { } e && (!network.Contains(e) || e.CompareTo(first) < 0)) throw new ArgumentException($"RangeEnd {e} not in network {network}");
        IpAddress last = network.Address.Family == IpFamily.V4 ? network.Last.Plus(-1) : network.Last;
        return new(network, first, end ?? last, gateway ?? network.Address.Plus(1));
    }

    /// <summary>The range of a whole network.</summary>
    /// <exception cref="ArgumentException">It is too small.</exception>
    public static IpRange Of(IpPrefix network) => Create(new(network.Address, network.Length));

    /// <summary>Null, or host-local's word on a network that has no address to give.</summary>
    public static string? Problem(IpPrefix network) =>
        network.Length >= network.Address.Width - 1 ? $"Network {network} too small to allocate from" : null;

    /// <summary>Whether <paramref name="address"/> may be given out, the gateway left aside.</summary>
    public bool Contains(IpAddress address) =>
        Subnet.Contains(address) && address.CompareTo(Start) >= 0 && address.CompareTo(End) <= 0;

    /// <summary>Whether the two share an address.</summary>
    public bool Overlaps(IpRange other) =>
        Subnet.Address.Family == other.Subnet.Address.Family && Start.CompareTo(other.End) <= 0 && other.Start.CompareTo(End) <= 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Start}-{End}";
}
