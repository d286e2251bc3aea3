using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>A packet is for somebody else (net/ipv4/ip_forward.c): TTL, size, FORWARD, and out.</summary>
internal static class IpForward
{
    public static void Run(Kernel kernel, FibResult route, SkBuff skb)
    {
        IpHeader ip = skb.Packet.Ip!;
        if (ip.Ttl <= 1)
        {
            IcmpError.Send(kernel, skb, IcmpError.TimeExceeded, 0, "the TTL ran out");
            kernel.Drop(skb, Disposition.TtlExceeded, "the TTL ran out here");
            return;
        }

        if (!LocalOutput.TryOutgoingDevice(kernel.Configuration, route.Route!, out NetDevice? outgoing))
        {
            kernel.Drop(skb, Disposition.LinkDown, LocalOutput.MissingDevice(route.Route!), route.Route);
            return;
        }

        int mtu = PathMtu.Of(kernel, route, outgoing);
        if (skb.Packet.NetworkLength > mtu && ip.DontFragment)
        {
            IcmpError.Send(kernel, skb, IcmpError.Unreachable, IcmpError.FragmentationNeeded, $"{skb.Packet.NetworkLength} bytes, MTU {mtu}", mtu);
            kernel.Drop(
                skb, Disposition.FragmentationNeeded,
                $"{skb.Packet.NetworkLength} bytes do not fit {outgoing.Name}'s MTU {mtu}, and DF forbids to cut them", outgoing);
            return;
        }

        skb.Packet = skb.Packet with { Ip = ip with { Ttl = (byte)(ip.Ttl - 1) } };
        skb.Visits = 0;
        skb.Log.Steps.Add(new TtlDecremented(kernel.Now, ip.Ttl, skb.Packet.Ip!.Ttl));
        if (!Hooks.Run(kernel, skb, Hook.Forward, skb.In, outgoing, null)) return;
        IpOutput.Run(kernel, route, outgoing, skb);
    }
}
