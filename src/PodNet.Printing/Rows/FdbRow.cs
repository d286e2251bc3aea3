using PodNet.Model.Linux;

namespace PodNet.Printing.Rows;

/// <summary>A line of <c>bridge fdb</c> (iproute2 bridge/fdb.c, print_fdb).</summary>
internal static class FdbRow
{
    /// <summary>The line; a learned row ends with a space, for its state is empty.</summary>
    /// <param name="showDevice">False under a <c>dev</c> filter.</param>
    public static string Text(FdbEntry entry, bool showDevice = true)
    {
        string device = showDevice ? $"dev {Printable.Word(entry.Device)} " : "";
        string remote = entry.Remote is { } address ? $"dst {address} " : "";
        string table = entry.Master is { } master ? $"master {Printable.Word(master)} " : "self ";
        return $"{entry.Mac} {device}{remote}{table}{(entry.Permanent || entry.Local ? "permanent" : "")}";
    }
}
