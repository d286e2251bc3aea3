using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Packets;

namespace PodNet.Diagrams.Tracing;

/// <summary>Packets in the words of a table's cells.</summary>
internal static class PacketWords
{
    /// <summary>"10.244.1.2 → 10.244.2.2:80". A client's own port says little and takes much room.</summary>
    public static string Addresses(Packet packet)
    {
        if (packet.Resolution is { } question) return question.IsQuestion ? $"{question.Asker} → {question.Target}" : $"{question.Target} → {question.Asker}";
        if (packet.Ip is not { } ip) return "";
        (ushort source, ushort destination) = packet.Ports.GetValueOrDefault();
        return $"{WithPort(ip.Source, source)} → {WithPort(ip.Destination, destination)}";
    }

    /// <summary>"10.244.1.2 → 10.244.2.2", where there is no room for ports.</summary>
    public static string AddressesOnly(Packet packet) => packet.Ip is { } ip ? $"{ip.Source} → {ip.Destination}" : Addresses(packet);

    /// <summary>"0a:58:0a:f4:01:02 → 0a:58:0a:f4:01:01"; empty without a link header.</summary>
    public static string Macs(Packet packet) => packet.Ethernet is { } ethernet ? $"{ethernet.Source} → {ethernet.Destination}" : "";

    /// <summary>"TTL 63", in IPv6 "hop limit 63", or "" without an IP header.</summary>
    public static string Ttl(Packet packet) => packet.Ip is { } ip
        ? string.Create(CultureInfo.InvariantCulture, $"{(ip.Source.Family == IpFamily.V4 ? "TTL" : "hop limit")} {ip.Ttl}")
        : "";

    /// <summary>"84/1500": bytes of the packet, of those the MTU allows.</summary>
    public static string Length(Packet packet, int mtu) => string.Create(CultureInfo.InvariantCulture, $"{packet.NetworkLength}/{mtu}");

    /// <summary>"TCP SYN", "ICMP echo request", "UDP".</summary>
    public static string Kind(Packet packet) => packet.Transport switch
    {
        TcpHeader tcp => $"TCP {Flags(tcp.Flags)}",
        UdpHeader => packet.Tunnel is null ? "UDP" : Tunnel(packet.Tunnel),
        SctpHeader => "SCTP",
        IcmpHeader icmp when packet.Ip?.Source.Family == IpFamily.V6 => $"ICMPv6 {KindV6(icmp)}",
        NeighborDiscoveryHeader discovery => discovery.IsAdvertisement ? "neighbour advertisement" : "neighbour solicitation",
        IcmpHeader { IsEchoRequest: true } => "ICMP echo request",
        IcmpHeader { IsEchoReply: true } => "ICMP echo reply",
        IcmpHeader { Type: 3, Code: 0 } => "ICMP network unreachable",
        IcmpHeader { Type: 3, Code: 1 } => "ICMP host unreachable",
        IcmpHeader { Type: 3, Code: 3 } => "ICMP port unreachable",
        IcmpHeader { Type: 3, Code: 4 } => "ICMP fragmentation needed",
        IcmpHeader { Type: 11 } => "ICMP time exceeded",
        IcmpHeader icmp => string.Create(CultureInfo.InvariantCulture, $"ICMP {icmp.Type}/{icmp.Code}"),
        null when packet.Inner is not null => "IP in IP",
        _ => packet.Arp is { } arp ? $"ARP {arp.Operation.ToString().ToLowerInvariant()}" : "fragment",
    };

    private static string KindV6(IcmpHeader icmp) => icmp.Meaning(IpFamily.V6) switch
    {
        IcmpMeaning.EchoRequest => "echo request",
        IcmpMeaning.EchoReply => "echo reply",
        IcmpMeaning.NoRoute => "no route",
        IcmpMeaning.HostUnreachable => "address unreachable",
        IcmpMeaning.PortUnreachable => "port unreachable",
        IcmpMeaning.TooBig => "packet too big",
        IcmpMeaning.TimeExceeded => "time exceeded",
        _ => string.Create(CultureInfo.InvariantCulture, $"{icmp.Type}/{icmp.Code}"),
    };

    private static string Tunnel(TunnelHeader header) => header switch
    {
        VxlanHeader vxlan => string.Create(CultureInfo.InvariantCulture, $"VXLAN {vxlan.Vni}"),
        GeneveHeader geneve => string.Create(CultureInfo.InvariantCulture, $"Geneve {geneve.Vni}"),
        SleeveHeader => "sleeve",
        WireGuardHeader => "WireGuard",
        _ => throw new NotSupportedException($"no words for {header.GetType().Name}"),
    };

    /// <summary>All of it in one line, outer packet first.</summary>
    public static string Whole(Packet packet)
    {
        string macs = packet.Ethernet is null ? "" : $"{Macs(packet)} ";
        string ttl = packet.Ip is null ? "" : $" {Ttl(packet)}";
        string fragment = packet.Ip is { IsFragment: true } ip
            ? string.Create(CultureInfo.InvariantCulture, $" offset {ip.FragmentOffset}") : "";
        string one = string.Create(CultureInfo.InvariantCulture,
            $"{macs}{AllAddresses(packet)} {Kind(packet)}{ttl}{fragment} {packet.NetworkLength} bytes");
        string carried = packet.Tunnel is { Encrypts: true } ? "encrypted: " : "";
        return packet.Inner is null ? one : $"{one} [ {carried}{Whole(packet.Inner)} ]";
    }

    private static string AllAddresses(Packet packet)
    {
        if (packet.Ip is not { } ip) return Addresses(packet);
        (ushort source, ushort destination) = packet.Ports.GetValueOrDefault();
        return $"{ip.Source}{Any(source)} → {ip.Destination}{Any(destination)}";
    }

    private static string Any(ushort port) => port == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{port}");

    // Ephemeral ports begin at 32768 (net.ipv4.ip_local_port_range); NAT may choose from 1024 on, and then the port is worth its room.
    // An IPv6 address is full of colons, so it stands in brackets before a port (RFC 3986 section 3.2.2).
    private static string WithPort(IpAddress address, ushort port)
    {
        string known = Known(port);
        return known.Length > 0 && address.Family == IpFamily.V6 ? $"[{address}]{known}" : $"{address}{known}";
    }

    private static string Known(ushort port) => port is 0 or >= 32768 and <= 60999 ? "" : Any(port);

    private static string Flags(TcpFlags flags) => string.Join('-', Enum.GetValues<TcpFlags>()
        .Where(f => f is not TcpFlags.None and not TcpFlags.Psh && flags.HasFlag(f)).OrderBy(f => f == TcpFlags.Ack)
        .Select(f => f.ToString().ToUpperInvariant()));
}
