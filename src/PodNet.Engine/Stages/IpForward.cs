using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>A packet is for somebody else (net/ipv4/ip_forward.c; net/ipv6/ip6_output.c, ip6_forward): TTL, size, FORWARD, and out.</summary>
internal static class IpForward
{
    public static void Run(Kernel kernel, FibResult route, SkBuff skb)
    {
        IpHeader ip = skb.Packet.Ip!;
        bool v6 = ip.Source.Family == IpFamily.V6;
        if (v6 && ip.Source.IsLinkLocal)
        {
            kernel.Drop(skb, Disposition.Martian, $"source {ip.Source} is good on its own link only");
            return;
        }

        if (ip.Ttl <= 1)
        {
            string ended = v6 ? "the hop limit ran out" : "the TTL ran out";
            IcmpError.Send(kernel, skb, IcmpMeaning.TimeExceeded, ended);
            kernel.Drop(skb, Disposition.TtlExceeded, $"{ended} here");
            return;
        }

        if (!LocalOutput.TryOutgoingDevice(kernel.Configuration, route.Route!, out NetDevice? outgoing))
        {
            kernel.Drop(skb, Disposition.LinkDown, LocalOutput.MissingDevice(route.Route!), route.Route);
            return;
        }

        int mtu = v6 ? PathMtu.OfDevice(route, outgoing) : PathMtu.Of(kernel, route, outgoing);

        // A router cuts no IPv6 packet; one that came in parts and was joined here counts by its largest part, which a bridge forgets
        // (ip6_pkt_too_big).
        int size = v6 && skb.MayBeCut ? skb.FragmentMax : skb.Packet.NetworkLength;
        if (size > mtu && (v6 || ip.DontFragment))
        {
            IcmpError.Send(kernel, skb, IcmpMeaning.TooBig, $"{size} bytes, MTU {mtu}", mtu);
            string why = v6 ? "routers do not cut IPv6 packets" : "DF forbids to cut them";
            kernel.Drop(skb, Disposition.FragmentationNeeded, $"{size} bytes do not fit {outgoing.Name}'s MTU {mtu}, and {why}", outgoing);
            return;
        }

        skb.Packet = skb.Packet with { Ip = ip with { Ttl = (byte)(ip.Ttl - 1) } };
        skb.Visits = 0;
        skb.Log.Steps.Add(new TtlDecremented(kernel.Now, ip.Ttl, skb.Packet.Ip!.Ttl) { Family = ip.Source.Family });
        if (!Hooks.Run(kernel, skb, Hook.Forward, skb.In, outgoing, null)) return;
        IpOutput.Run(kernel, route, outgoing, skb);
    }
}
