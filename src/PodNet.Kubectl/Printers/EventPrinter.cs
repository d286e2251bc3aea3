using PodNet.Model.Collections;

namespace PodNet.Kubectl.Printers;

/// <summary>Events.</summary>
public sealed class EventPrinter : ResourcePrinter
{
    /// <inheritdoc/>
    public override string Kind => "Event";

    /// <inheritdoc/>
    public override ValueList<Column> Columns { get; } =
    [
        new("LAST SEEN", IsTime: true), "TYPE", "REASON", "OBJECT", Column.Wide("SUBOBJECT"), Column.Wide("SOURCE"), "MESSAGE",
        new("FIRST SEEN", IsWide: true, IsTime: true), Column.Wide("COUNT"), Column.Wide("NAME"),
    ];

    /// <inheritdoc/>
    /// <remarks>An event has its name in the last column.</remarks>
    public override ValueList<string> Row(ApiMap content, RowRequest asked) => Cells(content, asked).ToValueList();

    /// <inheritdoc/>
    public override IEnumerable<string> Cells(ApiMap content, RowRequest asked)
    {
        string first = HumanDuration.Since(content.Text("firstTimestamp") ?? content.Text("eventTime"), asked.Now);
        string last = content.Text("lastTimestamp") is { } time ? HumanDuration.Since(time, asked.Now) : first;
        string count = Number(content, "count");
        if (content.At("series") is ApiMap series) (last, count) = (HumanDuration.Since(series.Text("lastObservedTime"), asked.Now), Number(series, "count"));
        else if (count == "0") count = "1";
        return
        [
            last, content.Text("type") ?? "", content.Text("reason") ?? "", Target(content.Map("involvedObject")),
            content.Text("involvedObject", "fieldPath") ?? "", Source(content), (content.Text("message") ?? "").Trim(), first, count,
            content.Text("metadata", "name") ?? "",
        ];
    }

    private static string Target(ApiMap involved)
    {
        string kind = (involved.Text("kind") ?? "").ToLowerInvariant();
        return involved.Text("name") is { Length: > 0 } name ? $"{kind}/{name}" : kind;
    }

    private static string Source(ApiMap content)
    {
        string component = OrElse(content.Text("source", "component"), content.Text("reportingComponent"));
        string instance = OrElse(content.Text("source", "host"), content.Text("reportingInstance"));
        return instance.Length == 0 ? component : $"{component}, {instance}";
    }

    private static string OrElse(string? text, string? other) => string.IsNullOrEmpty(text) ? other ?? "" : text;
}
