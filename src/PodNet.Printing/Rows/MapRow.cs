using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Printing.Rows;

/// <summary>A row of a map that programs look addresses up in, in the words of Cilium's lists (cilium/cilium, pkg/maps/ipcache and pkg/maps/lxcmap):
/// a row that names a device is an endpoint's, any other says who has an address, and behind which node.</summary>
internal static class MapRow
{
    /// <summary>Key and value on one line; the device by its name, where a tool has its index.</summary>
    public static string Text(BpfMapRow row) => row is { Device: { } device, IsHost: false }
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Key} id={row.Endpoint} sec_id={row.Identity} flags=0x0000 ifindex={Printable.Word(device)} mac={Mac(row.Mac)} nodemac={Mac(row.NodeMac)}")
        : $"{row.Key} {(row.IsHost ? Local : Remote(row))}";

    /// <summary>What is on this node (EndpointInfo.String).</summary>
    /// <param name="index">Interface index of the row's device.</param>
    public static string Endpoint(BpfMapRow row, int index) => row.IsHost
        ? Local
        : string.Create(
            CultureInfo.InvariantCulture,
            $"id={row.Endpoint,-5} sec_id={row.Identity,-5} flags=0x0000 ifindex={index,-3} mac={Mac(row.Mac)} nodemac={Mac(row.NodeMac)} parent_ifindex=0  ");

    /// <summary>Who has an address, and the node behind which it is (RemoteEndpointInfo.String).</summary>
    public static string Remote(BpfMapRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"identity={row.Identity} encryptkey=0 tunnelendpoint={(row.TunnelEndpoint is { } tunnel ? tunnel.ToString() : "0.0.0.0")} "
        + $"flags={(row.TunnelEndpoint is null ? "<none>" : "hastunnel")}");

    private const string Local = "(localhost)";

    private static string Mac(MacAddress? mac) => (mac ?? MacAddress.Zero).ToString().ToUpperInvariant();
}
