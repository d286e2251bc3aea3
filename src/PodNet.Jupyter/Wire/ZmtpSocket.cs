using System.Net;
using System.Net.Sockets;

namespace PodNet.Jupyter.Wire;

/// <summary>A bound socket of one role with all its peers.</summary>
internal sealed class ZmtpSocket : IDisposable
{
    /// <summary>More connections than all front ends of one notebook together have.</summary>
    private const int MostPeers = 256;

    private readonly Socket _listener;
    private readonly ZmtpRole _role;
    private readonly List<ZmtpPeer> _peers = [];

    /// <exception cref="ConnectionFileException">The address or port cannot be had.</exception>
    public ZmtpSocket(ZmtpRole role, IPAddress address, int port)
    {
        _role = role;
        _listener = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(new IPEndPoint(address, port));
            _listener.Listen(64);
        }
        catch (SocketException refused)
        {
            _listener.Dispose();
            throw new ConnectionFileException($"port {port} of {address} cannot be used: {refused.Message}");
        }
    }

    /// <summary>The port it is bound to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Takes connections on a thread of its own.</summary>
    /// <param name="received">Called with each message, on a thread of the peer that sent it.</param>
    public void Start(Action<ZmtpPeer, IReadOnlyList<byte[]>> received)
    {
        Thread thread = new(() => AcceptAll(received), 256 << 10) { IsBackground = true, Name = _role.Name + " listener" };
        thread.Start();
    }

    /// <summary>Sends a message to all who subscribed to its first frame; all get messages in the same order.</summary>
    public void Publish(IReadOnlyList<byte[]> frames)
    {
        lock (_peers)
        {
            foreach (ZmtpPeer peer in _peers)
            {
                if (peer.Wants(frames[0])) peer.Send(frames);
            }
        }
    }

    /// <summary>Sends an answer to who asked; when that connection broke, to the one the same peer made since.</summary>
    public void Send(ZmtpPeer to, IReadOnlyList<byte[]> frames)
    {
        ZmtpPeer peer = to;
        if (to.IsClosed && to.Identity.Length > 0)
        {
            lock (_peers) peer = _peers.FindLast(p => !p.IsClosed && p.Identity.AsSpan().SequenceEqual(to.Identity)) ?? to;
        }

        peer.Send(frames);
    }

    /// <summary>Waits until what was sent has been handed to the system, for a moment at most.</summary>
    public void Drain(int milliseconds)
    {
        ZmtpPeer[] peers;
        lock (_peers) peers = [.. _peers];
        foreach (ZmtpPeer peer in peers) peer.Drain(milliseconds);
    }

    public void Dispose()
    {
        _listener.Dispose();
        ZmtpPeer[] peers;
        lock (_peers) peers = [.. _peers];
        foreach (ZmtpPeer peer in peers) peer.Dispose();
    }

    private void AcceptAll(Action<ZmtpPeer, IReadOnlyList<byte[]>> received)
    {
        while (true)
        {
            try
            {
                ZmtpPeer peer = new(_listener.Accept(), _role);
                lock (_peers)
                {
                    if (_peers.Count == MostPeers)
                    {
                        peer.Dispose();
                        continue;
                    }

                    _peers.Add(peer);
                }

                peer.Start(received, Forget);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException lost) when (lost.SocketErrorCode is SocketError.OperationAborted or SocketError.Interrupted or SocketError.NotSocket)
            {
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(10); // one connection failed, or no file descriptors are left for now
            }
        }
    }

    private void Forget(ZmtpPeer peer)
    {
        lock (_peers) _peers.Remove(peer);
    }
}
