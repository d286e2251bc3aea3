using PodNet.Model.Linux;
using PodNet.Printing.Rows;

namespace PodNet.Printing.Commands;

/// <summary><c>bridge fdb [show [br BRIDGE] [dev NAME]]</c> (net/core/rtnetlink.c, rtnl_fdb_dump). The kernel goes device by device, and through
/// the rows of one bridge or tunnel from the newest to the oldest (br_fdb.c and, since Linux 6.16, vxlan_core.c: fdb_list); remote ends of one
/// address stay in the order in which they were appended. Here learned rows are newer than configured ones, and among themselves go by
/// address.</summary>
internal sealed record BridgeFdb(string? Device = null, string? OfBridge = null)
{
    /// <summary>Rows of bridges and tunnels, and the multicast addresses each device listens to.</summary>
    /// <exception cref="CommandFailure">No such device.</exception>
    public IEnumerable<string> Lines(NamespaceView view)
    {
        NetworkNamespace ns = view.Config;
        foreach (string? name in (ReadOnlySpan<string?>)[Device, OfBridge])
        {
            if (name is not null && !ns.TryDevice(name, out _))
                throw new CommandFailure($"Cannot find device \"{Printable.Word(name)}\"", 255);
        }

        ILookup<string, FdbEntry> rows = Rows(view).ToLookup(r => r.Device);
        return ns.Devices
            .Where(d => (Device is null || d.Name == Device) && (OfBridge is null || d.Name == OfBridge || d.Port?.Bridge == OfBridge))
            .SelectMany(d => RowsOf(ns, d, rows[d.Name]))
            .Select(r => FdbRow.Text(r, showDevice: Device is null));
    }

    private static IEnumerable<FdbEntry> Rows(NamespaceView view)
    {
        NetworkNamespace ns = view.Config;
        IEnumerable<FdbEntry> learned = view.LearnedFdb.Where(r => ns.PermanentFdb(r.Master ?? r.Device, r.Mac) is null)
            .OrderBy(r => r.Mac).ThenBy(r => r.Remote ?? default);
        // The kernel enters a bridge's own address when it is made; the builder with its first port.
        IEnumerable<FdbEntry> portless = ns.Devices
            .Where(d => d is Bridge && ns.PortsOf(d.Name).IsEmpty)
            .Select(d => new FdbEntry(d.Mac, d.Name, d.Name, null, Permanent: true) { Local = true });
        IEnumerable<FdbEntry> newestFirst = ns.Fdb.GroupBy(r => (r.Device, r.Mac)).Reverse().SelectMany(r => r);
        return learned.Concat(newestFirst).Concat(portless);
    }

    /// <summary>A bridge lists its multicast addresses first, a port last.</summary>
    private static IEnumerable<FdbEntry> RowsOf(NetworkNamespace ns, NetDevice device, IEnumerable<FdbEntry> rows)
    {
        IEnumerable<FdbEntry> table = rows.OrderBy(r => r.Master is null);
        IEnumerable<FdbEntry> multicast = !ListsGroups(device) ? [] : ListenedGroups.Of(ns, device).Select(mac => new FdbEntry(mac, device.Name, null, null, Permanent: true));
        return device is Bridge ? multicast.Concat(table) : table.Concat(multicast);
    }

    // Devices without Ethernet have no such rows (ndo_dflt_fdb_dump), and vxlan lists its own table in place of them.
    private static bool ListsGroups(NetDevice device) => device is not Loopback and (not TunnelDevice or Geneve);
}
