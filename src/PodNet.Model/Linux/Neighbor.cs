using PodNet.Model.Addressing;

namespace PodNet.Model.Linux;

/// <summary>Neighbour states as <c>ip neigh</c> prints them (include/net/neighbour.h).</summary>
public enum NeighborState
{
    Incomplete,
    Reachable,
    Stale,
    Delay,
    Probe,
    Failed,
    Permanent,
}

/// <summary>Which MAC address an IP address has on a device. Seen with <c>ip neigh show dev NAME</c>.</summary>
/// <param name="Mac">Null while it is asked for (INCOMPLETE) or when nobody answered (FAILED).</param>
public sealed record Neighbor(IpAddress Address, string Device, MacAddress? Mac, NeighborState State)
{
    /// <summary>It said of itself that it forwards packets (IPv6 only; <c>router</c>).</summary>
    public bool IsRouter { get; init; }
}

/// <summary>Where a MAC address is: a bridge's port, or the remote end of a tunnel. Seen with <c>bridge fdb show</c>.</summary>
/// <param name="Device">The port (bridge) or the tunnel device.</param>
/// <param name="Master">The bridge whose table this is (<c>master NAME</c>), or null: the device's own (<c>self</c>).</param>
/// <param name="Remote">Outer destination address (<c>dst</c>) of a tunnel device's row, or null.</param>
/// <param name="Permanent">Configured or the port's own address; false: learned, and it ages.</param>
public sealed record FdbEntry(MacAddress Mac, string Device, string? Master, IpAddress? Remote, bool Permanent)
{
    /// <summary>The address of the bridge or port itself: frames to it go up to the host.</summary>
    public bool Local { get; init; }
}
