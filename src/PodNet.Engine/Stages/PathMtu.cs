using PodNet.Engine.Simulation;
using PodNet.Model.Linux;

namespace PodNet.Engine.Stages;

/// <summary>How large a packet on a route may be: what an ICMP error taught, the route's own limit, or the device's (net/ipv4/route.c, ipv4_mtu).</summary>
internal static class PathMtu
{
    /// <summary>In bytes, link header not counted.</summary>
    public static int Of(Kernel kernel, FibResult route, NetDevice outgoing)
    {
        int mtu = Math.Min(route.Route?.Mtu ?? outgoing.Mtu, 65535);
        return kernel.State.PathMtu(route.Query.Destination) is { } learned ? Math.Min(learned, mtu) : mtu;
    }
}
