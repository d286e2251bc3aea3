using PodNet.Diagrams.Scenes;
using PodNet.Engine.Tracing;

namespace PodNet.Diagrams.Tracing;

/// <summary>Endings in a few words.</summary>
internal static class DispositionWords
{
    public static string Of(Disposition disposition) => disposition switch
    {
        Disposition.Delivered => "delivered",
        Disposition.ConnectionRefused => "connection refused",
        Disposition.NoRoute => "no route",
        Disposition.Blackholed => "blackhole route",
        Disposition.RouteUnreachable => "unreachable route",
        Disposition.NeighborUnreachable => "no neighbour answers",
        Disposition.DroppedByRule => "dropped by a rule",
        Disposition.RejectedByRule => "rejected by a rule",
        Disposition.DroppedByProgram => "dropped by a program",
        Disposition.FragmentationNeeded => "fragmentation needed",
        Disposition.OversizedFrame => "frame too large",
        Disposition.TtlExceeded => "TTL exceeded",
        Disposition.ReversePathFiltered => "reverse path filter",
        Disposition.NotForwarding => "forwarding is off",
        Disposition.OtherHost => "another host's frame",
        Disposition.ArpIgnored => "ARP not answered",
        Disposition.LinkDown => "link down",
        Disposition.NoTunnelEndpoint => "no tunnel endpoint",
        Disposition.UnknownTunnel => "unknown tunnel",
        Disposition.Martian => "martian address",
        Disposition.NoBridgePort => "no bridge port",
        Disposition.ReassemblyTimeout => "fragments missing",
        Disposition.Reassembled => "joined to the others",
        Disposition.NoSocketWaiting => "nobody waits for it",
        Disposition.Loop => "goes round in a loop",
        _ => throw new ArgumentOutOfRangeException(nameof(disposition), disposition, "no words for this ending"),
    };

    /// <summary>"dropped: no route".</summary>
    public static string AsDrop(Disposition disposition)
    {
        string words = Of(disposition);
        return words.StartsWith("dropped", StringComparison.Ordinal) ? words : $"dropped: {words}";
    }

    /// <summary>The sign of an ending that is no delivery.</summary>
    public static (Role Role, MarkKind Kind) Sign(Disposition disposition) =>
        IsRefusal(disposition) ? (Role.Warning, MarkKind.Reject) : (Role.Bad, MarkKind.Cross);

    /// <summary>Whether the sender is told, so that it is a refusal rather than a loss.</summary>
    public static bool IsRefusal(Disposition disposition) =>
        disposition is Disposition.ConnectionRefused or Disposition.RejectedByRule;
}
