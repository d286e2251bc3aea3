using System.Globalization;
using System.Text;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Text;
using PodNet.Printing.Captures;

namespace PodNet.Magics.Captures;

/// <summary>A capture as lines of text, one for each frame, much as <c>tshark -r FILE</c> prints it.</summary>
public static class CaptureListing
{
    /// <summary>Number, seconds since the first frame, interface, addresses, protocol, bytes, what it says.</summary>
    /// <param name="most">Lines at most; what is left out is counted.</param>
    public static string Write(ExchangeCapture capture, int most = int.MaxValue)
    {
        if (capture.Frames.Count == 0) return "nothing was sent\n";
        SimulatedTime start = capture.Frames[0].At;
        string[][] rows = [.. capture.Sightings.Take(most).Select((s, i) => Row(s, capture.Frames[i], i + 1, start))];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length - 1).Select(column => rows.Max(r => r[column].Length))];
        StringBuilder text = new();
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Select((cell, i) => i == row.Length - 1 ? cell : i is 0 or 1 or 5 ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            text.Append(Printable.Line(string.Join("  ", cells).TrimEnd())).Append('\n');
        }

        int rest = capture.Frames.Count - rows.Length;
        if (rest > 0) text.Append(CultureInfo.InvariantCulture, $"and {rest:N0} more\n");
        return text.ToString();
    }

    private static string[] Row(Sighting sighting, CapturedFrame frame, int number, SimulatedTime start)
    {
        Packet inner = sighting.Packet.Innermost;
        string seconds = (frame.At.Since(start).TotalMicroseconds / 1e6).ToString("0.000000", CultureInfo.InvariantCulture);
        return
        [
            number.ToString(CultureInfo.InvariantCulture), seconds, sighting.Interface, Addresses(inner), Protocol(inner),
            frame.Bytes.Length.ToString(CultureInfo.InvariantCulture), Says(inner) + Wrapping(sighting.Packet),
        ];
    }

    private static string Addresses(Packet packet) => packet switch
    {
        { Ip: { } ip } => $"{ip.Source} → {ip.Destination}",
        { Ethernet: { } ethernet } => $"{ethernet.Source} → {(ethernet.Destination.Bits == 0xffff_ffff_ffff ? "Broadcast" : ethernet.Destination.ToString())}",
        _ => "",
    };

    private static string Protocol(Packet packet) => packet switch
    {
        { Arp: not null } => "ARP",
        { Ip.IsFragment: true } => "IP",
        { Ip.Protocol: IpProtocol.IcmpV6 } => "ICMPv6",
        { Transport: TcpHeader } => "TCP",
        { Transport: UdpHeader } => "UDP",
        { Transport: SctpHeader } => "SCTP",
        { Transport: IcmpHeader } => "ICMP",
        _ => "IP",
    };

    private static string Says(Packet packet) => packet switch
    {
        { Arp: { Operation: ArpOperation.Request } arp } => $"Who has {arp.TargetIp}? Tell {arp.SenderIp}",
        { Arp: { } arp } => $"{arp.SenderIp} is at {arp.SenderMac}",
        { Ip: { IsFragment: true } ip } => string.Create(
            CultureInfo.InvariantCulture,
            $"fragment of {ip.Protocol.ToString().ToUpperInvariant()}, id 0x{ip.Id:x4}, offset {ip.FragmentOffset}{(ip.MoreFragments ? ", more follow" : ", the last")}"),
        { Transport: TcpHeader tcp } => string.Create(
            CultureInfo.InvariantCulture,
            $"{tcp.SourcePort} → {tcp.DestinationPort} [{Flags(tcp.Flags)}] Len={packet.PayloadLength}{(tcp.Mss > 0 ? $" MSS={tcp.Mss}" : "")}"),
        { Transport: UdpHeader udp } => string.Create(
            CultureInfo.InvariantCulture, $"{udp.SourcePort} → {udp.DestinationPort} Len={packet.PayloadLength}"),
        { Transport: IcmpHeader icmp } => Icmp(icmp, packet.Ip!),
        _ => "",
    };

    private static string Icmp(IcmpHeader icmp, IpHeader ip) => icmp switch
    {
        { About: null } => string.Create(
            CultureInfo.InvariantCulture,
            $"Echo (ping) {(icmp.IsEchoReply ? "reply" : "request")} id=0x{icmp.Id:x4}, seq={icmp.Sequence}, ttl={ip.Ttl}"),
        { NextHopMtu: > 0 } => string.Create(CultureInfo.InvariantCulture, $"type {icmp.Type} code {icmp.Code}, MTU of next hop {icmp.NextHopMtu}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"type {icmp.Type} code {icmp.Code}"),
    };

    private static string Flags(TcpFlags flags)
    {
        ValueList<string> names = Enum.GetValues<TcpFlags>().Where(f => f != TcpFlags.None && flags.HasFlag(f))
            .Select(f => f.ToString().ToUpperInvariant()).ToValueList();
        return string.Join(", ", names);
    }

    private static string Wrapping(Packet packet)
    {
        if (packet.Inner is not { } inner || packet.Ip is not { } ip) return "";
        string tunnel = packet.Tunnel switch
        {
            VxlanHeader vxlan => string.Create(CultureInfo.InvariantCulture, $"VXLAN {vxlan.Vni}"),
            GeneveHeader geneve => string.Create(CultureInfo.InvariantCulture, $"Geneve {geneve.Vni}"),
            { } other => other.GetType().Name.Replace("Header", "", StringComparison.Ordinal),
            null => "IP",
        };
        return $" | in {tunnel}, {ip.Source} → {ip.Destination}{Wrapping(inner)}";
    }
}
