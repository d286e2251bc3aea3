using PodNet.Engine.Explaining;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Printing;

namespace PodNet.Diagrams.Tracing;

/// <summary>What decided in a step, as text: the row as its tool prints it, in the words of <see cref="StepExplainer"/> where no row
/// did.</summary>
internal static class StepWords
{
    /// <summary>What a table shows for a step: the row that decided.</summary>
    /// <param name="rule">The netfilter rule that matched last, which is the row behind a NAT step.</param>
    public static string Of(Step step, RuleMatched? rule) => step switch
    {
        BridgeForwarded forwarded => Row(forwarded.Row) + (forwarded.Hairpin ? "  (hairpin)" : ""),
        DestinationNat nat => Nat(rule, nat.Entry, $"{nat.Before.Destination}", $"{nat.After.Destination}"),
        SourceNat nat => Nat(rule, nat.Entry, $"{nat.Before.Source}", $"{nat.After.Source}"),
        Rejected rejected => RuleText(rule, rejected.Rule),
        Dropped dropped => DropRow(dropped, rule),
        RouteLookup { Result: { Route: null } result } => NoRow(result.Nearest()),
        MapLookup map => $"{map.Program}: {map.Map}[{map.Key}] = {(map.Row is null ? "no row" : Row(map.Row))}",
        _ => RowOrAct(StepExplainer.Explain(step)),
    };

    /// <summary>Any step in one line: what happened and the row that decided.</summary>
    public static string Line(Step step, RuleMatched? rule)
    {
        Explanation explained = StepExplainer.Explain(step);
        string act = $"{HookOf(step)}{explained.Act}";
        return step switch
        {
            Received received => $"{act}: {PacketWords.Whole(received.Packet)}",
            Transmitted transmitted => $"{act}: {PacketWords.Whole(transmitted.Packet)}",
            Encapsulated encapsulated => $"{act}: {(encapsulated.Row is { } remote ? $"{Row(remote)}, " : "")}{PacketWords.Whole(encapsulated.Outer)}",
            RuleMatched matched => $"{act}: {RuleText(matched, matched.Rule)}",
            Dropped dropped => $"DROPPED ({DispositionWords.Of(dropped.Why)}): {act}: {DropRow(dropped, rule)}",
            Rejected rejected => $"REJECTED: {act}: {RuleText(rule, rejected.Rule)}",
            _ => explained.Row is { } row ? $"{act}: {Row(row)}" : act,
        };
    }

    /// <summary>The row that came nearest without deciding; null when there is none.</summary>
    public static string? Nearest(Step step) => StepExplainer.Explain(step).Nearest is { } nearest
        ? step switch
        {
            RuleMatched { Chain: var chain } when nearest is Rule rule => RowText.Of(rule, chain),
            PolicyApplied { Chain: var chain } when nearest is Rule rule => RowText.Of(rule, chain),
            _ => Row(nearest),
        }
        : null;

    /// <summary>The command that shows on a real node what decided; null when there is nothing to show.</summary>
    public static string? Command(Step step) => StepExplainer.Explain(step).Command;

    /// <summary>What decided about an ending, for one sentence; null when it was delivered.</summary>
    public static string? EndingRow(TerminalStep ending, RuleMatched? rule) => ending is Delivered ? null : Of(ending, rule);

    private static string RowOrAct(Explanation explained) => explained.Row is { } row ? Row(row) : explained.Act;

    private static string HookOf(Step step) => step switch
    {
        Tracked tracked => $"{Name(tracked.Hook)} ",
        RuleMatched matched => $"{Name(matched.Hook)} ",
        PolicyApplied applied => $"{Name(applied.Hook)} ",
        _ => "",
    };

    private static string Name(Hook hook) => hook.ToString().ToUpperInvariant();

    private static string DropRow(Dropped dropped, RuleMatched? rule) => dropped.Row switch
    {
        null => "no row decided",
        Rule row => RuleText(rule, row),
        Route route when dropped.Why == Disposition.NoRoute => NoRow(route),
        Socket socket when dropped.Why == Disposition.ConnectionRefused => NoRow(socket),
        FdbEntry entry when dropped.Why == Disposition.NoTunnelEndpoint => NoRow(entry),
        { } row => Row(row),
    };

    /// <summary>That no row matched, and which came nearest.</summary>
    public static string NoRow(object? nearest) => nearest is null ? "no row matched" : $"no row matched; nearest: {Row(nearest)}";

    private static string Nat(RuleMatched? rule, ConntrackEntry entry, string before, string after) =>
        rule?.Rule.Target is DnatTarget or SnatTarget or MasqueradeTarget ? RuleText(rule, rule.Rule)
            : $"conntrack: {before} becomes {after}, {Row(entry)}";

    private static string RuleText(RuleMatched? matched, Rule rule) =>
        matched is not null && matched.Rule == rule ? RowText.Of(rule, matched.Chain) : Row(rule);

    private static string Row(object row) => row as string ?? RowText.Of(row);
}
