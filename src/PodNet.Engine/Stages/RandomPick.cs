using PodNet.Model.Addressing;
using PodNet.Model.Netfilter;

namespace PodNet.Engine.Stages;

/// <summary>Where a rule matches by chance (net/netfilter/xt_statistic.c). The seed decides, or the endpoint that the exchange is asked to go to: then the rule
/// that leads there is the one, if there is one.</summary>
internal static class RandomPick
{
    /// <summary>Whether the dice let the rule match.</summary>
    public static bool Falls(HookCall call, HookedChain walked, Rule rule, RandomMatch random)
    {
        uint drawn = call.Kernel.Network.Random.Next31();
        return call.Kernel.Network.Options.ChosenEndpoint is { } chosen && walked.Chain.Rules.Any(r => LeadsTo(walked.Table, r, chosen, 0))
            ? LeadsTo(walked.Table, rule, chosen, 0)
            : drawn < random.OfTwoToThe31;
    }

    private static bool LeadsTo(Table table, Rule rule, IpAddress endpoint, int depth) => rule.Target switch
    {
        DnatTarget dnat => dnat.Address == endpoint,
        JumpTarget jump when depth < 4 => ChainLeadsTo(table, jump.Chain, endpoint, depth),
        GotoTarget other when depth < 4 => ChainLeadsTo(table, other.Chain, endpoint, depth),
        _ => false,
    };

    private static bool ChainLeadsTo(Table table, string chain, IpAddress endpoint, int depth) =>
        table.Find(chain) is { } found && found.Rules.Any(r => LeadsTo(table, r, endpoint, depth + 1));
}
