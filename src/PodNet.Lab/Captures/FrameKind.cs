using System.Globalization;
using System.Text;
using PodNet.Model.Packets;

namespace PodNet.Lab.Captures;

/// <summary>The word the capture format has for each kind of frame.</summary>
public static class FrameKind
{
    public const string Vxlan = "vxlan";
    public const string Geneve = "geneve";
    public const string Ipip = "ipip";

    /// <summary>A fragment other than the first.</summary>
    public const string Fragment = "fragment";

    /// <summary>"arp-request", "arp-reply", or "arp-N".</summary>
    public static string Arp(int operation) => operation switch
    {
        1 => "arp-request",
        2 => "arp-reply",
        _ => string.Create(CultureInfo.InvariantCulture, $"arp-{operation}"),
    };

    /// <summary>An ICMP message by its type and code (RFC 792): "echo-request", "unreachable/CODE", "ttl-exceeded", else
    /// "icmp-TYPE/CODE".</summary>
    public static string Icmp(int type, int code) => type switch
    {
        0 => "echo-reply",
        3 => string.Create(CultureInfo.InvariantCulture, $"unreachable/{code}"),
        8 => "echo-request",
        11 => "ttl-exceeded",
        _ => string.Create(CultureInfo.InvariantCulture, $"icmp-{type}/{code}"),
    };

    /// <summary>An ICMPv6 message by its type and code (RFC 4443, RFC 4861): IPv4's words where it has one of the same meaning, "too-big",
    /// "neighbor-solicitation", "neighbor-advertisement", else "icmpv6-TYPE/CODE".</summary>
    public static string IcmpV6(int type, int code) => type switch
    {
        1 => string.Create(CultureInfo.InvariantCulture, $"unreachable/{code}"),
        2 => "too-big",
        3 => "ttl-exceeded",
        128 => "echo-request",
        129 => "echo-reply",
        135 => "neighbor-solicitation",
        136 => "neighbor-advertisement",
        _ => string.Create(CultureInfo.InvariantCulture, $"icmpv6-{type}/{code}"),
    };

    /// <summary>"tcp-" and the flags' letters.</summary>
    public static string Tcp(string flags) => "tcp-" + flags;

    /// <summary>An IP packet that is neither TCP, ICMP nor a tunnel's: "udp", or "ip-N".</summary>
    public static string Ip(int protocol) =>
        protocol == (int)IpProtocol.Udp ? "udp" : string.Create(CultureInfo.InvariantCulture, $"ip-{protocol}");

    /// <summary>The letters of TCP flags in the order FSRPA, as the captures have them: SYN and ACK "SA", RST and ACK "RA", PSH and ACK
    /// "PA".</summary>
    public static string Letters(TcpFlags flags)
    {
        StringBuilder letters = new();
        if (flags.HasFlag(TcpFlags.Fin)) letters.Append('F');
        if (flags.HasFlag(TcpFlags.Syn)) letters.Append('S');
        if (flags.HasFlag(TcpFlags.Rst)) letters.Append('R');
        if (flags.HasFlag(TcpFlags.Psh)) letters.Append('P');
        if (flags.HasFlag(TcpFlags.Ack)) letters.Append('A');
        return letters.ToString();
    }

    /// <summary>The letters of a neighbour advertisement's flags in the order RSO.</summary>
    public static string Letters(bool router, bool solicited, bool replaces) => $"{(router ? "R" : "")}{(solicited ? "S" : "")}{(replaces ? "O" : "")}";
}
