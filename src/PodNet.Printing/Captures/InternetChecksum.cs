using System.Buffers.Binary;
using PodNet.Model.Addressing;
using PodNet.Model.Packets;

namespace PodNet.Printing.Captures;

/// <summary>The Internet checksum, RFC 1071: the ones' complement of the ones' complement sum of all 16-bit words.</summary>
public static class InternetChecksum
{
    /// <summary>The checksum of some bytes; 0 when they hold a right one already.</summary>
    public static ushort Of(ReadOnlySpan<byte> bytes) => Fold(Sum(bytes));

    /// <summary>The checksum of a transport's bytes with the pseudo-header in front (RFC 9293 section 3.1, RFC 768, RFC 8200 section 8.1).</summary>
    public static ushort Of(IpAddress source, IpAddress destination, IpProtocol protocol, ReadOnlySpan<byte> transport) =>
        Fold(Sum(source) + Sum(destination) + (uint)protocol + (uint)transport.Length + Sum(transport));

    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        for (; bytes.Length > 1; bytes = bytes[2..]) sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        return bytes.IsEmpty ? sum : sum + (uint)(bytes[0] << 8);
    }

    private static ulong Sum(IpAddress address)
    {
        ulong sum = 0;
        for (UInt128 bits = address.Bits; bits != 0; bits >>= 16) sum += (ushort)bits;
        return sum;
    }

    private static ushort Fold(ulong sum)
    {
        while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }
}
