using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>A packet leaves IP (net/ipv4/ip_output.c; net/ipv6/ip6_output.c): POSTROUTING, cut to the MTU, then the neighbour.</summary>
internal static class IpOutput
{
    public static void Run(Kernel kernel, FibResult route, NetDevice outgoing, SkBuff skb)
    {
        skb.Route = route;
        if (!Hooks.Run(kernel, skb, Hook.Postrouting, null, outgoing, null, route)) return;
        int mtu = PathMtu.Of(kernel, route, outgoing);
        if (skb.Packet.NetworkLength <= mtu && skb.FragmentMax == 0)
        {
            kernel.Neighbors.Output(kernel, outgoing, route.NextHop, skb);
            return;
        }

        int limit = skb.FragmentMax > 0 ? Math.Min(mtu, skb.FragmentMax) : mtu;
        IpHeader ip = skb.Packet.Ip!;

        // DF is the sender's word in IPv4. In IPv6 only who made a packet may cut it.
        bool v6 = ip.Source.Family == IpFamily.V6;
        if (skb.Packet.NetworkLength > limit && skb.FragmentMax == 0 && (v6 ? !skb.MayBeCut : ip.DontFragment))
        {
            IcmpError.Send(kernel, skb, IcmpMeaning.TooBig, $"MTU {mtu}", mtu);
            kernel.Drop(skb, Disposition.FragmentationNeeded, $"{skb.Packet.NetworkLength} bytes do not fit MTU {mtu}, and {(v6 ? "nobody but its sender cuts an IPv6 packet" : "DF forbids to cut them")}", outgoing);
            return;
        }

        foreach (SkBuff part in Fragmentation.Split(kernel, skb, outgoing, limit)) kernel.Neighbors.Output(kernel, outgoing, route.NextHop, part);
    }
}
