using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Datapath.Cni.Calico;

/// <summary>Writes chains as felix does: each rule begins with a comment that holds a hash of it, of its chain and of the rules before it. By
/// these felix sees what somebody changed (felix/generictables/rules.go).</summary>
internal sealed class FelixChains(NamespaceBuilder node, string table, IpFamily family)
{
    private static readonly Origin Felix = new("felix", "", "rules");

    /// <summary>Makes a chain of felix's own.</summary>
    public void Add(string chain, params Rule[] rules)
    {
        node.NewChain(table, chain, family);
        string[] hashes = FelixHash.Of(chain, rules);
        for (int i = 0; i < rules.Length; i++) node.Append(table, chain, Signed(rules[i], hashes[i]), family);
    }

    /// <summary>Puts a rule before all others of a chain that is not felix's (ChainInsertMode Insert).</summary>
    public void Insert(string chain, Rule rule) => node.Insert(table, chain, 1, Signed(rule, FelixHash.Of(chain, [rule])[0]), family);

    private static Rule Signed(Rule rule, string hash) =>
        new(rule.Matches.Insert(0, new CommentMatch($"cali:{hash}")), rule.Target) { Origin = Felix };
}
