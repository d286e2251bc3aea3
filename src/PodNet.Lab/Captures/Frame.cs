using PodNet.Model.Addressing;

namespace PodNet.Lab.Captures;

/// <summary>One sighting: a frame as one interface saw it.</summary>
/// <param name="Direction">"tx" when the source address is the interface's own, else "rx".</param>
/// <param name="Mtu">The interface's MTU in bytes.</param>
public sealed record Frame(string Namespace, string Device, string Direction, int Mtu, FrameContent Content);

/// <summary>A frame's bytes as far as they matter; also what a tunnel packet carries.</summary>
/// <param name="DestinationMac">Null on a link without header.</param>
/// <param name="SourceMac">Null on a link without header.</param>
/// <param name="Length">Bytes with the link header; null where a tunnel's inner packet has none and the file leaves it out.</param>
/// <param name="Kind">What it is in a word: <c>arp-request</c>, <c>echo-reply</c>, <c>tcp-SA</c>, <c>vxlan</c> ...
/// (<see cref="FrameKind"/>).</param>
public sealed record FrameContent(
    MacAddress? DestinationMac, MacAddress? SourceMac, int? Length, FrameArp? Arp, FrameIp? Ip, string Kind)
{
    /// <summary>The innermost content: itself unless a tunnel wraps another. (A method: a property that returns its own record would make
    /// the record's ToString endless.)</summary>
    public FrameContent Innermost() => Ip?.Inner?.Innermost() ?? this;
}

/// <summary>ARP for IPv4 over Ethernet, RFC 826.</summary>
public sealed record FrameArp(int Operation, MacAddress SenderMac, IpAddress SenderIp, MacAddress TargetMac, IpAddress TargetIp);

/// <summary>Neighbour discovery for IPv6, RFC 4861 sections 4.3 and 4.4.</summary>
/// <param name="Target">Address asked for or answered for.</param>
/// <param name="LinkAddress">The sender's MAC address, where the option is there.</param>
/// <param name="Flags">An advertisement's flags as letters in the order RSO: router, solicited, override. Empty in a solicitation.</param>
public sealed record FrameDiscovery(IpAddress Target, MacAddress? LinkAddress, string Flags);

/// <summary>An IP packet's headers, IPv4's or IPv6's. Absent parts are null.</summary>
/// <param name="Ttl">IPv6: hop limit.</param>
/// <param name="Protocol">IPv6: the first next header that is no extension header.</param>
/// <param name="DontFragment">Never set in IPv6, whose routers fragment nothing.</param>
/// <param name="Offset">Fragment offset in bytes; null and 0 mean the same.</param>
/// <param name="Length">Bytes of the IP packet, IPv6's header of 40 bytes included.</param>
public sealed record FrameIp(
    IpAddress Source, IpAddress Destination, int Ttl, int Protocol, bool DontFragment, bool MoreFragments, int? Offset, int Length)
{
    public int? SourcePort { get; init; }

    public int? DestinationPort { get; init; }

    /// <summary>TCP flags as letters in the order FSRPA: "SA".</summary>
    public string? Flags { get; init; }

    /// <summary>Bytes of TCP payload.</summary>
    public int? Data { get; init; }

    /// <summary>Maximum segment size a SYN announces, in bytes.</summary>
    public int? Mss { get; init; }

    public int? IcmpType { get; init; }

    public int? IcmpCode { get; init; }

    /// <summary>Echo identifier.</summary>
    public int? IcmpId { get; init; }

    /// <summary>Echo sequence number.</summary>
    public int? Sequence { get; init; }

    /// <summary>Next hop MTU a "fragmentation needed" or "packet too big" reports, in bytes.</summary>
    public int? NextHopMtu { get; init; }

    /// <summary>The packet an ICMP error quotes.</summary>
    public FrameAbout? About { get; init; }

    /// <summary>UDP's checksum as it stands in the header, 0: not computed; null where nobody noted it.</summary>
    public int? UdpChecksum { get; init; }

    /// <summary>What a neighbour solicitation or advertisement says.</summary>
    public FrameDiscovery? Discovery { get; init; }

    public int? Vni { get; init; }

    public int? VxlanFlags { get; init; }

    /// <summary>The frame or packet a tunnel carries.</summary>
    public FrameContent? Inner { get; init; }

    /// <summary>Whether this is a fragment other than the first, which carries no transport header.</summary>
    public bool IsLaterFragment => Offset > 0;
}

/// <summary>The packet an ICMP error is about.</summary>
public sealed record FrameAbout(IpAddress Source, IpAddress Destination, int Ttl, int Protocol, int? SourcePort, int? DestinationPort);
