using System.Globalization;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Printers;

/// <summary>Jobs.</summary>
public sealed class JobPrinter : ResourcePrinter
{
    /// <inheritdoc/>
    public override string Kind => "Job";

    /// <inheritdoc/>
    public override ValueList<Column> Columns { get; } =
    [
        "NAME", "COMPLETIONS", new("DURATION", IsTime: true), Column.Age, Column.Wide("CONTAINERS"), Column.Wide("IMAGES"), Column.Wide("SELECTOR"),
    ];

    /// <inheritdoc/>
    public override IEnumerable<string> Cells(ApiMap content, RowRequest asked) =>
        [Completions(content), Duration(content, asked.Now), Age(content, asked), .. WorkloadCells.Of(content)];

    private static string Completions(ApiMap job)
    {
        string done = Number(job, "status", "succeeded");
        if (job.Number("spec", "completions") is { } wanted) return string.Create(CultureInfo.InvariantCulture, $"{done}/{wanted}");
        return job.Number("spec", "parallelism") is { } parallel and > 1
            ? string.Create(CultureInfo.InvariantCulture, $"{done}/1 of {parallel}")
            : done + "/1";
    }

    private static string Duration(ApiMap job, DateTimeOffset now)
    {
        if (HumanDuration.Time(job.Text("status", "startTime")) is not { } start) return "";
        return HumanDuration.Of((HumanDuration.Time(job.Text("status", "completionTime")) ?? now) - start);
    }
}
