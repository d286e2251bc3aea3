using System.Globalization;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Printing;

namespace PodNet.Diagrams.Tracing;

/// <summary>What decided in a step, as text: the row as its tool prints it.</summary>
internal static class StepWords
{
    /// <summary>The lines a table shows for a step; none for steps that decide nothing by themselves.</summary>
    /// <param name="rule">The netfilter rule that matched last, which is the row behind a NAT step.</param>
    public static IEnumerable<string> Of(Step step, RuleMatched? rule)
    {
        switch (step)
        {
            case RouteLookup lookup:
                yield return lookup.Result.Route is { } route ? Row(route) : NoRow(lookup.Result.Nearest());
                break;
            case NeighborResolved resolved: yield return Row(resolved.Neighbor); break;
            case NeighborAwaited awaited: yield return $"who has {awaited.Address}? asked on {awaited.Device} (ARP)"; break;
            case BridgeForwarded forwarded: yield return Row(forwarded.Row) + (forwarded.Hairpin ? "  (hairpin)" : ""); break;
            case Flooded flooded: yield return Flood(flooded); break;
            case DestinationNat nat: yield return Nat(rule, nat.Entry, $"{nat.Before.Destination}", $"{nat.After.Destination}"); break;
            case SourceNat nat: yield return Nat(rule, nat.Entry, $"{nat.Before.Source}", $"{nat.After.Source}"); break;
            case Encapsulated encapsulated: yield return Row(encapsulated.Row); break;
            case Decapsulated decapsulated:
                yield return string.Create(CultureInfo.InvariantCulture, $"VXLAN {decapsulated.Vni} on {decapsulated.Device}: unwrapped");
                break;
            case Fragmented fragmented:
                yield return string.Create(CultureInfo.InvariantCulture, $"mtu {fragmented.Mtu} of {fragmented.Device}: cut into {fragmented.Parts}");
                break;
            case Reassembled reassembled:
                yield return string.Create(CultureInfo.InvariantCulture, $"{reassembled.Parts} fragments put together");
                break;
            case MapLookup map: yield return $"{map.Program}: {map.Map}[{map.Key}] = {map.Value ?? "no row"}"; break;
            case Delivered delivered:
                yield return delivered.Socket is { } socket ? Row(socket) : $"delivered to {delivered.To}";
                break;
            case Rejected rejected: yield return RuleText(rule, rejected.Rule); break;
            case Dropped dropped: yield return DropRow(dropped, rule); break;
        }
    }

    /// <summary>Any step in one line, for the full account.</summary>
    public static string Line(Step step, RuleMatched? rule) => step switch
    {
        Received received => $"{received.Device}: received, {PacketWords.Whole(received.Packet)}",
        Transmitted transmitted => $"{transmitted.Device}: transmitted, {PacketWords.Whole(transmitted.Packet)}",
        Originated originated => $"made by {originated.Program}",
        BridgeLearned learned => $"{learned.Bridge} learned {Row(learned.Row)}",
        BridgePassedUp { Row: { } row } passed => $"{passed.Bridge}: {Row(row)}, up to the host",
        BridgePassedUp passed => $"{passed.Bridge}: up to the host",
        Tracked { Entry: { } entry } tracked => $"{tracked.Hook} conntrack {tracked.State}: {Row(entry)}",
        Tracked tracked => $"{tracked.Hook} conntrack {tracked.State}",
        RuleMatched matched => $"{matched.Hook} {matched.Table}: {RuleText(matched, matched.Rule)}",
        PolicyApplied applied => $"{applied.Hook} {applied.Table}: policy of {applied.Chain} is {applied.Policy}",
        SourceSelected source => $"source address {source.Source} of {source.Device}",
        TtlDecremented ttl => string.Create(CultureInfo.InvariantCulture, $"forwarded, TTL {ttl.From} to {ttl.To}"),
        ErrorSent error => string.Create(CultureInfo.InvariantCulture, $"ICMP {error.Type}/{error.Code} sent: {error.Reason}"),
        Encapsulated encapsulated => $"{encapsulated.Device}: {Row(encapsulated.Row)}, wrapped in {PacketWords.Whole(encapsulated.Outer)}",
        Dropped dropped => $"DROPPED ({DispositionWords.Of(dropped.Why)}): {dropped.Reason}; {DropRow(dropped, rule)}",
        Rejected rejected => $"REJECTED: {RuleText(rule, rejected.Rule)}",
        Delivered { Socket: { } socket } delivered => $"delivered to {delivered.To}: {Row(socket)}",
        _ => string.Join("; ", Of(step, rule)),
    };

    /// <summary>What decided about an ending, for one sentence; null when it was delivered.</summary>
    public static string? EndingRow(TerminalStep ending, RuleMatched? rule) => ending switch
    {
        Dropped dropped => DropRow(dropped, rule),
        Rejected rejected => RuleText(rule, rejected.Rule),
        _ => null,
    };

    private static string DropRow(Dropped dropped, RuleMatched? rule) => dropped.Row switch
    {
        null => "no row decided",
        Rule row => RuleText(rule, row),
        Route route when dropped.Why == Disposition.NoRoute => NoRow(route),
        Socket socket when dropped.Why == Disposition.ConnectionRefused => NoRow(socket),
        FdbEntry entry when dropped.Why == Disposition.NoTunnelEndpoint => NoRow(entry),
        { } row => Row(row),
    };

    private static string NoRow(object? nearest) => nearest is null ? "no row matched" : $"no row matched; nearest: {Row(nearest)}";

    private static string Nat(RuleMatched? rule, ConntrackEntry entry, string before, string after) =>
        rule?.Rule.Target is DnatTarget or SnatTarget or MasqueradeTarget ? RuleText(rule, rule.Rule) : $"conntrack: {before} becomes {after}, {Row(entry)}";

    private static string RuleText(RuleMatched? matched, Rule rule) =>
        matched is not null && matched.Rule == rule ? RowText.Of(rule, matched.Chain) : Row(rule);

    private static string Row(object row) => RowText.Of(row);

    private static string Flood(Flooded flooded) => flooded.NotFollowed == 0
        ? $"{flooded.Destination} unknown: flooded to {string.Join(", ", flooded.Ports)}"
        : string.Create(CultureInfo.InvariantCulture, $"{flooded.Destination}: flooded to {flooded.Ports.Count + flooded.NotFollowed} ports");
}
