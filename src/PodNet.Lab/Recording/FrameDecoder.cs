using System.Buffers.Binary;
using PodNet.Lab.Captures;
using PodNet.Model.Addressing;
using PodNet.Model.Packets;

namespace PodNet.Lab.Recording;

/// <summary>Reads the bytes of Ethernet frames into the capture format's words: ARP, IPv4 and IPv6 with fragments, ICMP with the packet it quotes,
/// neighbour discovery, TCP, UDP, VXLAN, Geneve and IP in IP. Bytes that are missing (a frame is kept only in part) leave the fields they would fill absent.</summary>
internal static partial class FrameDecoder
{
    private const int EthernetLength = 14;
    private const int SmallestIpHeader = 20;
    private const int DeepestTunnel = 4;
    private const int EtherTypeIpV4 = 0x0800;
    private const int EtherTypeIpV6 = 0x86dd;
    private const int EtherTypeArp = 0x0806;
    private const int Igmp = 2;

    // IANA's port, RFC 8926.
    private const int GenevePort = 6081;

    // Linux' and IANA's port (drivers/net/vxlan: 8472; RFC 7348: 4789), and Weave's.
    private static bool IsVxlanPort(int port) => port is 8472 or 4789 or 6784;

    /// <summary>What is in a frame, or null when it is nothing the format knows: IGMP and its like in IPv6, router discovery, spanning tree,
    /// too short.</summary>
    /// <param name="bytes">The frame's first bytes, link header included.</param>
    /// <param name="length">The frame's length on the wire.</param>
    public static FrameContent? Decode(ReadOnlySpan<byte> bytes, int length) => Ethernet(bytes, length, depth: 0);

    private static FrameContent? Ethernet(ReadOnlySpan<byte> bytes, int length, int depth)
    {
        if (bytes.Length < EthernetLength) return null;
        MacAddress destination = Mac(bytes);
        MacAddress source = Mac(bytes[6..]);
        ReadOnlySpan<byte> rest = bytes[EthernetLength..];
        switch (BinaryPrimitives.ReadUInt16BigEndian(bytes[12..]))
        {
            case EtherTypeArp:
                return Arp(rest) is { } arp ? new(destination, source, length, arp, null, FrameKind.Arp(arp.Operation)) : null;
            case EtherTypeIpV4:
                return Ip(rest, depth) is ({ } ip, { } kind) ? new(destination, source, length, null, ip, kind) : null;
            case EtherTypeIpV6:
                return IpV6(rest, depth) is ({ } ip6, { } kind6) ? new(destination, source, length, null, ip6, kind6) : null;
            default:
                return null;
        }
    }

    private static FrameArp? Arp(ReadOnlySpan<byte> bytes)
    {
        // Ethernet addresses of 6 bytes, IPv4 addresses of 4.
        if (bytes.Length < 28 || !bytes[..6].SequenceEqual<byte>([0, 1, 8, 0, 6, 4])) return null;
        return new(
            BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]),
            Mac(bytes[8..]), Address(bytes[14..]), Mac(bytes[18..]), Address(bytes[24..]));
    }

    private static (FrameIp? Ip, string? Kind) Ip(ReadOnlySpan<byte> bytes, int depth)
    {
        if (HeaderLength(bytes) is not { } header || bytes[9] == Igmp) return (null, null);
        int flags = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        int offset = (flags & 0x1fff) * 8;
        FrameIp ip = new(
            Address(bytes[12..]), Address(bytes[16..]), bytes[8], bytes[9], (flags & 0x4000) != 0, (flags & 0x2000) != 0,
            offset == 0 ? null : offset, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
        if (ip.IsLaterFragment) return (ip, FrameKind.Fragment);
        ReadOnlySpan<byte> rest = bytes[header..];
        return (IpProtocol)ip.Protocol switch
        {
            IpProtocol.Icmp => Icmp(ip, rest),
            IpProtocol.Tcp => Tcp(ip, rest, ip.Length - header),
            IpProtocol.Udp => Udp(ip, rest, depth),
            IpProtocol.IpInIp => IpInIp(ip, rest, depth),
            _ => (ip, FrameKind.Ip(ip.Protocol)),
        };
    }

    private static (FrameIp Ip, string Kind) Icmp(FrameIp ip, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8) return (ip, FrameKind.Ip(ip.Protocol));
        IcmpHeader icmp = new(
            bytes[0], bytes[1], BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]));
        ip = ip with { IcmpType = icmp.Type, IcmpCode = icmp.Code };
        if (icmp.IsEchoRequest || icmp.IsEchoReply) ip = ip with { IcmpId = icmp.Id, Sequence = icmp.Sequence };
        if (icmp.IsError) ip = ip with { About = About(bytes[8..]) };
        if (icmp is { Type: 3, Code: 4 }) ip = ip with { NextHopMtu = icmp.Sequence }; // RFC 1191: where an echo has its sequence number
        return (ip, FrameKind.Icmp(icmp.Type, icmp.Code));
    }

    private static FrameAbout? About(ReadOnlySpan<byte> bytes)
    {
        if (HeaderLength(bytes) is not { } header) return null;
        bool first = (BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & 0x1fff) == 0;
        return WithPorts(new(Address(bytes[12..]), Address(bytes[16..]), bytes[8], bytes[9], null, null), bytes, header, first);
    }

    private static FrameAbout WithPorts(FrameAbout about, ReadOnlySpan<byte> bytes, int header, bool first)
    {
        bool hasPorts = (IpProtocol)about.Protocol is IpProtocol.Tcp or IpProtocol.Udp && first && bytes.Length >= header + 4;
        if (!hasPorts) return about;
        return about with
        {
            SourcePort = BinaryPrimitives.ReadUInt16BigEndian(bytes[header..]),
            DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(bytes[(header + 2)..]),
        };
    }

    private static (FrameIp Ip, string Kind) Tcp(FrameIp ip, ReadOnlySpan<byte> bytes, int length)
    {
        if (bytes.Length < 20) return (ip, FrameKind.Ip(ip.Protocol));
        int header = Math.Max(20, (bytes[12] >> 4) * 4);
        TcpFlags flags = (TcpFlags)bytes[13];
        string letters = FrameKind.Letters(flags);
        ip = Ports(ip, bytes) with { Flags = letters, Data = Math.Max(0, length - header) };
        if (flags.HasFlag(TcpFlags.Syn)) ip = ip with { Mss = Mss(bytes[20..Math.Min(header, bytes.Length)]) };
        return (ip, FrameKind.Tcp(letters));
    }

    // TCP's options (RFC 9293 section 3.2): 0 ends the list, 1 is one byte, the others carry their length.
    private static int? Mss(ReadOnlySpan<byte> options)
    {
        while (options.Length > 0 && options[0] != 0)
        {
            if (options[0] == 1)
            {
                options = options[1..];
                continue;
            }

            if (options.Length < 2 || options[1] < 2 || options[1] > options.Length) return null;
            if (options[0] == 2 && options[1] == 4) return BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            options = options[options[1]..];
        }

        return null;
    }

    private static (FrameIp Ip, string Kind) Udp(FrameIp ip, ReadOnlySpan<byte> bytes, int depth)
    {
        if (bytes.Length < 8) return (ip, FrameKind.Ip(ip.Protocol));
        ip = Ports(ip, bytes) with { UdpChecksum = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) };
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        if (ip.DestinationPort == GenevePort && depth < DeepestTunnel && !ip.MoreFragments) return Geneve(ip, bytes, length, depth);
        bool tunnel = IsVxlanPort(ip.DestinationPort!.Value) && bytes.Length >= 16 && depth < DeepestTunnel && !ip.MoreFragments;
        // The inner frame is as long as UDP says: a large one (GSO) may be kept only in part.
        if (!tunnel || Ethernet(bytes[16..], Math.Max(0, length - 16), depth + 1) is not { } inner) return (ip, FrameKind.Ip(ip.Protocol));
        ip = ip with { VxlanFlags = bytes[8], Vni = (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) >> 8), Inner = inner };
        return (ip, FrameKind.Vxlan);
    }

    // Version and length of the options in words of 4 bytes, flags, protocol, identifier in 3 bytes, then the options (RFC 8926 section 3.4).
    private static (FrameIp Ip, string Kind) Geneve(FrameIp ip, ReadOnlySpan<byte> bytes, int length, int depth)
    {
        int header = bytes.Length < 16 ? 0 : 16 + (bytes[8] & 0x3f) * 4;
        if (header == 0 || bytes.Length < header || Ethernet(bytes[header..], Math.Max(0, length - header), depth + 1) is not { } inner)
            return (ip, FrameKind.Ip(ip.Protocol));
        ip = ip with { Vni = (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) >> 8), Inner = inner };
        return (ip, FrameKind.Geneve);
    }

    private static (FrameIp Ip, string Kind) IpInIp(FrameIp ip, ReadOnlySpan<byte> bytes, int depth)
    {
        if (depth >= DeepestTunnel || Ip(bytes, depth + 1) is not ({ } inner, { } kind)) return (ip, FrameKind.Ip(ip.Protocol));
        return (ip with { Inner = new(null, null, null, null, inner, kind) }, FrameKind.Ipip);
    }

    private static FrameIp Ports(FrameIp ip, ReadOnlySpan<byte> bytes) => ip with
    {
        SourcePort = BinaryPrimitives.ReadUInt16BigEndian(bytes),
        DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
    };

    // Length of an IPv4 header that is there in full, or null.
    private static int? HeaderLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < SmallestIpHeader || bytes[0] >> 4 != 4) return null;
        int header = (bytes[0] & 15) * 4;
        return header >= SmallestIpHeader && header <= bytes.Length ? header : null;
    }

    private static MacAddress Mac(ReadOnlySpan<byte> bytes) =>
        new((ulong)BinaryPrimitives.ReadUInt16BigEndian(bytes) << 32 | BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]));

    private static IpAddress Address(ReadOnlySpan<byte> bytes) => IpAddress.FromV4(BinaryPrimitives.ReadUInt32BigEndian(bytes));
}
