using System.Buffers.Binary;
using PodNet.Model.Packets;

namespace PodNet.Printing.Captures;

/// <summary>Tunnel headers as bytes: one method for each kind. IP in IP (RFC 2003) has none, the inner packet follows the outer IP header.</summary>
internal static class TunnelBytes
{
    /// <summary>The header in front of <paramref name="inner"/>.</summary>
    /// <exception cref="NotSupportedException">A header that nobody wrote bytes for.</exception>
    public static byte[] Of(TunnelHeader header, Packet inner) => header switch
    {
        VxlanHeader vxlan => Vxlan(vxlan),
        GeneveHeader geneve => Geneve(geneve),
        _ => throw new NotSupportedException($"no bytes for {header.GetType().Name} around {inner}"),
    };

    // RFC 7348 section 5: flags, three reserved bytes, 24 bits of VNI, one reserved byte.
    private static byte[] Vxlan(VxlanHeader header)
    {
        byte[] bytes = new byte[header.Length];
        bytes[0] = header.Flags;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), (uint)header.Vni << 8);
        return bytes;
    }

    // RFC 8926 section 3.4: version 0 and the options' length in words, no flags, protocol Ethernet, 24 bits of VNI, one reserved byte. What the options
    // hold is not modelled: one option of class 0xffff (experimental), type 1, that fills them.
    private static byte[] Geneve(GeneveHeader header)
    {
        byte[] bytes = new byte[header.Length];
        bytes[0] = (byte)(header.OptionsLength / 4);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), 0x6558);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), (uint)header.Vni << 8);
        if (header.OptionsLength < 4) return bytes;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), 0xffff0100 | (uint)(header.OptionsLength / 4 - 1));
        return bytes;
    }
}
