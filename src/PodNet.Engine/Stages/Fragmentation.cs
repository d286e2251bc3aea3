using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>Cuts packets to an MTU (net/ipv4/ip_output.c, ip_do_fragment): every part but the last carries a multiple of eight bytes.</summary>
internal static class Fragmentation
{
    /// <summary>The parts in order. The first goes on in the packet's own journey, each other in one of its own.</summary>
    public static List<SkBuff> Split(Kernel kernel, SkBuff skb, NetDevice outgoing, int mtu)
    {
        Packet whole = skb.Packet;
        if (skb.PartSize > 0) mtu = Math.Min(mtu, skb.PartSize);
        if (whole.NetworkLength <= mtu) return [skb];
        IpHeader ip = whole.Ip!;
        int header = ip.Length;
        int total = whole.NetworkLength - header;
        int room = (mtu - header) & ~7;
        List<SkBuff> parts = [];
        for (int offset = 0; offset < total; offset += room)
        {
            int length = Math.Min(room, total - offset);
            Packet part = Part(whole, offset, length, last: offset + length == total);
            if (offset == 0)
            {
                skb.Packet = part;
                parts.Add(skb);
                continue;
            }

            SkBuff other = kernel.Network.Originate(kernel, "ip", part, skb.Journey.Role, skb);
            (other.In, other.Route) = (skb.In, skb.Route);
            other.Mark = skb.Mark;
            other.Visits = skb.Visits;
            parts.Add(other);
        }

        skb.Log.Steps.Add(new Fragmented(kernel.Now, outgoing.Name, mtu, parts.Count));
        foreach (SkBuff part in parts) (part.FragmentMax, part.PartSize) = (0, 0);
        return parts;
    }

    private static Packet Part(Packet whole, int offset, int length, bool last)
    {
        IpHeader ip = whole.Ip! with
        {
            FragmentOffset = whole.Ip.FragmentOffset + offset,
            MoreFragments = !last || whole.Ip.MoreFragments,
            DontFragment = false,
        };
        return offset == 0
            ? whole with { Ip = ip, PayloadLength = length - (whole.Transport?.Length ?? 0) }
            : new Packet(whole.Ethernet, Ip: ip, PayloadLength: length);
    }
}
