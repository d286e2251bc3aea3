using PodNet.Engine.Tracing;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Comparing;

/// <summary>One packet on its way through one cluster under several CNIs.</summary>
/// <param name="Title">From whom to whom.</param>
/// <param name="Seed">The session's seed, shown in the subtitle; null: not shown.</param>
public sealed record ComparisonView(string Title, ValueList<ComparedRun> Runs, ulong? Seed = null);

/// <summary>What one CNI did with the packet, or why it cannot be in this cluster.</summary>
/// <param name="Cni">Name and mode in words.</param>
/// <param name="Notes">What of the cluster had to be derived anew for it.</param>
public sealed record ComparedRun(string Cni, ValueList<string> Notes)
{
    /// <summary>The cluster with this CNI; null when there can be none.</summary>
    public Cluster? Cluster { get; init; }

    /// <summary>The packet's way; null when there is no cluster.</summary>
    public Exchange? Exchange { get; init; }

    /// <summary>Why there can be no cluster, or no packet; null when there is one.</summary>
    public string? Refusal { get; init; }
}
