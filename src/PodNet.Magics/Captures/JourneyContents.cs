using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Packets;
using PodNet.Printing.Captures;

namespace PodNet.Magics.Captures;

/// <summary>What the packets of an exchange carry: data, TCP's numbers, what fragments are parts of.</summary>
internal sealed class JourneyContents
{
    private readonly Exchange _exchange;
    private readonly Dictionary<int, TcpNumbers> _tcp;
    private readonly Dictionary<(IpAddress, IpAddress, IpProtocol, ushort), Datagram> _datagrams = [];
    private readonly Dictionary<Packet, ulong> _counters = [];
    private readonly Dictionary<int, PacketContents> _known = [];

    public JourneyContents(Exchange exchange, ValueList<Sighting> sightings)
    {
        (_exchange, _tcp) = (exchange, TcpSequences.Of(exchange));
        Count(exchange);
        foreach (Sighting sighting in sightings)
        {
            for (Packet? layer = sighting.Packet; layer is not null; layer = layer.Inner) Note(layer);
        }
    }

    /// <summary>The contents of a journey's packet.</summary>
    public PacketContents Of(Journey journey)
    {
        if (_known.TryGetValue(journey.Number, out PacketContents? known)) return known;
        Journey? about = journey.CausedBy is { } cause ? _exchange.Journeys.FirstOrDefault(j => j.Number == cause) : null;
        return _known[journey.Number] = new()
        {
            Data = DataOf(journey),
            Tcp = _tcp.GetValueOrDefault(journey.Number),
            CounterOf = packet => _counters.GetValueOrDefault(Carried(packet)),
            WholeOf = WholeOf,
            Unquoted = Unquoted,
            Quoted = about is null || about.Number >= journey.Number ? null : Of(about),
        };
    }

    private ReadOnlyMemory<byte> DataOf(Journey journey)
    {
        bool asks = journey.Role == JourneyRole.Request;
        int length = LengthOf(journey.Packet.Innermost);
        return _exchange.Probe switch
        {
            EchoProbe or TracerouteProbe => Payloads.Pattern(length),
            TcpProbe tcp => asks ? Payloads.HttpRequest(tcp.Destination, length) : Payloads.HttpAnswer(length),
            UdpProbe { Port: 53 } udp => asks ? Payloads.DnsQuery(length) : Payloads.DnsAnswer(udp.DataBytes, length),
            _ => Payloads.Text(length),
        };
    }

    // Each session counts the packets it encrypts. What is carried tells the packets apart: it stays the same from end to end, the outer header's TTL does not.
    private void Count(Exchange exchange)
    {
        Dictionary<TunnelHeader, ulong> sessions = [];
        IEnumerable<Encapsulated> wraps = exchange.Journeys.SelectMany(j => j.Hops).SelectMany(h => h.Steps).OfType<Encapsulated>();
        foreach (Encapsulated wrap in wraps.Where(w => w.Outer.Tunnel is { Encrypts: true }).OrderBy(w => w.At))
        {
            ulong counter = sessions.GetValueOrDefault(wrap.Outer.Tunnel!);
            if (_counters.TryAdd(Carried(wrap.Outer), counter)) sessions[wrap.Outer.Tunnel!] = counter + 1;
        }
    }

    private static Packet Carried(Packet outer) => new(null, Tunnel: outer.Tunnel, Inner: outer.Inner);

    // Of a fragment: what all of them have together.
    private int LengthOf(Packet packet) => packet.Ip is { IsFragment: true } && WholeOf(packet) is { } whole ? whole.PayloadLength : packet.PayloadLength;

    private void Note(Packet layer)
    {
        if (layer.Ip is not { } ip) return;
        if (!_datagrams.TryGetValue(KeyOf(ip), out Datagram? datagram)) _datagrams[KeyOf(ip)] = datagram = new();
        datagram.Add(layer, ip);
    }

    private Packet? WholeOf(Packet fragment) => _datagrams.GetValueOrDefault(KeyOf(fragment.Ip!))?.Whole;

    private Packet Unquoted(Packet quoted)
    {
        int length = quoted.Ip is { } ip ? _datagrams.GetValueOrDefault(KeyOf(ip))?.LongestAt(ip.FragmentOffset) ?? 0 : 0;
        return length > quoted.NetworkLength ? quoted with { PayloadLength = quoted.PayloadLength + length - quoted.NetworkLength } : quoted;
    }

    private static (IpAddress, IpAddress, IpProtocol, ushort) KeyOf(IpHeader ip) => (ip.Source, ip.Destination, ip.Protocol, ip.Id);

    /// <summary>All that was seen of one IP packet between two addresses.</summary>
    private sealed class Datagram
    {
        private readonly Dictionary<int, int> _lengths = [];
        private Packet? _first;
        private int _end;

        public void Add(Packet part, IpHeader ip)
        {
            if (ip.FragmentOffset == 0) _first = part;
            _end = Math.Max(_end, ip.FragmentOffset + part.NetworkLength - ip.Length);
            _lengths[ip.FragmentOffset] = Math.Max(_lengths.GetValueOrDefault(ip.FragmentOffset), part.NetworkLength);
        }

        public Packet? Whole => _first is not { Ip: { } ip } ? null : _first with
        {
            Ethernet = null,
            Ip = ip with { FragmentOffset = 0, MoreFragments = false },
            PayloadLength = _end - (_first.Transport?.Length ?? 0),
        };

        public int LongestAt(int offset) => _lengths.GetValueOrDefault(offset);
    }
}
