using PodNet.Model.Addressing;

namespace PodNet.Model.Packets;

/// <summary>A packet as a stack of headers, outermost first: Ethernet (absent on devices without a link header), then ARP or IP, then
/// a transport or tunnel header, then an inner packet or payload. Immutable: a rewrite gives a new packet that shares the rest.</summary>
/// <param name="Ethernet">Link header, or null on a device whose link type has none, and inside an ICMP error.</param>
/// <param name="Arp">ARP, or null.</param>
/// <param name="Ip">IP, or null.</param>
/// <param name="Transport">ICMP, neighbour discovery, TCP or UDP; null behind ARP and in every fragment but the first.</param>
/// <param name="Tunnel">The tunnel header behind the transport header, or null.</param>
/// <param name="Inner">What the tunnel carries, or null.</param>
/// <param name="PayloadLength">Bytes behind the last header that are no header themselves.</param>
public sealed record Packet(
    EthernetHeader? Ethernet,
    ArpHeader? Arp = null,
    IpHeader? Ip = null,
    Header? Transport = null,
    TunnelHeader? Tunnel = null,
    Packet? Inner = null,
    int PayloadLength = 0)
{
    /// <summary>The TCP header, or null.</summary>
    public TcpHeader? Tcp => Transport as TcpHeader;

    /// <summary>The UDP header, or null.</summary>
    public UdpHeader? Udp => Transport as UdpHeader;

    /// <summary>The ICMP header, or null.</summary>
    public IcmpHeader? Icmp => Transport as IcmpHeader;

    /// <summary>The neighbour discovery header, or null.</summary>
    public NeighborDiscoveryHeader? NeighborDiscovery => Transport as NeighborDiscoveryHeader;

    /// <summary>What it asks or answers about a MAC address, by ARP or neighbour discovery; null for every other packet.</summary>
    public AddressResolution? Resolution => this switch
    {
        { Arp: { Operation: ArpOperation.Request } arp } => new(true, arp.SenderIp, arp.TargetIp),
        { Arp: { } arp } => new(false, arp.TargetIp, arp.SenderIp),
        { NeighborDiscovery: { } discovery, Ip: { } ip } =>
            discovery.IsAdvertisement ? new(false, ip.Destination, discovery.Target) : new(true, ip.Source, discovery.Target),
        _ => null,
    };

    /// <summary>The ports of TCP, UDP or SCTP, or null.</summary>
    public (ushort Source, ushort Destination)? Ports => Transport switch
    {
        TcpHeader tcp => (tcp.SourcePort, tcp.DestinationPort),
        UdpHeader udp => (udp.SourcePort, udp.DestinationPort),
        SctpHeader sctp => (sctp.SourcePort, sctp.DestinationPort),
        _ => null,
    };

    /// <summary>The innermost packet: itself unless a tunnel wraps another.</summary>
    public Packet Innermost => Inner?.Innermost ?? this;

    /// <summary>Bytes of the packet from its IP or ARP header on: what an MTU limits, and IPv4's "total length".</summary>
    public int NetworkLength =>
        (Arp?.Length ?? 0) + (Ip?.Length ?? 0) + (Transport?.Length ?? 0) + (Tunnel?.Length ?? 0)
        + (Transport is IcmpHeader { About: { } about } ? about.NetworkLength : 0)
        + (Inner?.FrameLength ?? 0) + PayloadLength;

    /// <summary>Bytes of the whole frame, link header included.</summary>
    public int FrameLength => (Ethernet?.Length ?? 0) + NetworkLength;

    /// <summary>The headers, outermost first, inner packets' included.</summary>
    public IEnumerable<Header> Headers
    {
        get
        {
            if (Ethernet is not null) yield return Ethernet;
            if (Arp is not null) yield return Arp;
            if (Ip is not null) yield return Ip;
            if (Transport is not null) yield return Transport;
            if (Tunnel is not null) yield return Tunnel;
            if (Inner is null) yield break;
            foreach (Header header in Inner.Headers) yield return header;
        }
    }

    /// <summary>The flow this packet belongs to, or null for ARP and fragments without a transport header.
    /// ICMP echo uses its identifier as both ports; an ICMP error has no flow of its own.</summary>
    public FiveTuple? Flow => (Ip, Transport) switch
    {
        (not null, TcpHeader tcp) => new(Ip.Protocol, Ip.Source, tcp.SourcePort, Ip.Destination, tcp.DestinationPort),
        (not null, UdpHeader udp) => new(Ip.Protocol, Ip.Source, udp.SourcePort, Ip.Destination, udp.DestinationPort),
        (not null, SctpHeader sctp) => new(Ip.Protocol, Ip.Source, sctp.SourcePort, Ip.Destination, sctp.DestinationPort),
        ({ Protocol: IpProtocol.IpInIp, FragmentOffset: 0 }, null) => new(Ip.Protocol, Ip.Source, 0, Ip.Destination, 0),
        (not null, IcmpHeader { IsError: false } icmp) => new(Ip.Protocol, Ip.Source, icmp.Id, Ip.Destination, icmp.Id),
        _ => null,
    };

    /// <summary>The headers, outermost first, for a debugger.</summary>
    public override string ToString() =>
        string.Join(" / ", Headers.Select(h => h is IcmpHeader { About: { } about } icmp ? $"Icmp {icmp.Type}/{icmp.Code} about ({about})" : h.ToString()))
        + (PayloadLength > 0 ? $" / {PayloadLength} bytes" : "");
}
