using System.Buffers.Binary;
using System.Text;
using PodNet.Model.Addressing;
using PodNet.Model.Packets;

namespace PodNet.Printing.Captures;

/// <summary>What tunnels put around a packet, as bytes: one method for each kind. IP in IP (RFC 2003) has none, the inner packet follows the outer IP
/// header.</summary>
internal static class TunnelBytes
{
    private const int WireGuardData = 4;
    private const int WireGuardHead = 16;
    private const int WireGuardTag = 16;

    /// <summary>All that stands behind the outer transport header.</summary>
    /// <param name="outer">A packet with an inner one.</param>
    /// <exception cref="NotSupportedException">A header that nobody wrote bytes for.</exception>
    public static byte[] Of(Packet outer, PacketContents contents) => outer.Tunnel switch
    {
        null => FrameBytes.Of(outer.Inner!, contents),
        VxlanHeader vxlan => [.. Vxlan(vxlan), .. FrameBytes.Of(outer.Inner!, contents)],
        GeneveHeader geneve => [.. Geneve(geneve), .. FrameBytes.Of(outer.Inner!, contents)],
        SleeveHeader sleeve => Sleeve(sleeve, FrameBytes.Of(outer.Inner!, contents)),
        WireGuardHeader wireGuard => WireGuard(wireGuard, outer.Inner!.FrameLength + outer.PayloadLength, contents.CounterOf(outer)),
        _ => throw new NotSupportedException($"no bytes for {outer.Tunnel.GetType().Name} around {outer.Inner}"),
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

    // router/sleeve.go and frame_crypto.go (NonEncryptor): the sending peer's name once for each packet; then for each frame, of which there is one here, the
    // peers it is from and for, and its length.
    private static byte[] Sleeve(SleeveHeader header, byte[] frame)
    {
        byte[] bytes = [.. new byte[header.Length], .. frame];
        PeerName(bytes, header.From);
        PeerName(bytes.AsSpan(6), header.From);
        PeerName(bytes.AsSpan(12), header.To);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(18), (ushort)frame.Length);
        return bytes;
    }

    // A peer's name is six bytes, written as a MAC address; of any other name six bytes that are always the same.
    private static void PeerName(Span<byte> to, string name)
    {
        ulong bits = MacAddress.TryParse(name, out MacAddress mac) ? mac.Bits : Mixed(name);
        for (int i = 0; i < 6; i++) to[i] = (byte)(bits >> 40 - 8 * i);
    }

    // drivers/net/wireguard/messages.h, message_data: type, three reserved bytes, the receiver's index, the counter, all little-endian; then what is
    // encrypted and its tag. There are no session keys here: bytes that look as random as those would, and are the same each time.
    private static byte[] WireGuard(WireGuardHeader header, int length, ulong counter)
    {
        byte[] bytes = new byte[WireGuardHead + length + WireGuardTag];
        bytes[0] = WireGuardData;
        ulong session = Mixed(header.Sender + header.Receiver);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)session);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), counter);
        ulong state = Mixed(session + counter);
        for (int i = WireGuardHead; i < bytes.Length; i++)
        {
            state = Mixed(state);
            bytes[i] = (byte)state;
        }

        return bytes;
    }

    private static ulong Mixed(string text) => Encoding.UTF8.GetBytes(text).Aggregate(0ul, static (state, next) => Mixed(state ^ next));

    // A step of the generator SplitMix64.
    private static ulong Mixed(ulong state)
    {
        state += 0x9e3779b97f4a7c15;
        state = (state ^ state >> 30) * 0xbf58476d1ce4e5b9;
        state = (state ^ state >> 27) * 0x94d049bb133111eb;
        return state ^ state >> 31;
    }
}
