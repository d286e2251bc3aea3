using PodNet.Model.Netfilter;

namespace PodNet.Engine.Simulation;

/// <summary>A packet's place in its tracked connection.</summary>
internal sealed class Tracking(ConntrackEntry? entry, bool isReply, ConntrackStates state, bool confirmed)
{
    /// <summary>The connection; null for a packet that is INVALID.</summary>
    public ConntrackEntry? Entry { get; set; } = entry;

    /// <summary>The packet goes the reply's way.</summary>
    public bool IsReply { get; } = isReply;

    public ConntrackStates State { get; } = state;

    /// <summary>The entry is in the table; a new one gets there with the first packet that leaves or arrives.</summary>
    public bool Confirmed { get; set; } = confirmed;

    /// <summary>The nat table was asked for the source; it is asked once per connection and direction of change.</summary>
    public bool SourceDecided { get; set; }

    /// <summary>The nat table was asked for the destination.</summary>
    public bool DestinationDecided { get; set; }

    /// <summary>The packet is an ICMP error about the connection, not of it.</summary>
    public bool IsRelatedError => State == ConntrackStates.Related;
}
