using System.Net.Sockets;

namespace PodNet.Jupyter.Wire;

/// <summary>One connection of a front end to one socket. A thread reads; another writes, once there is something to write, so that a peer that
/// does not read holds nobody up. Threads of their own rather than the pool's: a cell can keep every thread of the pool busy, and the kernel has to
/// answer then too.</summary>
internal sealed class ZmtpPeer(Socket socket, ZmtpRole role) : IDisposable
{
    /// <summary>A peer with more bytes than this waiting for it does not read at all, and is disconnected.</summary>
    private const long MostWaiting = 256L << 20;

    private const int HandshakeMilliseconds = 30_000, SmallStack = 256 << 10;

    private readonly Queue<byte[]> _outgoing = new();
    private readonly Subscriptions _subscriptions = new();
    private long _waiting;
    private Thread? _writer;
    private bool _closed;

    /// <summary>The identity that the peer gave itself; empty when it gave none.</summary>
    public byte[] Identity { get; private set; } = [];

    /// <summary>Whether nothing more can be sent to it.</summary>
    public bool IsClosed => Volatile.Read(ref _closed);

    /// <summary>Reads messages on a new thread until the peer goes away or misbehaves.</summary>
    public void Start(Action<ZmtpPeer, IReadOnlyList<byte[]>> received, Action<ZmtpPeer> gone) =>
        Run(role.Name + " reader", () =>
        {
            try
            {
                ReadAll(received);
            }
            catch (Exception)
            {
                // It went away, or does not speak ZMTP: either way this connection is over, and the kernel is not.
            }
            finally
            {
                Dispose();
                gone(this);
            }
        });

    /// <summary>Queues a message; nothing happens when the peer is gone.</summary>
    public void Send(IReadOnlyList<byte[]> frames) => Queue(ZmtpWriter.Message(frames));

    /// <summary>Whether the peer subscribed to this topic.</summary>
    public bool Wants(byte[] topic) => _subscriptions.Want(topic);

    /// <summary>Waits until everything queued has been handed to the system.</summary>
    public void Drain(int milliseconds)
    {
        long end = Environment.TickCount64 + milliseconds;
        lock (_outgoing)
        {
            while (_waiting > 0 && !_closed && Environment.TickCount64 < end) Monitor.Wait(_outgoing, 5);
        }
    }

    public void Dispose()
    {
        lock (_outgoing)
        {
            _closed = true;
            Monitor.PulseAll(_outgoing);
        }

        socket.Dispose();
    }

    private void ReadAll(Action<ZmtpPeer, IReadOnlyList<byte[]>> received)
    {
        socket.NoDelay = true;
        using NetworkStream network = new(socket);
        using BufferedStream buffered = new(network, 16 << 10);
        ZmtpReader reader = new(buffered);
        socket.ReceiveTimeout = HandshakeMilliseconds;
        network.Write(ZmtpWriter.Greeting());
        reader.ReadGreeting();
        Introduce(reader, network);
        socket.ReceiveTimeout = 0;
        List<byte[]> message = [];
        int bytes = 0;
        while (true)
        {
            ZmtpFrame frame = reader.ReadFrame(ZmtpReader.MostMessageBytes - bytes);
            if (frame.Command)
            {
                Obey(frame.Body);
                continue;
            }

            message.Add(frame.Body);
            bytes += frame.Body.Length;
            if (message.Count > ZmtpReader.MostFrames) throw new ZmtpException("too many frames");
            if (frame.More) continue;
            if (role == ZmtpRole.Publisher) Subscribe(message[0]);
            else received(this, message);
            (message, bytes) = ([], 0);
        }
    }

    private void Introduce(ZmtpReader reader, NetworkStream network)
    {
        network.Write(ZmtpWriter.Ready(role.Name));
        ZmtpFrame ready = reader.ReadFrame(4096);
        try
        {
            if (!ready.Command) throw new ZmtpException("no READY command");
            Identity = role.Accept(ready.Body);
        }
        catch (ZmtpException refused)
        {
            network.Write(ZmtpWriter.Error(refused.Message));
            throw;
        }
    }

    // ZMTP 3.0 sends subscriptions as messages: 1 or 0, then the prefix. ZMTP 3.1 (spec/37) has commands for them, and PING.
    private void Subscribe(byte[] body)
    {
        if (body.Length > 0 && body[0] <= 1) _subscriptions.Change(body.AsSpan(1), body[0] == 1);
    }

    private void Obey(byte[] command)
    {
        ReadOnlySpan<byte> body = command;
        if (body.StartsWith("\u0009SUBSCRIBE"u8)) _subscriptions.Change(body[10..], subscribe: true);
        else if (body.StartsWith("\u0006CANCEL"u8)) _subscriptions.Change(body[7..], subscribe: false);
        else if (body.StartsWith("\u0004PING"u8) && body.Length is >= 7 and <= 23) Queue(ZmtpWriter.Command("PONG", body[7..]));
    }

    private void Queue(byte[] bytes)
    {
        lock (_outgoing)
        {
            if (_closed) return;
            _outgoing.Enqueue(bytes);
            _waiting += bytes.Length;
            if (_waiting > MostWaiting) socket.Dispose();
            _writer ??= Run(role.Name + " writer", WriteAll);
            Monitor.PulseAll(_outgoing);
        }
    }

    private void WriteAll()
    {
        try
        {
            while (Next() is { } bytes)
            {
                for (int sent = 0; sent < bytes.Length;) sent += socket.Send(bytes.AsSpan(sent));
                lock (_outgoing)
                {
                    _waiting -= bytes.Length;
                    Monitor.PulseAll(_outgoing);
                }
            }
        }
        catch (Exception)
        {
            Dispose(); // the peer is gone
        }
    }

    private byte[]? Next()
    {
        lock (_outgoing)
        {
            while (_outgoing.Count == 0 && !_closed) Monitor.Wait(_outgoing);
            return _closed ? null : _outgoing.Dequeue();
        }
    }

    private static Thread Run(string name, Action act)
    {
        Thread thread = new(() => act(), SmallStack) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }
}
