using System.Buffers.Text;
using System.Text;
using PodNet.Model.Netfilter;

namespace PodNet.Datapath.Cni.Calico;

/// <summary>The hashes in felix's rule comments: SHA-224 of the chain's name, then for each rule SHA-224 of the hash before it and the rule as
/// felix writes it, of which 16 characters are shown (felix/generictables/rules.go, felix/iptables/renderer.go).</summary>
internal static class FelixHash
{
    private const int Shown = 16;

    /// <summary>The hashes of a chain's rules, in order.</summary>
    public static string[] Of(string chain, IReadOnlyList<Rule> rules)
    {
        byte[] hash = Sha224.Of(Encoding.ASCII.GetBytes(chain));
        string[] shown = new string[rules.Count];
        for (int i = 0; i < rules.Count; i++)
        {
            hash = Sha224.Of([.. hash, .. Encoding.ASCII.GetBytes(Text(chain, rules[i]))]);
            shown[i] = Base64Url.EncodeToString(hash)[..Shown];
        }

        return shown;
    }

    // "HASH" stands where the comment will be.
    private static string Text(string chain, Rule rule) =>
        string.Join(' ', [$"-A {chain} HASH", .. rule.Matches.Select(Text), Text(rule.Target)]);

    private static string Text(Match match)
    {
        string not = match.Negated ? "! " : "";
        return match switch
        {
            OutInterfaceMatch device => $"{not}--out-interface {device.Device}",
            SetMatch set => $"-m set {not}--match-set {set.Set} {(set.Sides[0] == SetSide.Source ? "src" : "dst")}",
            AddressTypeMatch type => $"-m addrtype {not}--src-type {type.Type.ToString().ToUpperInvariant()}{(type.LimitInterfaceOut ? " --limit-iface-out" : "")}",
            _ => throw new NotSupportedException($"felix's text for {match.GetType().Name} is not known here"),
        };
    }

    private static string Text(Target? target) => target switch
    {
        JumpTarget jump => $"--jump {jump.Chain}",
        MasqueradeTarget masquerade => $"--jump MASQUERADE{(masquerade.RandomFully ? " --random-fully" : "")}",
        _ => throw new NotSupportedException($"felix's text for {target?.GetType().Name ?? "no target"} is not known here"),
    };
}
