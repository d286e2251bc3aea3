using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>NAT (net/netfilter/nf_nat_core.c): a connection's first packet asks the nat table, all others follow the entry, answers backwards.</summary>
internal static class AddressTranslation
{
    /// <summary>Translates at this hook: destinations on PREROUTING and OUTPUT, sources on INPUT and POSTROUTING.</summary>
    /// <param name="nat">The nat table's chain here, or null.</param>
    /// <returns>False when a rule of the nat table dropped the packet.</returns>
    public static bool Run(HookCall call, HookedChain? nat)
    {
        if (call.Skb.Tracking is not { Entry: not null } tracking) return true;
        bool source = call.Hook is Hook.Input or Hook.Postrouting;
        if (tracking.IsRelatedError)
        {
            TranslateError(call, tracking, source);
            return true;
        }

        if (!tracking.Confirmed && !(source ? tracking.SourceDecided : tracking.DestinationDecided))
        {
            if (source) tracking.SourceDecided = true;
            else tracking.DestinationDecided = true;
            if (nat is { } hooked)
            {
                WalkResult result = ChainWalk.Run(call, hooked);
                if (!result.Passes) return false;
                if (result.Target is not null && result.Target is DnatTarget != source) tracking.Entry = Bind(call, tracking.Entry!, result.Target);
            }
        }

        Apply(call, tracking.Entry!, tracking.IsReply, source);
        return true;
    }

    // Only called where iptables takes the target: DNAT on PREROUTING and OUTPUT, the others on INPUT and POSTROUTING.
    // What a NAT target means is written into the reply's flow; everything else follows from that.
    private static ConntrackEntry Bind(HookCall call, ConntrackEntry entry, Target target)
    {
        FiveTuple reply = entry.Reply;
        switch (target)
        {
            case DnatTarget dnat:
                reply = reply with { Source = dnat.Address, SourcePort = dnat.Port ?? reply.SourcePort };
                break;
            case SnatTarget snat:
                reply = SourcePorts.Choose(call.Kernel, entry, snat.Address, snat.RandomFully);
                break;
            case MasqueradeTarget masquerade:
                // nf_nat_masquerade_ipv4 asks about the next hop, nf_nat_masquerade_ipv6 about the destination.
                IpAddress destination = call.Skb.Packet.Ip!.Destination;
                IpAddress toward = call.Family == IpFamily.V4 ? call.Route?.NextHop ?? destination : destination;
                if (call.Out is { } device && SourceAddress.OnDevice(call.Kernel.Configuration, device, toward) is { } address)
                    reply = SourcePorts.Choose(call.Kernel, entry, address, masquerade.RandomFully);
                break;
            default:
                throw new NotSupportedException($"the nat table uses a target the simulator does not know: {target.GetType().Name}");
        }

        return entry with { Reply = reply };
    }

    private static void Apply(HookCall call, ConntrackEntry entry, bool isReply, bool source)
    {
        Packet packet = call.Skb.Packet;
        if (packet.Flow is not { } before) return;
        FiveTuple wanted = isReply ? entry.Original.Reversed : entry.Reply.Reversed;
        FiveTuple after = source
            ? before with { Source = wanted.Source, SourcePort = wanted.SourcePort }
            : before with { Destination = wanted.Destination, DestinationPort = wanted.DestinationPort };

        // An echo's identifier is changed with its source only, once on each side.
        if (packet.Icmp is not null)
            after = source == isReply ? after with { SourcePort = before.SourcePort, DestinationPort = before.DestinationPort } : SameIds(after, source);
        if (after == before) return;
        call.Skb.Packet = Rewrite(packet, after);
        call.Skb.Log.Steps.Add(source
            ? new SourceNat(call.Kernel.Now, before, after, entry)
            : new DestinationNat(call.Kernel.Now, before, after, entry));
    }

    private static FiveTuple SameIds(FiveTuple tuple, bool source)
    {
        ushort id = source ? tuple.SourcePort : tuple.DestinationPort;
        return tuple with { SourcePort = id, DestinationPort = id };
    }

    // An error about a translated packet is translated too, outside and in its quotation (nf_nat_icmp_reply_translation).
    private static void TranslateError(HookCall call, Tracking tracking, bool source)
    {
        ConntrackEntry entry = tracking.Entry!;
        bool changesSource = source != tracking.IsReply;
        if (!(changesSource ? entry.IsSourceNat : entry.IsDestinationNat)) return;
        Packet packet = call.Skb.Packet;
        IcmpHeader icmp = packet.Icmp!;
        FiveTuple inner = icmp.About!.Flow!.Value;
        FiveTuple target = tracking.IsReply ? entry.Original : entry.Reply;
        FiveTuple innerAfter = source
            ? inner with { Destination = target.Destination, DestinationPort = target.DestinationPort }
            : inner with { Source = target.Source, SourcePort = target.SourcePort };
        if (icmp.About.Icmp is not null) innerAfter = SameIds(innerAfter, !source);
        FiveTuple before = new(packet.Ip!.Protocol, packet.Ip.Source, 0, packet.Ip.Destination, 0);
        FiveTuple after = source ? before with { Source = target.Destination } : before with { Destination = target.Source };
        IpHeader ip = packet.Ip with { Source = after.Source, Destination = after.Destination };
        call.Skb.Packet = packet with { Ip = ip, Transport = icmp with { About = Rewrite(icmp.About, innerAfter) } };
        call.Skb.Log.Steps.Add(source
            ? new SourceNat(call.Kernel.Now, before, after, entry)
            : new DestinationNat(call.Kernel.Now, before, after, entry));
    }

    /// <summary>The packet with other addresses and ports; an echo's identifier is its source port.</summary>
    public static Packet Rewrite(Packet packet, FiveTuple to) => packet with
    {
        Ip = packet.Ip! with { Source = to.Source, Destination = to.Destination },
        Transport = packet.Transport switch
        {
            TcpHeader tcp => tcp with { SourcePort = to.SourcePort, DestinationPort = to.DestinationPort },
            UdpHeader udp => udp with { SourcePort = to.SourcePort, DestinationPort = to.DestinationPort },
            SctpHeader sctp => sctp with { SourcePort = to.SourcePort, DestinationPort = to.DestinationPort },
            IcmpHeader icmp => icmp with { Id = to.SourcePort },
            var other => other,
        },
    };
}

/// <summary>Chooses the source port, or echo identifier, of a translated connection (nf_nat_core.c, nf_nat_l4proto_unique_tuple).</summary>
internal static class SourcePorts
{
    private const int Attempts = 128;

    /// <summary>The reply flow of <paramref name="entry"/> when its source becomes <paramref name="address"/>.</summary>
    /// <param name="random">Take any port (<c>--random-fully</c>); otherwise the port is kept while nobody else has it.</param>
    public static FiveTuple Choose(Kernel kernel, ConntrackEntry entry, IpAddress address, bool random)
    {
        FiveTuple reply = entry.Reply with { Destination = address };
        if (!random && IsFree(kernel, entry, reply)) return reply;
        bool isEcho = entry.Original.Protocol is IpProtocol.Icmp or IpProtocol.IcmpV6;
        (int low, int high) = entry.Original.SourcePort switch
        {
            _ when isEcho => (0, 65535),
            < 512 => (1, 511),
            < 1024 => (600, 1023),
            _ => (1024, 65535),
        };
        for (int i = 0; i < Attempts; i++)
        {
            ushort port = (ushort)kernel.Network.Random.Next(low, high);
            FiveTuple candidate = reply with { DestinationPort = port };
            if (isEcho) candidate = candidate with { SourcePort = port };
            if (IsFree(kernel, entry, candidate)) return candidate;
        }

        return reply;
    }

    private static bool IsFree(Kernel kernel, ConntrackEntry entry, FiveTuple reply) =>
        kernel.State.Connection(reply, kernel.Now) is not var (other, _) || other.Original == entry.Original;
}
