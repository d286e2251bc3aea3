using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PodNet.Jupyter.Tests;

/// <summary>The other end of a ZMTP connection, written from the specification and not from the kernel's code.</summary>
internal sealed class ZmtpClient : IDisposable
{
    private const int Patience = 60_000;

    private readonly NetworkStream _stream;

    private ZmtpClient(int port)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = Patience, SendTimeout = Patience, NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        _stream = new(socket, ownsSocket: true);
    }

    /// <summary>A connection without a handshake.</summary>
    public static ZmtpClient Raw(int port) => new(port);

    /// <summary>A connection after its handshake.</summary>
    public static ZmtpClient Connect(int port, string socketType, string identity = "", byte minorVersion = 0)
    {
        ZmtpClient client = new(port);
        client.Write(Greeting(minorVersion));
        client.ReadGreeting();
        client.Write(Frame(4, Ready(socketType, identity)));
        (byte flags, byte[] body) = client.ReadFrame();
        Assert.Equal((4, "\u0005READY"), (flags, Encoding.ASCII.GetString(body[..6])));
        return client;
    }

    public static byte[] Greeting(byte minorVersion = 0)
    {
        byte[] greeting = new byte[64];
        (greeting[0], greeting[8], greeting[9], greeting[10], greeting[11]) = (0xFF, 1, 0x7F, 3, minorVersion);
        "NULL"u8.CopyTo(greeting.AsSpan(12));
        return greeting;
    }

    public static byte[] Ready(string socketType, string identity = "") =>
        [.. "\u0005READY\u000BSocket-Type\0\0\0"u8, (byte)socketType.Length, .. Ascii(socketType), .. "\u0008Identity\0\0\0"u8, (byte)identity.Length, .. Ascii(identity)];

    public static byte[] Frame(byte flags, ReadOnlySpan<byte> body)
    {
        if (body.Length < 256) return [flags, (byte)body.Length, .. body];
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(length, body.Length);
        return [(byte)(flags | 2), .. length, .. body];
    }

    public void ReadGreeting()
    {
        Span<byte> greeting = stackalloc byte[64];
        _stream.ReadExactly(greeting);
        Assert.Equal((0xFF, 0x7F, 3), (greeting[0], greeting[9], greeting[10]));
        Assert.Equal("NULL", Encoding.ASCII.GetString(greeting.Slice(12, 20)).TrimEnd('\0'));
    }

    public void Write(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    public void Send(params IReadOnlyList<byte[]> frames)
    {
        for (int i = 0; i < frames.Count; i++) Write(Frame((byte)(i + 1 < frames.Count ? 1 : 0), frames[i]));
    }

    public (byte Flags, byte[] Body) ReadFrame()
    {
        Span<byte> head = stackalloc byte[9];
        _stream.ReadExactly(head[..2]);
        bool isLong = (head[0] & 2) != 0;
        if (isLong) _stream.ReadExactly(head[2..]);
        byte[] body = new byte[isLong ? BinaryPrimitives.ReadInt64BigEndian(head[1..]) : head[1]];
        _stream.ReadExactly(body);
        return (head[0], body);
    }

    public List<byte[]> Receive()
    {
        List<byte[]> frames = [];
        while (true)
        {
            (byte flags, byte[] body) = ReadFrame();
            frames.Add(body);
            if ((flags & 1) == 0) return frames;
        }
    }

    /// <summary>Whether the kernel closes the connection, after whatever it still sends.</summary>
    public bool IsClosed()
    {
        try
        {
            byte[] rest = new byte[4096];
            while (_stream.Read(rest) > 0)
            {
            }

            return true;
        }
        catch (IOException problem)
        {
            return problem.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset };
        }
    }

    public void Dispose() => _stream.Dispose();

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
