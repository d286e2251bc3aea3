namespace PodNet.Model.Linux;

/// <summary>What a kernel learned about the way to one destination from an ICMP "fragmentation needed" (net/ipv4/route.c, fib_nh_exception).
/// Seen with <c>ip route get ADDRESS</c> and <c>ip route show cache</c>.</summary>
/// <param name="Mtu">In bytes.</param>
/// <param name="Expires">When it is forgotten, so that a way that carries more again is found.</param>
public sealed record PathMtuException(int Mtu, SimulatedTime Expires)
{
    /// <summary>net.ipv4.route.mtu_expires.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromSeconds(600);

    /// <summary>Whether it still counts at <paramref name="now"/>.</summary>
    public bool IsAliveAt(SimulatedTime now) => Expires > now;
}
