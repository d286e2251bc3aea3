using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Engine.Stages;

/// <summary>A packet leaves IP (net/ipv4/ip_output.c): POSTROUTING, cut to the MTU, then the neighbour.</summary>
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
        if (skb.Packet.NetworkLength > limit && skb.Packet.Ip!.DontFragment && skb.FragmentMax == 0)
        {
            IcmpError.Send(kernel, skb, IcmpError.Unreachable, IcmpError.FragmentationNeeded, $"MTU {mtu}", mtu);
            kernel.Drop(skb, Disposition.FragmentationNeeded, $"{skb.Packet.NetworkLength} bytes do not fit MTU {mtu}, and DF forbids to cut them", outgoing);
            return;
        }

        foreach (SkBuff part in Fragmentation.Split(kernel, skb, outgoing, limit)) kernel.Neighbors.Output(kernel, outgoing, route.NextHop, part);
    }
}
