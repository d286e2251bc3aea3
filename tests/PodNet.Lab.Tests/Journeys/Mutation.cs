using PodNet.Lab.Captures;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Lab.Tests.Journeys;

/// <summary>A change of one property of a frame.</summary>
/// <param name="Change">The changed frame, or null where the property is not there or does not count.</param>
internal sealed record Mutation(string Name, Func<Frame, Frame?> Change)
{
    private const int FirstClientPort = 32768;

    private static readonly MacAddress OtherMac = MacAddress.Parse("02:99:99:99:99:99");
    private static readonly IpAddress OtherAddress = IpAddress.Parse("198.18.7.7");

    /// <summary>Changes that a comparison must notice.</summary>
    public static IReadOnlyList<Mutation> Compared { get; } =
    [
        new("namespace", f => f with { Namespace = "elsewhere" }),
        new("device", f => f with { Device = "other0" }),
        Content("source MAC", c => c.SourceMac is null ? null : c with { SourceMac = OtherMac }),
        Content("destination MAC", c => c.DestinationMac is { IsGroup: false } ? c with { DestinationMac = OtherMac } : null),
        Content("frame length", c => CountsWhole(c) ? c with { Length = c.Length + 1 } : null),
        Content("kind", c => c.Ip is { Flags: null, IsLaterFragment: false } ? c with { Kind = "other" } : null),
        Arp("ARP sender MAC", a => a with { SenderMac = OtherMac }),
        Arp("ARP sender address", a => a with { SenderIp = OtherAddress }),
        Arp("ARP target MAC", a => a with { TargetMac = OtherMac }),
        Arp("ARP target address", a => a with { TargetIp = OtherAddress }),
        Ip("source", i => i with { Source = OtherAddress }),
        Ip("destination", i => i with { Destination = OtherAddress }),
        Ip("TTL", i => i with { Ttl = i.Ttl == 255 ? 254 : i.Ttl + 1 }),
        Ip("DF", i => i with { DontFragment = !i.DontFragment }),
        Ip("MF", i => i with { MoreFragments = !i.MoreFragments }),
        Ip("offset", i => i.IsLaterFragment ? i with { Offset = i.Offset + 8 } : null),
        Content("IP length", c => CountsWhole(c) && c.Ip is { } i ? c with { Ip = i with { Length = i.Length + 1 } } : null),
        Ip("MSS", i => i.Mss is null ? null : i with { Mss = i.Mss + 1 }),
        Ip(
            "server port",
            i => i.Inner is null && i.DestinationPort is < 32768 and int port ? i with { DestinationPort = port + 1 } : null),
        Ip("client port", i => i.Inner is not null || i.SourcePort is < 32768 or null ? null : i with { SourcePort = 61001 }),
        Ip("ICMP code", i => i.IcmpCode is null ? null : i with { IcmpCode = 13 }),
        Ip("sequence", i => i.Sequence is null ? null : i with { Sequence = i.Sequence + 1000 }),
        Ip("next-hop MTU", i => i.NextHopMtu is null ? null : i with { NextHopMtu = 1300 }),
        Ip("VNI", i => i.Vni is null ? null : i with { Vni = 9 }),
        Ip("VXLAN flags", i => i.VxlanFlags is null ? null : i with { VxlanFlags = 0 }),
        Ip("quoted destination", i => i.About is null ? null : i with { About = i.About with { Destination = OtherAddress } }),
        Ip("quoted TTL", i => i.About is null ? null : i with { About = i.About with { Ttl = 5 } }),
        Ip("inner TTL", i => i.Inner?.Ip is { } inner ? i with { Inner = i.Inner with { Ip = inner with { Ttl = inner.Ttl + 1 } } } : null),
        Ip("inner source MAC", i => i.Inner is { } inner ? i with { Inner = inner with { SourceMac = OtherMac } } : null),
    ];

    /// <summary>Changes that a comparison must not notice.</summary>
    public static IReadOnlyList<Mutation> NotCompared { get; } =
    [
        new("direction", f => f with { Direction = f.Direction == "rx" ? "tx" : "rx" }),
        new("MTU", f => f with { Mtu = f.Mtu + 1 }),
        Ip("ICMP id", i => i.IcmpId is null ? null : i with { IcmpId = 999 }),
        Ip("VXLAN source port", i => i.Vni is null ? null : i with { SourcePort = 59999 }),
        Content("frame length of data", c => c.Ip is { Data: > 1 } ? c with { Length = c.Length - 1 } : null),
        Ip("size of data", i => i.Data is > 1 ? i with { Data = i.Data - 1, Length = i.Length - 1 } : null),
        Content("PSH", c => c.Ip is { Flags: "PA" } i ? c with { Kind = "tcp-A", Ip = i with { Flags = "A" } } : null),
        Content("name of later fragments", c => c.Ip is { IsLaterFragment: true } ? c with { Kind = "ip-frag" } : null),
    ];

    /// <summary>Whether all frames of a probe are compared but for pure ACKs: where a SYN was lost, or came twice and was answered twice (kubenet's
    /// promiscuous bridge), what follows does not count.</summary>
    public static bool EveryFrameCounts(CapturedProbe probe) =>
        probe.Frames.Count > 0 && probe.Frames.Count(f => f.Content.Ip?.Flags == "S" && f.Namespace == probe.From) < 2
        && probe.Frames.Count(f => f.Content.Ip?.Flags == "SA" && f.Namespace == probe.From) < 2;

    /// <summary>Whether a frame of such a probe is none of the pure ACKs that do not count: the server's, and those of the client that
    /// have another length than its first, for they acknowledge selectively.</summary>
    public static bool IsCompared(ValueList<Frame> frames, int index) =>
        PureAck(frames[index]) is not { } ack || (ack.SourcePort >= FirstClientPort && ack.Length == LengthOfFirstAck(frames));

    private static FrameIp? PureAck(Frame frame) => frame.Content.Innermost().Ip is { Flags: "A", Data: 0 } ack ? ack : null;

    private static int? LengthOfFirstAck(ValueList<Frame> frames) =>
        frames.Select(PureAck).FirstOrDefault(a => a?.SourcePort >= FirstClientPort)?.Length;

    private static bool CountsWhole(FrameContent content) => content.Innermost().Ip?.Flags is null or "S" or "SA";

    private static Mutation Content(string name, Func<FrameContent, FrameContent?> change) =>
        new(name, f => change(f.Content) is { } changed ? f with { Content = changed } : null);

    private static Mutation Arp(string name, Func<FrameArp, FrameArp> change) =>
        Content(name, c => c.Arp is null ? null : c with { Arp = change(c.Arp) });

    private static Mutation Ip(string name, Func<FrameIp, FrameIp?> change) =>
        Content(name, c => c.Ip is { } ip && change(ip) is { } changed ? c with { Ip = changed } : null);
}
