using PodNet.Model.Addressing;

namespace PodNet.Model.Linux;

/// <summary>What the kernel does by itself about IPv4 addresses: the routes that each brings (net/ipv4/fib_frontend.c, fib_add_ifaddr).</summary>
internal static class Ipv4Addresses
{
    /// <summary>Adds an address with its routes. A further address of a network the device has already is secondary: it brings its local route only, whose
    /// source is the primary address.</summary>
    public static void Add(NamespaceBuilder ns, string device, InterfaceAddress address)
    {
        InterfaceAddress primary = address;
        ns.SetDevice(device, d =>
        {
            primary = PrimaryOf(d, address);
            return d with { Addresses = d.Addresses.Add(address) };
        });
        AddKernelRoute(ns, IpPrefix.Host(address.Address), RouteType.Local, RouteScope.Host, device, primary.Address);
        if (primary == address) AddNetworkRoutes(ns, device, address);
    }

    // Only IPv4 has secondary addresses (net/ipv4/devinet.c, __inet_insert_ifa).
    private static InterfaceAddress PrimaryOf(NetDevice device, InterfaceAddress address)
    {
        foreach (InterfaceAddress other in device.Addresses)
        {
            if (other.Network == address.Network) return other;
        }

        return address;
    }

    private static void AddNetworkRoutes(NamespaceBuilder ns, string device, InterfaceAddress address)
    {
        (IpAddress ip, IpPrefix network) = (address.Address, address.Network);
        if (network.IsHost) return;
        if (ip.IsLoopback)
        {
            AddKernelRoute(ns, network, RouteType.Local, RouteScope.Host, device, ip);
        }
        else
        {
            ns.Routes.Add(new(network) { Device = device, Scope = RouteScope.Link, Protocol = RouteProtocol.Kernel, PreferredSource = ip });
        }

        if (network.Length < 31) AddKernelRoute(ns, IpPrefix.Host(network.Last), RouteType.Broadcast, RouteScope.Link, device, ip);
    }

    private static void AddKernelRoute(NamespaceBuilder ns, IpPrefix destination, RouteType type, RouteScope scope, string device, IpAddress source) =>
        ns.Routes.Add(new(destination)
        {
            Type = type,
            Scope = scope,
            Protocol = RouteProtocol.Kernel,
            Device = device,
            PreferredSource = source,
            Table = RouteTable.Local,
        });
}
