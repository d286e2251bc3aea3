using System.Globalization;
using PodNet.Lab.Captures;
using PodNet.Model.Collections;

namespace PodNet.Lab.Journeys;

/// <summary>What of a TCP segment is compared.</summary>
internal enum SegmentPart
{
    /// <summary>All of it; also for everything that is no TCP.</summary>
    Whole,

    /// <summary>That it carries data; how the data is cut does not count, so neither do flags nor lengths.</summary>
    Data,

    /// <summary>That it closes its direction; it may carry data, so neither flags nor lengths count.</summary>
    Fin,
}

/// <summary>Reduces frames to what is compared of them.</summary>
internal sealed class SightingReader(Conversation conversation)
{
    // ip_local_port_range: what the kernel gives the outer UDP source port of a tunnel.
    private const int FirstLocalPort = 32768;
    private const int LastLocalPort = 60999;

    /// <summary>The frame as a sighting. <paramref name="toServer"/> says which of the innermost ports is the client's.</summary>
    public Sighting Read(Frame frame, bool toServer, SegmentPart part)
    {
        List<SightingField> fields = [];
        AddContent(fields, frame.Content, toServer, part);
        return new(frame.Namespace, frame.Device, fields.ToValueList()) { Frame = frame };
    }

    private void AddContent(List<SightingField> fields, FrameContent content, bool toServer, SegmentPart part)
    {
        if (content.SourceMac is { } source) Add(fields, "source MAC", source, " ");
        if (content.DestinationMac is { } destination) Add(fields, "destination MAC", destination, ">");
        if (content.Arp is { } arp) AddArp(fields, arp);
        if (content.Ip is { } ip) AddIp(fields, content, ip, toServer, part);
        if (content is { Arp: null, Ip: null }) Add(fields, "kind", content.Kind, " ");
        if (part == SegmentPart.Whole && content.Length is { } length) Add(fields, "frame length", length, " frame");
        if (content.Ip?.Inner is { } inner) AddNested(fields, "inner ", " [", "]", nested => AddContent(nested, inner, toServer, part));
    }

    private static void AddArp(List<SightingField> fields, FrameArp arp)
    {
        Add(fields, "ARP operation", arp.Operation, " arp op");
        Add(fields, "ARP sender MAC", arp.SenderMac, " ");
        Add(fields, "ARP sender address", arp.SenderIp, "/");
        Add(fields, "ARP target MAC", arp.TargetMac, ">");
        Add(fields, "ARP target address", arp.TargetIp, "/");
    }

    private void AddIp(List<SightingField> fields, FrameContent content, FrameIp ip, bool toServer, SegmentPart part)
    {
        bool tunnel = ip.Inner is not null;
        Add(fields, "source", ip.Source, " ");
        if (ip.SourcePort is { } sport) Add(fields, "source port", tunnel ? TunnelPort(sport) : Port(sport, toServer), ":");
        Add(fields, "destination", ip.Destination, ">");
        if (ip.DestinationPort is { } dport) Add(fields, "destination port", tunnel ? Number(dport) : Port(dport, !toServer), ":");
        Add(fields, "TTL", ip.Ttl, " ttl");
        if (ip.DontFragment) fields.Add(new("DF", "set", " DF"));
        if (ip.MoreFragments) fields.Add(new("MF", "set", " MF"));
        if (ip.IsLaterFragment) Add(fields, "fragment offset", ip.Offset!.Value, " off");
        fields.Add(new("protocol", Number(ip.Protocol), ip.Flags is null ? " proto" + Number(ip.Protocol) : ""));
        AddTransport(fields, content, ip, part);
        if (part == SegmentPart.Whole) Add(fields, "IP length", ip.Length, " len");
    }

    private void AddTransport(List<SightingField> fields, FrameContent content, FrameIp ip, SegmentPart part)
    {
        // Recorders have various words for a later fragment; that it is one, and which, the offset says.
        if (ip.IsLaterFragment) return;
        Add(fields, "kind", ip.Flags is null ? content.Kind : SegmentKind(content.Kind, part), " ");
        if (part == SegmentPart.Whole && ip.Mss is { } mss) Add(fields, "MSS", mss, " mss");
        if (ip is { IcmpType: { } type, IcmpCode: { } code }) fields.Add(new("ICMP type and code", $"{Number(type)}/{Number(code)}", ""));
        if (ip.Sequence is { } sequence) Add(fields, "sequence number", sequence, " seq");
        if (ip.NextHopMtu is { } mtu) Add(fields, "next-hop MTU", mtu, " mtu");
        if (ip.Vni is { } vni) Add(fields, "VNI", vni, " vni");
        if (ip.VxlanFlags is { } flags) Add(fields, "VXLAN flags", flags, " vxflags");
        if (ip.Discovery is { } discovery) AddDiscovery(fields, discovery);
        if (ip.About is { } about) AddNested(fields, "quoted ", " about(", ")", nested => AddAbout(nested, about));
    }

    private static void AddDiscovery(List<SightingField> fields, FrameDiscovery discovery)
    {
        Add(fields, "target", discovery.Target, " target ");
        if (discovery.LinkAddress is { } mac) Add(fields, "link-layer address", mac, " lladdr ");
        if (discovery.Flags.Length > 0) Add(fields, "flags", discovery.Flags, " flags ");
    }

    private static string SegmentKind(string kind, SegmentPart part) => part switch
    {
        SegmentPart.Data => "tcp-data",
        SegmentPart.Fin => "tcp-F",
        _ => kind,
    };

    private void AddAbout(List<SightingField> fields, FrameAbout about)
    {
        bool toServer = about.SourcePort is null || conversation.WentToServer(about);
        Add(fields, "source", about.Source, " ");
        if (about.SourcePort is { } sport) Add(fields, "source port", Port(sport, toServer), ":");
        Add(fields, "destination", about.Destination, ">");
        if (about.DestinationPort is { } dport) Add(fields, "destination port", Port(dport, !toServer), ":");
        Add(fields, "TTL", about.Ttl, " ttl");
        Add(fields, "protocol", about.Protocol, " proto");
    }

    private static void AddNested(List<SightingField> fields, string name, string open, string close, Action<List<SightingField>> add)
    {
        List<SightingField> nested = [];
        add(nested);
        for (int i = 0; i < nested.Count; i++)
        {
            string text = i == 0 ? open + nested[i].Text.TrimStart() : nested[i].Text;
            fields.Add(nested[i] with { Name = name + nested[i].Name, Text = i == nested.Count - 1 ? text + close : text });
        }
    }

    private string Port(int port, bool client) => client ? conversation.NameOf(port) : Number(port);

    private static string TunnelPort(int port) => port is >= FirstLocalPort and <= LastLocalPort ? "V" : Number(port);

    private static void Add<T>(List<SightingField> fields, string name, T value, string before)
        where T : notnull
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{value}");
        fields.Add(new(name, text, before + text));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
