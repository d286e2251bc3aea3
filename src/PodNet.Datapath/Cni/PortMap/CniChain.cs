using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Datapath.Cni.PortMap;

/// <summary>A chain of the nat table and the rules that lead into it, as the arguments the plugin gives to iptables
/// (containernetworking/plugins, plugins/meta/portmap/chain.go). Seen with <c>iptables-save -t nat</c>.</summary>
/// <param name="Entries">The chains that jump here.</param>
/// <param name="EntryRules">Conditions of those jumps; one rule each.</param>
/// <param name="Rules">The chain's own rules.</param>
public sealed record CniChain(string Name, ValueList<string> Entries, ValueList<ValueList<string>> EntryRules, ValueList<ValueList<string>> Rules)
{
    /// <summary>The table all of them are in.</summary>
    public const string Table = "nat";

    /// <summary>The jumps come before what is in the entry chains already.</summary>
    public bool Prepend { get; init; }

    /// <summary>What an entry rule says after its jump.</summary>
    public ValueList<string> EntryComment { get; init; }

    /// <summary>Makes the chain where it is not, and each rule that is not there yet.</summary>
    public void Write(NamespaceBuilder node, Origin origin)
    {
        if (!node.HasChain(Table, Name)) node.NewChain(Table, Name);
        foreach (ValueList<string> rule in Rules) AddUnique(node, Name, rule, atFront: false, origin);
        foreach (string entry in Entries)
        {
            foreach (ValueList<string> rule in EntryRules) AddUnique(node, entry, [.. rule, "-j", Name, .. EntryComment], Prepend, origin);
        }
    }

    private static void AddUnique(NamespaceBuilder node, string chain, ValueList<string> arguments, bool atFront, Origin origin)
    {
        Rule rule = IptablesArguments.Parse(arguments) with { Origin = origin };
        if (node.RulesOf(Table, chain).Any(r => r.Matches == rule.Matches && r.Target == rule.Target)) return;
        if (atFront) node.Insert(Table, chain, 1, rule);
        else node.Append(Table, chain, rule);
    }
}
