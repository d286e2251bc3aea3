using PodNet.Engine.Simulation;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Engine.Stages;

/// <summary>How large a packet on a route may be: what an ICMP error taught, the route's own limit, or the device's (net/ipv4/route.c, ipv4_mtu; net/ipv6/route.c,
/// ip6_mtu).</summary>
internal static class PathMtu
{
    /// <summary>IPV4_MIN_MTU, RFC 791: no link that carries IPv4 takes less.</summary>
    private const int Least = 68;

    /// <summary>IPV6_MIN_MTU, RFC 8200 section 5.</summary>
    private const int LeastV6 = 1280;

    /// <summary>In bytes, link header not counted.</summary>
    public static int Of(Kernel kernel, FibResult route, NetDevice outgoing)
    {
        int mtu = Math.Min(route.Route?.Mtu ?? outgoing.Mtu, MostOf(route));
        if (kernel.State.PathMtu(route.Query.Destination, kernel.Now) is { } learned) mtu = Math.Min(learned, mtu);
        return Math.Max(mtu, LeastOf(route));
    }

    /// <summary>As the other, without what was learned: a router sends on what the link takes (ip6_dst_mtu_maybe_forward).</summary>
    public static int OfDevice(FibResult route, NetDevice outgoing) => Math.Max(Math.Min(route.Route?.Mtu ?? outgoing.Mtu, MostOf(route)), LeastOf(route));

    // IP_MAX_MTU, and IP6_MAX_MTU: IPv6's length leaves out the header itself.
    private static int MostOf(FibResult route) => route.Query.Destination.Family == IpFamily.V4 ? 65535 : 65575;

    private static int LeastOf(FibResult route) => route.Query.Destination.Family == IpFamily.V4 ? Least : LeastV6;
}
