using PodNet.Model.Addressing;
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
    /// <param name="family">IPv4: by iptables; IPv6: by ip6tables.</param>
    public void Write(NamespaceBuilder node, Origin origin, IpFamily family = IpFamily.V4)
    {
        if (!node.HasChain(Table, Name, family)) node.NewChain(Table, Name, family);
        foreach (ValueList<string> rule in Rules) AddUnique(Name, rule, atFront: false);
        foreach (string entry in Entries)
        {
            foreach (ValueList<string> rule in EntryRules) AddUnique(entry, [.. rule, "-j", Name, .. EntryComment], Prepend);
        }

        void AddUnique(string chain, ValueList<string> arguments, bool atFront)
        {
            Rule rule = IptablesArguments.Parse(arguments) with { Origin = origin };
            if (node.RulesOf(Table, chain, family).Any(r => r.Matches == rule.Matches && r.Target == rule.Target)) return;
            if (atFront) node.Insert(Table, chain, 1, rule, family);
            else node.Append(Table, chain, rule, family);
        }
    }

    /// <summary>Takes a chain and the rules that lead into it away, where it is.</summary>
    public static void Delete(NamespaceBuilder node, string name, ValueList<string> entries, IpFamily family)
    {
        if (!node.HasChain(Table, name, family)) return;
        foreach (string entry in entries)
        {
            for (int i = node.RulesOf(Table, entry, family).Count; i >= 1; i--)
            {
                if (node.RulesOf(Table, entry, family)[i - 1].Target is JumpTarget jump && jump.Chain == name) node.DeleteRule(Table, entry, i, family);
            }
        }

        node.DeleteChain(Table, name, family);
    }
}
