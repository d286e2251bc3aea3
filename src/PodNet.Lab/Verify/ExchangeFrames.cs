using PodNet.Engine.Tracing;
using PodNet.Lab.Captures;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Lab.Verify;

/// <summary>A simulated exchange as captures on all interfaces would have shown it.</summary>
public static class ExchangeFrames
{
    /// <summary>The sightings of all journeys in the order of time, and at one moment in the order the kernels acted.</summary>
    public static ValueList<Frame> Of(Cluster cluster, Exchange exchange)
    {
        List<Seen> seen = [];
        foreach (Journey journey in exchange.Journeys)
        {
            ValueList<Hop> hops = journey.Hops;
            AddHop(seen, hops, 0, Enumerable.Range(1, hops.Count - 1).ToLookup(i => (hops[i].Parent, Math.Max(hops[i].LeftAt, 0))));
        }

        return seen.OrderBy(s => s.At).Select(s => ToFrame(cluster.Namespace(s.Namespace).Device(s.Device), s)).ToValueList();
    }

    // A branch stands where it left its parent, so that what one kernel does at one moment keeps its order.
    private static void AddHop(List<Seen> seen, ValueList<Hop> hops, int index, ILookup<(int Parent, int Step), int> branches)
    {
        Hop hop = hops[index];
        for (int i = 0; i < hop.Steps.Count; i++)
        {
            // The engine shows a packet on lo once, as transmitted; so does a capture.
            if (hop.Steps[i] is Received received) seen.Add(new(received.At, hop.Namespace, received.Device, received.Packet));
            if (hop.Steps[i] is Transmitted sent) seen.Add(new(sent.At, hop.Namespace, sent.Device, sent.Packet));
            foreach (int branch in branches[(index, i)]) AddHop(seen, hops, branch, branches);
        }
    }

    private static Frame ToFrame(NetDevice device, Seen seen) => new(
        seen.Namespace.Name,
        seen.Device,
        device is not Loopback && seen.Packet.Ethernet?.Source == device.Mac ? "tx" : "rx",
        device.Mtu,
        ToContent(seen.Packet));

    private static FrameContent ToContent(Packet packet) => new(
        packet.Ethernet?.Destination,
        packet.Ethernet?.Source,
        packet.FrameLength,
        packet.Arp is { } arp ? new((int)arp.Operation, arp.SenderMac, arp.SenderIp, arp.TargetMac, arp.TargetIp) : null,
        packet.Ip is { } ip ? ToIp(packet, ip) : null,
        Kind(packet));

    private static string Kind(Packet packet) => packet switch
    {
        { Arp: { } arp } => FrameKind.Arp((int)arp.Operation),
        { Tunnel: VxlanHeader } => FrameKind.Vxlan,
        { Tunnel: GeneveHeader } => FrameKind.Geneve,
        { Tunnel.IsOpaque: true } => FrameKind.Ip((int)packet.Ip!.Protocol),
        { Inner: not null } => FrameKind.Ipip,
        { Icmp: { } icmp, Ip.Protocol: IpProtocol.IcmpV6 } => FrameKind.IcmpV6(icmp.Type, icmp.Code),
        { Icmp: { } icmp } => FrameKind.Icmp(icmp.Type, icmp.Code),
        { NeighborDiscovery: { } discovery } => FrameKind.IcmpV6(discovery.Type, 0),
        { Tcp: { } tcp } => FrameKind.Tcp(FrameKind.Letters(tcp.Flags)),
        { Ip.FragmentOffset: > 0 } => FrameKind.Fragment,
        { Ip: { } ip } => FrameKind.Ip((int)ip.Protocol),
        _ => "unknown",
    };

    private static FrameIp ToIp(Packet packet, IpHeader ip)
    {
        (int? sport, int? dport) = (packet.Ports?.Source, packet.Ports?.Destination);
        return new(
            ip.Source, ip.Destination, ip.Ttl, (int)ip.Protocol, ip is { DontFragment: true, Source.Family: IpFamily.V4 }, ip.MoreFragments,
            ip.FragmentOffset > 0 ? ip.FragmentOffset : null, packet.NetworkLength)
        {
            SourcePort = sport,
            DestinationPort = dport,
            Flags = packet.Tcp is { } tcp ? FrameKind.Letters(tcp.Flags) : null,
            Data = packet.Tcp is null ? null : packet.PayloadLength,
            Mss = packet.Tcp is { Mss: > 0 and int mss } ? mss : null,
            IcmpType = packet.Icmp?.Type ?? packet.NeighborDiscovery?.Type,
            IcmpCode = packet.Icmp?.Code ?? (packet.NeighborDiscovery is null ? null : 0),
            IcmpId = packet.Icmp is { IsError: false } echo ? echo.Id : null,
            Sequence = packet.Icmp is { IsError: false } numbered ? numbered.Sequence : null,
            NextHopMtu = packet.Icmp is { NextHopMtu: > 0 and int mtu } ? mtu : null,
            About = packet.Icmp?.About is { Ip: { } quoted } about ? ToAbout(about, quoted) : null,
            Discovery = packet.NeighborDiscovery is { } discovery ? ToDiscovery(discovery) : null,
            Vni = packet.Tunnel switch { VxlanHeader vxlan => vxlan.Vni, GeneveHeader geneve => geneve.Vni, _ => null },
            VxlanFlags = (packet.Tunnel as VxlanHeader)?.Flags,
            UdpChecksum = packet.Udp is { ZeroChecksum: true } ? 0 : null,

            Inner = packet is { Inner: { } inner, Tunnel: null or { IsOpaque: false } } ? ToContent(inner) : null,
        };
    }

    private static FrameDiscovery ToDiscovery(NeighborDiscoveryHeader header) => new(
        header.Target, header.LinkAddress, FrameKind.Letters(header.Router, header.Solicited, header.Override));

    private static FrameAbout ToAbout(Packet about, IpHeader ip)
    {
        (int? sport, int? dport) = (about.Ports?.Source, about.Ports?.Destination);
        return new(ip.Source, ip.Destination, ip.Ttl, (int)ip.Protocol, sport, dport);
    }

    private readonly record struct Seen(SimulatedTime At, NamespaceId Namespace, string Device, Packet Packet);
}
