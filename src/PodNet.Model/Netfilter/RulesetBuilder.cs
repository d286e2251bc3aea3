using PodNet.Model.Linux;

namespace PodNet.Model.Netfilter;

/// <summary>Makes one family's tables with the acts of <c>iptables</c> or <c>ip6tables</c>. A table and its built-in chains come into being with the first
/// act on them.</summary>
public sealed class RulesetBuilder
{
    private readonly NamespaceId _namespace;
    private readonly List<(string Table, Chain Chain)> _chains = [];
    private readonly Dictionary<(string Table, string Chain), int> _places = [];

    internal RulesetBuilder(NamespaceId ns, Ruleset from)
    {
        _namespace = ns;
        foreach (Table table in from.Tables)
        {
            foreach (Chain chain in table.Chains) Add(table.Name, chain);
        }
    }

    /// <summary><c>-t TABLE -N CHAIN</c></summary>
    public void NewChain(string table, string chain)
    {
        EnsureTable(table);
        Add(table, new(chain, null, []));
    }

    /// <summary><c>-t TABLE -F CHAIN</c> and <c>-X CHAIN</c>; nothing happens where there is none.</summary>
    public void DeleteChain(string table, string chain) => _chains.RemoveAll(c => c.Table == table && c.Chain.Name == chain && c.Chain.Hook is null);

    /// <summary>The chain as it is so far, or null.</summary>
    public Chain? Find(string table, string chain) => _places.TryGetValue((table, chain), out int at) ? _chains[at].Chain : null;

    /// <summary>Replaces a chain by an edited copy.</summary>
    /// <exception cref="KeyNotFoundException">No such chain.</exception>
    public void Edit(string table, string chain, Func<Chain, Chain> edit)
    {
        EnsureTable(table);
        if (!_places.TryGetValue((table, chain), out int at)) throw new KeyNotFoundException($"no chain '{chain}' in table {table} of {_namespace}");
        _chains[at] = (table, edit(_chains[at].Chain));
    }

    /// <summary>Puts chains in the place of all that <paramref name="owned"/> names, in one act: <c>iptables-restore --noflush</c> with <c>-X</c> of the chains
    /// that are no more.</summary>
    public void Replace(string table, Func<string, bool> owned, IEnumerable<Chain> chains)
    {
        EnsureTable(table);
        List<(string Table, Chain Chain)> kept = _chains.FindAll(c => c.Table != table || c.Chain.Hook is not null || !owned(c.Chain.Name));
        _chains.Clear();
        _places.Clear();
        foreach ((string of, Chain chain) in kept) Add(of, chain);
        foreach (Chain chain in chains) Add(table, chain);
    }

    internal Ruleset Build() => _chains.Count == 0
        ? Ruleset.Empty
        : new([.. _chains.GroupBy(c => c.Table).Select(g => new Table(g.Key, [.. g.Select(c => c.Chain)]))]);

    private void EnsureTable(string table)
    {
        if (_places.ContainsKey((table, "OUTPUT"))) return;
        foreach (Hook hook in BuiltInHooks(table)) Add(table, new(hook.ToString().ToUpperInvariant(), hook, []));
    }

    private void Add(string table, Chain chain)
    {
        _places.TryAdd((table, chain.Name), _chains.Count);
        _chains.Add((table, chain));
    }

    private static Hook[] BuiltInHooks(string table) => table switch
    {
        "filter" or "security" => [Hook.Input, Hook.Forward, Hook.Output],
        "nat" => [Hook.Prerouting, Hook.Input, Hook.Output, Hook.Postrouting],
        "mangle" => [Hook.Prerouting, Hook.Input, Hook.Forward, Hook.Output, Hook.Postrouting],
        "raw" => [Hook.Prerouting, Hook.Output],
        _ => throw new ArgumentException($"unknown iptables table '{table}'", nameof(table)),
    };
}
