using PodNet.Kubectl.Check;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Printing;

namespace PodNet.Lab.ProxyCases;

/// <summary>Rules, chain by chain, as iptables-save prints them after the real program's text was loaded, and after ours was.</summary>
internal static class RuleCases
{
    // Services come into these in any order: the real program walks a hash table.
    private static readonly string[] Shared = ["KUBE-SERVICES", "KUBE-NODEPORTS", "KUBE-EXTERNAL-SERVICES", "KUBE-PROXY-FIREWALL"];

    public static CheckReport Check(ProxyCase one)
    {
        if (one.Json.Optional("expectedIptables") is not { } expected) return CheckReport.Empty;

        // Whether a machine's iptables knows --random-fully is no part of a case.
        string text = expected.Text();
        bool randomFully = text.Contains("--random-fully", StringComparison.Ordinal);
        NetworkNamespace node = one.Write(new NamespaceBuilder(new("node")), randomFully).Build();
        bool isPartial = one.Json.Optional("partialSync")?.Flag() ?? false;
        string? difference = Difference(RestoreText.Read(text), Chains(node.NetfilterOf(one.Family)), isPartial);
        return difference is null ? new(1, [], 0) : new(0, [$"{one.Id}: {difference}"], 0);
    }

    private static Dictionary<string, ValueList<string>> Chains(Ruleset rules) => rules.Tables
        .SelectMany(t => t.Chains.Where(c => c.Hook is null).Select(c => (Key: $"{t.Name} {c.Name}", Rules: c.Rules.Select(r => RowText.Of(r, c.Name)).ToValueList())))
        .ToDictionary(c => c.Key, c => c.Rules);

    // A partial sync says nothing of the chains it left alone.
    private static string? Difference(Dictionary<string, ValueList<string>> expected, Dictionary<string, ValueList<string>> actual, bool isPartial)
    {
        foreach ((string chain, ValueList<string> rules) in expected.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            if (!actual.TryGetValue(chain, out ValueList<string> ours)) return $"no chain {chain}";
            if (RuleDifference(chain, Ordered(chain, rules), Ordered(chain, ours)) is { } difference) return difference;
        }

        string? tooMany = isPartial ? null : actual.Keys.Where(c => !expected.ContainsKey(c)).Order(StringComparer.Ordinal).FirstOrDefault();
        return tooMany is null ? null : $"chain {tooMany} should not be";
    }

    private static string? RuleDifference(string chain, List<string> expected, List<string> actual)
    {
        for (int i = 0; i < Math.Max(expected.Count, actual.Count); i++)
        {
            string? want = i < expected.Count ? expected[i] : null, have = i < actual.Count ? actual[i] : null;
            if (want != have) return $"{chain}, rule {i + 1}: expected {want ?? "no more"}, got {have ?? "no more"}";
        }

        return null;
    }

    private static List<string> Ordered(string chain, ValueList<string> rules) => Shared.Any(s => chain.EndsWith($" {s}", StringComparison.Ordinal))
        ? [.. rules.Select((rule, i) => (rule, IsLast: rule.Contains("NOTE: this must be the last rule", StringComparison.Ordinal)))
            .OrderBy(r => r.IsLast).ThenBy(r => r.rule, StringComparer.Ordinal).Select(r => r.rule)]
        : [.. rules];
}
