using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Model.Linux;

/// <summary>What the kernel does by itself about IPv6 addresses (net/ipv6/addrconf.c): link-local addresses, and the routes that addresses bring.
/// Duplicate address detection, router solicitations and multicast listener reports are not simulated.</summary>
internal static class Ipv6Addresses
{
    /// <summary>IPV6_MIN_MTU: a link that takes less has no IPv6 (addrconf_notify).</summary>
    private const int LeastMtu = 1280;

    // A network this small has no router's address of its own (RFC 6164; addrconf_join_anycast).
    private const int LongestWithAnycast = 126;

    /// <summary>IPv6 begins on a device that is up: its link-local address, and the route to all groups on the link. lo gets ::1. A device without
    /// link addresses has nothing to make one of (WireGuard's addrgenmode is none).</summary>
    public static void Start(NamespaceBuilder ns, NetDevice device)
    {
        if (!device.Up || device.Mtu < LeastMtu || device.Addresses.Any(a => a.Address.Family == IpFamily.V6 && (a.Address.IsLinkLocal || a.Address.IsLoopback))) return;
        if (device is Loopback)
        {
            Add(ns, device.Name, new(IpAddress.LoopbackV6, 128));
            return;
        }

        if (!device.HasLinkHeader && ns.Routes.Any(r => r.Type == RouteType.Multicast && r.Device == device.Name)) return;
        ns.Routes.Add(Local(LinkScope.Multicast, RouteType.Multicast, device.Name) with { Metric = RouteTable.KernelMetricV6 });
        if (device.HasLinkHeader) Add(ns, device.Name, new(LinkScope.AddressOf(device.Mac), LinkScope.Network.Length));
    }

    /// <summary>IPv6 ends on a device: its addresses and routes go.</summary>
    public static void Stop(NamespaceBuilder ns, string device)
    {
        ns.SetDevice(device, d => d with { Addresses = d.Addresses.Where(a => a.Address.Family != IpFamily.V6).ToValueList() });
        ns.Routes.RemoveAll(r => r.Device == device && r.Destination.Address.Family == IpFamily.V6);
        ns.Neighbors.RemoveAll(n => n.Device == device && n.Address.Family == IpFamily.V6);
    }

    /// <summary>Adds an address with its routes. The list is kept by scope, and within one the newest first (ipv6_link_dev_addr).</summary>
    public static void Add(NamespaceBuilder ns, string device, InterfaceAddress address)
    {
        ns.SetDevice(device, d => d with { Addresses = d.Addresses.Insert(PlaceOf(d.Addresses, address.Address), address) });
        ns.Routes.Add(Local(IpPrefix.Host(address.Address), RouteType.Local, device));
        if (address.Address.IsLoopback) return;
        ns.Routes.Add(new(address.Network) { Device = device, Protocol = RouteProtocol.Kernel, Metric = RouteTable.KernelMetricV6 });
        if (ns.Sysctls.Ipv6Forwarding) JoinAnycast(ns, device, address);
    }

    /// <summary>A namespace that begins to forward takes the routers' address of each of its networks for its own, one that ends gives them up
    /// (dev_forward_change).</summary>
    public static void ForwardingChanged(NamespaceBuilder ns, bool on)
    {
        ns.Routes.RemoveAll(r => r.Type == RouteType.Anycast);
        if (!on) return;
        foreach (NetDevice device in ns.Devices)
        {
            foreach (InterfaceAddress address in device.Addresses)
            {
                if (address.Address is { Family: IpFamily.V6, IsLoopback: false }) JoinAnycast(ns, device.Name, address);
            }
        }
    }

    private static void JoinAnycast(NamespaceBuilder ns, string device, InterfaceAddress address)
    {
        if (address.PrefixLength <= LongestWithAnycast) ns.Routes.Add(Local(IpPrefix.Host(address.Network.Address), RouteType.Anycast, device));
    }

    private static Route Local(IpPrefix destination, RouteType type, string device) =>
        new(destination) { Type = type, Device = device, Protocol = RouteProtocol.Kernel, Table = RouteTable.Local };

    private static int PlaceOf(ValueList<InterfaceAddress> addresses, IpAddress address)
    {
        for (int i = 0; i < addresses.Count; i++)
        {
            IpAddress other = addresses[i].Address;
            if (other.Family == IpFamily.V6 && (!address.IsLinkLocal || other.IsLinkLocal)) return i;
        }

        return addresses.Count;
    }
}
