using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Netfilter;

namespace PodNet.Printing.Rows;

/// <summary>A rule's target as iptables-save writes it.</summary>
internal static class TargetText
{
    public static string Text(Target target, IpFamily family = IpFamily.V4) => target switch
    {
        AcceptTarget => "-j ACCEPT",
        DropTarget => "-j DROP",
        ReturnTarget => "-j RETURN",
        JumpTarget jump => $"-j {Printable.Word(jump.Chain)}",
        GotoTarget jump => $"-g {Printable.Word(jump.Chain)}",
        RejectTarget reject => $"-j REJECT --reject-with {(family == IpFamily.V4 ? Answer(reject) : AnswerV6(reject))}",
        MarkTarget mark => string.Create(CultureInfo.InvariantCulture, $"-j MARK --set-xmark 0x{mark.Value:x}/0x{mark.Mask:x}"),
        MasqueradeTarget masquerade => $"-j MASQUERADE{(masquerade.RandomFully ? " --random-fully" : "")}",
        SnatTarget nat => $"-j SNAT --to-source {nat.Address}{(nat.RandomFully ? " --random-fully" : "")}",
        DnatTarget { Port: { } port, Address.Family: IpFamily.V6 } nat =>
            string.Create(CultureInfo.InvariantCulture, $"-j DNAT --to-destination [{nat.Address}]:{port}"),
        DnatTarget { Port: { } port } nat => string.Create(CultureInfo.InvariantCulture, $"-j DNAT --to-destination {nat.Address}:{port}"),
        DnatTarget nat => $"-j DNAT --to-destination {nat.Address}",
        _ => throw new ArgumentException($"iptables has no target for {target.GetType().Name}", nameof(target)),
    };

    /// <summary>The names of libip6t_REJECT.c for the codes of RFC 4443.</summary>
    private static string AnswerV6(RejectTarget reject) => reject switch
    {
        { TcpReset: true } => "tcp-reset",
        { IcmpCode: 0 } => "icmp6-no-route",
        { IcmpCode: 1 } => "icmp6-adm-prohibited",
        { IcmpCode: 3 } => "icmp6-addr-unreachable",
        { IcmpCode: 4 } => "icmp6-port-unreachable",
        { IcmpCode: 5 } => "icmp6-policy-fail",
        { IcmpCode: 6 } => "icmp6-reject-route",
        _ => throw new ArgumentException($"REJECT cannot answer with ICMPv6 unreachable code {reject.IcmpCode}", nameof(reject)),
    };

    /// <summary>The names of libipt_REJECT.c for the codes of RFC 792 and RFC 1812 that it knows.</summary>
    private static string Answer(RejectTarget reject) => reject switch
    {
        { TcpReset: true } => "tcp-reset",
        { IcmpCode: 0 } => "icmp-net-unreachable",
        { IcmpCode: 1 } => "icmp-host-unreachable",
        { IcmpCode: 2 } => "icmp-proto-unreachable",
        { IcmpCode: 3 } => "icmp-port-unreachable",
        { IcmpCode: 9 } => "icmp-net-prohibited",
        { IcmpCode: 10 } => "icmp-host-prohibited",
        { IcmpCode: 13 } => "icmp-admin-prohibited",
        _ => throw new ArgumentException($"REJECT cannot answer with ICMP unreachable code {reject.IcmpCode}", nameof(reject)),
    };
}
