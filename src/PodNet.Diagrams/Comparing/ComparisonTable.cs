using System.Globalization;
using PodNet.Diagrams.Layout;
using PodNet.Model.Collections;

namespace PodNet.Diagrams.Comparing;

/// <summary>A comparison as a table: a row for each CNI, a column for each fact.</summary>
/// <param name="Rows">A cell for each of <see cref="Columns"/>; a refused CNI's row has its name and the reason.</param>
public sealed record ComparisonTable(ValueList<ComparisonRow> Rows)
{
    private static readonly Column[] All =
    [
        new("cni", "CNI", f => f.Run.Cni, f => f.Run.Cni),
        new("hops", "hops", f => $"{PodWords.Count(f.Places.Count, "namespace")}, {PodWords.Count(f.Hops.Count, "device")}", f => f.Hops.Count),
        new("namespaces", "namespaces crossed", Crossed, f => f.Places.Count),
        new("rewrites", "hops that rewrite", f => f.Rewrites, f => f.RewriteCount),
        new("ttl", "TTL at the end", f => N(f.Ttl), f => -(f.Ttl ?? 0)),
        new("bytes", "bytes on the wire", f => N(f.Bytes), f => f.Bytes ?? 0),
        new("mtu", "MTU", f => N(f.Mtu), f => -(f.Mtu ?? 0)),
        new("mss", "MSS of the SYN", f => N(f.Mss), f => -(f.Mss ?? 0)),
        new("arp", "who answers ARP", f => f.Arp, f => f.Arp),
        new("source", "source the receiver sees", f => f.Source, f => f.Source),
        new("encapsulation", "encapsulation", f => f.Encapsulation, f => f.Encapsulation),
        new("outcome", "outcome", f => f.Verdict.Words, f => (f.Arrived ? "0" : "1") + f.Verdict.Words),
        new("fidelity", "how well known", f => f.Fidelity, f => f.Fidelity),
    ];

    /// <summary>The columns' headings.</summary>
    public static ValueList<string> Columns { get; } = All.Select(c => c.Heading).ToValueList();

    /// <summary>What rows can be sorted by; the column of the same place.</summary>
    public static ValueList<string> SortKeys { get; } = All.Select(c => c.Key).ToValueList();

    /// <summary>The table, in the order of the runs.</summary>
    public static ComparisonTable Of(ComparisonView view) => new(view.Runs.Select(Row).ToValueList());

    /// <summary>The runs in the order of a column, equal ones as they were; what was refused is at the end.</summary>
    /// <param name="key">One of <see cref="SortKeys"/>: the smallest numbers first, of TTL, MTU and MSS the largest.</param>
    public static ValueList<ComparedRun> Sorted(ValueList<ComparedRun> runs, string key)
    {
        Column column = All.Single(c => c.Key == key);
        return runs.Select(r => (Run: r, Facts: ComparedFacts.Of(r)))
            .OrderBy(r => r.Facts is null).ThenBy(r => r.Facts is null ? "" : column.Order(r.Facts), Comparer<object>.Create(Compare))
            .Select(r => r.Run).ToValueList();
    }

    private static int Compare(object a, object b) =>
        (a, b) is (string one, string other) ? string.CompareOrdinal(one, other) : Comparer<object>.Default.Compare(a, b);

    private static ComparisonRow Row(ComparedRun run) => ComparedFacts.Of(run) is { } facts
        ? new(All.Select(c => c.Text(facts)).ToValueList(), null, run.Notes)
        : new([run.Cni], run.Refusal ?? "", run.Notes);

    private static string Crossed(ComparedFacts facts) =>
        facts.Places.Count == 0 ? "-" : string.Join(" > ", facts.Places.Select(p => $"{p.Name} ({string.Join(", ", p.Devices.Select(d => d.Name))})"));

    private static string N(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private sealed record Column(string Key, string Heading, Func<ComparedFacts, string> Text, Func<ComparedFacts, object> Order);
}

/// <summary>A row of a comparison.</summary>
/// <param name="Refusal">Why there is nothing to compare; null when there is.</param>
/// <param name="Notes">What of the cluster had to be derived anew.</param>
public sealed record ComparisonRow(ValueList<string> Cells, string? Refusal, ValueList<string> Notes);
