using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>UDP for this host (net/ipv4/udp.c): a tunnel's socket unwraps, a listening program answers, and nobody means port unreachable.</summary>
internal static class UdpReceive
{
    /// <summary>Bytes of a simulated server's answer.</summary>
    private const int AnswerBytes = 64;

    public static void Run(Kernel kernel, SkBuff skb, UdpHeader udp)
    {
        IpHeader ip = skb.Packet.Ip!;
        Socket? socket = SocketLookup.Find(kernel.Configuration, IpProtocol.Udp, ip.Destination, udp.DestinationPort);
        if (socket is not null && skb.Packet.Tunnel is not null && TunnelReceives(kernel, skb, udp)) return;
        if (kernel.Network.Client?.Expects(kernel, skb) == true)
        {
            skb.Log.Steps.Add(new Delivered(kernel.Now, kernel.Network.Client.Name, null));
            kernel.Network.Client.Received(kernel, skb);
            return;
        }

        if (socket is null)
        {
            IcmpError.Send(kernel, skb, IcmpMeaning.PortUnreachable, $"nobody listens on UDP port {udp.DestinationPort}");
            kernel.Drop(
                skb, Disposition.ConnectionRefused, $"nobody listens on UDP port {udp.DestinationPort} of {ip.Destination}",
                SocketLookup.Nearest(kernel.Configuration, IpProtocol.Udp, udp.DestinationPort));
            return;
        }

        skb.Log.Steps.Add(new Delivered(kernel.Now, socket.Program, socket));
        LocalOutput.Send(
            kernel,
            new(
                socket.Program, JourneyRole.Reply, ip.Destination, ip.Source, IpProtocol.Udp, new UdpHeader(udp.DestinationPort, udp.SourcePort), AnswerBytes)
            { Cause = skb, Discovery = PathDiscovery.WhereItFits },
            out _);
    }

    // Each takes only what carries its own kind of header.
    private static bool TunnelReceives(Kernel kernel, SkBuff skb, UdpHeader udp) =>
        VxlanDevice.TryReceive(kernel, skb, udp) || ExternalTunnel.TryReceive(kernel, skb, udp) || WireGuardDevice.TryReceive(kernel, skb, udp)
        || (skb.Packet.Tunnel is SleeveHeader && UserSpaceForwarding.TryReceive(kernel, skb, udp));
}

/// <summary>Finds the listening socket a packet belongs to; one bound to the address wins over one bound to any (net/ipv4/inet_hashtables.c).</summary>
internal static class SocketLookup
{
    public static Socket? Find(NetworkNamespace ns, IpProtocol protocol, Model.Addressing.IpAddress destination, ushort port)
    {
        Socket? best = null;
        foreach (Socket socket in ns.Sockets)
        {
            if (socket.Accepts(protocol, destination, port) && (best is null || best.Address is null)) best = socket;
        }

        return best;
    }

    /// <summary>A socket that came near: same port at another address or protocol, else any of the same protocol.</summary>
    public static Socket? Nearest(NetworkNamespace ns, IpProtocol protocol, ushort port) =>
        ns.Sockets.FirstOrDefault(s => s.Port == port) ?? ns.Sockets.FirstOrDefault(s => s.Protocol == protocol);
}
