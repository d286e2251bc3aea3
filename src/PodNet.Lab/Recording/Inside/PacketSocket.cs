using Microsoft.Win32.SafeHandles;

namespace PodNet.Lab.Recording.Inside;

/// <summary>A packet socket (packet(7)) on one interface: every frame that comes in or goes out, without making the interface promiscuous,
/// for that would change what a bridge does. The kernel copies each frame into a ring the moment it passes (PACKET_RX_RING, version 2): a
/// frame that is read from the socket later shares its bytes with the one that travels on, and the headers of fragments are overwritten
/// there.</summary>
internal sealed unsafe class PacketSocket : IDisposable
{
    private const uint SlotBytes = 1024;       // enough for the headers, a tunnel's and a quoted packet's included
    private const uint BlockBytes = 64 << 10;  // a multiple of every page size
    private const uint Blocks = 8;
    private const uint Slots = BlockBytes / SlotBytes * Blocks;

    private readonly SafeFileHandle _handle;
    private readonly byte* _ring;
    private uint _next;

    /// <summary>Opens it in the thread's network namespace.</summary>
    /// <exception cref="LabException">No such interface, or not allowed.</exception>
    public PacketSocket(CapturePoint point)
    {
        Point = point;
        uint index = Native.InterfaceIndex(point.Device);
        if (index == 0) throw Native.Failed($"interface {point.Device}");
        // Protocol 0 keeps it silent until it is bound to its interface.
        int fd = Native.OpenSocket(Native.AfPacket, Native.SockRaw | Native.SockCloexec, 0);
        if (fd < 0) throw Native.Failed("cannot open a packet socket");
        _handle = new(fd, ownsHandle: true);
        int on = 1, version = Native.RingVersion2;
        Native.RingRequest ring = new() { BlockSize = BlockBytes, BlockCount = Blocks, FrameSize = SlotBytes, FrameCount = Slots };
        bool set = Native.SetOption(fd, Native.SolSocket, Native.SoTimestampNs, &on, sizeof(int)) == 0
            && Native.SetOption(fd, Native.SolPacket, Native.PacketVersion, &version, sizeof(int)) == 0
            && Native.SetOption(fd, Native.SolPacket, Native.PacketRxRing, &ring, (uint)sizeof(Native.RingRequest)) == 0;
        if (!set) throw Native.Failed($"cannot get a ring for {point.Device}");
        _ring = Native.Map(null, BlockBytes * Blocks, Native.ReadWrite, Native.Shared, fd, 0);
        if (_ring == (byte*)-1) throw Native.Failed($"cannot map the ring of {point.Device}");
        Native.SockAddrLl address = new() { Family = Native.AfPacket, Protocol = Native.AllProtocols, Index = (int)index };
        if (Native.Bind(fd, &address, (uint)sizeof(Native.SockAddrLl)) != 0) throw Native.Failed($"cannot bind to {point.Device}");
    }

    public CapturePoint Point { get; }

    public int Descriptor => (int)_handle.DangerousGetHandle();

    /// <summary>The next frame, or null when there is none now.</summary>
    public RawFrame? Receive()
    {
        byte* slot = _ring + (nuint)_next * SlotBytes;
        Native.SlotHeader* header = (Native.SlotHeader*)slot;
        if ((Volatile.Read(ref header->Status) & Native.SlotIsUsers) == 0) return null;
        Native.SockAddrLl* from = (Native.SockAddrLl*)(slot + sizeof(Native.SlotHeader));
        long time = header->Seconds * 1_000_000_000L + header->Nanoseconds;
        byte[] kept = new ReadOnlySpan<byte>(slot + header->LinkOffset, (int)header->KeptLength).ToArray();
        RawFrame frame = new(time, Point, from->PacketType == Native.PacketOutgoing, (int)header->Length, kept);
        Volatile.Write(ref header->Status, 0); // the kernel's again
        _next = (_next + 1) % Slots;
        return frame;
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
    public void Dispose()
    {
        Native.Unmap(_ring, BlockBytes * Blocks);
        _handle.Dispose();
    }
}
