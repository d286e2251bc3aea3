using System.Globalization;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Printers;

/// <summary>Pods.</summary>
public sealed class PodPrinter : ResourcePrinter
{
    /// <inheritdoc/>
    public override string Kind => "Pod";

    /// <inheritdoc/>
    public override ValueList<Column> Columns { get; } =
    [
        "NAME", "READY", "STATUS", "RESTARTS", Column.Age, Column.Wide("IP"), Column.Wide("NODE"), Column.Wide("NOMINATED NODE"),
        Column.Wide("READINESS GATES"),
    ];

    /// <inheritdoc/>
    public override IEnumerable<string> Cells(ApiMap content, RowRequest asked)
    {
        PodSummary summary = PodSummary.Of(content);
        string restarts = summary.Restarts.ToString(CultureInfo.InvariantCulture);
        if (summary.Restarts != 0 && summary.LastRestart is { } last) restarts += $" ({HumanDuration.Of(asked.Now - last)} ago)";
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"{summary.Ready}/{summary.Containers}"), summary.Status, restarts, Age(content, asked),
            OrNone(content.Maps("status", "podIPs").FirstOrDefault()?.Text("ip")), OrNone(content.Text("spec", "nodeName")),
            OrNone(content.Text("status", "nominatedNodeName")), ReadinessGates(content),
        ];
    }

    private static string OrNone(string? text) => string.IsNullOrEmpty(text) ? "<none>" : text;

    private static string ReadinessGates(ApiMap pod)
    {
        string[] gates = [.. pod.Maps("spec", "readinessGates").Select(g => g.Text("conditionType") ?? "")];
        if (gates.Length == 0) return "<none>";
        int open = gates.Count(g => pod.Maps("status", "conditions").FirstOrDefault(c => c.Text("type") == g)?.Text("status") == "True");
        return string.Create(CultureInfo.InvariantCulture, $"{open}/{gates.Length}");
    }
}
