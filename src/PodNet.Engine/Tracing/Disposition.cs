namespace PodNet.Engine.Tracing;

/// <summary>How a frame's travel ended, in the kernel's words. A closed list.</summary>
public enum Disposition
{
    /// <summary>Reached a socket, or the kernel's own ICMP or ARP code.</summary>
    Delivered,

    /// <summary>Nobody listens on the port: TCP answers with a reset, UDP with ICMP port unreachable.</summary>
    ConnectionRefused,

    /// <summary>No route matched.</summary>
    NoRoute,

    /// <summary>A blackhole route matched: dropped without a word.</summary>
    Blackholed,

    /// <summary>An unreachable or prohibit route matched.</summary>
    RouteUnreachable,

    /// <summary>Nobody answered the ARP requests, or neighbour solicitations.</summary>
    NeighborUnreachable,

    /// <summary>A netfilter rule or policy said DROP.</summary>
    DroppedByRule,

    /// <summary>A netfilter rule said REJECT.</summary>
    RejectedByRule,

    /// <summary>An attached program dropped it.</summary>
    DroppedByProgram,

    /// <summary>Larger than the next MTU, and fragmenting is forbidden: by DF, or in IPv6 to every router.</summary>
    FragmentationNeeded,

    /// <summary>A frame larger than the next device takes: dropped below IP, without a word to anybody.</summary>
    OversizedFrame,

    /// <summary>The TTL ran out.</summary>
    TtlExceeded,

    /// <summary>The source would not be reached by the device the packet came in on.</summary>
    ReversePathFiltered,

    /// <summary>Not for this namespace, and forwarding is off.</summary>
    NotForwarding,

    /// <summary>The frame's destination MAC is not this device's.</summary>
    OtherHost,

    /// <summary>An ARP request or neighbour solicitation for an address that is not here.</summary>
    ArpIgnored,

    /// <summary>The device, or its other end, is down.</summary>
    LinkDown,

    /// <summary>No FDB row says where a tunnel should send the frame.</summary>
    NoTunnelEndpoint,

    /// <summary>A tunnel packet for a network identifier that no device here has.</summary>
    UnknownTunnel,

    /// <summary>A source or destination address that must not be on the wire (martian).</summary>
    Martian,

    /// <summary>The bridge had no port left to send the frame to.</summary>
    NoBridgePort,

    /// <summary>A part of a packet whose other parts never came.</summary>
    ReassemblyTimeout,

    /// <summary>A part that was joined to the others; the whole packet travels on in the first part's journey.</summary>
    Reassembled,

    /// <summary>An answer nobody waited for.</summary>
    NoSocketWaiting,

    /// <summary>Went round too often: the simulator stopped following it.</summary>
    Loop,
}
