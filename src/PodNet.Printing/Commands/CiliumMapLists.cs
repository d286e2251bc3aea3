using PodNet.Model.Linux;
using PodNet.Printing.Rows;

namespace PodNet.Printing.Commands;

/// <summary><c>cilium-dbg bpf ipcache list</c> and <c>cilium-dbg bpf endpoint list</c>, as an agent's container on the node prints them (cilium/cilium,
/// cilium-dbg/cmd, TablePrinter). Upstream rows come in no order; here by address.</summary>
internal static class CiliumMapLists
{
    private const string Ipcache = "cilium_ipcache_v2";
    private const string Endpoints = "cilium_lxc";
    private const int Padding = 3;

    /// <summary>The table, or null when it is none of the two commands.</summary>
    /// <exception cref="CommandFailure">There is no such map here.</exception>
    public static IEnumerable<string>? Lines(NamespaceView view, IReadOnlyList<string> arguments) => arguments switch
    {
        ["bpf", "ipcache", "list"] => Table(
            ("IP PREFIX/ADDRESS", "IDENTITY"), Rows(view.Config, Ipcache).Select(r => (r.Key.ToString(), MapRow.Remote(r)))),
        ["bpf", "endpoint", "list"] => Table(
            ("IP ADDRESS", "LOCAL ENDPOINT INFO"), Rows(view.Config, Endpoints).Select(r => ($"{r.Key.Address}:0", MapRow.Endpoint(r, IndexOf(view.Config, r))))),
        _ => null,
    };

    private static BpfMapRow[] Rows(NetworkNamespace ns, string map)
    {
        BpfMapRow[] rows = [.. ns.MapRows.Where(r => r.Map == map).OrderBy(r => r.Key)];
        return rows.Length > 0 ? rows : throw new CommandFailure($"open /sys/fs/bpf/tc/globals/{map}: no such file or directory", 1);
    }

    private static int IndexOf(NetworkNamespace ns, BpfMapRow row) =>
        row.Device is { } name && ns.TryDevice(name, out NetDevice? device) ? device.Index : 0;

    // Both columns are as wide as their widest cell and the padding (Go's text/tabwriter, each cell ended by a tab).
    private static IEnumerable<string> Table((string First, string Second) titles, IEnumerable<(string First, string Second)> rows)
    {
        (string First, string Second)[] cells = [titles, .. rows];
        int first = cells.Max(c => c.First.Length) + Padding, second = cells.Max(c => c.Second.Length) + Padding;
        return cells.Select(c => c.First.PadRight(first) + c.Second.PadRight(second));
    }
}
