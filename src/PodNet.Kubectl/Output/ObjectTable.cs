using System.Text;
using PodNet.Kubectl.Printers;
using PodNet.Kubectl.Resources;

namespace PodNet.Kubectl.Output;

/// <summary>The table of <c>kubectl get</c>: one block per kind.</summary>
internal sealed class ObjectTable(Invocation run)
{
    private readonly bool _isWide = run.Flags.Text("output") == "wide";
    private readonly bool _noHeaders = run.Flags.Is("no-headers");
    private readonly bool _showLabels = run.Flags.Is("show-labels");
    private readonly string[] _labelColumns = [.. run.Flags.All("label-columns")];

    /// <summary>The table of these groups; empty where they hold nothing.</summary>
    public string Print(IReadOnlyList<SelectedGroup> groups)
    {
        bool withKind = run.Flags.Is("show-kind") || groups.Select(g => g.Kind).Distinct().Count() > 1;
        StringBuilder table = new(), block = new();
        ResourceKind? last = null;
        foreach (SelectedGroup group in groups)
        {
            if (group.Kind != last) Flush(table, block);
            foreach (KubernetesObject row in group.Objects)
            {
                if (block.Length == 0 && !_noHeaders) block.Append(Header(group.Kind)).Append('\n');
                block.Append(Row(row, withKind)).Append('\n');
            }

            last = group.Kind;
        }

        Flush(table, block);
        return table.ToString();
    }

    private void Flush(StringBuilder table, StringBuilder block)
    {
        if (block.Length == 0) return;
        if (table.Length > 0 && !_noHeaders) table.Append('\n');
        table.Append(TabWriter.Table(block.ToString()));
        block.Clear();
    }

    private bool HasNamespace(ResourceKind kind) => kind.IsNamespaced && run.Flags.Is("all-namespaces");

    private string Header(ResourceKind kind)
    {
        IEnumerable<string> own = ResourcePrinters.Of(kind.Kind).Columns.Where(c => _isWide || !c.IsWide).Select(c => c.Header);
        IEnumerable<string> labels = _labelColumns.Select(l => l[(l.LastIndexOf('/') + 1)..].ToUpperInvariant());
        return string.Join('\t', [.. HasNamespace(kind) ? ["NAMESPACE"] : Array.Empty<string>(), .. own,
            .. labels, .. _showLabels ? ["LABELS"] : Array.Empty<string>()]);
    }

    private string Row(KubernetesObject row, bool withKind)
    {
        ResourcePrinter printer = ResourcePrinters.Of(row.Kind.Kind);
        string[] cells = [.. printer.Row(row.Content, new(run.Now, _isWide))];
        int name = printer.Columns.ToList().FindIndex(c => c.Header == "NAME");
        if (withKind && name == 0) cells[0] = $"{row.Kind.QualifiedSingular}/{cells[0]}";
        IEnumerable<string> shown = cells.Where((_, i) => _isWide || !printer.Columns[i].IsWide).Select(OneLine);
        IEnumerable<string> labels = _labelColumns.Select(l => row.Labels.Text(l) is { } value ? value : "<none>");
        return string.Join('\t',
        [
            .. HasNamespace(row.Kind) ? [row.Namespace] : Array.Empty<string>(), .. shown, .. labels,
            .. _showLabels ? [Selectors.OfMap(row.Labels)] : Array.Empty<string>(),
        ]);
    }

    // Only the first line of a cell is shown.
    private static string OneLine(string cell)
    {
        int end = cell.IndexOfAny(['\f', '\n', '\r']);
        string line = end < 0 ? cell : cell[..end] + "...";
        return TerminalText.Escape(line).Replace('\t', ' ');
    }
}
