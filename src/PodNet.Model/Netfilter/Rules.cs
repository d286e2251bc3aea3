using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Model.Netfilter;

/// <summary>The five places where IPv4 packets meet netfilter (include/uapi/linux/netfilter.h).</summary>
public enum Hook
{
    Prerouting,
    Input,
    Forward,
    Output,
    Postrouting,
}

/// <summary>Connection tracking states as <c>-m conntrack --ctstate</c> names them.</summary>
[Flags]
public enum ConntrackStates
{
    None = 0,
    Invalid = 1,
    New = 2,
    Established = 4,
    Related = 8,
    Untracked = 16,
    Snat = 32,
    Dnat = 64,
}

/// <summary>What an address is to this namespace, as <c>-m addrtype</c> names it.</summary>
public enum AddressType
{
    Local,
    Unicast,
    Broadcast,
    Multicast,
}

/// <summary>One condition of a rule. All of a rule's conditions must hold. <see cref="Negated"/> prints as "!".</summary>
public abstract record Match
{
    public bool Negated { get; init; }
}

/// <summary><c>-s NET</c></summary>
public sealed record SourceMatch(IpPrefix Prefix) : Match;

/// <summary><c>-d NET</c></summary>
public sealed record DestinationMatch(IpPrefix Prefix) : Match;

/// <summary><c>-i DEVICE</c>; a trailing + matches any name that begins so.</summary>
public sealed record InInterfaceMatch(string Device) : Match;

/// <summary><c>-o DEVICE</c>; a trailing + matches any name that begins so.</summary>
public sealed record OutInterfaceMatch(string Device) : Match;

/// <summary><c>-p PROTOCOL</c></summary>
public sealed record ProtocolMatch(IpProtocol Protocol) : Match;

/// <summary><c>-m tcp|udp --sport PORT[:PORT]</c></summary>
public sealed record SourcePortMatch(IpProtocol Protocol, ushort First, ushort Last) : Match;

/// <summary><c>-m tcp|udp --dport PORT[:PORT]</c></summary>
public sealed record DestinationPortMatch(IpProtocol Protocol, ushort First, ushort Last) : Match;

/// <summary><c>-m multiport --dports PORT,...</c>: any of up to 15 destination ports.</summary>
public sealed record MultiportMatch(IpProtocol Protocol, ValueList<ushort> Ports) : Match;

/// <summary><c>-m mark --mark VALUE/MASK</c></summary>
public sealed record MarkMatch(uint Value, uint Mask) : Match;

/// <summary><c>-m conntrack --ctstate STATES</c></summary>
public sealed record ConntrackMatch(ConntrackStates States) : Match;

/// <summary><c>-m addrtype --src-type|--dst-type TYPE [--limit-iface-out]</c></summary>
public sealed record AddressTypeMatch(AddressType Type, bool OfSource) : Match
{
    /// <summary>Only the outgoing device's own addresses are LOCAL (<c>--limit-iface-out</c>).</summary>
    public bool LimitInterfaceOut { get; init; }
}

/// <summary>Which end of a packet a set is asked about.</summary>
public enum SetSide
{
    Source,
    Destination,
}

/// <summary><c>-m set --match-set NAME src|dst[,src|dst]</c>: the address of one side, and in sets with ports the port of another, are in
/// the set.</summary>
/// <param name="Sides">One side, or two where the set has ports.</param>
public sealed record SetMatch(string Set, ValueList<SetSide> Sides) : Match;

/// <summary><c>-m statistic --mode random --probability P</c>; P as a fraction of 2^31, as the kernel keeps it.</summary>
public sealed record RandomMatch(uint OfTwoToThe31) : Match;

/// <summary><c>-m recent --name NAME --rcheck --seconds S --reap</c>: the packet's source was put on the list by a <see cref="RecentSetMatch"/> within the
/// last <paramref name="Seconds"/>. Older entries leave the list (<c>--reap</c>).</summary>
public sealed record RecentCheckMatch(string List, int Seconds) : Match;

/// <summary><c>-m recent --name NAME --set</c>: puts the packet's source on the list, or makes its entry young again; always holds. Seen in
/// <c>/proc/net/xt_recent/NAME</c>.</summary>
public sealed record RecentSetMatch(string List) : Match;

/// <summary><c>-m comment --comment TEXT</c>; always holds. Its place among the others is kept, for iptables-save prints it there.</summary>
public sealed record CommentMatch(string Text) : Match;

/// <summary>What a rule does when it matches.</summary>
public abstract record Target;

/// <summary><c>-j ACCEPT</c></summary>
public sealed record AcceptTarget : Target;

/// <summary><c>-j DROP</c></summary>
public sealed record DropTarget : Target;

/// <summary><c>-j RETURN</c>: back to the chain that jumped here; in a built-in chain its policy.</summary>
public sealed record ReturnTarget : Target;

/// <summary><c>-j CHAIN</c></summary>
public sealed record JumpTarget(string Chain) : Target;

/// <summary><c>-g CHAIN</c></summary>
public sealed record GotoTarget(string Chain) : Target;

/// <summary><c>-j REJECT --reject-with ...</c>: an ICMP unreachable of this code, or a TCP reset.</summary>
public sealed record RejectTarget(byte IcmpCode = 3, bool TcpReset = false) : Target;

/// <summary><c>-j MARK --set-xmark VALUE/MASK</c>: mark = (mark and not MASK) xor VALUE; goes on with the next rule.</summary>
public sealed record MarkTarget(uint Value, uint Mask) : Target;

/// <summary><c>-j MASQUERADE [--random-fully]</c>: source NAT to the outgoing device's address.</summary>
public sealed record MasqueradeTarget(bool RandomFully = false) : Target;

/// <summary><c>-j SNAT --to-source ADDRESS [--random-fully]</c></summary>
public sealed record SnatTarget(IpAddress Address, bool RandomFully = false) : Target;

/// <summary><c>-j DNAT --to-destination ADDRESS[:PORT]</c></summary>
public sealed record DnatTarget(IpAddress Address, ushort? Port) : Target;

/// <summary>One rule of a chain. Seen with <c>iptables-save</c>; <c>-A CHAIN ...</c> is a view of it.</summary>
/// <param name="Target">Null: the rule only counts.</param>
public sealed record Rule(ValueList<Match> Matches, Target? Target)
{
    public Origin? Origin { get; init; }
}
