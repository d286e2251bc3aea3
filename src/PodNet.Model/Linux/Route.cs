using PodNet.Model.Addressing;

namespace PodNet.Model.Linux;

/// <summary>What a route does with a packet (rtnetlink(7), rtm_type).</summary>
public enum RouteType
{
    Unicast,
    Local,
    Broadcast,
    Blackhole,
    Unreachable,
    Prohibit,

    /// <summary>This table has no answer: the next rule is asked, as if the table had no route.</summary>
    Throw,

    /// <summary>IPv6's ff00::/8: to all that listen on the link.</summary>
    Multicast,

    /// <summary>IPv6's subnet-router address (RFC 4291 section 2.6.1), which a router takes as its own.</summary>
    Anycast,
}

/// <summary>How far a destination is (rtm_scope); larger is nearer.</summary>
public enum RouteScope : byte
{
    Global = 0,
    Link = 253,
    Host = 254,
}

/// <summary>Who wrote a route (rtm_protocol).</summary>
public enum RouteProtocol : byte
{
    Kernel = 2,
    Boot = 3,
    Static = 4,
    Bird = 12,
}

/// <summary>The tables every namespace has.</summary>
public static class RouteTable
{
    public const int Default = 253;
    public const int Main = 254;
    public const int Local = 255;

    /// <summary>Metric of a route of IPv6 that gives none (IP6_RT_PRIO_USER).</summary>
    public const int UserMetricV6 = 1024;

    /// <summary>Metric of what the kernel makes of an IPv6 address (IP6_RT_PRIO_ADDRCONF).</summary>
    public const int KernelMetricV6 = 256;

    /// <summary>The name <c>ip</c> prints for a table.</summary>
    public static string Name(int table) => table switch
    {
        Default => "default",
        Main => "main",
        Local => "local",
        _ => table.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}

/// <summary>One route. Seen with <c>ip route show table TABLE</c>.</summary>
/// <param name="Destination">Which addresses it is for; a length of 0 is the default route.</param>
public sealed record Route(IpPrefix Destination)
{
    /// <summary>What happens to the packet.</summary>
    public RouteType Type { get; init; } = RouteType.Unicast;

    /// <summary>Next hop, or null when the destination is on the link.</summary>
    public IpAddress? Via { get; init; }

    /// <summary>Outgoing device, or null (blackhole and its like).</summary>
    public string? Device { get; init; }

    /// <summary>Source address for packets that have none yet (<c>src</c>), or null.</summary>
    public IpAddress? PreferredSource { get; init; }

    public RouteScope Scope { get; init; } = RouteScope.Global;

    public RouteProtocol Protocol { get; init; } = RouteProtocol.Boot;

    public int Table { get; init; } = RouteTable.Main;

    /// <summary>Lower wins among routes to the same destination. IPv6 has none that is 0 but in the table local.</summary>
    public int Metric { get; init; }

    /// <summary>The next hop is taken to be on the link even if no route says so.</summary>
    public bool OnLink { get; init; }

    /// <summary>MTU in bytes for this destination, or null: the device's.</summary>
    public int? Mtu { get; init; }

    public Origin? Origin { get; init; }
}

/// <summary>One rule of the policy database: which table to ask for which packets. Seen with <c>ip rule</c>.</summary>
public sealed record RoutingRule(int Priority, int Table)
{
    /// <summary>The family whose packets it is asked about: each has rules of its own (<c>ip -6 rule</c>).</summary>
    public IpFamily Family { get; init; } = IpFamily.V4;

    public IpPrefix? From { get; init; }

    public IpPrefix? To { get; init; }

    public string? IncomingDevice { get; init; }

    public uint? Mark { get; init; }

    public uint MarkMask { get; init; } = uint.MaxValue;

    /// <summary>It is for the packets of its family that the rest does not select (<c>ip rule add not ...</c>).</summary>
    public bool Negated { get; init; }
}
