using PodNet.Model.Addressing;

namespace PodNet.Model.Packets;

/// <summary>IP protocol numbers (IANA); the numeric value is the number on the wire.</summary>
public enum IpProtocol : byte
{
    Icmp = 1,
    IpInIp = 4,
    Tcp = 6,
    Udp = 17,
    IcmpV6 = 58,
    Sctp = 132,
}

/// <summary>TCP flags, RFC 9293 section 3.1; the numeric value is the octet on the wire.</summary>
[Flags]
public enum TcpFlags : byte
{
    None = 0,
    Fin = 1,
    Syn = 2,
    Rst = 4,
    Psh = 8,
    Ack = 16,
}

/// <summary>ARP operations, RFC 826.</summary>
public enum ArpOperation : byte
{
    Request = 1,
    Reply = 2,
}

/// <summary>One header of a packet.</summary>
public abstract record Header
{
    /// <summary>Bytes this header takes on the wire, options included.</summary>
    public abstract int Length { get; }
}

/// <summary>Ethernet II, 14 bytes.</summary>
public sealed record EthernetHeader(MacAddress Source, MacAddress Destination) : Header
{
    /// <inheritdoc/>
    public override int Length => 14;
}

/// <summary>ARP for IPv4 over Ethernet, RFC 826, 28 bytes.</summary>
public sealed record ArpHeader(
    ArpOperation Operation, MacAddress SenderMac, IpAddress SenderIp, MacAddress TargetMac, IpAddress TargetIp) : Header
{
    /// <inheritdoc/>
    public override int Length => 28;
}

/// <summary>IPv4 (RFC 791, 20 bytes) or IPv6 (RFC 8200, 40 bytes, 8 more when it is a fragment); the family is the addresses'.
/// <paramref name="FragmentOffset"/> is in bytes.</summary>
public sealed record IpHeader(
    IpAddress Source,
    IpAddress Destination,
    IpProtocol Protocol,
    byte Ttl = 64,
    bool DontFragment = false,
    bool MoreFragments = false,
    int FragmentOffset = 0,
    ushort Id = 0) : Header
{
    /// <summary>Whether this is a part of a larger packet.</summary>
    public bool IsFragment => MoreFragments || FragmentOffset > 0;

    /// <inheritdoc/>
    public override int Length => Source.Family == IpFamily.V4 ? 20 : IsFragment ? 48 : 40;
}

/// <summary>ICMP, RFC 792, or ICMPv6, RFC 4443, 8 bytes; which one the IP header's protocol tells (<see cref="IcmpMeanings"/>). An error quotes the
/// packet it is about.</summary>
/// <param name="Type">ICMP type, for example 8 echo request, 0 echo reply, 3 unreachable, 11 time exceeded.</param>
/// <param name="Code">ICMP code within the type.</param>
/// <param name="Id">Echo identifier.</param>
/// <param name="Sequence">Echo sequence number.</param>
/// <param name="NextHopMtu">MTU in bytes that a "fragmentation needed" (3/4), RFC 1191, or "packet too big" (2/0) reports; 0 elsewhere.</param>
/// <param name="About">The packet an error quotes, from its IP header on; null in an echo.</param>
public sealed record IcmpHeader(byte Type, byte Code, ushort Id = 0, ushort Sequence = 0, int NextHopMtu = 0, Packet? About = null) : Header
{
    /// <inheritdoc/>
    public override int Length => 8;

    /// <summary>Whether this is an echo request.</summary>
    public bool IsEchoRequest => Type is 8 or 128;

    /// <summary>Whether this is an echo reply.</summary>
    public bool IsEchoReply => Type is 0 or 129;

    /// <summary>Whether this reports an error about another packet (RFC 1122 section 3.2.2; RFC 4443: 1 to 4). No number is an error in one family
    /// and something else in the other.</summary>
    public bool IsError => Type is 1 or 2 or 3 or 4 or 5 or 11 or 12;
}

/// <summary>Neighbour solicitation or advertisement, RFC 4861 sections 4.3 and 4.4: what ARP is to IPv4, inside ICMPv6. 24 bytes, and 8 more with the
/// option that names a MAC address.</summary>
/// <param name="IsAdvertisement">The answer (136), not the question (135).</param>
/// <param name="Target">The address asked for, or answered for.</param>
/// <param name="LinkAddress">The sender's MAC address, or null: the option is absent, as in the answer to who knew it already.</param>
/// <param name="Router">Of an answer: its sender forwards packets.</param>
/// <param name="Solicited">Of an answer: somebody asked.</param>
/// <param name="Override">Of an answer: it is to replace what is known.</param>
public sealed record NeighborDiscoveryHeader(
    bool IsAdvertisement, IpAddress Target, MacAddress? LinkAddress, bool Router = false, bool Solicited = false, bool Override = false) : Header
{
    /// <summary>135 or 136.</summary>
    public byte Type => IsAdvertisement ? (byte)136 : (byte)135;

    /// <inheritdoc/>
    public override int Length => LinkAddress is null ? 24 : 32;
}

/// <summary>TCP, RFC 9293: 20 bytes and the options Linux sends (40 with a SYN, 32 with time stamps, 20 in a reset).</summary>
/// <param name="Mss">Maximum segment size in bytes that a SYN announces; 0: the option is absent.</param>
public sealed record TcpHeader(ushort SourcePort, ushort DestinationPort, TcpFlags Flags, int Mss = 0) : Header
{
    /// <inheritdoc/>
    public override int Length => Flags.HasFlag(TcpFlags.Syn) ? 40 : Flags.HasFlag(TcpFlags.Rst) ? 20 : 32;
}

/// <summary>UDP, RFC 768, 8 bytes.</summary>
public sealed record UdpHeader(ushort SourcePort, ushort DestinationPort) : Header
{
    /// <summary>Carries no checksum: the field is 0.</summary>
    public bool ZeroChecksum { get; init; }

    /// <inheritdoc/>
    public override int Length => 8;
}

/// <summary>SCTP's common header, RFC 9260, 12 bytes; its chunks are payload.</summary>
public sealed record SctpHeader(ushort SourcePort, ushort DestinationPort) : Header
{
    /// <inheritdoc/>
    public override int Length => 12;
}

/// <summary>What stands between a tunnel's transport header and the packet it carries.</summary>
public abstract record TunnelHeader : Header
{
    /// <summary>Whether nobody on the way can read what is carried: a capture shows bytes that mean nothing. The model keeps the packet.</summary>
    public virtual bool Encrypts => false;

    /// <summary>Whether the packet carried is hidden from a capture: encrypted, or in a format that only the program behind it knows.</summary>
    public virtual bool IsOpaque => Encrypts;
}

/// <summary>VXLAN, RFC 7348, 8 bytes, behind UDP and in front of an inner Ethernet frame. <paramref name="Flags"/> has the I bit (8) set when the VNI counts.</summary>
public sealed record VxlanHeader(int Vni, byte Flags = 8) : TunnelHeader
{
    /// <inheritdoc/>
    public override int Length => 8;
}

/// <summary>Geneve, RFC 8926, behind UDP and in front of an inner Ethernet frame: 8 bytes and the options.</summary>
/// <param name="OptionsLength">Bytes of options, a multiple of 4.</param>
public sealed record GeneveHeader(int Vni, int OptionsLength = 0) : TunnelHeader
{
    /// <inheritdoc/>
    public override int Length => 8 + OptionsLength;
}

/// <summary>The header in which Weave's router carries frames between peers, without encryption: the sending peer's name, then for one frame the names of the
/// peers it is from and for, and its length (router/frame_crypto.go, NonEncryptor; a name is 6 bytes).</summary>
/// <param name="From">Name of the peer behind which the frame's source is.</param>
/// <param name="To">Name of the peer it is for.</param>
public sealed record SleeveHeader(string From, string To) : TunnelHeader
{
    /// <inheritdoc/>
    public override int Length => 20;

    /// <inheritdoc/>
    public override bool IsOpaque => true;
}

/// <summary>A WireGuard data message (type 4), behind UDP: 16 bytes with the receiver's index and a counter, and 16 bytes of authentication
/// behind the encrypted packet. The keys of both ends stand for the session they agreed on.</summary>
/// <param name="Sender">Public key of the end that encrypted it.</param>
/// <param name="Receiver">Public key of the end that can read it.</param>
public sealed record WireGuardHeader(string Sender, string Receiver) : TunnelHeader
{
    /// <inheritdoc/>
    public override int Length => 32;

    /// <inheritdoc/>
    public override bool Encrypts => true;
}
