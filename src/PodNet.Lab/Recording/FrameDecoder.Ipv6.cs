using System.Buffers.Binary;
using PodNet.Lab.Captures;
using PodNet.Model.Addressing;
using PodNet.Model.Packets;

namespace PodNet.Lab.Recording;

/// <summary>IPv6 (RFC 8200), ICMPv6 (RFC 4443) and neighbour discovery (RFC 4861).</summary>
internal static partial class FrameDecoder
{
    private const int IpV6Header = 40;
    private const int HopByHop = 0;
    private const int FragmentHeader = 44;

    private static (FrameIp? Ip, string? Kind) IpV6(ReadOnlySpan<byte> bytes, int depth)
    {
        // Only multicast listener reports have hop-by-hop options: hosts join groups in their own time.
        if (V6HeaderLength(bytes) is not { } header || bytes[6] == HopByHop) return (null, null);
        (int protocol, int fragment) = NextHeader(bytes);
        int offset = fragment & 0xfff8;
        FrameIp ip = new(
            V6Address(bytes[8..]), V6Address(bytes[24..]), bytes[7], protocol, DontFragment: false, (fragment & 1) != 0,
            offset == 0 ? null : offset, IpV6Header + BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]));
        if (ip.IsLaterFragment) return (ip, FrameKind.Fragment);
        ReadOnlySpan<byte> rest = bytes[header..];
        return (IpProtocol)protocol switch
        {
            IpProtocol.IcmpV6 => IcmpV6(ip, rest),
            IpProtocol.Tcp => Tcp(ip, rest, ip.Length - header),
            IpProtocol.Udp => Udp(ip, rest, depth),
            _ => (ip, FrameKind.Ip(protocol)),
        };
    }

    private static (FrameIp? Ip, string? Kind) IcmpV6(FrameIp ip, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8) return (ip, FrameKind.Ip(ip.Protocol));
        (int type, int code) = (bytes[0], bytes[1]);
        ip = ip with { IcmpType = type, IcmpCode = code };
        switch (type)
        {
            case 1 or 2 or 3 or 4:
                ip = ip with { About = V6About(bytes[8..]), NextHopMtu = type == 2 ? (int)BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) : null };
                break;
            case 128 or 129:
                ip = ip with { IcmpId = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]), Sequence = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) };
                break;
            // Listener queries and reports (130 to 132, 143), and router discovery (133, 134): the kernel's own, in its own time.
            case (>= 130 and <= 134) or 143:
                return (null, null);
            case 135 or 136 when bytes.Length >= 24:
                ip = ip with { Discovery = Discovery(bytes) };
                break;
        }

        return (ip, FrameKind.IcmpV6(type, code));
    }

    private static FrameDiscovery Discovery(ReadOnlySpan<byte> bytes)
    {
        // Options 1 and 2, source and target link-layer address: type, length in units of 8 bytes, the address (RFC 4861 section 4.6.1).
        MacAddress? mac = bytes.Length >= 32 && bytes[24] is 1 or 2 && bytes[25] == 1 ? Mac(bytes[26..]) : null;
        byte flags = bytes[0] == 136 ? bytes[4] : (byte)0;
        return new(V6Address(bytes[8..]), mac, FrameKind.Letters((flags & 0x80) != 0, (flags & 0x40) != 0, (flags & 0x20) != 0));
    }

    private static FrameAbout? V6About(ReadOnlySpan<byte> bytes)
    {
        if (V6HeaderLength(bytes) is not { } header) return null;
        (int protocol, int fragment) = NextHeader(bytes);
        return WithPorts(new(V6Address(bytes[8..]), V6Address(bytes[24..]), bytes[7], protocol, null, null), bytes, header, fragment < 8);
    }

    // Length of an IPv6 header, with the fragment header, that is there in full, or null.
    private static int? V6HeaderLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < IpV6Header || bytes[0] >> 4 != 6) return null;
        int header = bytes[6] == FragmentHeader ? IpV6Header + 8 : IpV6Header;
        return header <= bytes.Length ? header : null;
    }

    // A fragment's header has the next one's number, and 13 bits of offset, 2 unused and the M flag (RFC 8200 section 4.5).
    private static (int Protocol, int Fragment) NextHeader(ReadOnlySpan<byte> bytes) =>
        bytes[6] == FragmentHeader ? (bytes[IpV6Header], BinaryPrimitives.ReadUInt16BigEndian(bytes[(IpV6Header + 2)..])) : (bytes[6], 0);

    private static IpAddress V6Address(ReadOnlySpan<byte> bytes) => IpAddress.FromBits(BinaryPrimitives.ReadUInt128BigEndian(bytes), IpFamily.V6);
}
