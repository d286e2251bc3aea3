using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Printing.Rows;

/// <summary>A rule's conditions as iptables-save writes them (iptables extensions/libxt_*.c, the save functions).</summary>
internal static class MatchText
{
    /// <summary>The rank of conditions that are modules (<c>-m</c>): behind those on the IP header.</summary>
    public const int Extension = 5;

    /// <summary>Where iptables-save puts a condition on the IP header: -s, -d, -i, -o, -p.</summary>
    public static int HeaderRank(Match match) => match switch
    {
        SourceMatch => 0,
        DestinationMatch => 1,
        InInterfaceMatch => 2,
        OutInterfaceMatch => 3,
        ProtocolMatch => 4,
        _ => Extension,
    };

    /// <summary>A condition on the IP header; empty when it always holds (0.0.0.0/0, interface "+").</summary>
    public static string Header(Match match) => match switch
    {
        SourceMatch { Prefix.Length: 0, Negated: false } or DestinationMatch { Prefix.Length: 0, Negated: false } => "",
        InInterfaceMatch { Device: "+", Negated: false } or OutInterfaceMatch { Device: "+", Negated: false } => "",
        SourceMatch source => $"{Not(match)}-s {source.Prefix}",
        DestinationMatch destination => $"{Not(match)}-d {destination.Prefix}",
        InInterfaceMatch device => $"{Not(match)}-i {Printable.Word(device.Device)}",
        OutInterfaceMatch device => $"{Not(match)}-o {Printable.Word(device.Device)}",
        ProtocolMatch protocol => $"{Not(match)}-p {ProtocolName(protocol.Protocol)}",
        _ => throw new ArgumentException($"{match.GetType().Name} is no condition on the IP header", nameof(match)),
    };

    /// <summary>A condition that is a module: <c>-m NAME --option VALUE</c>.</summary>
    public static string Module(Match match, IpFamily family = IpFamily.V4) => match switch
    {
        SourcePortMatch { Protocol: var p } => $"-m {ProtocolName(p)} {PortOption(match)}".TrimEnd(),
        DestinationPortMatch { Protocol: var p } => $"-m {ProtocolName(p)} {PortOption(match)}".TrimEnd(),
        MultiportMatch ports => $"-m multiport {Not(match)}--dports {string.Join(',', ports.Ports)}",
        MarkMatch mark => $"-m mark {Not(match)}--mark {Mark(mark)}",
        ConntrackMatch conntrack => $"-m conntrack {Not(match)}--ctstate {States(conntrack.States)}",
        AddressTypeMatch type =>
            $"-m addrtype {Not(match)}--{(type.OfSource ? "src" : "dst")}-type {type.Type.ToString().ToUpperInvariant()}"
            + (type.LimitInterfaceOut ? " --limit-iface-out" : ""),
        SetMatch set => $"-m set {Not(match)}--match-set {Printable.Word(set.Set)} {string.Join(',', set.Sides.Select(s => s == SetSide.Source ? "src" : "dst"))}",
        RandomMatch random => string.Create(
            CultureInfo.InvariantCulture, $"-m statistic --mode random {Not(match)}--probability {random.OfTwoToThe31 / 2147483648.0:F11}"),
        RecentCheckMatch recent => string.Create(
            CultureInfo.InvariantCulture, $"-m recent {Not(match)}--rcheck --seconds {recent.Seconds} --reap --name {Printable.Word(recent.List)} {RecentSource(family)}"),
        RecentSetMatch recent => $"-m recent {Not(match)}--set --name {Printable.Word(recent.List)} {RecentSource(family)}",
        CommentMatch comment => $"-m comment --comment {Quoted(comment.Text)}",
        _ => throw new ArgumentException($"iptables has no match for {match.GetType().Name}", nameof(match)),
    };

    /// <summary>Whether two neighbours are the two options of one <c>-m tcp</c>.</summary>
    public static bool IsPortPair(Match first, Match second) =>
        first is SourcePortMatch source && second is DestinationPortMatch destination && source.Protocol == destination.Protocol;

    /// <summary><c>--sport</c> or <c>--dport</c>; empty when any port will do.</summary>
    public static string PortOption(Match match)
    {
        (string option, ushort first, ushort last) = match switch
        {
            SourcePortMatch source => ("--sport", source.First, source.Last),
            DestinationPortMatch destination => ("--dport", destination.First, destination.Last),
            _ => throw new ArgumentException($"{match.GetType().Name} is about no port", nameof(match)),
        };
        if (first == 0 && last == ushort.MaxValue && !match.Negated) return "";
        return string.Create(CultureInfo.InvariantCulture, $"{Not(match)}{option} {first}{(first == last ? "" : $":{last}")}");
    }

    /// <summary>Text as xtables_save_string writes it: bare when it has only letters, digits, "-" and "_", else quoted, with a backslash
    /// before
    /// quotes and backslashes.</summary>
    public static string Quoted(string text)
    {
        if (text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) return text;
        return $"\"{string.Concat(text.Select(c => c is '"' or '\\' or '\'' ? $"\\{c}" : c.ToString()))}\"";
    }

    /// <summary>A protocol's name in /etc/protocols.</summary>
    public static string ProtocolName(IpProtocol protocol) => protocol switch
    {
        IpProtocol.Icmp => "icmp",
        IpProtocol.IpInIp => "ipencap",
        IpProtocol.Tcp => "tcp",
        IpProtocol.Udp => "udp",
        IpProtocol.IcmpV6 => "ipv6-icmp",
        IpProtocol.Sctp => "sctp",
        _ => ((byte)protocol).ToString(CultureInfo.InvariantCulture),
    };

    private static string RecentSource(IpFamily family) =>
        $"--mask {(family == IpFamily.V4 ? "255.255.255.255" : "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")} --rsource";

    private static string Not(Match match) => match.Negated ? "! " : "";

    private static string Mark(MarkMatch mark) => mark.Mask == uint.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"0x{mark.Value:x}")
        : string.Create(CultureInfo.InvariantCulture, $"0x{mark.Value:x}/0x{mark.Mask:x}");

    private static string States(ConntrackStates states)
    {
        ReadOnlySpan<ConntrackStates> order =
        [
            ConntrackStates.Invalid, ConntrackStates.New, ConntrackStates.Related, ConntrackStates.Established,
            ConntrackStates.Untracked, ConntrackStates.Snat, ConntrackStates.Dnat,
        ];
        List<string> names = [];
        foreach (ConntrackStates state in order)
        {
            if (states.HasFlag(state)) names.Add(state.ToString().ToUpperInvariant());
        }

        return string.Join(',', names);
    }
}
