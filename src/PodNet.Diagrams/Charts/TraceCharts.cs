using System.Globalization;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Text;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Charts;

/// <summary>What of a trace is charted.</summary>
public enum ChartSubject
{
    /// <summary>Bytes on the wire, a tunnel's headers apart from what they carry.</summary>
    Bytes,

    /// <summary>The packet's length of what each device's MTU allows.</summary>
    Mtu,

    /// <summary>Header fields that changed from hop to hop.</summary>
    Rewrites,
}

/// <summary>The charts of a packet's way.</summary>
public static class TraceCharts
{
    private static readonly (RewriteKind Kind, BarSeries Series)[] Kinds =
    [
        (RewriteKind.Link, new("MAC addresses", Role.LinkPart)),
        (RewriteKind.Ttl, new("TTL", Role.TtlPart)),
        (RewriteKind.Nat, new("NAT: addresses and ports", Role.NatPart)),
        (RewriteKind.Tunnel, new("tunnel headers put on or taken off", Role.OuterPart)),
        (RewriteKind.Fragment, new("fragments", Role.FragmentPart)),
    ];

    /// <summary>One chart of the question's way.</summary>
    /// <param name="seed">The session's seed, shown in the subtitle; null: not shown.</param>
    public static BarChart Of(Cluster cluster, Exchange exchange, ChartSubject subject, ulong? seed = null)
    {
        TraceStory story = new(cluster, exchange);
        ValueList<HopFigures> hops = HopFigures.Of(story);
        string subtitle = $"{story.From} → {story.To}: {story.Verdict.Words}. {TraceText.Summary(story, seed)}";
        BarChart chart = subject switch
        {
            ChartSubject.Bytes => Bytes(subtitle, hops),
            ChartSubject.Mtu => Mtu(subtitle, hops),
            ChartSubject.Rewrites => Rewrites(subtitle, hops),
            _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, "no chart of this"),
        };
        return hops.Count > 0 ? chart : chart with { Remark = $"Nothing was sent. {story.Sentence}".TrimEnd() };
    }

    private static BarChart Bytes(string subtitle, ValueList<HopFigures> hops)
    {
        ValueList<Bar> bars = Bars(
            hops, h => [h.InnerBytes, h.OuterBytes], h => h.OuterBytes == 0 ? N(h.Bytes) : $"{N(h.Bytes)} = {N(h.InnerBytes)} + {N(h.OuterBytes)}", h => N(h.Bytes));
        int most = hops.Select(h => h.OuterBytes).DefaultIfEmpty().Max();
        string remark = most == 0 ? "No tunnel: no outer headers on the way." : $"The tunnel's outer headers cost {N(most)} bytes of each packet.";
        return new("Bytes on the wire", subtitle, "bytes of the frame, link header included",
            [new("the sender's frame", Role.InnerPart), new("outer headers of the tunnel", Role.OuterPart)], bars, remark);
    }

    private static BarChart Mtu(string subtitle, ValueList<HopFigures> hops)
    {
        ValueList<Bar> bars = Bars(
            hops, h => [Math.Min(h.Length, h.Mtu), Math.Max(0, h.MtuLeft), Math.Max(0, -h.MtuLeft)],
            h => $"{N(h.Length)} of {N(h.Mtu)}, {Left(h)}", h => N(h.MtuLeft));
        HopFigures? tightest = hops.MinBy(h => h.MtuLeft);
        string? remark = tightest is null ? null : $"Tightest: {tightest.Where} {tightest.Device}, {Left(tightest)}.";
        return new("MTU left", subtitle, "bytes of the packet, from its IP header on",
            [new("the packet", Role.InnerPart), new("left up to the MTU", Role.RoomPart), new("more than the MTU", Role.ExcessPart)], bars, remark);
    }

    private static BarChart Rewrites(string subtitle, ValueList<HopFigures> hops)
    {
        var kinds = Kinds.Where(k => hops.Any(h => h.Rewrites.Any(r => r.Kind == k.Kind))).ToArray();
        ValueList<Bar> bars = Bars(
            hops, h => kinds.Select(k => h.Rewrites.Count(r => r.Kind == k.Kind)).ToValueList(),
            h => h.Rewrites.Count == 0 ? "–" : Summary(h.Rewrites),
            h => h.Rewrites.Count == 0 ? "" : N(h.Rewrites.Count));
        bool translated = hops.Any(h => h.Rewrites.Any(r => r.Kind == RewriteKind.Nat));
        return new("Rewrites", subtitle, "header fields, and headers, that differ from the hop before",
            kinds.Select(k => k.Series).ToValueList(), bars, translated ? null : "Nothing on the way rewrote addresses or ports: no NAT.");
    }

    private static ValueList<Bar> Bars(
        ValueList<HopFigures> hops, Func<HopFigures, ValueList<int>> values, Func<HopFigures, string> note, Func<HopFigures, string> label) =>
        hops.Select(h => new Bar(h.Hop, h.Where, h.Device, values(h), note(h), label(h))).ToValueList();

    private static string Left(HopFigures hop) => hop.MtuLeft < 0 ? $"{N(-hop.MtuLeft)} too many" : $"{N(hop.MtuLeft)} left";

    /// <summary>In a few words: values only where they are short.</summary>
    private static string Summary(ValueList<HeaderRewrite> rewrites)
    {
        IEnumerable<string> tunnels = rewrites.Where(r => r.Kind == RewriteKind.Tunnel).GroupBy(r => r.Before.Length > 0)
            .Select(g => $"{(g.Key ? "off" : "on")}: {string.Join(", ", g.Select(r => r.Field.Replace("outer ", "", StringComparison.Ordinal)))}");
        IEnumerable<string> macs = rewrites.Any(r => r.Kind == RewriteKind.Link) ? ["MACs"] : [];
        bool translated = rewrites.Any(IsAddress);
        // With an address, ports and identifiers change as well; there is no room for them.
        IEnumerable<HeaderRewrite> told =
            rewrites.Where(r => r.Kind is RewriteKind.Ttl or RewriteKind.Fragment || (r.Kind == RewriteKind.Nat && (!translated || IsAddress(r))));
        IEnumerable<string> others = told.Select(r => r switch
        {
            { Field: HeaderRewrite.SourceAddress } => $"SNAT to {r.After}",
            { Field: HeaderRewrite.DestinationAddress } => $"DNAT to {r.After}",
            { Kind: RewriteKind.Fragment, After: HeaderRewrite.Whole } => "put together",
            { Kind: RewriteKind.Fragment } => $"cut: {r.After}",
            _ => r.ToString(),
        });
        return string.Join("; ", tunnels.Concat(macs).Concat(others));
    }

    private static bool IsAddress(HeaderRewrite rewrite) => rewrite.Field is HeaderRewrite.SourceAddress or HeaderRewrite.DestinationAddress;

    private static string N(int number) => number.ToString(CultureInfo.InvariantCulture);
}
