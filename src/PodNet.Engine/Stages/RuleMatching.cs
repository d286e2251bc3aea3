using PodNet.Engine.Simulation;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>Decides whether a packet meets a rule's conditions.</summary>
internal static class RuleMatching
{
    public static bool Holds(HookCall call, HookedChain walked, Rule rule, ref Nearness nearness)
    {
        int held = 0;
        foreach (Match match in rule.Matches)
        {
            bool holds = match is RandomMatch random ? RandomPick.Falls(call, walked, rule, random) : Holds(call, match);
            if (holds == match.Negated)
            {
                nearness.Offer(rule, held);
                return false;
            }

            if (match is not CommentMatch) held++;
        }

        return true;
    }

    private static bool Holds(HookCall call, Match match)
    {
        Packet packet = call.Skb.Packet;
        IpHeader ip = packet.Ip!;
        return match switch
        {
            CommentMatch => true,
            SourceMatch source => source.Prefix.Contains(ip.Source),
            DestinationMatch destination => destination.Prefix.Contains(ip.Destination),
            ProtocolMatch protocol => ip.Protocol == protocol.Protocol,
            DestinationPortMatch port => Ports(packet, port.Protocol) is { } p && p.Destination >= port.First && p.Destination <= port.Last,
            SourcePortMatch port => Ports(packet, port.Protocol) is { } p && p.Source >= port.First && p.Source <= port.Last,
            MultiportMatch ports => Ports(packet, ports.Protocol) is { } p && ports.Ports.Contains(p.Destination),
            InInterfaceMatch device => Matches(device.Device, call.In),
            OutInterfaceMatch device => Matches(device.Device, call.Out),
            MarkMatch mark => (call.Skb.Mark & mark.Mask) == mark.Value,
            ConntrackMatch conntrack => (States(call.Skb) & conntrack.States) != 0,
            AddressTypeMatch type => TypeOf(call, type.OfSource ? ip.Source : ip.Destination, type.LimitInterfaceOut) == type.Type,
            SetMatch set => IsIn(call.Kernel, packet, set),
            RecentCheckMatch recent => call.Kernel.State.IsRecent(recent.List, ip.Source, TimeSpan.FromSeconds(recent.Seconds), call.Kernel.Now),
            RecentSetMatch recent => Remember(call, recent.List, ip.Source),
            _ => throw new NotSupportedException($"a rule uses a condition the simulator does not know: {match.GetType().Name}"),
        };
    }

    private static bool Remember(HookCall call, string list, IpAddress source)
    {
        call.Kernel.State.Remember(list, source, call.Kernel.Now);
        return true;
    }

    private static (ushort Source, ushort Destination)? Ports(Packet packet, IpProtocol protocol) => packet.Transport switch
    {
        TcpHeader tcp when protocol == IpProtocol.Tcp => (tcp.SourcePort, tcp.DestinationPort),
        UdpHeader udp when protocol == IpProtocol.Udp => (udp.SourcePort, udp.DestinationPort),
        SctpHeader sctp when protocol == IpProtocol.Sctp => (sctp.SourcePort, sctp.DestinationPort),
        _ => null,
    };

    private static bool Matches(string pattern, NetDevice? device) => device is not null
        && (pattern.EndsWith('+') ? device.Name.StartsWith(pattern[..^1], StringComparison.Ordinal) : device.Name == pattern);

    private static ConntrackStates States(SkBuff skb)
    {
        // A packet nobody looked up is as good as one that fits no connection (net/netfilter/xt_conntrack.c).
        if (skb.Tracking is not { } tracking) return ConntrackStates.Invalid;
        ConntrackStates states = tracking.State;
        if (tracking.Entry is { IsSourceNat: true }) states |= ConntrackStates.Snat;
        if (tracking.Entry is { IsDestinationNat: true }) states |= ConntrackStates.Dnat;
        return states;
    }

    // iptables loads no rule about a set that is not there; one whose set somebody took away afterwards never holds, negated or not.
    private static bool IsIn(Kernel kernel, Packet packet, SetMatch match)
    {
        if (kernel.Configuration.FindIpSet(match.Set) is not { } set) return match.Negated;
        IpHeader ip = packet.Ip!;
        IpAddress address = match.Sides[0] == SetSide.Source ? ip.Source : ip.Destination;
        if (!set.HasPorts) return set.Contains(address, null);
        if (packet.Ports is not { } ports) return false;
        return set.Contains(address, (ip.Protocol, match.Sides[^1] == SetSide.Source ? ports.Source : ports.Destination));
    }

    // -m addrtype asks the local table (inet_addr_type_dev_table).
    private static AddressType TypeOf(HookCall call, IpAddress address, bool onlyOfOutput)
    {
        if (address.IsMulticast) return AddressType.Multicast;
        if (address.IsLimitedBroadcast) return AddressType.Broadcast;
        Route? local = call.Kernel.Configuration.Fib.LocalRoute(address);
        if (onlyOfOutput && local?.Device != call.Out?.Name) return AddressType.Unicast;
        return local?.Type switch
        {
            RouteType.Local => AddressType.Local,
            RouteType.Broadcast => AddressType.Broadcast,
            _ => AddressType.Unicast,
        };
    }
}
