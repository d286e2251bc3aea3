using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>ICMP for this host (net/ipv4/icmp.c, icmp_rcv): the kernel answers echoes itself and tells programs of errors.</summary>
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
        if (kernel.Configuration.Sysctls.Get("net.ipv4.icmp_echo_ignore_all") != 0) return;
        IpHeader ip = skb.Packet.Ip!;
        LocalOutput.Send(
            kernel,
            new("icmp", JourneyRole.Reply, ip.Destination, ip.Source, IpProtocol.Icmp, icmp with { Type = 0 }, skb.Packet.PayloadLength) { Cause = skb },
            out _);
    }

    private static void Error(Kernel kernel, SkBuff skb, IcmpHeader icmp, Packet about)
    {
        // What the path takes is remembered for every later packet to there (net/ipv4/route.c, ip_rt_update_pmtu).
        if (icmp is { Type: IcmpError.Unreachable, Code: IcmpError.FragmentationNeeded, NextHopMtu: > 0 })
            kernel.State.SetPathMtu(about.Ip!.Destination, new(icmp.NextHopMtu, kernel.Now.Plus(PathMtuException.Lifetime)));
        kernel.Network.Client?.Failed(kernel, skb, icmp, about);
    }
}
