using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>ICMP for this host (net/ipv4/icmp.c, icmp_rcv; net/ipv6/icmp.c, icmpv6_rcv): the kernel answers echoes itself and tells programs of errors.</summary>
internal static class IcmpReceive
{
    public static void Run(Kernel kernel, SkBuff skb, IcmpHeader icmp)
    {
        bool awaited = kernel.Network.Client?.Expects(kernel, skb) == true;
        skb.Log.Steps.Add(new Delivered(kernel.Now, awaited ? kernel.Network.Client!.Name : "icmp", null));
        if (icmp.IsEchoRequest) Answer(kernel, skb, icmp);
        else if (awaited) kernel.Network.Client!.Received(kernel, skb);
        else if (icmp.IsError && icmp.About is { Ip: not null } about) Error(kernel, skb, icmp, about);
    }

    private static void Answer(Kernel kernel, SkBuff skb, IcmpHeader icmp)
    {
        IpHeader ip = skb.Packet.Ip!;
        IpFamily family = ip.Source.Family;
        if (family == IpFamily.V4 && kernel.Configuration.Sysctls.Get("net.ipv4.icmp_echo_ignore_all") != 0) return;
        IcmpHeader reply = icmp with { Type = IcmpMeaning.EchoReply.Numbers(family).Type };
        IpAddress? source = family == IpFamily.V6 && !kernel.Configuration.Fib.IsLocal(ip.Destination) ? null : ip.Destination;
        LocalOutput.Send(
            kernel,
            new("icmp", JourneyRole.Reply, source, ip.Source, family.Icmp(), reply, skb.Packet.PayloadLength)
            { Cause = skb, BoundTo = ip.Source is { Family: IpFamily.V6, IsLinkLocal: true } ? skb.In?.Name : null },
            out _);
    }

    private static void Error(Kernel kernel, SkBuff skb, IcmpHeader icmp, Packet about)
    {
        // What the path takes is remembered for every later packet to there (net/ipv4/route.c, ip_rt_update_pmtu; net/ipv6/route.c, ip6_update_pmtu).
        if (icmp.NextHopMtu > 0 && icmp.Meaning(about.Ip!.Source.Family) == IcmpMeaning.TooBig)
            kernel.State.SetPathMtu(about.Ip!.Destination, new(icmp.NextHopMtu, kernel.Now.Plus(PathMtuException.Lifetime)));
        kernel.Network.Client?.Failed(kernel, skb, icmp, about);
    }
}
