using System.Collections.Immutable;
using PodNet.Engine.State;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Engine.Simulation;

/// <summary>A namespace's learned state while it changes. Nothing is copied until something is learned.</summary>
internal sealed class LearnedState(NamespaceState start)
{
    private ImmutableDictionary<(IpAddress, string), LearnedNeighbor> _neighbors = start.Neighbors;
    private ImmutableDictionary<(string, MacAddress), LearnedFdb> _fdb = start.Fdb;
    private ImmutableDictionary<FiveTuple, ConntrackEntry> _conntrack = start.Conntrack;
    private ImmutableDictionary<FiveTuple, FiveTuple> _replies = start.ConntrackReplies;
    private ImmutableDictionary<IpAddress, PathMtuException> _pathMtu = start.PathMtu;
    private ImmutableDictionary<(string, FiveTuple), FiveTuple> _programNat = start.ProgramNat;
    private ImmutableDictionary<(string, IpAddress), SimulatedTime> _recent = start.Recent;

    public LearnedNeighbor? Neighbor(IpAddress address, string device) => _neighbors.GetValueOrDefault((address, device));

    public void SetNeighbor(IpAddress address, string device, LearnedNeighbor neighbor) =>
        _neighbors = _neighbors.SetItem((address, device), neighbor);

    /// <summary>The learned row, unless it is too old.</summary>
    public LearnedFdb? Fdb(string table, MacAddress mac, SimulatedTime now) =>
        _fdb.TryGetValue((table, mac), out LearnedFdb? row) && row.IsAliveAt(now) ? row : null;

    public void LearnFdb(string table, MacAddress mac, LearnedFdb row) => _fdb = _fdb.SetItem((table, mac), row);

    /// <summary>The live connection this flow belongs to, and whether it goes the reply's way.</summary>
    public (ConntrackEntry Entry, bool IsReply)? Connection(in FiveTuple flow, SimulatedTime now)
    {
        if (_conntrack.TryGetValue(flow, out ConntrackEntry? entry) && entry.IsAliveAt(now)) return (entry, false);
        if (_replies.TryGetValue(flow, out FiveTuple original) && _conntrack.TryGetValue(original, out entry) && entry.IsAliveAt(now))
            return (entry, true);
        return null;
    }

    public void SetConnection(ConntrackEntry entry)
    {
        _conntrack = _conntrack.SetItem(entry.Original, entry);
        _replies = _replies.SetItem(entry.Reply, entry.Original);
    }

    public void ForgetConnection(ConntrackEntry entry)
    {
        _conntrack = _conntrack.Remove(entry.Original);
        _replies = _replies.Remove(entry.Reply);
    }

    /// <summary>The learned path MTU in bytes, unless it is too old.</summary>
    public int? PathMtu(IpAddress destination, SimulatedTime now) =>
        _pathMtu.TryGetValue(destination, out PathMtuException? learned) && learned.IsAliveAt(now) ? learned.Mtu : null;

    public void SetPathMtu(IpAddress destination, PathMtuException learned) => _pathMtu = _pathMtu.SetItem(destination, learned);

    /// <summary>What a program's NAT map makes of a flow, or null.</summary>
    public FiveTuple? ProgramNat(string map, in FiveTuple flow) => _programNat.TryGetValue((map, flow), out FiveTuple after) ? after : null;

    public void SetProgramNat(string map, in FiveTuple flow, in FiveTuple after) => _programNat = _programNat.SetItem((map, flow), after);

    /// <summary>Whether a list saw an address not longer ago than <paramref name="age"/>.</summary>
    public bool IsRecent(string list, IpAddress source, TimeSpan age, SimulatedTime now) =>
        _recent.TryGetValue((list, source), out SimulatedTime seen) && now.Since(seen) <= age;

    public void Remember(string list, IpAddress source, SimulatedTime now) => _recent = _recent.SetItem((list, source), now);

    /// <summary>The state as it is now; the very one it started from when nothing was learned.</summary>
    public NamespaceState Build() =>
        ReferenceEquals(_neighbors, start.Neighbors) && ReferenceEquals(_fdb, start.Fdb) && ReferenceEquals(_conntrack, start.Conntrack)
        && ReferenceEquals(_pathMtu, start.PathMtu) && ReferenceEquals(_programNat, start.ProgramNat)
        && ReferenceEquals(_recent, start.Recent)
            ? start
            : new()
            {
                Neighbors = _neighbors,
                Fdb = _fdb,
                Conntrack = _conntrack,
                ConntrackReplies = _replies,
                PathMtu = _pathMtu,
                ProgramNat = _programNat,
                Recent = _recent,
            };
}
