using PodNet.Lab.Captures;
using PodNet.Model.Addressing;

namespace PodNet.Lab.Recording;

/// <summary>A frame as a packet socket handed it over.</summary>
/// <param name="Nanoseconds">The kernel's time stamp. A frame keeps it while it climbs in one kernel.</param>
/// <param name="Outgoing">Whether it was on its way out (packet(7), PACKET_OUTGOING).</param>
/// <param name="Length">Bytes on the wire.</param>
/// <param name="Bytes">The first of them.</param>
internal sealed record RawFrame(long Nanoseconds, CapturePoint Point, bool Outgoing, int Length, byte[] Bytes)
{
    /// <summary>The capture's frames: in time order, those of one time in the order of the layers, lo's packets once.</summary>
    public static IReadOnlyList<Frame> ToFrames(IEnumerable<RawFrame> sightings) =>
    [
        .. sightings.Where(s => !(s.Outgoing && s.Point.Type == "loopback"))
            .OrderBy(s => s.Nanoseconds).ThenBy(s => s.Point.Layer)
            .Select(s => s.ToFrame()).OfType<Frame>(),
    ];

    /// <summary>Whether an ARP request or neighbour solicitation is among <paramref name="frames"/> that nobody answered: the kernel tries again for some
    /// seconds.</summary>
    public static bool SomebodyIsAsking(IReadOnlyList<Frame> frames)
    {
        (bool Asks, IpAddress Asker, IpAddress Asked)[] seen = [.. frames.Select(f => Resolution(f.Content)).OfType<(bool, IpAddress, IpAddress)>()];
        HashSet<(IpAddress, IpAddress)> answered = [.. seen.Where(s => !s.Asks).Select(s => (s.Asker, s.Asked))];
        return seen.Any(s => s.Asks && !answered.Contains((s.Asker, s.Asked)));
    }

    private static (bool Asks, IpAddress Asker, IpAddress Asked)? Resolution(FrameContent content) => content switch
    {
        { Arp: { Operation: 1 } arp } => (true, arp.SenderIp, arp.TargetIp),
        { Arp: { } arp } => (false, arp.TargetIp, arp.SenderIp),
        { Ip: { Discovery: { } discovery } ip } =>
            content.Kind == FrameKind.IcmpV6(135, 0) ? (true, ip.Source, discovery.Target) : (false, ip.Destination, discovery.Target),
        _ => null,
    };

    private Frame? ToFrame()
    {
        if (FrameDecoder.Decode(Bytes, Length) is not { } content) return null;
        // What lo sends comes back in: it is noted as received.
        bool own = Point.Type != "loopback" && content.SourceMac?.ToString() == Point.Mac;
        return new(Point.Namespace, Point.Device, own ? "tx" : "rx", Point.Mtu, content);
    }
}
