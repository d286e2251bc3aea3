using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Model.Programs;

/// <summary>A program attached to the datapath, as data: what it asks of which map, what it rewrites, and its verdict. Seen with
/// <c>tc filter show dev NAME ingress</c> and <c>bpftool net</c>.</summary>
/// <param name="Name">Name as <c>bpftool prog show</c> prints it.</param>
/// <param name="Operations">In order. A verdict ends the program; one that comes to its end without one passes the packet to the stack.</param>
public sealed record PacketProgram(string Name, ValueList<ProgramOperation> Operations);

/// <summary>What one operation of a program does.</summary>
public abstract record ProgramOperation;

/// <summary>A field of the packet that is the key of a lookup.</summary>
public enum PacketField
{
    Source,
    Destination,

    /// <summary>The address that a neighbour solicitation or advertisement is about.</summary>
    NeighborTarget,
}

/// <summary>Looks a field up in a map (<c>bpf_map_lookup_elem</c>), the longest prefix that matches. What is found is "the row" to the
/// operations that follow, until another row is found.</summary>
/// <param name="Found">What is done when a row is found; without one, or when no verdict comes of it, the next operation follows.</param>
public sealed record LookUp(string Map, PacketField Key, ValueList<ProgramOperation> Found) : ProgramOperation;

/// <summary>What a program may ask about a packet or the row.</summary>
public enum ProgramTest
{
    /// <summary>An ARP request.</summary>
    IsArpRequest,

    /// <summary>Neither IPv4 nor IPv6: ARP's other messages.</summary>
    IsNotIp,

    /// <summary>IPv4, by the frame's type field.</summary>
    IsIpv4,

    /// <summary>IPv6.</summary>
    IsIpv6,

    /// <summary>A neighbour solicitation (ICMPv6 type 135).</summary>
    IsNeighborSolicitation,

    /// <summary>A neighbour advertisement (ICMPv6 type 136).</summary>
    IsNeighborAdvertisement,

    /// <summary>The row's flag that says it is the host itself.</summary>
    RowIsHost,

    /// <summary>The row names a tunnel endpoint.</summary>
    RowHasTunnel,
}

/// <summary>Does something only if a test holds.</summary>
public sealed record When(ProgramTest Test, ValueList<ProgramOperation> Then) : ProgramOperation;

/// <summary>Does something only if an address of the packet is in a network; a constant that was compiled into the program.</summary>
/// <param name="Inside">False: only if it is not.</param>
public sealed record WhenIn(PacketField Field, IpPrefix Network, bool Inside, ValueList<ProgramOperation> Then) : ProgramOperation;

/// <summary>Does something only if the row has this security identity.</summary>
public sealed record WhenIdentity(int Identity, ValueList<ProgramOperation> Then) : ProgramOperation;

/// <summary>Writes the link addresses (<c>bpf_skb_store_bytes</c>).</summary>
/// <param name="Source">Null: the row's <see cref="BpfMapRow.NodeMac"/>.</param>
/// <param name="Destination">Null: the row's <see cref="BpfMapRow.Mac"/>.</param>
public sealed record SetMacs(MacAddress? Source, MacAddress? Destination) : ProgramOperation;

/// <summary>Lowers the TTL, or hop limit, by one.</summary>
/// <param name="RunOut">What is done with a packet that has none left; when no verdict comes of it the packet is dropped, and no ICMP error tells
/// the sender.</param>
public sealed record DecrementTtl(ValueList<ProgramOperation> RunOut = default) : ProgramOperation;

/// <summary>Takes the packet for this host's although its link address says otherwise (<c>bpf_skb_change_type(PACKET_HOST)</c>).</summary>
public sealed record SetPacketTypeHost : ProgramOperation;

/// <summary>Says where a tunnel device in external mode is to send the packet: to the row's <see cref="BpfMapRow.TunnelEndpoint"/>
/// (<c>bpf_skb_set_tunnel_key</c>).</summary>
/// <param name="Id">Network identifier on the wire.</param>
/// <param name="ZeroChecksum">Without a UDP checksum (BPF_F_ZERO_CSUM_TX).</param>
public sealed record SetTunnelKey(int Id, bool ZeroChecksum = true) : ProgramOperation;

/// <summary>Gives a connection another source, kept in a map of the program's own, not in the kernel's connection tracking.</summary>
public sealed record TranslateSource(string Map, IpAddress To) : ProgramOperation;

/// <summary>Undoes <see cref="TranslateSource"/> for an answer; what belongs to no connection of the map stays as it is.</summary>
public sealed record TranslateBack(string Map) : ProgramOperation;

/// <summary>An operation after which the program has ended.</summary>
public abstract record Verdict : ProgramOperation;

/// <summary>TC_ACT_OK: the packet goes on where it would have gone without the program.</summary>
public sealed record Pass : Verdict;

/// <summary>TC_ACT_SHOT.</summary>
/// <param name="Reason">The program's word for it.</param>
public sealed record Shoot(string Reason) : Verdict;

/// <summary>Sends the packet out of a device, or, with <paramref name="Ingress"/>, takes it in there (<c>bpf_redirect</c>).</summary>
/// <param name="Device">Null: the row's <see cref="BpfMapRow.Device"/>.</param>
public sealed record Redirect(string? Device, bool Ingress = false) : Verdict;

/// <summary>Takes the packet in at the other end of the row's veth pair, in that end's namespace, without passing the near end
/// (<c>bpf_redirect_peer</c>).</summary>
public sealed record RedirectPeer : Verdict;

/// <summary>Sends the packet out of a device to the next hop of its route, whose MAC address the kernel finds
/// (<c>bpf_redirect_neigh</c>).</summary>
public sealed record RedirectNeighbor(string Device) : Verdict;

/// <summary>Turns an ARP request into its answer and sends it back.</summary>
/// <param name="Mac">The address told for whatever was asked.</param>
public sealed record AnswerArp(MacAddress Mac) : Verdict;

/// <summary>Turns a neighbour solicitation into the advertisement that answers it, and sends it back.</summary>
/// <param name="Mac">The address told for whatever was asked.</param>
/// <param name="Source">The answer's source address.</param>
/// <param name="IsRouter">The answer's R flag; one without it replaces what is known (O flag).</param>
public sealed record AnswerSolicitation(MacAddress Mac, IpAddress Source, bool IsRouter) : Verdict;

/// <summary>Turns an IPv6 packet into the ICMPv6 error "time exceeded" about itself, and sends it back out of the device. It quotes the
/// headers only.</summary>
/// <param name="Mac">The error's source MAC address.</param>
/// <param name="Source">The error's source address.</param>
public sealed record AnswerTimeExceeded(MacAddress Mac, IpAddress Source) : Verdict;
