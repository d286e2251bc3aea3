using PodNet.Engine.Simulation;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>A packet is for this host (net/ipv4/ip_input.c, ip_local_deliver): fragments are joined, INPUT, then the protocol.</summary>
internal static class IpLocalDeliver
{
    public static void Run(Kernel kernel, NetDevice device, SkBuff skb)
    {
        if (skb.Packet.Ip!.IsFragment && !kernel.Fragments.Join(kernel, ref skb)) return;
        if (!Hooks.Run(kernel, skb, Hook.Input, skb.In ?? device, null, null)) return;
        switch (skb.Packet.Transport)
        {
            case IcmpHeader icmp:
                IcmpReceive.Run(kernel, skb, icmp);
                break;
            case NeighborDiscoveryHeader discovery:
                NeighborDiscovery.Receive(kernel, device, skb, discovery);
                break;
            case TcpHeader tcp:
                kernel.Tcp.Receive(kernel, skb, tcp);
                break;
            case UdpHeader udp:
                UdpReceive.Run(kernel, skb, udp);
                break;
            case null when skb.Packet.Ip!.Protocol == IpProtocol.IpInIp && IpipDevice.TryReceive(kernel, skb):
                break;
            default:
                IcmpError.Send(kernel, skb, IcmpMeaning.ProtocolUnreachable, "no such protocol here");
                kernel.Drop(skb, Tracing.Disposition.ConnectionRefused, $"nothing here speaks IP protocol {(byte)skb.Packet.Ip!.Protocol}");
                break;
        }
    }
}
