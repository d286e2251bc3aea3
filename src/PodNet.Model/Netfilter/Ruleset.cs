using PodNet.Model.Collections;

namespace PodNet.Model.Netfilter;

/// <summary>The verdict at the end of a built-in chain.</summary>
public enum ChainPolicy
{
    Accept,
    Drop,
}

/// <summary>A chain of rules.</summary>
/// <param name="Hook">The hook a built-in chain is called from, or null for a chain that is only jumped to.</param>
public sealed record Chain(string Name, Hook? Hook, ValueList<Rule> Rules, ChainPolicy Policy = ChainPolicy.Accept);

/// <summary>An iptables table. Seen with <c>iptables-save -t NAME</c>.</summary>
/// <param name="Name">raw, mangle, nat, filter or security.</param>
public sealed record Table(string Name, ValueList<Chain> Chains)
{
    // A kube-proxy writes tens of thousands of chains, and each jump asks for one by name.
    private Dictionary<string, Chain>? _byName;

    /// <summary>The chain of that name, or null.</summary>
    public Chain? Find(string chain) =>
        (_byName ??= Chains.DistinctBy(c => c.Name).ToDictionary(c => c.Name, StringComparer.Ordinal)).GetValueOrDefault(chain);

    /// <inheritdoc/>
    public bool Equals(Table? other) => other is not null && Name == other.Name && Chains == other.Chains;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Chains);

    /// <summary>The built-in chain called from <paramref name="hook"/>, or null.</summary>
    public Chain? At(Hook hook)
    {
        foreach (Chain c in Chains)
        {
            if (c.Hook == hook) return c;
        }

        return null;
    }
}

/// <summary>A chain together with its table.</summary>
public readonly record struct HookedChain(Table Table, Chain Chain);

/// <summary>All tables of a namespace, with the order in which packets meet their chains.</summary>
public sealed class Ruleset
{
    private readonly HookedChain[][] _hooks;

    /// <summary>The given tables; at most one of each name.</summary>
    public Ruleset(ValueList<Table> tables)
    {
        Tables = tables;
        _hooks = HookOrder(tables);
        TracksConnections = tables.Any(TableTracks);
    }

    /// <summary>No table at all.</summary>
    public static Ruleset Empty { get; } = new([]);

    /// <summary>The tables in the order they were made.</summary>
    public ValueList<Table> Tables { get; }

    /// <summary>Whether connections are tracked here: the kernel switches it on with the first rule of the family that translates or asks for a
    /// connection's state, whether packets come to that rule or not (net/netfilter/nf_conntrack_proto.c, nf_ct_netns_get). Chains alone do not.</summary>
    public bool TracksConnections { get; }

    /// <summary>The built-in chains a packet meets at <paramref name="hook"/>, in order of priority
    /// (include/uapi/linux/netfilter_ipv4.h).</summary>
    public ReadOnlySpan<HookedChain> ChainsAt(Hook hook) => _hooks[(int)hook];

    /// <summary>The table of that name, or null.</summary>
    public Table? Find(string table) => Tables.FirstOrDefault(t => t.Name == table);

    /// <summary>These tables with <paramref name="table"/> in the place of the one of the same name, or at the end.</summary>
    public Ruleset With(Table table) => new(Find(table.Name) is null
        ? Tables.Add(table)
        : Tables.Select(t => t.Name == table.Name ? table : t).ToValueList());

    private static HookedChain[][] HookOrder(ValueList<Table> tables) =>
        [.. Enum.GetValues<Hook>().Select(hook => tables
            .Where(t => t.At(hook) is not null)
            .Select(t => new HookedChain(t, t.At(hook)!))
            .OrderBy(c => Priority(c.Table.Name, hook))
            .ToArray())];

    private static int Priority(string table, Hook hook) => table switch
    {
        "raw" => -300,
        "mangle" => -150,
        "nat" => hook is Hook.Prerouting or Hook.Output ? -100 : 100,
        "filter" => 0,
        "security" => 50,
        _ => throw new ArgumentException($"unknown iptables table '{table}'", nameof(table)),
    };

    private static bool TableTracks(Table table) => table.Chains.Any(c => c.Rules.Any(
        r => r.Target is MasqueradeTarget or SnatTarget or DnatTarget || r.Matches.Any(m => m is ConntrackMatch)));
}
