using System.Buffers.Binary;

namespace PodNet.Jupyter.Wire;

/// <summary>Writes greetings, commands and messages as ZMTP 3.0 has them (rfc.zeromq.org/spec/23).</summary>
internal static class ZmtpWriter
{
    /// <summary>Version 3.0, mechanism NULL.</summary>
    public static byte[] Greeting()
    {
        byte[] greeting = new byte[64];
        (greeting[0], greeting[9], greeting[10]) = (0xFF, 0x7F, 3);
        "NULL"u8.CopyTo(greeting.AsSpan(12));
        return greeting;
    }

    /// <summary>The command that ends the handshake.</summary>
    public static byte[] Ready(string socketType) =>
        Command("READY", [.. Property("Socket-Type", System.Text.Encoding.ASCII.GetBytes(socketType)), .. Property("Identity", [])]);

    /// <summary>The command that says why there will be no messages.</summary>
    public static byte[] Error(string reason) => Command("ERROR", [(byte)reason.Length, .. System.Text.Encoding.ASCII.GetBytes(reason)]);

    /// <summary>A command with its body.</summary>
    public static byte[] Command(string name, ReadOnlySpan<byte> body) =>
        Frame([(byte)name.Length, .. System.Text.Encoding.ASCII.GetBytes(name), .. body], 4);

    /// <summary>All frames of a message.</summary>
    public static byte[] Message(IReadOnlyList<byte[]> frames)
    {
        byte[] message = new byte[frames.Sum(f => HeadBytes(f.Length) + f.Length)];
        int at = 0;
        for (int i = 0; i < frames.Count; i++) at += Write(message.AsSpan(at), frames[i], (byte)(i + 1 < frames.Count ? 1 : 0));
        return message;
    }

    private static byte[] Property(string name, byte[] value)
    {
        byte[] property = [(byte)name.Length, .. System.Text.Encoding.ASCII.GetBytes(name), 0, 0, 0, 0, .. value];
        BinaryPrimitives.WriteInt32BigEndian(property.AsSpan(1 + name.Length), value.Length);
        return property;
    }

    private static byte[] Frame(byte[] body, byte flags)
    {
        byte[] frame = new byte[HeadBytes(body.Length) + body.Length];
        Write(frame, body, flags);
        return frame;
    }

    private static int HeadBytes(int length) => length > 255 ? 9 : 2;

    private static int Write(Span<byte> into, byte[] body, byte flags)
    {
        int head = HeadBytes(body.Length);
        into[0] = head == 9 ? (byte)(flags | 2) : flags;
        if (head == 9) BinaryPrimitives.WriteInt64BigEndian(into[1..], body.Length);
        else into[1] = (byte)body.Length;
        body.CopyTo(into[head..]);
        return head + body.Length;
    }
}
