using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Engine.Stages;

/// <summary>Chooses a source address for a packet that has none (net/ipv4/devinet.c, inet_select_addr; fib_semantics.c, fib_result_prefsrc).</summary>
internal static class SourceAddress
{
    /// <summary>The source for packets that take <paramref name="route"/>: the route's own, or the device's.</summary>
    public static IpAddress? ForRoute(NetworkNamespace ns, Route route, IpAddress destination)
    {
        if (route.PreferredSource is { } source) return source;
        if (route.Type == RouteType.Local) return destination;
        return route.Device is { } name && ns.TryDevice(name, out NetDevice? device)
            ? OnDevice(ns, device, route.Via ?? destination)
            : null;
    }

    /// <summary>An address of <paramref name="device"/>: the one whose subnet holds <paramref name="toward"/>, else its first; when it has none, the first of
    /// any device in order of index. Loopback addresses are no candidates (scope host).</summary>
    public static IpAddress? OnDevice(NetworkNamespace ns, NetDevice device, IpAddress toward)
    {
        IpAddress? first = null;
        foreach (InterfaceAddress address in device.Addresses)
        {
            if (address.Address.IsLoopback || address.Address.Family != toward.Family) continue;
            if (address.Network.Contains(toward)) return address.Address;
            first ??= address.Address;
        }

        if (first is not null) return first;
        foreach (NetDevice other in ns.Devices)
        {
            foreach (InterfaceAddress address in other.Addresses)
            {
                if (!address.Address.IsLoopback && address.Address.Family == toward.Family) return address.Address;
            }
        }

        return null;
    }
}
