using System.Text.Json;

namespace PodNet.Jupyter.Wire;

/// <summary>The kernel's five sockets.</summary>
internal sealed class Channels : IDisposable
{
    private readonly MessageCodec _codec;
    private readonly ZmtpSocket _shell, _iopub, _stdin, _control, _heartbeat;

    /// <summary>Binds them; connections wait until <see cref="Start"/>.</summary>
    /// <exception cref="ConnectionFileException">A port cannot be had.</exception>
    public Channels(ConnectionFile connection, TimeProvider clock)
    {
        _codec = new(connection.Key, clock);
        ChannelPorts ports = connection.Ports;
        _shell = new(ZmtpRole.Router, connection.Address, ports.Shell);
        _iopub = new(ZmtpRole.Publisher, connection.Address, ports.Iopub);
        _stdin = new(ZmtpRole.Router, connection.Address, ports.Stdin);
        _control = new(ZmtpRole.Router, connection.Address, ports.Control);
        _heartbeat = new(ZmtpRole.Reply, connection.Address, ports.Heartbeat);
    }

    /// <summary>The ports they are bound to.</summary>
    public ChannelPorts Ports => new(_shell.Port, _iopub.Port, _stdin.Port, _control.Port, _heartbeat.Port);

    /// <summary>Takes connections and messages.</summary>
    /// <param name="received">Called with each request, on a thread of the front end that sent it.</param>
    public void Start(Action<Message> received)
    {
        _heartbeat.Start(static (peer, frames) => peer.Send(frames));
        _iopub.Start(static (_, _) => { });
        _shell.Start(Reader(Channel.Shell));
        _control.Start(Reader(Channel.Control));
        _stdin.Start(Reader(Channel.Stdin));

        Action<ZmtpPeer, IReadOnlyList<byte[]>> Reader(Channel channel) => (peer, frames) =>
        {
            if (_codec.Read(peer, channel, frames) is { } message) received(message);
        };
    }

    /// <summary>Answers a request.</summary>
    public void Reply(Message to, Action<Utf8JsonWriter> content)
    {
        ZmtpSocket socket = to.Channel switch { Channel.Shell => _shell, Channel.Control => _control, _ => _stdin };
        socket.Send(to.Peer, _codec.Write(to.Route, to.ReplyType, to.Header, content));
    }

    /// <summary>Tells all front ends.</summary>
    /// <param name="parent">The request that it belongs to, or null.</param>
    public void Publish(Message? parent, string type, Action<Utf8JsonWriter> content) =>
        _iopub.Publish(_codec.Write([System.Text.Encoding.ASCII.GetBytes("kernel." + type)], type, parent?.Header, content));

    /// <summary>Waits until what was sent has left, for a moment at most.</summary>
    public void Drain()
    {
        foreach (ZmtpSocket socket in (ZmtpSocket[])[_shell, _control, _iopub]) socket.Drain(milliseconds: 200);
    }

    public void Dispose()
    {
        foreach (ZmtpSocket socket in (ZmtpSocket[])[_shell, _iopub, _stdin, _control, _heartbeat]) socket.Dispose();
    }
}
