using System.Buffers.Binary;
using PodNet.Model.Addressing;
using PodNet.Model.Packets;

namespace PodNet.Printing.Captures;

/// <summary>Packets as the bytes that are on the wire, with right lengths and checksums. Seen with <c>tcpdump -XX</c>.</summary>
public static class FrameBytes
{
    private const int IpV4Length = 20;
    private const int IpV6Length = 40;
    private const byte FragmentHeader = 44;

    /// <summary>The whole frame, from its link header where it has one.</summary>
    public static byte[] Of(Packet packet, PacketContents contents)
    {
        byte[] network = Network(packet, contents);
        return packet.Ethernet is { } ethernet ? [.. Ethernet(ethernet, packet), .. network] : network;
    }

    /// <summary>The packet without link header.</summary>
    internal static byte[] Network(Packet packet, PacketContents contents)
    {
        if (packet.Arp is { } arp) return Arp(arp);
        if (packet.Ip is not { } ip) return Data(contents, packet.PayloadLength);
        byte[] payload = Payload(packet, ip, contents);
        return [.. ip.Source.Family == IpFamily.V4 ? IpV4(ip, payload.Length) : IpV6(ip, payload.Length), .. payload];
    }

    /// <summary>So many of the bytes behind the last header.</summary>
    internal static byte[] Data(PacketContents contents, int length)
    {
        byte[] data = new byte[length];
        ReadOnlySpan<byte> known = contents.Data.Span;
        known[..Math.Min(known.Length, length)].CopyTo(data);
        return data;
    }

    // A fragment is a piece of the whole packet's bytes; the checksum of its transport header is about all of them.
    private static byte[] Payload(Packet packet, IpHeader ip, PacketContents contents)
    {
        if (!ip.IsFragment) return TransportBytes.Of(packet, ip, contents);
        int length = packet.Inner is null ? packet.NetworkLength - ip.Length : (packet.Transport?.Length ?? 0) + packet.PayloadLength;
        byte[] piece = new byte[length];
        if (contents.WholeOf(packet) is not { Ip: { } wholeIp } whole) return piece;
        ReadOnlySpan<byte> all = TransportBytes.Of(whole, wholeIp, contents);
        if (ip.FragmentOffset < all.Length) all = all[ip.FragmentOffset..];
        all[..Math.Min(all.Length, piece.Length)].CopyTo(piece);
        return piece;
    }

    private static byte[] Ethernet(EthernetHeader header, Packet packet)
    {
        byte[] bytes = new byte[14];
        Write(bytes, header.Destination);
        Write(bytes.AsSpan(6), header.Source);
        ushort type = packet.Arp is not null ? (ushort)0x0806 : packet.Ip?.Source.Family == IpFamily.V6 ? (ushort)0x86dd : (ushort)0x0800;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(12), type);
        return bytes;
    }

    // Hardware type 1, protocol type IPv4, lengths 6 and 4.
    private static byte[] Arp(ArpHeader arp)
    {
        byte[] bytes = [0, 1, 8, 0, 6, 4, 0, (byte)arp.Operation, .. new byte[20]];
        Write(bytes.AsSpan(8), arp.SenderMac);
        Write(bytes.AsSpan(14), arp.SenderIp);
        Write(bytes.AsSpan(18), arp.TargetMac);
        Write(bytes.AsSpan(24), arp.TargetIp);
        return bytes;
    }

    // RFC 791 section 3.1: version 4, five words; no differentiated services.
    private static byte[] IpV4(IpHeader ip, int payload)
    {
        byte[] bytes = new byte[IpV4Length];
        bytes[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)(IpV4Length + payload));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), ip.Id);
        int flags = (ip.DontFragment ? 0x4000 : 0) | (ip.MoreFragments ? 0x2000 : 0);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(6), (ushort)(flags | ip.FragmentOffset / 8));
        (bytes[8], bytes[9]) = (ip.Ttl, (byte)ip.Protocol);
        Write(bytes.AsSpan(12), ip.Source);
        Write(bytes.AsSpan(16), ip.Destination);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(10), InternetChecksum.Of(bytes));
        return bytes;
    }

    // RFC 8200 sections 3 and 4.5: no traffic class, no flow label; a fragment has a header of its own for what IPv4 has in its only one.
    private static byte[] IpV6(IpHeader ip, int payload)
    {
        byte[] bytes = new byte[ip.Length];
        bytes[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), (ushort)(ip.Length - IpV6Length + payload));
        (bytes[6], bytes[7]) = (ip.IsFragment ? FragmentHeader : (byte)ip.Protocol, ip.Ttl);
        Write(bytes.AsSpan(8), ip.Source);
        Write(bytes.AsSpan(24), ip.Destination);
        if (!ip.IsFragment) return bytes;
        bytes[40] = (byte)ip.Protocol;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(42), (ushort)(ip.FragmentOffset & ~7 | (ip.MoreFragments ? 1 : 0)));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(44), ip.Id);
        return bytes;
    }

    private static void Write(Span<byte> to, MacAddress mac)
    {
        for (int i = 0; i < 6; i++) to[i] = (byte)(mac.Bits >> 40 - 8 * i);
    }

    private static void Write(Span<byte> to, IpAddress address)
    {
        if (address.Family == IpFamily.V4) BinaryPrimitives.WriteUInt32BigEndian(to, (uint)address.Bits);
        else BinaryPrimitives.WriteUInt128BigEndian(to, address.Bits);
    }
}
