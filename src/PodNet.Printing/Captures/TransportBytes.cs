using System.Buffers.Binary;
using PodNet.Model.Packets;

namespace PodNet.Printing.Captures;

/// <summary>What stands behind an IP header: ICMP, TCP, UDP with their checksums, a tunnel's packet, or plain bytes.</summary>
internal static class TransportBytes
{
    private const int UdpLength = 8;
    private const int TcpLength = 20;

    /// <summary>All bytes behind <paramref name="ip"/>, of a packet that is no fragment.</summary>
    /// <exception cref="NotSupportedException">A header that nobody wrote bytes for.</exception>
    public static byte[] Of(Packet packet, IpHeader ip, PacketContents contents) => packet.Transport switch
    {
        TcpHeader tcp => Tcp(tcp, ip, Body(packet, contents), contents.Tcp),
        UdpHeader udp => Udp(udp, ip, Body(packet, contents)),
        IcmpHeader icmp => Icmp(icmp, ip, icmp.About is { } about ? Quote(about, contents) : Body(packet, contents)),
        NeighborDiscoveryHeader discovery => NeighborDiscovery(discovery, ip),
        null => Body(packet, contents),
        _ => throw new NotSupportedException($"no bytes for {packet.Transport.GetType().Name}"),
    };

    private static byte[] Body(Packet packet, PacketContents contents) => packet.Inner is not null
        ? TunnelBytes.Of(packet, contents)
        : FrameBytes.Data(contents, packet.PayloadLength);

    // The quotation is the beginning of the packet as it was, with its own lengths and checksums.
    private static byte[] Quote(Packet about, PacketContents contents)
    {
        byte[] all = FrameBytes.Network(contents.Unquoted(about), contents.Quoted ?? new());
        return all[..Math.Min(all.Length, about.NetworkLength)];
    }

    private static byte[] Tcp(TcpHeader tcp, IpHeader ip, byte[] data, TcpNumbers numbers)
    {
        byte[] options = TcpOptions(tcp, numbers), bytes = [.. new byte[TcpLength], .. options, .. data];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, tcp.SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), tcp.DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), numbers.Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), tcp.Flags.HasFlag(TcpFlags.Ack) ? numbers.Acknowledgment : 0);
        bytes[12] = (byte)((TcpLength + options.Length) / 4 << 4);
        bytes[13] = (byte)tcp.Flags;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(14), Window(tcp.Flags));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(16), InternetChecksum.Of(ip.Source, ip.Destination, ip.Protocol, bytes));
        return bytes;
    }

    // What Linux advertises by default: 64,240 bytes in a SYN, which is never scaled, then about as much in units of 128; a reset has none.
    private static ushort Window(TcpFlags flags) =>
        flags.HasFlag(TcpFlags.Rst) ? (ushort)0 : flags.HasFlag(TcpFlags.Syn) ? (ushort)64240 : (ushort)502;

    // As many as the header is long (net/ipv4/tcp_output.c, tcp_options_write): a SYN has MSS, SACK permitted, time stamps and window scale, later
    // segments have time stamps behind two bytes of padding, a reset has none.
    private static byte[] TcpOptions(TcpHeader tcp, TcpNumbers numbers)
    {
        byte[] options = new byte[tcp.Length - TcpLength];
        if (options.Length == 0) return options;
        int stamps = 2;
        if (options.Length == 20)
        {
            (options[0], options[1]) = (2, 4);
            BinaryPrimitives.WriteUInt16BigEndian(options.AsSpan(2), (ushort)tcp.Mss);
            (options[4], options[5]) = (4, 2);
            stamps = 6;
            options.AsSpan(16).Fill(1);
            (options[17], options[18], options[19]) = (3, 3, 7);
        }
        else
        {
            options.AsSpan().Fill(1);
        }

        (options[stamps], options[stamps + 1]) = (8, 10);
        BinaryPrimitives.WriteUInt32BigEndian(options.AsSpan(stamps + 2), numbers.Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(options.AsSpan(stamps + 6), numbers.Echo);
        return options;
    }

    // A checksum that comes out as zero is sent as all ones, for zero means that there is none (RFC 768).
    private static byte[] Udp(UdpHeader udp, IpHeader ip, byte[] data)
    {
        byte[] bytes = [.. new byte[UdpLength], .. data];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, udp.SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), udp.DestinationPort);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), (ushort)bytes.Length);
        if (udp.ZeroChecksum) return bytes;
        ushort checksum = InternetChecksum.Of(ip.Source, ip.Destination, ip.Protocol, bytes);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(6), checksum == 0 ? ushort.MaxValue : checksum);
        return bytes;
    }

    // RFC 792; RFC 4443 for IPv6, whose checksum has the pseudo-header and whose "packet too big" (2) has the MTU in four bytes.
    private static byte[] Icmp(IcmpHeader icmp, IpHeader ip, byte[] data)
    {
        byte[] bytes = [icmp.Type, icmp.Code, 0, 0, 0, 0, 0, 0, .. data];
        if (icmp.About is null)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), icmp.Id);
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(6), icmp.Sequence);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), (uint)icmp.NextHopMtu);
        }

        ushort checksum = ip.Protocol == IpProtocol.IcmpV6
            ? InternetChecksum.Of(ip.Source, ip.Destination, ip.Protocol, bytes)
            : InternetChecksum.Of(bytes);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), checksum);
        return bytes;
    }

    // RFC 4861 sections 4.3, 4.4 and 4.6.1: an answer's three flags, the target, and the option with a MAC address: 1 the asker's, 2 the target's.
    private static byte[] NeighborDiscovery(NeighborDiscoveryHeader discovery, IpHeader ip)
    {
        byte[] bytes = new byte[discovery.Length];
        bytes[0] = discovery.Type;
        bytes[4] = (byte)((discovery.Router ? 0x80 : 0) | (discovery.Solicited ? 0x40 : 0) | (discovery.Override ? 0x20 : 0));
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(8), discovery.Target.Bits);
        if (discovery.LinkAddress is { } mac)
        {
            (bytes[24], bytes[25]) = (discovery.IsAdvertisement ? (byte)2 : (byte)1, 1);
            for (int i = 0; i < 6; i++) bytes[26 + i] = (byte)(mac.Bits >> 40 - 8 * i);
        }

        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), InternetChecksum.Of(ip.Source, ip.Destination, ip.Protocol, bytes));
        return bytes;
    }
}
