using System.Globalization;
using PodNet.Diagrams.Comparing;
using PodNet.Diagrams.Scenes;
using PodNet.Model.Collections;

namespace PodNet.Diagrams.Charts;

/// <summary>The charts of a comparison: a bar for each CNI that sent the packet.</summary>
public static class ComparisonCharts
{
    /// <summary>What can be charted, by name.</summary>
    public static IReadOnlyList<string> Names { get; } = ["bytes", "hops"];

    /// <summary>One chart.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static BarChart Of(ComparisonView view, string name)
    {
        (int Number, ComparedFacts Facts)[] ran =
            [.. view.Runs.Select((run, i) => (i + 1, ComparedFacts.Of(run)!)).Where(r => r.Item2 is { Hops.Count: > 0 })];
        string seed = view.Seed is { } number ? string.Create(CultureInfo.InvariantCulture, $" · seed {number}") : "";
        string subtitle = $"{view.Title}, the same cluster with each CNI{seed}";
        return name switch
        {
            "bytes" => Bytes(subtitle, ran),
            "hops" => Hops(subtitle, ran),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no chart of this"),
        };
    }

    // Counted as an MTU counts, so that a tunnel of frames and one of packets can be compared.
    private static BarChart Bytes(string subtitle, (int Number, ComparedFacts Facts)[] ran) => new(
        "What a tunnel adds", subtitle, "bytes of the packet on the node network, from its IP header on",
        [new("the sender's packet", Role.InnerPart), new("what the tunnel adds", Role.OuterPart)],
        ran.Select(r =>
        {
            int sent = r.Facts.Hops[0].Length, added = r.Facts.Wraps.Select(ComparedFacts.AddedBy).DefaultIfEmpty().Max();
            string tunnel = r.Facts.Wraps.Count == 0 ? "no tunnel" : ComparedFacts.NameOf(r.Facts.Wraps[0]);
            return new Bar(r.Number, r.Facts.Run.Cni, tunnel, [sent, added], added == 0 ? N(sent) : $"{N(sent + added)} = {N(sent)} + {N(added)}", N(sent + added));
        }).ToValueList(),
        "A tunnel's price is counted in bytes for each packet, whatever its size.");

    // Kernels that route are hops to the TTL; devices are merely crossed.
    private static BarChart Hops(string subtitle, (int Number, ComparedFacts Facts)[] ran) => new(
        "How many devices the packet crosses", subtitle, "devices that saw the packet, in pods and nodes and between them",
        [new("where a kernel routed it", Role.TtlPart), new("other devices", Role.RoomPart)],
        ran.Select(r =>
        {
            int routed = r.Facts.Hops.Count(h => h.Rewrites.Any(w => w.Kind == RewriteKind.Ttl));
            string note = $"{N(r.Facts.Hops.Count)} devices, TTL {r.Facts.Ttl?.ToString(CultureInfo.InvariantCulture) ?? "-"}";
            return new Bar(r.Number, r.Facts.Run.Cni, r.Facts.Bridges ? "bridged" : "routed", [routed, r.Facts.Hops.Count - routed], note, N(r.Facts.Hops.Count));
        }).ToValueList(),
        null);

    private static string N(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
