using System.Diagnostics;
using System.Net;
using PodNet.Lab.Captures;

namespace PodNet.Lab.Recording.Inside;

/// <summary>Captures on every interface of the lab at once.</summary>
internal sealed unsafe class PacketCapture : IDisposable
{
    private readonly List<PacketSocket> _sockets = [];
    private readonly List<RawFrame> _seen = [];
    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private readonly Thread _reader;
    private long _from;
    private volatile bool _over;

    /// <summary>Opens a socket on each of the points and starts to read them.</summary>
    public PacketCapture(IEnumerable<CapturePoint> points)
    {
        foreach (IGrouping<string, CapturePoint> group in points.GroupBy(p => p.Namespace))
            NamespaceThread.Run(group.Key, () => _sockets.AddRange(group.Select(p => new PacketSocket(p))));
        _reader = new(Read) { IsBackground = true };
        _reader.Start();
    }

    /// <summary>How long no frame has come that the format knows.</summary>
    public TimeSpan Quiet
    {
        get
        {
            lock (_lock) return _sinceLast.Elapsed;
        }
    }

    /// <summary>The frames so far.</summary>
    public IReadOnlyList<Frame> Frames
    {
        get
        {
            lock (_lock) return RawFrame.ToFrames(_seen);
        }
    }

    /// <summary>Forgets the frames so far, those too that passed before now and are still to be read.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _seen.Clear();
            _from = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
        }

        foreach (PacketSocket socket in _sockets) socket.TakeLosses();
    }

    /// <summary>Makes every host known to the bridges: each sends an ARP request for its own address (RFC 5227, ARP announcement), which
    /// changes nobody's neighbour table but, being a broadcast, every bridge's FDB.</summary>
    public void Announce()
    {
        foreach (PacketSocket socket in _sockets.Where(s => s.Point.Announces is not null))
        {
            byte[] mac = Convert.FromHexString(socket.Point.Mac.Replace(":", "", StringComparison.Ordinal));
            byte[] address = IPAddress.Parse(socket.Point.Announces!).GetAddressBytes();
            byte[] everybody = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff], nobody = [0, 0, 0, 0, 0, 0];
            socket.Send([.. everybody, .. mac, 8, 6, 0, 1, 8, 0, 6, 4, 0, 1, .. mac, .. address, .. nobody, .. address]);
        }
    }

    /// <summary>Makes sure that no frame was lost.</summary>
    /// <exception cref="LabException">One was.</exception>
    public void RefuseLosses()
    {
        foreach (PacketSocket socket in _sockets)
        {
            if (socket.TakeLosses() is var lost and > 0)
            {
                throw new LabException($"the kernel dropped {lost} frames on {socket.Point.Namespace}:{socket.Point.Device}; "
                    + "record again on a quieter machine");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _over = true;
        _reader.Join();
        foreach (PacketSocket socket in _sockets) socket.Dispose();
    }

    private void Read()
    {
        Native.PollFd[] polled = [.. _sockets.Select(s => new Native.PollFd { Fd = s.Descriptor, Events = Native.PollIn })];
        fixed (Native.PollFd* fds = polled)
        {
            while (!_over)
            {
                if (Native.Poll(fds, (nuint)polled.Length, 50) <= 0) continue;
                for (int i = 0; i < polled.Length; i++)
                {
                    if (polled[i].Returned != 0) Drain(_sockets[i]);
                }
            }
        }
    }

    private void Drain(PacketSocket socket)
    {
        while (socket.Receive() is { } sighting)
        {
            bool known = FrameDecoder.Decode(sighting.Bytes, sighting.Length) is not null;
            if (!known) continue;
            lock (_lock)
            {
                if (sighting.Nanoseconds < _from) continue;
                _seen.Add(sighting);
                _sinceLast.Restart();
            }
        }
    }
}
