using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PodNet.Lab.Recording.Inside;

/// <summary>What listens in the lab: TCP sockets answer any HTTP request with "served by NAMESPACE" and close, UDP sockets send back what
/// they get.</summary>
internal sealed class Servers : IDisposable
{
    private const int Backlog = 9;
    private const int LargestRequest = 16 << 10;

    private readonly List<Socket> _sockets = [];

    /// <summary>Opens all of them.</summary>
    /// <exception cref="LabException">One cannot be opened.</exception>
    public Servers(IEnumerable<Listener> listeners)
    {
        foreach (IGrouping<string, Listener> group in listeners.GroupBy(l => l.Namespace))
        {
            NamespaceThread.Run(group.Key, () =>
            {
                foreach (Listener listener in group) Open(listener);
            });
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Socket socket in _sockets) socket.Dispose();
    }

    private void Open(Listener listener)
    {
        IPAddress any = Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
        IPAddress address = listener.Address is null ? any : IPAddress.Parse(listener.Address);
        Socket socket = listener.Tcp
            ? new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
            : new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _sockets.Add(socket);
        // IPv4's any too, as servers mostly have it: ss prints *. One that names [::] is beside another for IPv4, as bird6 beside bird.
        if (listener.Address is null && Socket.OSSupportsIPv6) socket.DualMode = true;
        socket.Bind(new IPEndPoint(address, listener.Port));
        if (listener.Tcp) socket.Listen(Backlog);
        _ = Task.Run(() => listener.Tcp ? AcceptAsync(socket, listener.Namespace) : EchoAsync(socket));
    }

    private static async Task AcceptAsync(Socket socket, string ns)
    {
        while (true)
        {
            Socket client = await socket.AcceptAsync().ConfigureAwait(false);
            _ = Task.Run(() => AnswerAsync(client, ns));
        }
    }

    private static async Task AnswerAsync(Socket client, string ns)
    {
        using (client)
        {
            byte[] buffer = new byte[LargestRequest];
            int length = 0;
            while (length < buffer.Length && !Encoding.ASCII.GetString(buffer, 0, length).Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                int got = await client.ReceiveAsync(buffer.AsMemory(length)).ConfigureAwait(false);
                if (got == 0) return;
                length += got;
            }

            string body = $"served by {ns}\n";
            string headers = $"Content-Type: text/plain\r\nConnection: close\r\nContent-Length: {body.Length}\r\n";
            string answer = $"HTTP/1.1 200 OK\r\n{headers}\r\n{body}";
            await client.SendAsync(Encoding.ASCII.GetBytes(answer)).ConfigureAwait(false);
            client.Shutdown(SocketShutdown.Send);
            // Closing while the client still has something to say would send a reset.
            while (await client.ReceiveAsync(buffer).ConfigureAwait(false) > 0) { }
        }
    }

    private static async Task EchoAsync(Socket socket)
    {
        byte[] buffer = new byte[ushort.MaxValue];
        EndPoint anybody = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (true)
        {
            SocketReceiveFromResult got = await socket.ReceiveFromAsync(buffer, anybody).ConfigureAwait(false);
            await socket.SendToAsync(buffer.AsMemory(0, got.ReceivedBytes), got.RemoteEndPoint).ConfigureAwait(false);
        }
    }
}
