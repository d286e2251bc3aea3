using System.Collections.Immutable;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Engine.State;

/// <summary>A neighbour the kernel learned, asked for, or failed to find. <paramref name="Since"/> is when it got into this state.</summary>
public sealed record LearnedNeighbor(MacAddress? Mac, NeighborState State, SimulatedTime Since)
{
    /// <summary>base_reachable_time_ms, arp(7): how long a confirmed neighbour needs no further proof.</summary>
    private static readonly TimeSpan ReachableTime = TimeSpan.FromSeconds(30);

    /// <summary>It said of itself that it forwards packets (IPv6 only).</summary>
    public bool IsRouter { get; init; }

    /// <summary>The state at <paramref name="now"/>: what was REACHABLE becomes STALE with time.</summary>
    public NeighborState StateAt(SimulatedTime now) =>
        State == NeighborState.Reachable && now.Since(Since) > ReachableTime ? NeighborState.Stale : State;
}

/// <summary>A source address a bridge or tunnel device learned. <paramref name="Since"/> is when it was seen last.</summary>
/// <param name="Port">The bridge's port, or the tunnel device itself.</param>
/// <param name="Remote">Outer address it came from, on a tunnel device.</param>
public sealed record LearnedFdb(string Port, IpAddress? Remote, SimulatedTime Since)
{
    /// <summary>ageing_time of bridges and ageing of tunnel devices, ip-link(8).</summary>
    private static readonly TimeSpan AgeingTime = TimeSpan.FromSeconds(300);

    /// <summary>Whether the row is still there at <paramref name="now"/>.</summary>
    public bool IsAliveAt(SimulatedTime now) => now.Since(Since) < AgeingTime;
}

/// <summary>What one namespace's kernel learned while packets passed.</summary>
public sealed record NamespaceState
{
    /// <summary>Nothing learned.</summary>
    public static NamespaceState Empty { get; } = new();

    /// <summary>By address and device; beside the permanent ones of the configuration.</summary>
    public ImmutableDictionary<(IpAddress Address, string Device), LearnedNeighbor> Neighbors { get; init; } =
        ImmutableDictionary<(IpAddress, string), LearnedNeighbor>.Empty;

    /// <summary>By bridge or tunnel device, and address.</summary>
    public ImmutableDictionary<(string Table, MacAddress Mac), LearnedFdb> Fdb { get; init; } =
        ImmutableDictionary<(string, MacAddress), LearnedFdb>.Empty;

    /// <summary>Connections by their original flow.</summary>
    public ImmutableDictionary<FiveTuple, ConntrackEntry> Conntrack { get; init; } = ImmutableDictionary<FiveTuple, ConntrackEntry>.Empty;

    /// <summary>The original flow of each connection by its reply flow.</summary>
    public ImmutableDictionary<FiveTuple, FiveTuple> ConntrackReplies { get; init; } = ImmutableDictionary<FiveTuple, FiveTuple>.Empty;

    /// <summary>Path MTUs by destination, learned from ICMP "fragmentation needed" and ICMPv6 "packet too big" (<c>ip route get</c> shows them).</summary>
    public ImmutableDictionary<IpAddress, PathMtuException> PathMtu { get; init; } = ImmutableDictionary<IpAddress, PathMtuException>.Empty;

    /// <summary>When each list of <c>-m recent</c> last saw an address (<c>/proc/net/xt_recent/NAME</c>).</summary>
    public ImmutableDictionary<(string List, IpAddress Source), SimulatedTime> Recent { get; init; } =
        ImmutableDictionary<(string, IpAddress), SimulatedTime>.Empty;

    /// <summary>What programs' NAT maps make of a flow, by map: a row for each direction of a connection.</summary>
    public ImmutableDictionary<(string Map, FiveTuple Flow), FiveTuple> ProgramNat { get; init; } =
        ImmutableDictionary<(string, FiveTuple), FiveTuple>.Empty;
}

/// <summary>What all kernels learned: a sparse overlay over the configuration, by namespace. Immutable.</summary>
public sealed class KernelState
{
    private readonly ImmutableDictionary<NamespaceId, NamespaceState> _namespaces;

    private KernelState(ImmutableDictionary<NamespaceId, NamespaceState> namespaces) => _namespaces = namespaces;

    /// <summary>Cold: no neighbour, no FDB row, no connection.</summary>
    public static KernelState Cold { get; } = new(ImmutableDictionary<NamespaceId, NamespaceState>.Empty);

    /// <summary>Namespaces in which something was learned.</summary>
    public IEnumerable<NamespaceId> Namespaces => _namespaces.Keys.Order();

    /// <summary>What <paramref name="id"/> learned.</summary>
    public NamespaceState Of(NamespaceId id) => _namespaces.GetValueOrDefault(id, NamespaceState.Empty);

    /// <summary>This state with one namespace's part replaced.</summary>
    public KernelState With(NamespaceId id, NamespaceState state) => new(_namespaces.SetItem(id, state));

    /// <summary>This state after <c>ip neigh flush all</c> and <c>conntrack -F</c> in every namespace; what bridges learned stays.</summary>
    public KernelState Flushed() => new(_namespaces.ToImmutableDictionary(
        p => p.Key, p => NamespaceState.Empty with { Fdb = p.Value.Fdb }));
}
