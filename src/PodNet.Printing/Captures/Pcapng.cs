using System.Buffers.Binary;
using System.Text;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Printing.Captures;

/// <summary>What the frames of an interface begin with (the registry of link types of the same draft's authors).</summary>
public enum LinkType : ushort
{
    /// <summary>An Ethernet header.</summary>
    Ethernet = 1,

    /// <summary>An IP header: there is no link header.</summary>
    RawIp = 101,
}

/// <summary>An interface that was captured on.</summary>
/// <param name="Name">"namespace:device".</param>
/// <param name="Description">What it is, in a few words.</param>
/// <param name="Mac">Null where it has none.</param>
public sealed record CaptureInterface(string Name, LinkType Link, string Description, MacAddress? Mac);

/// <summary>A frame as one interface saw it.</summary>
/// <param name="Interface">Index of the interface in the capture.</param>
/// <param name="Outbound">It went out by the interface; else it came in.</param>
/// <param name="Comment">What it is in the story; empty: no comment.</param>
public sealed record CapturedFrame(int Interface, SimulatedTime At, bool Outbound, string Comment, ReadOnlyMemory<byte> Bytes);

/// <summary>A capture file of draft-ietf-opsawg-pcapng: a section header, a block for each interface, a block for each frame; little-endian, times in
/// microseconds. The same capture gives the same bytes. Read with <c>tshark -r FILE</c> or Wireshark.</summary>
public static class Pcapng
{
    private const uint SectionHeader = 0x0a0d0d0a;
    private const uint ByteOrder = 0x1a2b3c4d;
    private const uint InterfaceDescription = 1;
    private const uint EnhancedPacket = 6;
    private const ushort Comment = 1;
    private const int SnapLength = 262_144;

    /// <summary>The file's bytes.</summary>
    /// <param name="comment">What the whole capture is about.</param>
    public static byte[] Write(ValueList<CaptureInterface> interfaces, IEnumerable<CapturedFrame> frames, string comment)
    {
        using MemoryStream file = new();
        Block(file, SectionHeader, [.. U32(ByteOrder), 1, 0, 0, 0, .. Enumerable.Repeat((byte)0xff, 8)], [.. Text(Comment, comment), .. Text(4, "PodNet")]);
        foreach (CaptureInterface each in interfaces) Write(file, each);
        foreach (CapturedFrame frame in frames) Write(file, frame);
        return file.ToArray();
    }

    // if_name 2, if_description 3, if_MACaddr 6, if_tsresol 9: ten to the power of minus six seconds.
    private static void Write(MemoryStream file, CaptureInterface each)
    {
        byte[] mac = each.Mac is { } address ? Option(6, [.. Enumerable.Range(0, 6).Select(i => (byte)(address.Bits >> 40 - 8 * i))]) : [];
        Block(
            file, InterfaceDescription, [.. U16((ushort)each.Link), 0, 0, .. U32(SnapLength)],
            [.. Text(2, each.Name), .. Text(3, each.Description), .. mac, .. Option(9, [6])]);
    }

    // epb_flags 2: 1 inbound, 2 outbound.
    private static void Write(MemoryStream file, CapturedFrame frame)
    {
        ulong time = (ulong)frame.At.Microseconds;
        uint length = (uint)frame.Bytes.Length;
        byte[] fixedPart =
        [
            .. U32((uint)frame.Interface), .. U32((uint)(time >> 32)), .. U32((uint)time), .. U32(length), .. U32(length),
            .. Padded(frame.Bytes.Span),
        ];
        byte[] comment = frame.Comment.Length == 0 ? [] : Text(Comment, frame.Comment);
        Block(file, EnhancedPacket, fixedPart, [.. comment, .. Option(2, U32(frame.Outbound ? 2u : 1u))]);
    }

    // Type, length, body, length again: a reader can go backwards.
    private static void Block(MemoryStream file, uint type, byte[] body, byte[] options)
    {
        uint length = (uint)(12 + body.Length + options.Length + 4);
        file.Write([.. U32(type), .. U32(length), .. body, .. options, 0, 0, 0, 0, .. U32(length)]);
    }

    private static byte[] Text(ushort code, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Printable.Clean(text));
        return Option(code, bytes.Length <= ushort.MaxValue ? bytes : bytes[..ushort.MaxValue]);
    }

    private static byte[] Option(ushort code, byte[] value) => [.. U16(code), .. U16((ushort)value.Length), .. Padded(value)];

    private static byte[] Padded(ReadOnlySpan<byte> bytes) => [.. bytes, .. new byte[-bytes.Length & 3]];

    private static byte[] U16(ushort value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] U32(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
