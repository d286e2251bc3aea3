using PodNet.Engine.Tracing;
using PodNet.Model.Netfilter;

namespace PodNet.Engine.Stages;

/// <summary>How a walk through a chain ended.</summary>
/// <param name="Passes">The packet goes on.</param>
/// <param name="Target">A target the nat table has to carry out, or null.</param>
internal readonly record struct WalkResult(bool Passes, Target? Target)
{
    public static WalkResult Pass { get; } = new(true, null);

    public static WalkResult Stop { get; } = new(false, null);
}

/// <summary>Walks a packet through a chain, rule by rule (net/ipv4/netfilter/ip_tables.c, ipt_do_table).</summary>
internal static class ChainWalk
{
    /// <summary>Jumps within jumps; iptables refuses loops when rules are loaded.</summary>
    private const int DepthLimit = 64;

    public static WalkResult Run(HookCall call, HookedChain hooked)
    {
        (Table table, Chain chain) = (hooked.Table, hooked.Chain);
        if (chain.Rules.Count == 0 && chain.Policy == ChainPolicy.Accept) return WalkResult.Pass;
        Nearness nearness = default;
        if (Walk(call, table, chain, 0, ref nearness) is { } result) return result;
        Add(call, new PolicyApplied(call.Kernel.Now, call.Hook, table.Name, chain.Name, chain.Policy, nearness.Rule, call.Bridge?.Name) { Family = call.Family });
        if (chain.Policy == ChainPolicy.Accept) return WalkResult.Pass;
        call.Kernel.Drop(call.Skb, Disposition.DroppedByRule, $"the policy of {chain.Name} in table {table.Name} is DROP", chain);
        return WalkResult.Stop;
    }

    // Null: the end of the chain was reached, or RETURN.
    private static WalkResult? Walk(HookCall call, Table table, Chain chain, int depth, ref Nearness nearness)
    {
        if (depth > DepthLimit) return Refuse(call, $"the chains of table {table.Name} jump in a circle at {chain.Name}", chain);
        for (int i = 0; i < chain.Rules.Count; i++)
        {
            Rule rule = chain.Rules[i];
            if (!RuleMatching.Holds(call, new(table, chain), rule, ref nearness)) continue;
            Add(call, new RuleMatched(call.Kernel.Now, call.Hook, table.Name, chain.Name, i + 1, rule, nearness.Rule, call.Bridge?.Name) { Family = call.Family });
            switch (rule.Target)
            {
                case null:
                    break;
                case AcceptTarget:
                    return WalkResult.Pass;
                case ReturnTarget:
                    return null;
                case JumpTarget jump:
                    if (Enter(call, table, jump.Chain, rule, depth, ref nearness) is { } inner) return inner;
                    break;
                case GotoTarget other:
                    return Enter(call, table, other.Chain, rule, depth, ref nearness);
                case MarkTarget mark:
                    call.Skb.Mark = (call.Skb.Mark & ~mark.Mask) ^ mark.Value;
                    break;
                case DropTarget:
                    call.Kernel.Drop(call.Skb, Disposition.DroppedByRule, $"a rule of chain {chain.Name} in table {table.Name} said DROP", rule);
                    return WalkResult.Stop;
                case RejectTarget reject:
                    Reject(call, rule, reject);
                    return WalkResult.Stop;
                default:
                    return new(true, rule.Target);
            }
        }

        return null;
    }

    private static WalkResult? Enter(HookCall call, Table table, string name, Rule rule, int depth, ref Nearness nearness) =>
        table.Find(name) is { } chain
            ? Walk(call, table, chain, depth + 1, ref nearness)
            : Refuse(call, $"a rule of table {table.Name} jumps to chain {name}, which does not exist", rule);

    // iptables never loads such a table; in one that was edited by hand the packet ends here.
    private static WalkResult Refuse(HookCall call, string reason, object row)
    {
        call.Kernel.Drop(call.Skb, Disposition.DroppedByRule, reason, row);
        return WalkResult.Stop;
    }

    private static void Reject(HookCall call, Rule rule, RejectTarget reject)
    {
        if (reject.TcpReset) TcpStack.SendReset(call.Kernel, call.Skb);
        else IcmpError.SendUnreachable(call.Kernel, call.Skb, reject.IcmpCode, "a rule said REJECT");
        Add(call, new Rejected(call.Kernel.Now, rule));
    }

    private static void Add(HookCall call, Step step) => call.Skb.Log.Steps.Add(step);
}

/// <summary>The rule that failed latest in its conditions so far.</summary>
internal struct Nearness
{
    private int _held;

    public Rule? Rule { get; private set; }

    public void Offer(Rule rule, int held)
    {
        if (Rule is null || held >= _held) (Rule, _held) = (rule, held);
    }
}
