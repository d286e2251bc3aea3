using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Printing.Commands;

/// <summary><c>ip [-d] addr</c> (iproute2 ip/ipaddress.c, print_addrinfo).</summary>
internal static class IpAddr
{
    private const string Lifetime = "       valid_lft forever preferred_lft forever";

    /// <summary>A device's two lines, and two for each of its addresses. Of one family: a device that has an address of it, with less about the
    /// link.</summary>
    public static IEnumerable<string> Lines(NamespaceView view, DeviceFilter filter, bool details, IpFamily? family = null)
    {
        if (family == IpFamily.V6)
        {
            foreach (string line in Ipv6Lines(view, filter)) yield return line;
            yield break;
        }

        LinkStates states = new(view);
        foreach (NetDevice device in filter.Select(view.Config))
        {
            yield return $"{IpLink.Heading(states, device)} group default qlen 1000";
            foreach (string line in IpLink.AddressLines(view.Config, states, device, details, addressGeneration: false)) yield return line;
            foreach (string line in AddressLines(device)) yield return line;
        }
    }

    // The kernel tells of a link less when it is asked about IPv6 (net/ipv6/addrconf.c, inet6_fill_ifinfo).
    private static IEnumerable<string> Ipv6Lines(NamespaceView view, DeviceFilter filter)
    {
        LinkStates states = new(view);
        foreach (NetDevice device in filter.Select(view.Config).Where(d => d.Addresses.Any(a => a.Address.Family == IpFamily.V6)))
        {
            yield return IpLink.Ipv6Heading(view.Config, states, device);
            foreach (string line in AddressLines(device with { Addresses = [.. device.Addresses.Where(a => a.Address.Family == IpFamily.V6)] }))
                yield return line;
        }
    }

    /// <summary>IPv4 before IPv6; secondary addresses behind all primary ones (net/ipv4/devinet.c, __inet_insert_ifa).</summary>
    private static IEnumerable<string> AddressLines(NetDevice device)
    {
        List<InterfaceAddress> primary = [], secondary = [];
        foreach (InterfaceAddress address in device.Addresses)
        {
            bool repeats = address.Address.Family == IpFamily.V4 && primary.Any(p => p.Network == address.Network);
            (repeats ? secondary : primary).Add(address);
        }

        string label = $" {Printable.Word(device.Name)}";
        foreach (InterfaceAddress address in primary.Where(a => a.Address.Family == IpFamily.V4))
        {
            yield return $"    inet {address} scope {ScopeOf(address.Address)}{label}";
            yield return Lifetime;
        }

        foreach (InterfaceAddress address in secondary)
        {
            yield return $"    inet {address} scope {ScopeOf(address.Address)} secondary{label}";
            yield return Lifetime;
        }

        foreach (InterfaceAddress address in primary.Where(a => a.Address.Family == IpFamily.V6))
        {
            yield return $"    inet6 {address} scope {ScopeOf(address.Address)} ";
            yield return Lifetime;
        }
    }

    /// <summary>"host" on loopback; an IPv6 link-local address is "link"; all others "global".</summary>
    private static string ScopeOf(IpAddress address) =>
        address.IsLoopback ? "host" : address is { Family: IpFamily.V6, IsLinkLocal: true } ? "link" : "global";
}
