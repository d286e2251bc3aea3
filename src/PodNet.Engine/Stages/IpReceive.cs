using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>A packet comes in (net/ipv4/ip_input.c, ip_rcv; net/ipv4/route.c, ip_route_input_slow; net/ipv6/ip6_input.c, ipv6_rcv): PREROUTING, then the FIB decides whether it is for
/// this host, to be forwarded, or to be lost.</summary>
internal static class IpReceive
{
    public static void Run(Kernel kernel, NetDevice device, SkBuff skb)
    {
        // The IP layer's notes on the packet start anew; only a bridge keeps the fragment size for itself.
        if (skb.BridgePrerouted) skb.FragmentMax = 0;
        bool hooksDone = skb.BridgePrerouted;
        skb.BridgePrerouted = false;
        if (!hooksDone && !Hooks.Prerouting(kernel, ref skb, device, null)) return;

        IpHeader ip = skb.Packet.Ip!;
        bool v6 = ip.Source.Family == IpFamily.V6;
        if (IsMartian(kernel, device, ip, out string why))
        {
            kernel.Drop(skb, Disposition.Martian, why);
            return;
        }

        if (v6 && ip.Destination.IsMulticast)
        {
            Multicast.Receive(kernel, device, skb);
            return;
        }

        FibResult result = kernel.Configuration.Fib.Lookup(new(ip.Destination, ip.Source, device.Name, Mark: skb.Mark));
        skb.Log.Steps.Add(new RouteLookup(kernel.Now, result));
        if (!v6 && !PassesReversePath(kernel, device, ip, skb)) return;
        Act(kernel, device, result, skb, v6);
    }

    private static void Act(Kernel kernel, NetDevice device, FibResult result, SkBuff skb, bool v6)
    {
        Sysctls sysctls = kernel.Configuration.Sysctls;
        bool forwarding = v6 ? sysctls.Ipv6Forwarding : sysctls.Forwarding(device.Name);
        switch (result.Route?.Type)
        {
            case RouteType.Local or RouteType.Broadcast or RouteType.Anycast:
                IpLocalDeliver.Run(kernel, device, skb);
                break;
            case RouteType.Blackhole:
                kernel.Drop(skb, Disposition.Blackholed, "a blackhole route: dropped without a word", result.Route);
                break;
            // An IPv6 host without a route says so, whether it forwards or not (ip6_pkt_discard).
            case var type when !forwarding && (type is not null || !v6):
                string setting = v6 ? "net.ipv6.conf.all.forwarding" : sysctls.IpForward ? $"net.ipv4.conf.{device.Name}.forwarding" : "net.ipv4.ip_forward";
                kernel.Drop(skb, Disposition.NotForwarding, $"{skb.Packet.Ip!.Destination} is not here, and {setting} is 0");
                break;
            case null:
                IcmpError.Send(kernel, skb, IcmpMeaning.NoRoute, "no route");
                kernel.Drop(skb, Disposition.NoRoute, $"no route to {skb.Packet.Ip!.Destination}", result.Nearest());
                break;
            case RouteType.Unreachable:
                IcmpError.Send(kernel, skb, v6 ? IcmpMeaning.NoRoute : IcmpMeaning.HostUnreachable, "an unreachable route");
                kernel.Drop(skb, Disposition.RouteUnreachable, "an unreachable route", result.Route);
                break;
            case RouteType.Prohibit:
                IcmpError.Send(kernel, skb, IcmpMeaning.Prohibited, "a prohibit route");
                kernel.Drop(skb, Disposition.RouteUnreachable, "a prohibit route", result.Route);
                break;
            default:
                IpForward.Run(kernel, result, skb);
                break;
        }
    }

    // Addresses that must not come in by a wire (ip_route_input_slow, fib_validate_source).
    private static bool IsMartian(Kernel kernel, NetDevice device, IpHeader ip, out string why)
    {
        why = "";
        if (device is Loopback) return false;
        if (ip.Source.Family == IpFamily.V6 && !kernel.Configuration.Sysctls.Ipv6On(device.Name)) why = $"IPv6 is off on {device.Name}";
        bool localnet = kernel.Configuration.Sysctls.RouteLocalnet(device.Name) && ip.Source.Family == IpFamily.V4;
        if ((ip.Source.IsLoopback && !localnet) || ip.Source.IsMulticast || ip.Source.IsLimitedBroadcast) why = $"source {ip.Source} must not come in by {device.Name}";
        else if (ip.Destination.IsLoopback && !localnet) why = $"destination {ip.Destination} must not come in by {device.Name}";
        else if (ip.Source.Family == IpFamily.V4 && kernel.Configuration.Fib.IsLocal(ip.Source)) why = $"source {ip.Source} is this host's own, yet it came in by {device.Name}";
        return why.Length > 0;
    }

    /// <summary>rp_filter: with 1, strict, the way back to the source must leave by this device; with 2, loose, there must be one at all.</summary>
    public static bool IsWayBack(Kernel kernel, NetDevice device, IpAddress source, IpAddress destination, out Route? back)
    {
        back = null;
        int mode = kernel.Configuration.Sysctls.ReversePathFilter(device.Name);
        if (mode == 0 || device is Loopback) return true;
        back = kernel.Configuration.Fib.Lookup(new(source, destination)).Route;
        return back is { Type: RouteType.Unicast } && (mode == 2 || back.Device == device.Name);
    }

    private static bool PassesReversePath(Kernel kernel, NetDevice device, IpHeader ip, SkBuff skb)
    {
        if (IsWayBack(kernel, device, ip.Source, ip.Destination, out Route? back)) return true;
        kernel.Drop(
            skb, Disposition.ReversePathFiltered, $"rp_filter: the way back to {ip.Source} does not leave by {device.Name}", back);
        return false;
    }
}
