using PodNet.Engine.Tracing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Simulation;

/// <summary>A hop while it is being written.</summary>
internal sealed class HopBuilder(NamespaceId ns, int parent, int leftAt, Packet packet)
{
    public NamespaceId Namespace { get; } = ns;

    public int Parent { get; } = parent;

    public Packet In { get; } = packet;

    public Packet? Out { get; set; }

    public List<Step> Steps { get; } = new(16);

    public Hop Build() => new(Namespace, Parent, Steps.ToValueList(), In, Out) { LeftAt = leftAt };
}

/// <summary>A journey while it is being written.</summary>
internal sealed class JourneyBuilder(int number, JourneyRole role, int? causedBy)
{
    public int Number { get; } = number;

    public JourneyRole Role { get; } = role;

    public List<HopBuilder> Hops { get; } = [];

    /// <summary>Starts a hop and returns its index.</summary>
    /// <param name="leftAt">The parent's step at which this branch left it.</param>
    public int Begin(NamespaceId ns, int parent, int leftAt, Packet packet)
    {
        Hops.Add(new(ns, parent, leftAt, packet));
        return Hops.Count - 1;
    }

    /// <summary>The finished journey. The main branch ends where something was delivered, or else where the packet was really lost: a copy that
    /// nobody was meant to take is a side branch.</summary>
    /// <param name="stopped">The exchange did not end by itself.</param>
    public Journey Build(bool stopped)
    {
        int main = -1;
        int best = int.MaxValue;
        for (int i = 0; i < Hops.Count; i++)
        {
            if (Hops[i].Steps is not [.., TerminalStep ending]) continue;
            int rank = Rank(ending.Disposition);
            if (rank < best) (main, best) = (i, rank);
        }

        if (main < 0)
        {
            // Still on its way when the exchange ended (a packet in a queue nobody empties): say so where it is.
            main = Hops.FindLastIndex(h => h.Steps.Count > 0);
            SimulatedTime at = Hops[main].Steps[^1].At;
            Hops[main].Steps.Add(stopped
                ? new Dropped(at, Disposition.Loop, "the exchange did not come to an end: packets go round and multiply", Row: null)
                : new Dropped(at, Disposition.ReassemblyTimeout, "the other fragments did not come", Row: null));
        }

        return new(Number, Role, Hops.Select(h => h.Build()).ToValueList(), main, causedBy);
    }

    private static int Rank(Disposition disposition) => disposition switch
    {
        Disposition.Delivered => 0,
        Disposition.OtherHost or Disposition.ArpIgnored => 3,
        Disposition.NoBridgePort => 2,
        _ => 1,
    };
}
