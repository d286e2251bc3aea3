using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Printing.Rows;

namespace PodNet.Printing.Commands;

/// <summary><c>ip route [show [table TABLE] [dev NAME] [PREFIX]]</c></summary>
/// <param name="Table">"main", "local", "default", "all" or a number.</param>
/// <param name="Device">Only routes through this device, or null.</param>
/// <param name="Destination">Only routes to exactly this, or null.</param>
internal sealed record IpRoute(string Table = "main", string? Device = null, IpPrefix? Destination = null)
{
    /// <summary>Only routes of this family; null: IPv4, and of all tables both.</summary>
    public IpFamily? Family { get; init; }

    /// <summary>Routes in the order in which the kernel lists them, IPv4 first.</summary>
    /// <exception cref="CommandFailure">No such device or table.</exception>
    public IEnumerable<string> Lines(NamespaceView view)
    {
        NetworkNamespace ns = view.Config;
        if (Device is not null && !ns.TryDevice(Device, out _))
            throw new CommandFailure($"Cannot find device \"{Printable.Word(Device)}\"", 1);
        bool all = Table is "all" or "0";
        IpFamily family = Family ?? Destination?.Address.Family ?? IpFamily.V4;
        IEnumerable<string> lines = Lines(view, family, all);
        return all && Family is null && Destination is null ? lines.Concat(Lines(view, IpFamily.V6, all)) : lines;
    }

    private IEnumerable<string> Lines(NamespaceView view, IpFamily family, bool all)
    {
        NetworkNamespace ns = view.Config;
        int table = all ? 0 : TableNumber(Table);
        Route[] routes = [.. ns.Fib.Routes.Where(r => r.Destination.Address.Family == family && (all || r.Table == table))];
        if (!all && routes.Length == 0 && table is not (RouteTable.Main or RouteTable.Local))
            throw new CommandFailure($"Error: {(family == IpFamily.V4 ? "ipv4" : "ipv6")}: FIB table does not exist.\nDump terminated", 2);
        LinkStates states = new(view);
        if (family == IpFamily.V6)
        {
            return RouteRow.InTreeOrder(routes)
                .Where(r => (Device is null || r.Device == Device) && (Destination is not { } wanted || r.Destination == wanted))
                .OrderBy(r => TablesOfIpv6(r.Table))
                .Select(r => RouteRow.Text(r, showDevice: Device is null, showTable: all, LinkDown(states, ns, r)));
        }

        // Tables lie in 256 buckets by the low bits of their number (net/ipv4/fib_frontend.c, inet_dump_fib).
        return RouteRow.InTrieOrder(routes)
            .Where(r => (Device is null || r.Device == Device) && (Destination is not { } to || r.Destination == to))
            .OrderBy(r => r.Table & 255)
            .ThenBy(r => r.Table)
            .Select(r => RouteRow.Text(r, showDevice: Device is null, showTable: all, LinkDown(states, ns, r)));
    }

    // net/ipv6/ip6_fib.c, inet6_dump_fib: buckets again, and within one the newest first; main comes before local.
    private static int TablesOfIpv6(int table) => table & 255;

    private static int TableNumber(string table) => table switch
    {
        "main" => RouteTable.Main,
        "local" => RouteTable.Local,
        "default" => RouteTable.Default,
        _ => int.TryParse(table, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new CommandFailure($"Error: argument \"{Printable.Word(table)}\" is wrong: table id value is invalid", 255),
    };

    private static bool LinkDown(LinkStates states, NetworkNamespace ns, Route route) =>
        route.Device is { } name && ns.TryDevice(name, out NetDevice? device) && !states.Runs(device);
}
