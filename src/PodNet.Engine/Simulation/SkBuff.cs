using PodNet.Engine.Stages;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Simulation;

/// <summary>What a frame's destination address is to the device it came in on (include/uapi/linux/if_packet.h).</summary>
internal enum PacketType
{
    Host,
    Broadcast,
    OtherHost,
}

/// <summary>A packet on its way through one kernel: the kernel's sk_buff. The one mutable thing that travels.</summary>
internal sealed class SkBuff(Packet packet, JourneyBuilder journey, int hop)
{
    public Packet Packet { get; set; } = packet;

    public JourneyBuilder Journey { get; } = journey;

    /// <summary>Index of the hop being written.</summary>
    public int Hop { get; set; } = hop;

    /// <summary>Device it came in on, as netfilter and routing see it (a bridge, not its port); null when it starts here.</summary>
    public NetDevice? In { get; set; }

    public PacketType Type { get; set; }

    /// <summary>The route it leaves by, once that is decided (skb_dst).</summary>
    public FibResult? Route { get; set; }

    public uint Mark { get; set; }

    /// <summary>Its tracked connection, once a hook has looked it up.</summary>
    public Tracking? Tracking { get; set; }

    /// <summary>br_netfilter has called PREROUTING already, on the bridge port; the IP layer must not again (ip_sabotage_in).</summary>
    public bool BridgePrerouted { get; set; }

    /// <summary>Port and sender of a bridged frame that waits for its new destination's MAC address; null otherwise.</summary>
    public (NetDevice Port, MacAddress Source)? BridgedNat { get; set; }

    /// <summary>When it came in by a wire.</summary>
    public SimulatedTime Arrival { get; set; }

    /// <summary>Largest fragment it was put together from, in bytes, as the IP layer remembers it (IPCB's frag_max_size): it will be cut again. 0 when it came
    /// whole, and after a bridge gave it to IP.</summary>
    public int FragmentMax { get; set; }

    /// <summary>Size in bytes of the parts it still consists of (the buffer's frag_list): where it has to be cut and they fit, they are sent as they came.
    /// 0 when it came whole.</summary>
    public int PartSize { get; set; }

    /// <summary>It started here, and its sender lets it be cut where it does not fit, or it came in parts that were joined here (ignore_df). Asked of IPv6 packets only: they have no DF.</summary>
    public bool MayBeCut { get; set; }

    /// <summary>Where a tunnel device in external mode is to send it, or received it from.</summary>
    public TunnelKey? TunnelKey { get; set; }

    /// <summary>How often its socket has changed the flow hash that travels with the packet: a TCP socket does with each retransmission that a timer
    /// asks for (include/net/sock.h, sk_rethink_txhash).</summary>
    public int Rehashed { get; set; }

    /// <summary>How many devices took it in since it was last forwarded; a guard against loops that the TTL does not end.</summary>
    public int Visits { get; set; }

    public HopBuilder Log => Journey.Hops[Hop];

    /// <summary>The time a capture on the next device shows. What climbs keeps the stamp of its arrival, but a segment that a TCP socket stamped with
    /// its delivery time is stamped anew by each device (net/core/dev.c, net_timestamp_check).</summary>
    public SimulatedTime SeenAt(Kernel kernel) =>
        Packet.Innermost.Tcp is { } tcp && !tcp.Flags.HasFlag(TcpFlags.Rst) ? kernel.Now : Arrival;

    /// <summary>A tunnel made it another packet: its connection and its parts were the old one's, the mark stays (iptunnel_xmit).</summary>
    public void Become(Packet packet)
    {
        (Packet, Tracking) = (packet, null);
        (FragmentMax, PartSize, MayBeCut) = (0, 0, false);
    }

    /// <summary>Leaves behind what belongs to one kernel: it does not cross to another (skb_scrub_packet).</summary>
    public void ForgetPath()
    {
        (Tracking, TunnelKey, In) = (null, null, null);
        BridgePrerouted = false;
        BridgedNat = null;
        (FragmentMax, PartSize, MayBeCut) = (0, 0, false);
        Mark = 0;
    }

    /// <summary>A copy for another branch that goes on within the same hop.</summary>
    public SkBuff Clone() => (SkBuff)MemberwiseClone();

    /// <summary>A copy for another branch that goes on in a hop of its own in the same namespace.</summary>
    public SkBuff Branch()
    {
        SkBuff copy = Clone();
        copy.Hop = Journey.Begin(Log.Namespace, Hop, Log.Steps.Count - 1, Packet);
        return copy;
    }
}
