using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Engine.Stages;

/// <summary>An IPv6 packet to a group (net/ipv6/ip6_input.c, ip6_mc_input): for this host if it listens on that device. Groups beyond the link are not
/// forwarded, for nothing here routes multicast.</summary>
internal static class Multicast
{
    private static readonly IpAddress AllNodes = IpAddress.Parse("ff02::1");
    private static readonly IpAddress AllRouters = IpAddress.Parse("ff02::2");

    public static void Receive(Kernel kernel, NetDevice device, SkBuff skb)
    {
        IpAddress group = skb.Packet.Ip!.Destination;
        if (Listens(kernel.Configuration, device, group)) IpLocalDeliver.Run(kernel, device, skb);
        else kernel.Drop(skb, Disposition.ArpIgnored, $"nobody here listens to {group} on {device.Name}");
    }

    // Seen with ip maddr: every host is in the group of all nodes and in one for each of its addresses, every router in that of all routers.
    private static bool Listens(NetworkNamespace ns, NetDevice device, IpAddress group)
    {
        if (group == AllNodes || (group == AllRouters && ns.Sysctls.Ipv6Forwarding)) return true;
        foreach (Route route in ns.Fib.Routes)
        {
            if (route.Type is RouteType.Local or RouteType.Anycast && route.Device == device.Name
                && route.Destination is { IsHost: true, Address: { Family: IpFamily.V6 } address } && LinkScope.SolicitedNodeOf(address) == group) return true;
        }

        return false;
    }
}
