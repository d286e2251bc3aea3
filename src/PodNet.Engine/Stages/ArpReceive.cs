using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>ARP comes in (net/ipv4/arp.c, arp_process).</summary>
internal static class ArpReceive
{
    public static void Run(Kernel kernel, NetDevice device, SkBuff skb)
    {
        ArpHeader arp = skb.Packet.Arp!;
        if (device.NoArp)
        {
            kernel.Drop(skb, Disposition.ArpIgnored, $"{device.Name} takes no part in ARP", device);
            return;
        }

        if (arp.Operation == ArpOperation.Request) Request(kernel, device, arp, skb);
        else Reply(kernel, device, arp, skb);
    }

    private static void Request(Kernel kernel, NetDevice device, ArpHeader arp, SkBuff skb)
    {
        bool own = kernel.Configuration.Fib.IsLocal(arp.TargetIp);
        if (!own && !AnswersForOthers(kernel, device, arp))
        {
            // Whoever knows the sender already takes the news (arp_process, the generic update at its end).
            if (kernel.State.Neighbor(arp.SenderIp, device.Name) is { Mac: not null } known && known.Mac != arp.SenderMac)
                kernel.Neighbors.Learn(kernel, arp.SenderIp, device, arp.SenderMac, NeighborState.Stale);
            kernel.Drop(skb, Disposition.ArpIgnored, $"{arp.TargetIp} is not here");
            return;
        }

        skb.Log.Steps.Add(new Delivered(kernel.Now, "arp", null));
        kernel.Neighbors.Learn(kernel, arp.SenderIp, device, arp.SenderMac, NeighborState.Stale);

        // For somebody else a broadcast question is answered late, so that the one who is asked, if he is there after all, is first
        // (pneigh_enqueue: at random within proxy_delay).
        int delay = own || skb.Type == PacketType.Host ? 0 : kernel.Configuration.Sysctls.ProxyDelay(device.Name);
        if (delay <= 0) Answer(kernel, device, arp, skb);
        else kernel.Network.After(TimeSpan.FromMilliseconds(10 * kernel.Network.Random.Next(0, delay - 1)), () => Answer(kernel, device, arp, skb));
    }

    private static void Answer(Kernel kernel, NetDevice device, ArpHeader arp, SkBuff skb)
    {
        Packet reply = new(
            new(device.Mac, arp.SenderMac),
            Arp: new(ArpOperation.Reply, device.Mac, arp.TargetIp, arp.SenderMac, arp.SenderIp));
        SkBuff answer = kernel.Network.Originate(kernel, "arp", reply, JourneyRole.AddressResolution, skb);
        DeviceTransmit.Run(kernel, device, answer);
    }

    private static void Reply(Kernel kernel, NetDevice device, ArpHeader arp, SkBuff skb)
    {
        skb.Log.Steps.Add(new Delivered(kernel.Now, "arp", null));
        kernel.Neighbors.Answered(kernel, arp.SenderIp, device, arp.SenderMac);
    }

    // proxy_arp: the host answers for what it would route out of another device, for whom it would take packets from
    // (net/ipv4/arp.c, arp_fwd_proxy; the default route counts as any other).
    private static bool AnswersForOthers(Kernel kernel, NetDevice device, ArpHeader arp)
    {
        Sysctls sysctls = kernel.Configuration.Sysctls;
        if (!sysctls.Forwarding(device.Name) || !sysctls.ProxyArp(device.Name)) return false;
        if (!IpReceive.IsWayBack(kernel, device, arp.SenderIp, arp.TargetIp, out _)) return false;
        FibResult route = kernel.Configuration.Fib.Lookup(new(arp.TargetIp, arp.SenderIp, device.Name));
        return route.Route is { Type: RouteType.Unicast, Device: { } outgoing } && outgoing != device.Name;
    }
}
