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
}
