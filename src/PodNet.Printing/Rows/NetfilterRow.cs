using PodNet.Model.Addressing;
using PodNet.Model.Netfilter;

namespace PodNet.Printing.Rows;

/// <summary>Lines of <c>iptables-save</c> about chains and rules (iptables v1.8.9, iptables/nft-ipv4.c, nft_ipv4_save_rule).</summary>
internal static class NetfilterRow
{
    /// <summary><c>:CHAIN POLICY [0:0]</c>; a chain that is only jumped to has no policy.</summary>
    public static string ChainText(Chain chain) => chain.Hook is null
        ? $":{Printable.Word(chain.Name)} - [0:0]"
        : PolicyText(chain.Name, chain.Policy);

    /// <summary><c>:CHAIN POLICY [0:0]</c></summary>
    public static string PolicyText(string chain, ChainPolicy policy) =>
        $":{Printable.Word(chain)} {policy.ToString().ToUpperInvariant()} [0:0]";

    /// <summary><c>-A CHAIN ...</c></summary>
    public static string RuleText(string chain, Rule rule, IpFamily family = IpFamily.V4)
    {
        string body = RuleText(rule, family);
        return body.Length == 0 ? $"-A {Printable.Word(chain)}" : $"-A {Printable.Word(chain)} {body}";
    }

    /// <summary>The rule without its chain: the IP header's conditions in iptables' own order, the other matches in theirs, the
    /// target.</summary>
    public static string RuleText(Rule rule, IpFamily family = IpFamily.V4)
    {
        List<string> words = [];
        foreach (Match match in rule.Matches.OrderBy(MatchText.HeaderRank))
        {
            if (MatchText.HeaderRank(match) < MatchText.Extension) AddWord(words, MatchText.Header(match));
        }

        for (int i = 0; i < rule.Matches.Count; i++)
        {
            if (MatchText.HeaderRank(rule.Matches[i]) < MatchText.Extension) continue;
            bool joined = i > 0 && MatchText.IsPortPair(rule.Matches[i - 1], rule.Matches[i]);
            AddWord(words, joined ? MatchText.PortOption(rule.Matches[i]) : MatchText.Module(rule.Matches[i], family));
        }

        if (rule.Target is { } target) words.Add(TargetText.Text(target, family));
        return string.Join(' ', words);
    }

    private static void AddWord(List<string> words, string word)
    {
        if (word.Length > 0) words.Add(word);
    }
}
