using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>Connection tracking (net/netfilter/nf_conntrack_core.c): finds or begins the connection a packet belongs to.</summary>
internal static class ConnectionTracker
{
    /// <summary>Gives the packet its connection. One that fits none is INVALID, not lost.</summary>
    public static void Track(HookCall call)
    {
        SkBuff skb = call.Skb;

        // Seen before, on its way out to lo.
        if (skb.Tracking is not null) return;

        // Neighbour discovery is UNTRACKED (nf_conntrack_proto_icmpv6.c, noct_valid_new).
        if (skb.Packet.NeighborDiscovery is not null) return;
        skb.Tracking = skb.Packet.Icmp is { IsError: true } error ? TrackError(call.Kernel, error) : TrackFlow(call.Kernel, skb);
        skb.Log.Steps.Add(new Tracked(call.Kernel.Now, call.Hook, skb.Tracking.State, skb.Tracking.Entry));
    }

    /// <summary>Puts a new connection into the table: its first packet got through (nf_conntrack_confirm).</summary>
    public static void Confirm(Kernel kernel, SkBuff skb)
    {
        if (skb.Tracking is not { Confirmed: false, Entry: { } entry } tracking) return;
        tracking.Confirmed = true;
        kernel.State.SetConnection(entry);
    }

    private static Tracking TrackFlow(Kernel kernel, SkBuff skb)
    {
        if (skb.Packet.Flow is not { } flow) return new(null, false, ConntrackStates.Invalid, true);
        if (kernel.State.Connection(flow, kernel.Now) is not var (entry, isReply))
        {
            if (!CanBegin(skb.Packet)) return new(null, false, ConntrackStates.Invalid, true);
            ConntrackEntry fresh = new(flow, flow.Reversed, kernel.Now);
            return new(Advance(kernel, fresh, skb.Packet, false), false, ConntrackStates.New, false);
        }

        ConntrackStates state = isReply || entry.SeenReply ? ConntrackStates.Established : ConntrackStates.New;
        bool killed = skb.Packet.Tcp is { } tcp && tcp.Flags.HasFlag(TcpFlags.Rst) && !entry.Assured;
        ConntrackEntry updated = Advance(kernel, entry, skb.Packet, isReply);
        if (killed) kernel.State.ForgetConnection(entry);
        else if (updated != entry) kernel.State.SetConnection(updated);
        return new(updated, isReply, state, true) { SourceDecided = true, DestinationDecided = true };
    }

    // An error belongs to the connection of the packet it quotes, and goes the other way (nf_conntrack_inet_error).
    private static Tracking TrackError(Kernel kernel, IcmpHeader error)
    {
        if (error.About?.Flow is { } flow && kernel.State.Connection(flow.Reversed, kernel.Now) is var (entry, isReply))
            return new(entry, isReply, ConntrackStates.Related, true);
        return new(null, false, ConntrackStates.Invalid, true);
    }

    // A connection begins with an echo request, a SYN, or (nf_conntrack_tcp_loose) any TCP segment that is no reset, or any datagram.
    private static bool CanBegin(Packet packet) => packet.Transport switch
    {
        IcmpHeader icmp => icmp.IsEchoRequest,
        TcpHeader tcp => !tcp.Flags.HasFlag(TcpFlags.Rst) && tcp.Flags != (TcpFlags.Syn | TcpFlags.Ack),
        _ => true,
    };

    private static ConntrackEntry Advance(Kernel kernel, ConntrackEntry entry, Packet packet, bool isReply)
    {
        bool seen = entry.SeenReply || isReply;
        if (packet.Tcp is not { } tcp)
        {
            bool stream = entry.Original.Protocol == IpProtocol.Udp && entry.SeenReply;
            return entry with
            {
                SeenReply = seen,
                Assured = entry.Assured || stream,
                Expires = kernel.Now.Plus(TimeSpan.FromSeconds(stream ? 120 : 30)),
            };
        }

        TcpConntrackState state = Next(entry.TcpState, tcp.Flags, isReply);
        return entry with
        {
            SeenReply = seen,
            TcpState = state,
            Assured = entry.Assured || (state == TcpConntrackState.Established && seen),
            Expires = kernel.Now.Plus(Timeout(state)),
        };
    }

    // net/netfilter/nf_conntrack_proto_tcp.c, tcp_conntracks, without what only lost or reordered segments lead to.
    private static TcpConntrackState Next(TcpConntrackState state, TcpFlags flags, bool isReply)
    {
        if (flags.HasFlag(TcpFlags.Rst)) return TcpConntrackState.Close;
        if (flags.HasFlag(TcpFlags.Syn)) return isReply ? TcpConntrackState.SynRecv : TcpConntrackState.SynSent;
        if (flags.HasFlag(TcpFlags.Fin))
        {
            return state switch
            {
                TcpConntrackState.FinWait or TcpConntrackState.CloseWait => TcpConntrackState.LastAck,
                TcpConntrackState.LastAck or TcpConntrackState.TimeWait => state,
                _ => TcpConntrackState.FinWait,
            };
        }

        return state switch
        {
            TcpConntrackState.None or TcpConntrackState.SynRecv => TcpConntrackState.Established,
            TcpConntrackState.FinWait => TcpConntrackState.CloseWait,
            TcpConntrackState.LastAck => TcpConntrackState.TimeWait,
            _ => state,
        };
    }

    // net.netfilter.nf_conntrack_tcp_timeout_*
    private static TimeSpan Timeout(TcpConntrackState state) => TimeSpan.FromSeconds(state switch
    {
        TcpConntrackState.SynSent or TcpConntrackState.FinWait or TcpConntrackState.TimeWait => 120,
        TcpConntrackState.SynRecv or TcpConntrackState.CloseWait => 60,
        TcpConntrackState.LastAck => 30,
        TcpConntrackState.Close => 10,
        _ => 432_000,
    });
}
