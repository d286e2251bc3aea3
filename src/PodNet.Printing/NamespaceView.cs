using System.Collections.Frozen;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Printing;

/// <summary>One namespace as its tools see it: what was configured, and what its kernel learned until now.</summary>
/// <param name="Config">Devices, addresses, routes, rules, permanent neighbours and FDB rows, netfilter, sysctls, sockets.</param>
/// <param name="LearnedNeighbors">Neighbours beside the permanent ones; one that repeats a permanent one is not printed.</param>
/// <param name="LearnedFdb">FDB rows beside the configured ones; one that repeats a configured one is not printed.</param>
/// <param name="Conntrack">Tracked connections; those expired at <paramref name="Now"/> are not printed.</param>
/// <param name="Now">The moment the command runs.</param>
public sealed record NamespaceView(
    NetworkNamespace Config,
    IEnumerable<Neighbor> LearnedNeighbors,
    IEnumerable<FdbEntry> LearnedFdb,
    IEnumerable<ConntrackEntry> Conntrack,
    SimulatedTime Now)
{
    /// <summary>Names of veth ends whose peer in another namespace is down: they print NO-CARRIER, and their routes "linkdown".
    /// A peer in the same namespace, and a bridge's ports, are looked at without being named here.</summary>
    public IReadOnlySet<string> WithoutCarrier { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Path MTUs by destination, learned from ICMP "fragmentation needed"; those expired at <see cref="Now"/> are not printed.</summary>
    public IReadOnlyDictionary<IpAddress, PathMtuException> PathMtu { get; init; } = FrozenDictionary<IpAddress, PathMtuException>.Empty;

    /// <summary>A namespace whose kernel has learned nothing yet.</summary>
    public static NamespaceView Cold(NetworkNamespace config, SimulatedTime now) => new(config, [], [], [], now);
}
