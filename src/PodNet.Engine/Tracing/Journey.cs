using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Tracing;

/// <summary>One visit of a packet to one namespace.</summary>
/// <param name="Parent">Index in the journey of the hop this one came from; -1 for the origin.</param>
/// <param name="Steps">What the kernel did, in order.</param>
/// <param name="In">The packet as it came in, or as it was made here.</param>
/// <param name="Out">The packet as it left last, or null when it ended here.</param>
public sealed record Hop(NamespaceId Namespace, int Parent, ValueList<Step> Steps, Packet In, Packet? Out)
{
    /// <summary>Index in the parent's steps of the one at which this branch left it (a <see cref="Transmitted"/>, or the copy a bridge took);
    /// -1 for the origin.</summary>
    public int LeftAt { get; init; } = -1;

    /// <summary>The last step if it is an ending; null when the packet went on to another namespace.</summary>
    public TerminalStep? Ending => Steps.Count == 0 ? null : Steps[Steps.Count - 1] as TerminalStep;
}

/// <summary>What a journey is for.</summary>
public enum JourneyRole
{
    /// <summary>Asks who has an address.</summary>
    AddressResolution,

    /// <summary>From the client to the server.</summary>
    Request,

    /// <summary>From the server to the client.</summary>
    Reply,

    /// <summary>An ICMP error.</summary>
    Error,
}

/// <summary>The travel of one packet: a tree of hops, for flooding, hairpin echoes and fragments branch. Exactly one branch is the main one.</summary>
public sealed record Journey
{
    /// <summary>Checks the shape: a first hop without parent, parents before children, a main branch that ends in a terminal step.</summary>
    /// <exception cref="ArgumentException">The shape is illegal; the message says how.</exception>
    public Journey(int number, JourneyRole role, ValueList<Hop> hops, int mainEnd, int? causedBy)
    {
        if (hops.Count == 0 || hops[0].Parent != -1) throw new ArgumentException("a journey begins with a hop that has no parent", nameof(hops));
        for (int i = 1; i < hops.Count; i++)
        {
            if (hops[i].Parent < 0 || hops[i].Parent >= i) throw new ArgumentException($"hop {i} comes from hop {hops[i].Parent}", nameof(hops));
        }

        if (mainEnd < 0 || mainEnd >= hops.Count || hops[mainEnd].Ending is null)
            throw new ArgumentException("the main branch must end in a terminal step", nameof(mainEnd));
        (Number, Role, Hops, MainEnd, CausedBy) = (number, role, hops, mainEnd, causedBy);
    }

    /// <summary>Place among the exchange's journeys, from 1.</summary>
    public int Number { get; }

    public JourneyRole Role { get; }

    /// <summary>All hops; a parent stands before its children.</summary>
    public ValueList<Hop> Hops { get; }

    /// <summary>Index of the hop where the main branch ends.</summary>
    public int MainEnd { get; }

    /// <summary>Number of the journey this one answers, or null.</summary>
    public int? CausedBy { get; }

    /// <summary>The packet as it was made.</summary>
    public Packet Packet => Hops[0].In;

    /// <summary>How the main branch ended.</summary>
    public Disposition Disposition => Ending.Disposition;

    /// <summary>The last step of the main branch.</summary>
    public TerminalStep Ending => Hops[MainEnd].Ending!;

    /// <summary>The hops of the main branch, from the origin.</summary>
    public ValueList<Hop> Main
    {
        get
        {
            List<Hop> main = [];
            for (int i = MainEnd; i >= 0; i = Hops[i].Parent) main.Add(Hops[i]);
            main.Reverse();
            return main.ToValueList();
        }
    }

    /// <summary>The steps of the main branch in order, without those at which only side branches left (a flooded frame's other ports).</summary>
    public IEnumerable<(Hop Hop, Step Step)> MainSteps
    {
        get
        {
            ValueList<Hop> main = Main;
            for (int i = 0; i < main.Count; i++)
            {
                Hop hop = main[i];
                int exit = i + 1 < main.Count ? main[i + 1].LeftAt : -1;
                HashSet<int> sideExits = [.. Hops.Where(h => h.Parent >= 0 && ReferenceEquals(Hops[h.Parent], hop)).Select(h => h.LeftAt)];
                for (int step = 0; step < hop.Steps.Count; step++)
                {
                    if (step == exit || hop.Steps[step] is not Transmitted || !sideExits.Contains(step)) yield return (hop, hop.Steps[step]);
                }
            }
        }
    }

    /// <summary>Hops that are not on the main branch.</summary>
    public int SideBranches => Hops.Count - Main.Count;
}
