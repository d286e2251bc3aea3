using System.Text.Json;
using PodNet.Model.Packets;

namespace PodNet.Cli.Output;

/// <summary>A packet as JSON: <c>{length, headers[]}</c>, headers outermost first, an encapsulated packet's after the tunnel's; length in
/// bytes
/// of the frame.</summary>
internal static class PacketJson
{
    public static void Write(Utf8JsonWriter json, string name, Packet packet)
    {
        json.WriteStartObject(name);
        json.WriteNumber("length", packet.FrameLength);
        json.WriteStartArray("headers");
        foreach (Header header in packet.Headers)
        {
            json.WriteStartObject();
            WriteFields(json, header);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, Header header)
    {
        switch (header)
        {
            case EthernetHeader ethernet:
                Pair(json, "ethernet", ethernet.Source, ethernet.Destination);
                break;
            case ArpHeader arp:
                WriteArp(json, arp);
                break;
            case IpHeader ip:
                WriteIp(json, ip);
                break;
            case IcmpHeader icmp:
                WriteIcmp(json, icmp);
                break;
            case NeighborDiscoveryHeader discovery:
                WriteDiscovery(json, discovery);
                break;
            case TcpHeader tcp:
                Pair(json, "tcp", tcp.SourcePort, tcp.DestinationPort);
                json.WriteString("flags", tcp.Flags.ToString().Replace(", ", " ").ToUpperInvariant());
                if (tcp.Mss > 0) json.WriteNumber("mss", tcp.Mss);
                break;
            case SctpHeader sctp:
                Pair(json, "sctp", sctp.SourcePort, sctp.DestinationPort);
                break;
            case UdpHeader udp:
                Pair(json, "udp", udp.SourcePort, udp.DestinationPort);
                if (udp.ZeroChecksum) json.WriteNumber("checksum", 0);
                break;
            case VxlanHeader vxlan:
                json.WriteString("header", "vxlan");
                json.WriteNumber("vni", vxlan.Vni);
                break;
            case GeneveHeader geneve:
                json.WriteString("header", "geneve");
                json.WriteNumber("vni", geneve.Vni);
                json.WriteNumber("options", geneve.OptionsLength);
                break;
            case SleeveHeader sleeve:
                Pair(json, "sleeve", sleeve.From, sleeve.To);
                break;
            case WireGuardHeader wireguard:
                json.WriteString("header", "wireguard");
                json.WriteBoolean("encrypted", wireguard.Encrypts);
                json.WriteString("receiver", wireguard.Receiver);
                break;
            default:
                throw new NotSupportedException($"no JSON form for {header.GetType().Name}");
        }
    }

    private static void WriteArp(Utf8JsonWriter json, ArpHeader arp)
    {
        json.WriteString("header", "arp");
        json.WriteString("operation", JsonText.Camel(arp.Operation.ToString()));
        json.WriteString("senderMac", arp.SenderMac.ToString());
        json.WriteString("senderIp", arp.SenderIp.ToString());
        json.WriteString("targetMac", arp.TargetMac.ToString());
        json.WriteString("targetIp", arp.TargetIp.ToString());
    }

    private static void WriteIp(Utf8JsonWriter json, IpHeader ip)
    {
        Pair(json, "ip", ip.Source, ip.Destination);
        json.WriteString("protocol", JsonText.Camel(ip.Protocol.ToString()));
        json.WriteNumber("ttl", ip.Ttl);
        json.WriteBoolean("dontFragment", ip.DontFragment);
        if (!ip.IsFragment) return;
        json.WriteBoolean("moreFragments", ip.MoreFragments);
        json.WriteNumber("fragmentOffset", ip.FragmentOffset);
    }

    private static void WriteIcmp(Utf8JsonWriter json, IcmpHeader icmp)
    {
        json.WriteString("header", "icmp");
        json.WriteNumber("type", icmp.Type);
        json.WriteNumber("code", icmp.Code);
        if (!icmp.IsError) json.WriteNumber("sequence", icmp.Sequence);
        if (icmp.NextHopMtu > 0) json.WriteNumber("mtu", icmp.NextHopMtu);
        if (icmp.About is { } about) Write(json, "about", about);
    }

    private static void WriteDiscovery(Utf8JsonWriter json, NeighborDiscoveryHeader discovery)
    {
        json.WriteString("header", discovery.IsAdvertisement ? "neighbor-advertisement" : "neighbor-solicitation");
        json.WriteString("target", discovery.Target.ToString());
        if (discovery.LinkAddress is { } mac) json.WriteString("linkAddress", mac.ToString());
        if (!discovery.IsAdvertisement) return;
        json.WriteBoolean("router", discovery.Router);
        json.WriteBoolean("solicited", discovery.Solicited);
        json.WriteBoolean("override", discovery.Override);
    }

    private static void Pair<T>(Utf8JsonWriter json, string header, T source, T destination) where T : notnull
    {
        json.WriteString("header", header);
        if (source is ushort from && destination is ushort to)
        {
            json.WriteNumber("source", from);
            json.WriteNumber("destination", to);
            return;
        }

        json.WriteString("source", source.ToString());
        json.WriteString("destination", destination.ToString());
    }
}
