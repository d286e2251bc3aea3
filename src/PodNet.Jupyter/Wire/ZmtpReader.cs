using System.Buffers.Binary;

namespace PodNet.Jupyter.Wire;

/// <summary>A frame as ZMTP 3.0 has it (rfc.zeromq.org/spec/23).</summary>
/// <param name="More">Another frame of the same message follows.</param>
/// <param name="Command">For the connection itself, not for who reads messages.</param>
internal readonly record struct ZmtpFrame(byte[] Body, bool More, bool Command);

/// <summary>The peer does not speak ZMTP as it must; it is disconnected.</summary>
internal sealed class ZmtpException(string message) : Exception(message);

/// <summary>Reads what a peer sends. Every length is checked before memory is taken for it.</summary>
internal sealed class ZmtpReader(Stream stream)
{
    /// <summary>Most bytes of a message: a large notebook cell with room to spare.</summary>
    public const int MostMessageBytes = 64 << 20;

    /// <summary>Most frames of a message; Jupyter's have seven, and one for each binary buffer.</summary>
    public const int MostFrames = 64;

    private const int Chunk = 64 << 10;

    /// <summary>Reads the peer's greeting: signature, version, security mechanism.</summary>
    /// <exception cref="ZmtpException">It is none, its version is older than 3, or it wants more security than NULL.</exception>
    public void ReadGreeting()
    {
        Span<byte> greeting = stackalloc byte[64];
        stream.ReadExactly(greeting[..11]);
        if (greeting[0] != 0xFF || greeting[9] != 0x7F) throw new ZmtpException("no ZMTP greeting");
        if (greeting[10] < 3) throw new ZmtpException("ZMTP older than 3.0");
        stream.ReadExactly(greeting[11..]);
        if (!greeting.Slice(12, 20).TrimEnd((byte)0).SequenceEqual("NULL"u8)) throw new ZmtpException("a security mechanism other than NULL");
    }

    /// <summary>Reads one frame.</summary>
    /// <param name="most">Most bytes it may have.</param>
    public ZmtpFrame ReadFrame(int most)
    {
        Span<byte> head = stackalloc byte[9];
        stream.ReadExactly(head[..2]);
        byte flags = head[0];
        bool isLong = (flags & 2) != 0, isCommand = (flags & 4) != 0, more = (flags & 1) != 0;
        if ((flags & ~7) != 0 || (isCommand && more)) throw new ZmtpException("reserved flags");
        ulong length = head[1];
        if (isLong)
        {
            stream.ReadExactly(head[2..]);
            length = BinaryPrimitives.ReadUInt64BigEndian(head[1..]);
        }

        if (length > (ulong)most) throw new ZmtpException("a frame too large");
        return new(ReadBody((int)length), more, isCommand);
    }

    // A length is only a promise: memory grows with what really arrives.
    private byte[] ReadBody(int length)
    {
        byte[] body = new byte[Math.Min(length, Chunk)];
        stream.ReadExactly(body);
        while (body.Length < length)
        {
            int have = body.Length;
            Array.Resize(ref body, (int)Math.Min(length, have * 4L));
            stream.ReadExactly(body.AsSpan(have));
        }

        return body;
    }
}
