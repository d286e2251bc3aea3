using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Model.Netfilter;

/// <summary>How far connection tracking has seen a TCP connection get, as <c>conntrack -L</c> prints it.</summary>
public enum TcpConntrackState
{
    None,
    SynSent,
    SynRecv,
    Established,
    FinWait,
    CloseWait,
    LastAck,
    TimeWait,
    Close,
}

/// <summary>One tracked connection: the flow as it came, and the flow its answers will have. NAT is the difference between the two.
/// Seen with <c>conntrack -L</c>.</summary>
/// <param name="Original">The first packet's flow, before any NAT.</param>
/// <param name="Reply">The answer's flow, as it will arrive here.</param>
/// <param name="Expires">When the entry goes unless another packet comes.</param>
public sealed record ConntrackEntry(FiveTuple Original, FiveTuple Reply, SimulatedTime Expires)
{
    /// <summary>Whether the entry is still in the table at <paramref name="now"/>.</summary>
    public bool IsAliveAt(SimulatedTime now) => Expires > now;

    /// <summary>An answer has been seen; without it <c>conntrack -L</c> prints [UNREPLIED].</summary>
    public bool SeenReply { get; init; }

    /// <summary>Worth keeping under pressure ([ASSURED]).</summary>
    public bool Assured { get; init; }

    public TcpConntrackState TcpState { get; init; }

    public uint Mark { get; init; }

    /// <summary>The destination was rewritten.</summary>
    public bool IsDestinationNat => (Reply.Source, Reply.SourcePort) != (Original.Destination, Original.DestinationPort) && !IsIcmpIdChange;

    /// <summary>The source was rewritten.</summary>
    public bool IsSourceNat => (Reply.Destination, Reply.DestinationPort) != (Original.Source, Original.SourcePort);

    // An echo's identifier stands for both ports, so a new identifier is a source rewrite and shows on the other side too.
    private bool IsIcmpIdChange =>
        Original.Protocol is IpProtocol.Icmp or IpProtocol.IcmpV6 && Reply.Source == Original.Destination;
}
