using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>Cuts packets to an MTU (net/ipv4/ip_output.c, ip_do_fragment; net/ipv6/ip6_output.c, ip6_fragment): every part but the last carries a multiple of eight bytes.</summary>
internal static class Fragmentation
{
    private const int FragmentedV6 = 48;

    /// <summary>The parts in order. The first goes on in the packet's own journey, each other in one of its own.</summary>
    public static List<SkBuff> Split(Kernel kernel, SkBuff skb, NetDevice outgoing, int mtu)
    {
        Packet whole = skb.Packet;
        if (skb.PartSize > 0) mtu = Math.Min(mtu, skb.PartSize);
        if (whole.NetworkLength <= mtu) return [skb];
        int header = whole.Ip!.Length;
        int total = whole.NetworkLength - header;

        // In IPv6 what makes a part a part, its number too, is a header of its own behind the fixed one.
        bool v6 = whole.Ip.Source.Family == IpFamily.V6;
        int room = (mtu - (v6 ? FragmentedV6 : header)) & ~7;
        if (v6 && whole.Ip.Id == 0) whole = whole with { Ip = whole.Ip with { Id = (ushort)kernel.Network.Random.Next(1, 65535) } };
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
        foreach (SkBuff part in parts) (part.FragmentMax, part.PartSize, part.MayBeCut) = (0, 0, false);
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
