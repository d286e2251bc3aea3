using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>br_netfilter (net/bridge/br_netfilter_hooks.c): bridged frames cross iptables and ip6tables when the namespace or the
/// bridge says so.</summary>
internal static class BridgeNetfilter
{
    public static bool Applies(Kernel kernel, Bridge bridge, SkBuff skb) =>
        skb.Packet.Ip is { Source.Family: var family }
        && (family == IpFamily.V4
            ? kernel.Configuration.Sysctls.BridgeNfCallIptables || bridge.NfCallIptables
            : kernel.Configuration.Sysctls.BridgeNfCallIp6tables)
        && kernel.Configuration.NetfilterOf(family).Tables.Count > 0;

    /// <summary>PREROUTING on a port.</summary>
    /// <returns>False when the frame does not go on to the FDB for now.</returns>
    public static bool Prerouting(Kernel kernel, Bridge bridge, NetDevice port, ref SkBuff skb)
    {
        skb.In = bridge;
        skb.BridgePrerouted = true;
        IpAddress before = skb.Packet.Ip!.Destination;
        if (!Hooks.Prerouting(kernel, ref skb, bridge, bridge)) return false;
        return skb.Packet.Ip!.Destination == before || Redirect(kernel, bridge, port, skb);
    }

    /// <summary>A frame whose destination NAT changed while its new neighbour was unknown comes back from the neighbour's output, with its own
    /// sender again (br_nf_dev_xmit).</summary>
    public static void Resume(Kernel kernel, Bridge bridge, SkBuff skb)
    {
        (NetDevice port, MacAddress source) = skb.BridgedNat!.Value;
        skb.BridgedNat = null;
        skb.Packet = skb.Packet with { Ethernet = new(source, skb.Packet.Ethernet!.Destination) };
        BridgeInput.Decide(kernel, bridge, port, skb);
    }

    // NAT gave the frame another destination (br_nf_pre_routing_finish). Behind the same bridge it stays a bridged frame, with the new
    // neighbour's MAC; anywhere else it becomes the host's to route.
    private static bool Redirect(Kernel kernel, Bridge bridge, NetDevice port, SkBuff skb)
    {
        IpHeader ip = skb.Packet.Ip!;
        FibResult route = kernel.Configuration.Fib.Lookup(new(ip.Destination, ip.Source, bridge.Name, Mark: skb.Mark));
        skb.Log.Steps.Add(new RouteLookup(kernel.Now, route));
        EthernetHeader ethernet = skb.Packet.Ethernet!;
        if (route.Route is not { Type: RouteType.Unicast } unicast || unicast.Device != bridge.Name)
        {
            if (LocalOutput.Check(route.Route) != SendError.None)
            {
                kernel.Drop(skb, Disposition.NoRoute, $"no route to {ip.Destination}", route.Route ?? route.Nearest());
                return false;
            }

            skb.Packet = skb.Packet with { Ethernet = ethernet with { Destination = bridge.Mac } };
            skb.Type = PacketType.Host;
            return true;
        }

        if (NeighborTable.Confirmed(kernel, bridge, route.NextHop) is { Mac: { } mac } neighbor)
        {
            skb.Log.Steps.Add(new NeighborResolved(kernel.Now, neighbor));
            skb.Packet = skb.Packet with { Ethernet = ethernet with { Destination = mac } };
            return true;
        }

        skb.BridgedNat = (port, ethernet.Source);
        kernel.Neighbors.Output(kernel, bridge, route.NextHop, skb);
        return false;
    }
}
