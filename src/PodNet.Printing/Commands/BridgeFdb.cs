using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Printing.Rows;

namespace PodNet.Printing.Commands;

/// <summary><c>bridge fdb [show [br BRIDGE] [dev NAME]]</c> (net/core/rtnetlink.c, rtnl_fdb_dump). The kernel goes device by device; the
/// rows of one
/// bridge or tunnel lie in a hash seeded at boot: here learned rows come before permanent ones, by address.</summary>
internal sealed record BridgeFdb(string? Device = null, string? OfBridge = null)
{
    private static readonly MacAddress AllNodes = MacAddress.Parse("33:33:00:00:00:01");
    private static readonly MacAddress AllHosts = MacAddress.Parse("01:00:5e:00:00:01");
    private static readonly MacAddress AllSnoopersV4 = MacAddress.Parse("01:00:5e:00:00:6a");
    private static readonly MacAddress AllSnoopersV6 = MacAddress.Parse("33:33:00:00:00:6a");

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
            .SelectMany(d => RowsOf(d, rows[d.Name]))
            .Select(r => FdbRow.Text(r, showDevice: Device is null));
    }

    private static IEnumerable<FdbEntry> Rows(NamespaceView view)
    {
        NetworkNamespace ns = view.Config;
        IEnumerable<FdbEntry> learned = view.LearnedFdb.Where(r => ns.PermanentFdb(r.Master ?? r.Device, r.Mac) is null);
        // The kernel enters a bridge's own address when it is made; the builder with its first port.
        IEnumerable<FdbEntry> portless = ns.Devices
            .Where(d => d is Bridge && ns.PortsOf(d.Name).IsEmpty)
            .Select(d => new FdbEntry(d.Mac, d.Name, d.Name, null, Permanent: true) { Local = true });
        return ns.Fdb.Concat(learned).Concat(portless);
    }

    /// <summary>A bridge lists its multicast addresses first, a port last; lo and tunnels have none of their own.</summary>
    private static IEnumerable<FdbEntry> RowsOf(NetDevice device, IEnumerable<FdbEntry> rows)
    {
        IEnumerable<FdbEntry> table = rows
            .OrderBy(r => r.Master is null)
            .ThenBy(r => r.Permanent || r.Local)
            .ThenBy(r => r.Mac)
            .ThenBy(r => r.Remote ?? default);
        IEnumerable<FdbEntry> multicast = Listened(device).Select(mac => new FdbEntry(mac, device.Name, null, null, Permanent: true));
        return device is Bridge ? multicast.Concat(table) : table.Concat(multicast);
    }

    private static MacAddress[] Listened(NetDevice device) => device switch
    {
        Loopback or TunnelDevice => [],
        { Up: false } => [AllNodes],
        Bridge => [AllNodes, AllSnoopersV4, AllSnoopersV6, AllHosts],
        _ => [AllNodes, AllHosts],
    };
}
