using System.Globalization;
using PodNet.Model.Linux;

namespace PodNet.Printing.Rows;

/// <summary>A row of a map that programs look addresses up in, in the words of Cilium's own lists (cilium/cilium, pkg/maps/ipcache and
/// pkg/maps/lxcmap): a map of endpoints names devices, any other names identities and tunnels.</summary>
internal static class MapRow
{
    /// <summary>Key and value on one line.</summary>
    public static string Text(BpfMapRow row) => $"{Printable.Word(row.Map)} {row.Key} {Value(row, index: null)}";

    /// <summary>What the row says about its key.</summary>
    /// <param name="index">The device's interface index, or null: its name is written instead.</param>
    public static string Value(BpfMapRow row, int? index)
    {
        if (row.IsHost) return "(localhost)";
        if (row.Device is { } device)
        {
            string at = index is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number,-3}") : Printable.Word(device);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"id={row.Endpoint,-5} sec_id={row.Identity,-5} flags=0x0000 ifindex={at} mac={Mac(row.Mac)} nodemac={Mac(row.NodeMac)} parent_ifindex=0  ");
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"identity={row.Identity} encryptkey=0 tunnelendpoint={(row.TunnelEndpoint is { } tunnel ? tunnel.ToString() : "0.0.0.0")} "
            + $"flags={(row.TunnelEndpoint is null ? "<none>" : "hastunnel")}");
    }

    private static string Mac(Model.Addressing.MacAddress? mac) => (mac ?? Model.Addressing.MacAddress.Zero).ToString().ToUpperInvariant();
}
