using System.Globalization;
using PodNet.Lab.Captures;
using PodNet.Model.Addressing;
using PodNet.Model.Packets;

namespace PodNet.Lab.Journeys;

/// <summary>How many of the packets that share a key are compared.</summary>
internal enum Repeats
{
    /// <summary>One journey takes every sighting: copies of a flooded frame, tries of an ARP request, an echo and its fragments.</summary>
    Together,

    /// <summary>Each packet is a journey.</summary>
    Each,

    /// <summary>Only the first packet; those that look like it are not compared.</summary>
    First,

    /// <summary>Only the first packet, and nothing of what its retransmissions show: seen again where it began, the journey is
    /// over.</summary>
    FirstTry,
}

/// <summary>Which journey a frame belongs to.</summary>
internal readonly record struct JourneyKey(string Text, Repeats Repeats, SegmentPart Part = SegmentPart.Whole, bool Flooded = false)
{
    /// <summary>Of an ARP reply, who answers: several may, for one address.</summary>
    public MacAddress Answerer { get; init; }

    public const string Syn = "tcp syn to server";
    public const string SynAck = "tcp syn-ack to client";

    /// <summary>ICMPv6's type of a neighbour solicitation.</summary>
    public const int Solicitation = 135;

    /// <summary>The key of an ARP packet.</summary>
    public static JourneyKey OfArp(FrameArp arp) => arp.Operation == 1
        ? new($"arp-request {arp.SenderIp} {arp.TargetIp}", Repeats.Together, Flooded: true)
        : new($"{FrameKind.Arp(arp.Operation)} {arp.SenderIp} {arp.TargetIp}", Repeats.Each) { Answerer = arp.SenderMac };

    /// <summary>The key of a neighbour solicitation (multicast) or advertisement.</summary>
    public static JourneyKey OfDiscovery(string kind, FrameIp ip, FrameDiscovery discovery) => ip.IcmpType == Solicitation
        ? new($"{kind} {ip.Source} {discovery.Target}", Repeats.Together, Flooded: true)
        : new($"{kind} {discovery.Target} {ip.Destination}", Repeats.Each) { Answerer = discovery.LinkAddress ?? MacAddress.Zero };

    /// <summary>The key of a fragment other than the first.</summary>
    public static JourneyKey OfFragment(FrameIp ip) =>
        new(Invariant($"fragment {ip.Source} {ip.Destination} {ip.Offset}"), Repeats.Each);

    /// <summary>The key of an ICMP error that <paramref name="sender"/> sent.</summary>
    public static JourneyKey OfError(string kind, FrameAbout about, string sender) => about.Protocol switch
    {
        (int)IpProtocol.Tcp => new(Invariant($"tcp error {kind} {sender} {about.Ttl}"), Repeats.First),
        (int)IpProtocol.Udp => new(Invariant($"udp error {kind} {sender} {about.Ttl}"), Repeats.First),
        _ => new(Invariant($"error {kind} {sender} {about.Ttl}"), Repeats.Each),
    };

    /// <summary>The key of a UDP datagram.</summary>
    public static JourneyKey OfUdp(FrameIp ip, bool toServer) => new(Invariant($"udp {Toward(toServer)} {ip.Length}"), Repeats.First);

    /// <summary>The key of anything that is neither ARP, TCP, UDP nor an ICMP error.</summary>
    public static JourneyKey OfOther(string kind, FrameIp? ip) => ip switch
    {
        { Sequence: { } sequence } => new(Invariant($"{kind} {sequence}"), Repeats.Together),
        null => new(kind, Repeats.Each),
        _ => new($"{kind} {ip.Source} {ip.Destination}", Repeats.Each),
    };

    /// <summary>The keys of a TCP segment: none for what is not compared, two for a FIN that carries data.</summary>
    public static IEnumerable<JourneyKey> OfSegment(FrameIp ip, bool toServer)
    {
        string flags = ip.Flags ?? "";
        if (flags.Contains('S', StringComparison.Ordinal))
        {
            yield return flags.Contains('A', StringComparison.Ordinal)
                ? new($"tcp syn-ack {Toward(toServer)}", Repeats.FirstTry) : new($"tcp syn {Toward(toServer)}", Repeats.FirstTry);
            yield break;
        }

        if (flags.Contains('R', StringComparison.Ordinal))
        {
            yield return new($"tcp reset {Toward(toServer)}", Repeats.First);
            yield break;
        }

        if (ip.Data > 0) yield return new($"tcp data {Toward(toServer)}", Repeats.First, SegmentPart.Data);
        if (flags.Contains('F', StringComparison.Ordinal)) yield return new($"tcp fin {Toward(toServer)}", Repeats.First, SegmentPart.Fin);
        else if (ip.Data is null or 0 && toServer) yield return new(Invariant($"tcp ack to server {ip.Length}"), Repeats.First);
    }

    private static string Toward(bool toServer) => toServer ? "to server" : "to client";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
