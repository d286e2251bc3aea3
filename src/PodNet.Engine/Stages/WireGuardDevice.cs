using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>WireGuard (drivers/net/wireguard/device.c, send.c, receive.c, socket.c): a packet is encrypted for the peer whose allowed IPs hold
/// its destination, and goes as UDP to that peer's endpoint. Peers are taken as having agreed on keys: the handshake's own packets are not
/// simulated.</summary>
internal static class WireGuardDevice
{
    private const int Block = 16;

    public static void Transmit(Kernel kernel, WireGuard device, SkBuff skb)
    {
        Packet inner = skb.Packet;
        if (inner is not { Ethernet: null, Ip: { } ip })
        {
            kernel.Drop(skb, Disposition.NoTunnelEndpoint, $"{device.Name} takes IP packets only", device);
            return;
        }

        if (device.PeerOf(ip.Destination) is not { } peer)
        {
            IcmpError.Send(kernel, skb, IcmpMeaning.HostUnreachable, "nobody's allowed IPs hold the destination");
            kernel.Drop(skb, Disposition.NoTunnelEndpoint, $"no peer of {device.Name} has allowed IPs with {ip.Destination}", device);
            return;
        }

        // A packet that was encrypted has the device's own mark (wg_reset_packet, send4). Its TTL is a fresh one and DF is never set.
        skb.Mark = device.FirewallMark;
        Outgoing outer = new(
            device.Name, skb.Journey.Role, Source: null, peer.Endpoint, IpProtocol.Udp, new UdpHeader(device.ListenPort, peer.EndpointPort), Padding(inner, device))
        {
            Tunnel = new WireGuardHeader(device.PublicKey, peer.PublicKey),
            Inner = inner,
            Mark = skb.Mark,
        };
        LocalOutput.Wrap(kernel, skb, outer, device.Name, peer);
    }

    /// <summary>Decrypts a packet if a WireGuard device here listens on its port.</summary>
    public static bool TryReceive(Kernel kernel, SkBuff skb, UdpHeader udp)
    {
        if (skb.Packet.Tunnel is not WireGuardHeader header) return false;
        foreach (NetDevice candidate in kernel.Configuration.Devices)
        {
            if (candidate is not WireGuard { Up: true } device || device.ListenPort != udp.DestinationPort) continue;
            Receive(kernel, device, header, skb);
            return true;
        }

        return false;
    }

    // What a peer sends from an address that is not its own is thrown away after it was decrypted (wg_packet_consume_data_done).
    private static void Receive(Kernel kernel, WireGuard device, WireGuardHeader header, SkBuff skb)
    {
        WireGuardPeer? sender = device.PublicKey == header.Receiver ? device.Peers.FirstOrDefault(p => p.PublicKey == header.Sender) : null;
        if (sender is null)
        {
            kernel.Drop(skb, Disposition.UnknownTunnel, $"{device.Name} has no key that opens it: {header.Sender} is no peer, or it is for {header.Receiver}", device);
            return;
        }

        Packet outer = skb.Packet, inner = outer.Inner!;
        skb.Log.Steps.Add(new Decapsulated(kernel.Now, device.Name, outer, inner));
        if (device.PeerOf(inner.Ip!.Source)?.PublicKey != sender.PublicKey)
        {
            kernel.Drop(skb, Disposition.UnknownTunnel, $"{inner.Ip.Source} is not among the allowed IPs of the peer that sent it", device);
            return;
        }

        skb.Become(inner);
        skb.Mark = 0;
        DeviceReceive.Run(kernel, device, skb);
    }

    // Lengths tell much about what is encrypted: they are rounded up, as far as the MTU goes (calculate_skb_padding).
    private static int Padding(Packet inner, WireGuard device)
    {
        int length = inner.NetworkLength, rest = device.Mtu > 0 ? length % device.Mtu : length;
        if (length > device.Mtu && rest == 0) return 0;
        int padded = (rest + Block - 1) / Block * Block;
        return Math.Min(padded, Math.Max(device.Mtu, rest)) - rest;
    }
}
