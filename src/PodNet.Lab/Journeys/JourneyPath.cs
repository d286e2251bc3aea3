using System.Globalization;
using PodNet.Lab.Captures;
using PodNet.Model.Collections;

namespace PodNet.Lab.Journeys;

/// <summary>A journey reduced to its way: the namespaces it crossed; its TTL and the device's MTU in each pod; MSS and next-hop MTU as they were sent; and of a
/// tunnel's outer headers protocol, port, TTL, DF and whether there is a UDP checksum. Neither devices nor addresses of the link layer are in it, so that
/// clusters may be compared whose nodes are built of different parts.</summary>
/// <param name="pods">Names of the pods' namespaces.</param>
/// <param name="checksums">Whether UDP checksums are known on both sides.</param>
public sealed class JourneyPath(IReadOnlySet<string> pods, bool checksums)
{
    /// <summary>The way of <paramref name="journey"/>, with a sighting for each visit to a namespace. A flooded frame visits each once, in the order of
    /// their names behind the one it began in.</summary>
    public CapturedJourney Of(CapturedJourney journey)
    {
        List<List<Sighting>> visits = [];
        foreach (Sighting sighting in journey.Sightings)
        {
            if (visits.Count == 0 || visits[^1][0].Namespace != sighting.Namespace) visits.Add([]);
            visits[^1].Add(sighting);
        }

        if (journey.Flooded)
        {
            visits =
            [
                .. visits.GroupBy(v => v[0].Namespace, StringComparer.Ordinal).Select((g, i) => (First: i == 0, g.Key, Seen: g.SelectMany(v => v).ToList()))
                    .OrderBy(v => !v.First).ThenBy(v => v.Key, StringComparer.Ordinal).Select(v => v.Seen),
            ];
        }

        return journey with { Flooded = false, Sightings = visits.Select((v, i) => Reduce(v, i == 0, journey.Flooded)).ToValueList() };
    }

    private Sighting Reduce(List<Sighting> visit, bool first, bool flooded)
    {
        List<SightingField> fields = [];
        FrameIp?[] packets = [.. visit.Select(s => s.Frame!.Content.Innermost().Ip)];
        if (pods.Contains(visit[0].Namespace))
        {
            if (packets[0] is { } entering) Add("TTL", entering.Ttl, " ttl");
            if (packets[^1] is { } leaving && leaving.Ttl != packets[0]?.Ttl) Add("last TTL", leaving.Ttl, " then ttl");
            if (visit.Find(s => s.Device != "lo") is { Frame: { } frame }) Add("MTU", frame.Mtu, " mtu");
        }

        if (first && packets[0] is { Flags: "S" or "SA", Mss: { } mss }) Add("MSS", mss, " mss");
        if (first && packets[0]?.NextHopMtu is { } next) Add("next-hop MTU", next, " next-hop mtu");
        IEnumerable<string> outer = visit.Select(s => s.Frame!.Content).Where(c => c.Ip?.Inner is not null).Select(c => Outer(c.Ip!)).Distinct();
        if (flooded) outer = outer.Order(StringComparer.Ordinal);
        foreach (string headers in outer) fields.Add(new("outer headers", headers, $" [{headers}]"));
        return new(visit[0].Namespace, "", fields.ToValueList());

        void Add(string name, int value, string before) => fields.Add(new(name, Number(value), before + Number(value)));
    }

    // A tunnel may be in a tunnel.
    private string Outer(FrameIp ip)
    {
        string port = ip.DestinationPort is { } number ? $" :{Number(number)}" : "";
        string checksum = checksums && ip.SourcePort is not null ? ip.UdpChecksum == 0 ? " no checksum" : " checksum" : "";
        string inner = ip.Inner?.Ip is { Inner: not null } nested ? $" [{Outer(nested)}]" : "";
        return $"proto{Number(ip.Protocol)}{port} ttl{Number(ip.Ttl)}{(ip.DontFragment ? " DF" : "")}{checksum}{inner}";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
