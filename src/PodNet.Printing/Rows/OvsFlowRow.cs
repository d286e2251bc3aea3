using System.Globalization;
using PodNet.Model.Linux;

namespace PodNet.Printing.Rows;

/// <summary>A row of <c>ovs-dpctl --names dump-flows</c> (Open vSwitch lib/odp-util.c), without counters.</summary>
internal static class OvsFlowRow
{
    public static string Text(OvsFlow flow)
    {
        string tunnel = flow.TunnelId is { } id ? $"tunnel(tun_id={Hex(id)})," : "";
        string actions = flow.Actions.Count == 0 ? "drop" : string.Join(',', flow.Actions.Select(Text));
        return $"{tunnel}in_port({Printable.Word(flow.InPort)}),eth(src={flow.Source},dst={flow.Destination}), actions:{actions}";
    }

    private static string Text(OvsAction action) =>
        (action.Tunnel is { } key ? $"set(tunnel({Text(key)}))," : "") + Printable.Word(action.Port);

    private static string Text(OvsTunnel key)
    {
        string flags = $"{(key.DontFragment ? "df|" : "")}{(key.Checksum ? "csum|" : "")}key";
        return string.Create(CultureInfo.InvariantCulture, $"tun_id={Hex(key.Id)},src={key.Source},dst={key.Destination},ttl={key.Ttl},flags({flags})");
    }

    private static string Hex(int id) => string.Create(CultureInfo.InvariantCulture, $"0x{id:x}");
}
