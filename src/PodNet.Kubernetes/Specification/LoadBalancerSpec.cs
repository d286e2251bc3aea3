using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Specification;

/// <summary>What gives addresses to Services of type LoadBalancer.</summary>
/// <param name="Name">One of <see cref="Names"/>.</param>
/// <param name="Addresses">The pool, in the order in which it is used.</param>
public sealed record LoadBalancerSpec(string Name, ValueList<AddressRange> Addresses)
{
    /// <summary>MetalLB in layer 2 mode: one node answers ARP for an address.</summary>
    public const string MetalLb = "metallb";

    /// <summary>A cloud's load balancer, which the service controller asks for.</summary>
    public const string Cloud = "cloud";

    /// <summary>What there is.</summary>
    public static ValueList<string> Names { get; } = [MetalLb, Cloud];
}

/// <summary>Addresses that follow each other, as MetalLB's IPAddressPool has them.</summary>
/// <param name="Last">Inclusive, of the same family and not before <paramref name="First"/>.</param>
public readonly record struct AddressRange(IpAddress First, IpAddress Last)
{
    /// <summary>Reads "192.0.2.10-192.0.2.20" or "192.0.2.0/28"; false when it is neither.</summary>
    public static bool TryParse(string text, out AddressRange range)
    {
        range = default;
        if (IpPrefix.TryParse(text, out IpPrefix network, out _))
        {
            range = new(network.Address, network.Last);
            return true;
        }

        string[] ends = text.Split('-', StringSplitOptions.TrimEntries);
        if (ends.Length != 2 || !IpAddress.TryParse(ends[0], out IpAddress first) || !IpAddress.TryParse(ends[1], out IpAddress last)) return false;
        range = new(first, last);
        return first.Family == last.Family && first.CompareTo(last) <= 0;
    }

    /// <summary>Whether an address is one of them.</summary>
    public bool Contains(IpAddress address) => address.Family == First.Family && First.CompareTo(address) <= 0 && address.CompareTo(Last) <= 0;

    /// <inheritdoc/>
    public override string ToString() => $"{First}-{Last}";
}
