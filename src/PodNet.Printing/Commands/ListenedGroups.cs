using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Printing.Commands;

/// <summary>The multicast addresses that a device's hardware lets in, <c>ip maddr</c>'s "link": those of the groups that its addresses and settings
/// make the kernel join (net/ipv6/addrconf.c, mcast.c, anycast.c; net/ipv4/igmp.c; net/bridge/br_multicast.c). They stand in the order in which they
/// were joined, which depends on who was faster where an address is given to a device that comes up: here, as mostly, the device.</summary>
internal static class ListenedGroups
{
    // A link that takes less has no IPv6 (IPV6_MIN_MTU).
    private const int LeastMtuV6 = 1280;

    // A network this small has no router's address of its own (RFC 6164).
    private const int LongestWithAnycast = 126;

    private static readonly MacAddress AllNodes = LinkScope.MacOf(IpAddress.Parse("ff02::1"));
    private static readonly MacAddress AllRouters = LinkScope.MacOf(IpAddress.Parse("ff02::2"));
    private static readonly MacAddress AllSnoopersV6 = LinkScope.MacOf(IpAddress.Parse("ff02::6a"));
    private static readonly MacAddress AllHosts = MacAddress.Parse("01:00:5e:00:00:01");
    private static readonly MacAddress AllSnoopersV4 = MacAddress.Parse("01:00:5e:00:00:6a");

    /// <summary>The addresses of <paramref name="device"/>, each once.</summary>
    public static IEnumerable<MacAddress> Of(NetworkNamespace ns, NetDevice device) => All(ns, device).Distinct();

    // IPv6 that is switched off (disable_ipv6) keeps its groups, only it gives no addresses.
    private static IEnumerable<MacAddress> All(NetworkNamespace ns, NetDevice device)
    {
        bool v6 = device.Mtu >= LeastMtuV6, forwards = ns.Sysctls.Get($"net.ipv6.conf.{device.Name}.forwarding") != 0;
        if (v6) yield return AllNodes;
        if (v6 && forwards) yield return AllRouters;
        if (device.Up && device is Bridge) yield return AllSnoopersV4;
        if (device.Up && device is Bridge && v6) yield return AllSnoopersV6;
        if (device.Up) yield return AllHosts;
        if (device.NoArp) yield break;
        foreach (InterfaceAddress address in InOrderOfBirth(device))
        {
            yield return SolicitedNode(address.Address);
            if (forwards && address.PrefixLength <= LongestWithAnycast) yield return SolicitedNode(address.Network.Address);
        }
    }

    // The list has the newest first; the link-local address comes with the carrier, when the others are there.
    private static IEnumerable<InterfaceAddress> InOrderOfBirth(NetDevice device) =>
        device.Addresses.Where(a => a.Address.Family == IpFamily.V6).Reverse().OrderBy(a => a.Address.IsLinkLocal);

    private static MacAddress SolicitedNode(IpAddress address) => LinkScope.MacOf(LinkScope.SolicitedNodeOf(address));
}
