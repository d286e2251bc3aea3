using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>TCP of one kernel (net/ipv4/tcp_ipv4.c), as far as a request and its answer need it: handshake, data, FIN, and resets from closed ports.
/// Acknowledgements ride on data; sequence numbers are not kept, for nothing here loses single segments.</summary>
internal sealed class TcpStack
{
    /// <summary>Bytes of a simulated server's answer.</summary>
    private const int AnswerBytes = 180;

    // What an MSS leaves room for: IP and TCP header without options.
    private const int HeaderBytesV4 = 40;
    private const int HeaderBytesV6 = 60;

    /// <summary>The time stamp option, padded, which every data segment carries (RFC 7323).</summary>
    private const int TimestampBytes = 12;

    /// <summary>Server ends by flow, seen from here (source = this host).</summary>
    private readonly Dictionary<FiveTuple, ServerEnd> _servers = [];

    private enum ServerEnd
    {
        SynReceived,
        Established,
        Closing,
        TimeWait,
    }

    /// <summary>A segment for this host.</summary>
    public void Receive(Kernel kernel, SkBuff skb, TcpHeader tcp)
    {
        FiveTuple here = skb.Packet.Flow!.Value.Reversed;
        if (kernel.Network.Client is { } client && client.Expects(kernel, skb))
        {
            skb.Log.Steps.Add(new Delivered(kernel.Now, client.Name, null));
            client.Received(kernel, skb);
        }
        else if (_servers.TryGetValue(here, out ServerEnd end))
        {
            ServerReceived(kernel, skb, tcp, here, end);
        }
        else if (tcp.Flags == TcpFlags.Syn && SocketLookup.Find(kernel.Configuration, IpProtocol.Tcp, here.Source, here.SourcePort) is { } socket)
        {
            skb.Log.Steps.Add(new Delivered(kernel.Now, socket.Program, socket));
            _servers[here] = ServerEnd.SynReceived;
            Send(kernel, here, TcpFlags.Syn | TcpFlags.Ack, 0, socket.Program, JourneyRole.Reply, skb);
        }
        else
        {
            Refuse(kernel, skb, tcp, here);
        }
    }

    /// <summary>Sends a segment of the flow <paramref name="here"/>, whose source is this host.</summary>
    public static SendError Send(
        Kernel kernel, FiveTuple here, TcpFlags flags, int payload, string program, JourneyRole role, SkBuff? cause, int retransmissions = 0)
    {
        int mss = flags.HasFlag(TcpFlags.Syn) ? MaximumSegment(kernel, here) : 0;
        return LocalOutput.Send(
            kernel,
            new(program, role, here.Source, here.Destination, IpProtocol.Tcp, new TcpHeader(here.SourcePort, here.DestinationPort, flags, mss), payload)
            { Discovery = PathDiscovery.Always, Cause = cause, Rehashed = retransmissions },
            out _);
    }

    /// <summary>Bytes that fit one data segment of the flow: what is longer is cut, for requests and answers are one segment here.</summary>
    public static int Room(Kernel kernel, FiveTuple here) => MaximumSegment(kernel, here) - TimestampBytes;

    /// <summary>Answers a segment with a reset; nothing answers a reset, or what is no TCP.</summary>
    public static void SendReset(Kernel kernel, SkBuff skb)
    {
        if (skb.Packet.Tcp is not { } tcp || tcp.Flags.HasFlag(TcpFlags.Rst)) return;
        TcpFlags flags = tcp.Flags.HasFlag(TcpFlags.Ack) ? TcpFlags.Rst : TcpFlags.Rst | TcpFlags.Ack;
        Send(kernel, skb.Packet.Flow!.Value.Reversed, flags, 0, "tcp", JourneyRole.Reply, skb);
    }

    private static void Refuse(Kernel kernel, SkBuff skb, TcpHeader tcp, FiveTuple here)
    {
        SendReset(kernel, skb);
        if (tcp.Flags == TcpFlags.Syn)
        {
            kernel.Drop(
                skb, Disposition.ConnectionRefused, $"nobody listens on TCP port {here.SourcePort} of {here.Source}",
                SocketLookup.Nearest(kernel.Configuration, IpProtocol.Tcp, here.SourcePort));
        }
        else
        {
            kernel.Drop(skb, Disposition.NoSocketWaiting, $"no connection here belongs to {here.Destination}:{here.DestinationPort}");
        }
    }

    private void ServerReceived(Kernel kernel, SkBuff skb, TcpHeader tcp, FiveTuple here, ServerEnd end)
    {
        Socket? socket = SocketLookup.Find(kernel.Configuration, IpProtocol.Tcp, here.Source, here.SourcePort);
        string program = socket?.Program ?? "tcp";
        skb.Log.Steps.Add(new Delivered(kernel.Now, program, socket));
        if (tcp.Flags.HasFlag(TcpFlags.Rst))
        {
            _servers.Remove(here);
        }
        else if (tcp.Flags == TcpFlags.Syn)
        {
            Send(kernel, here, TcpFlags.Syn | TcpFlags.Ack, 0, program, JourneyRole.Reply, skb);
        }
        else if (tcp.Flags.HasFlag(TcpFlags.Fin))
        {
            if (end != ServerEnd.TimeWait) Send(kernel, here, TcpFlags.Ack, 0, program, JourneyRole.Reply, skb);
            _servers[here] = ServerEnd.TimeWait;
        }
        else if (skb.Packet.PayloadLength > 0 && end is (ServerEnd.SynReceived or ServerEnd.Established))
        {
            // The answer, and with it the end: a server of HTTP/1.0 closes.
            _servers[here] = ServerEnd.Closing;
            Send(kernel, here, TcpFlags.Psh | TcpFlags.Ack, Math.Min(AnswerBytes, Room(kernel, here)), program, JourneyRole.Reply, skb);
            Send(kernel, here, TcpFlags.Fin | TcpFlags.Ack, 0, program, JourneyRole.Reply, skb);
        }
        else if (end == ServerEnd.SynReceived)
        {
            _servers[here] = ServerEnd.Established;
        }
    }

    // What a SYN announces: what the route takes less the headers (net/ipv4/route.c, ipv4_default_advmss; net/ipv6/route.c, ip6_default_advmss).
    private static int MaximumSegment(Kernel kernel, FiveTuple here)
    {
        FibResult route = kernel.Configuration.Fib.Lookup(new(here.Destination, here.Source));
        return LocalOutput.Check(route.Route) == SendError.None
            && LocalOutput.TryOutgoingDevice(kernel.Configuration, route.Route!, out NetDevice? device)
                ? PathMtu.Of(kernel, route, device) - (here.Source.Family == IpFamily.V4 ? HeaderBytesV4 : HeaderBytesV6)
                : here.Source.Family == IpFamily.V4 ? 536 : 1220;
    }
}
