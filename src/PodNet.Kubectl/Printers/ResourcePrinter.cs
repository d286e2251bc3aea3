using PodNet.Model.Collections;

namespace PodNet.Kubectl.Printers;

/// <summary>The rows of <c>kubectl get</c> for one kind, as the API server makes them (kubernetes/pkg/printers/internalversion). One file per kind;
/// every class that derives from this is found by <see cref="ResourcePrinters"/>.</summary>
public abstract class ResourcePrinter
{
    /// <summary>"Pod".</summary>
    public abstract string Kind { get; }

    /// <summary>The columns in order; the name comes first.</summary>
    public abstract ValueList<Column> Columns { get; }

    /// <summary>One text per column, the name left out.</summary>
    /// <param name="content">The object.</param>
    public abstract IEnumerable<string> Cells(ApiMap content, RowRequest asked);

    /// <summary>One text per column.</summary>
    public virtual ValueList<string> Row(ApiMap content, RowRequest asked) => [content.Text("metadata", "name") ?? "", .. Cells(content, asked)];

    /// <summary>The AGE of an object.</summary>
    protected static string Age(ApiMap content, RowRequest asked) => HumanDuration.Since(content.Text("metadata", "creationTimestamp"), asked.Now);

    /// <summary>A number of the object, 0 where it is not there.</summary>
    protected static string Number(ApiMap content, params ReadOnlySpan<string> path) => content.Text(path) ?? "0";
}
