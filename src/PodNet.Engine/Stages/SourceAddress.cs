using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Engine.Stages;

/// <summary>Chooses a source address for a packet that has none (net/ipv4/devinet.c, inet_select_addr; fib_semantics.c, fib_result_prefsrc;
/// net/ipv6/addrconf.c, ipv6_dev_get_saddr).</summary>
internal static class SourceAddress
{
    /// <summary>The source for packets that take <paramref name="route"/>: the route's own, or one that goes with the device and the destination.</summary>
    public static IpAddress? ForRoute(NetworkNamespace ns, Route route, IpAddress destination)
    {
        if (route.PreferredSource is { } source) return source;
        if (route.Type == RouteType.Local) return destination;
        if (route.Device is not { } name || !ns.TryDevice(name, out NetDevice? device)) return null;
        return OnDevice(ns, device, destination.Family == IpFamily.V4 ? route.Via ?? destination : destination);
    }

    /// <summary>An address of <paramref name="device"/> for packets to <paramref name="toward"/>. IPv4: the one whose subnet holds it, else its first; when it
    /// has none, the first of any device in order of index. IPv6: the best by RFC 6724. Loopback addresses are no candidates (scope host).</summary>
    public static IpAddress? OnDevice(NetworkNamespace ns, NetDevice device, IpAddress toward)
    {
        if (toward.Family == IpFamily.V6) return BestFor(ns, device, toward);
        IpAddress? first = null;
        foreach (InterfaceAddress address in device.Addresses)
        {
            if (address.Address.IsLoopback || address.Address.Family != IpFamily.V4) continue;
            if (address.Network.Contains(toward)) return address.Address;
            first ??= address.Address;
        }

        if (first is not null) return first;
        foreach (NetDevice other in ns.Devices)
        {
            foreach (InterfaceAddress address in other.Addresses)
            {
                if (!address.Address.IsLoopback && address.Address.Family == IpFamily.V4) return address.Address;
            }
        }

        return null;
    }

    // RFC 6724 section 5: the same address, a scope that reaches (rules 1 and 2), the outgoing device (5), the longest common prefix (8); the other rules are
    // about addresses that nobody has here. To a link-local destination only the link's own addresses will do.
    private static IpAddress? BestFor(NetworkNamespace ns, NetDevice outgoing, IpAddress toward)
    {
        IpAddress? best = null;
        (bool, bool, bool, int) bestRank = default;
        foreach (NetDevice device in ns.Devices)
        {
            bool isOutgoing = device.Name == outgoing.Name;
            if (!isOutgoing && IsLinkScope(toward)) continue;
            foreach (InterfaceAddress address in device.Addresses)
            {
                IpAddress candidate = address.Address;
                if (candidate.Family != IpFamily.V6 || candidate.IsLoopback) continue;
                bool reaches = IsLinkScope(toward) == IsLinkScope(candidate);
                int common = Math.Min((int)UInt128.LeadingZeroCount(candidate.Bits ^ toward.Bits), address.PrefixLength);
                (bool, bool, bool, int) rank = (candidate == toward, reaches, isOutgoing, common);
                if (best is null || rank.CompareTo(bestRank) > 0) (best, bestRank) = (candidate, rank);
            }
        }

        return best;
    }

    // ff01 and ff02 are groups of the host and of the link (RFC 4291 section 2.7).
    private static bool IsLinkScope(IpAddress address) => address.IsLinkLocal || (address.IsMulticast && (int)(address.Bits >> 112 & 0xf) <= 2);
}
