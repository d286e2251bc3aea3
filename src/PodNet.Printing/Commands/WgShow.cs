using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Printing.Commands;

/// <summary><c>wg show [NAME]</c> (wireguard-tools src/show.c, pretty_print) of devices that have sent nothing yet: no handshake, no
/// transfer.</summary>
internal static class WgShow
{
    /// <summary>All WireGuard devices, or the one named; null when it is none.</summary>
    public static IEnumerable<string>? Lines(NetworkNamespace ns, string? name)
    {
        WireGuard[] devices = [.. ns.Devices.OfType<WireGuard>().Where(d => name is null || d.Name == name)];
        if (name is not null && devices.Length == 0) return null;
        return devices.SelectMany((d, i) => i == 0 ? Device(d) : Device(d).Prepend(""));
    }

    /// <summary>A peer on one line.</summary>
    public static string Row(WireGuardPeer peer) =>
        $"peer: {Printable.Word(peer.PublicKey)} endpoint: {Endpoint(peer)} allowed ips: {Allowed(peer)}";

    private static IEnumerable<string> Device(WireGuard device)
    {
        yield return $"interface: {Printable.Word(device.Name)}";
        yield return $"  public key: {Printable.Word(device.PublicKey)}";
        yield return "  private key: (hidden)";
        yield return string.Create(CultureInfo.InvariantCulture, $"  listening port: {device.ListenPort}");
        if (device.FirewallMark != 0) yield return string.Create(CultureInfo.InvariantCulture, $"  fwmark: 0x{device.FirewallMark:x}");
        foreach (WireGuardPeer peer in device.Peers)
        {
            yield return "";
            yield return $"peer: {Printable.Word(peer.PublicKey)}";
            yield return $"  endpoint: {Endpoint(peer)}";
            yield return $"  allowed ips: {Allowed(peer)}";
        }
    }

    private static string Endpoint(WireGuardPeer peer) => string.Create(
        CultureInfo.InvariantCulture, $"{(peer.Endpoint.Family == IpFamily.V6 ? $"[{peer.Endpoint}]" : peer.Endpoint)}:{peer.EndpointPort}");

    private static string Allowed(WireGuardPeer peer) => peer.AllowedIps.Count == 0 ? "(none)" : string.Join(", ", peer.AllowedIps);
}
