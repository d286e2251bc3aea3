using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Printing.Rows;

/// <summary>A line of <c>conntrack -L</c> (libnetfilter_conntrack src/conntrack/snprintf_default.c).</summary>
internal static class ConntrackRow
{
    /// <summary>The line. Without a moment the time left is not known, and left out.</summary>
    public static string Text(ConntrackEntry entry, SimulatedTime? now = null)
    {
        IpProtocol protocol = entry.Original.Protocol;
        string left = now is { } moment ? $"{(long)entry.Expires.Since(moment).TotalSeconds} " : "";
        string state = protocol is IpProtocol.Tcp or IpProtocol.Sctp ? $"{StateName(entry.TcpState)} " : "";
        string unreplied = entry.SeenReply ? "" : "[UNREPLIED] ";
        string assured = entry.Assured ? "[ASSURED] " : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Name(protocol),-8} {(byte)protocol} {left}{state}{Flow(entry.Original, reply: false)}{unreplied}"
            + $"{Flow(entry.Reply, reply: true)}{assured}mark={entry.Mark} use=1");
    }

    private static string Flow(FiveTuple flow, bool reply)
    {
        string addresses = $"src={flow.Source} dst={flow.Destination} ";
        return flow.Protocol switch
        {
            IpProtocol.Icmp => Echo(addresses, reply ? 0 : 8, flow.SourcePort),
            IpProtocol.IcmpV6 => Echo(addresses, reply ? 129 : 128, flow.SourcePort),
            IpProtocol.IpInIp => addresses,
            _ => string.Create(CultureInfo.InvariantCulture, $"{addresses}sport={flow.SourcePort} dport={flow.DestinationPort} "),
        };
    }

    private static string Echo(string addresses, int type, ushort id) =>
        string.Create(CultureInfo.InvariantCulture, $"{addresses}type={type} code=0 id={id} ");

    private static string Name(IpProtocol protocol) => protocol switch
    {
        IpProtocol.Icmp => "icmp",
        IpProtocol.IcmpV6 => "icmpv6",
        IpProtocol.Tcp => "tcp",
        IpProtocol.Udp => "udp",
        IpProtocol.Sctp => "sctp",
        _ => "unknown",
    };

    private static string StateName(TcpConntrackState state) => state switch
    {
        TcpConntrackState.None => "NONE",
        TcpConntrackState.SynSent => "SYN_SENT",
        TcpConntrackState.SynRecv => "SYN_RECV",
        TcpConntrackState.Established => "ESTABLISHED",
        TcpConntrackState.FinWait => "FIN_WAIT",
        TcpConntrackState.CloseWait => "CLOSE_WAIT",
        TcpConntrackState.LastAck => "LAST_ACK",
        TcpConntrackState.TimeWait => "TIME_WAIT",
        _ => "CLOSE",
    };
}
