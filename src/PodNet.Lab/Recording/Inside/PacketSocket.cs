using Microsoft.Win32.SafeHandles;

namespace PodNet.Lab.Recording.Inside;

/// <summary>A packet socket (packet(7)) on one interface: every frame that comes in or goes out, without making the interface promiscuous, for that
/// would change what a bridge does.</summary>
internal sealed unsafe class PacketSocket : IDisposable
{
    private const int Kept = 512;              // enough for the headers, a tunnel's and a quoted packet's included
    private const int BufferBytes = 8 << 20;
    private const int ControlBytes = 64;

    private readonly SafeFileHandle _handle;

    /// <summary>Opens it in the thread's network namespace.</summary>
    /// <exception cref="LabException">No such interface, or not allowed.</exception>
    public PacketSocket(CapturePoint point)
    {
        Point = point;
        uint index = Native.InterfaceIndex(point.Device);
        if (index == 0) throw Native.Failed($"interface {point.Device}");
        // Protocol 0 keeps it silent until it is bound to its interface.
        int fd = Native.OpenSocket(Native.AfPacket, Native.SockRaw | Native.SockCloexecNonblock, 0);
        if (fd < 0) throw Native.Failed("cannot open a packet socket");
        _handle = new(fd, ownsHandle: true);
        int on = 1, bytes = BufferBytes;
        Native.SetOption(fd, Native.SolSocket, Native.SoRcvBufForce, &bytes, sizeof(int)); // where it is refused the default must do
        if (Native.SetOption(fd, Native.SolSocket, Native.SoTimestampNs, &on, sizeof(int)) != 0) throw Native.Failed("no time stamps");
        Native.SockAddrLl address = new() { Family = Native.AfPacket, Protocol = Native.AllProtocols, Index = (int)index };
        if (Native.Bind(fd, &address, (uint)sizeof(Native.SockAddrLl)) != 0) throw Native.Failed($"cannot bind to {point.Device}");
    }

    public CapturePoint Point { get; }

    public int Descriptor => (int)_handle.DangerousGetHandle();

    /// <summary>The next frame, or null when there is none now.</summary>
    public RawFrame? Receive()
    {
        byte* bytes = stackalloc byte[Kept];
        byte* control = stackalloc byte[ControlBytes];
        Native.SockAddrLl from = default;
        Native.IoVector vector = new() { Base = bytes, Length = Kept };
        Native.MessageHeader message = new()
        {
            Name = &from, NameLength = (uint)sizeof(Native.SockAddrLl), Vectors = &vector, VectorCount = 1, Control = control, ControlLength = ControlBytes,
        };
        int length = (int)Native.Receive(Descriptor, &message, Native.MsgTrunc); // the true length, though cut
        if (length < 0) return null;
        byte[] kept = new ReadOnlySpan<byte>(bytes, Math.Min(length, Kept)).ToArray();
        return new(TimeStamp(control, message.ControlLength), Point, from.PacketType == Native.PacketOutgoing, length, kept);
    }

    /// <summary>Sends a frame.</summary>
    public void Send(ReadOnlySpan<byte> frame)
    {
        fixed (byte* bytes = frame) Native.Write(Descriptor, bytes, (nuint)frame.Length);
    }

    /// <summary>Frames the kernel had no room for since the last call.</summary>
    public uint TakeLosses()
    {
        uint* counters = stackalloc uint[2];
        uint length = 8;
        return Native.GetOption(Descriptor, Native.SolPacket, Native.PacketStatistics, counters, &length) == 0 ? counters[1] : 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    // A control message: its length, level and type, then here seconds and nanoseconds (cmsg(3), timespec(3type)).
    private static long TimeStamp(byte* control, nuint length)
    {
        bool isTime = length >= 32 && *(int*)(control + 8) == Native.SolSocket && *(int*)(control + 12) == Native.SoTimestampNs;
        return isTime ? *(long*)(control + 16) * 1_000_000_000 + *(long*)(control + 24) : 0;
    }
}
