using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Printing.Captures;

namespace PodNet.Magics.Captures;

/// <summary>The sequence numbers of an exchange's one connection. The simulated TCP keeps none, for nothing there loses single segments; they
/// follow from the order of the segments, from their lengths, and from which of them had arrived when one was sent.</summary>
internal sealed class TcpSequences
{
    private readonly Dictionary<int, TcpNumbers> _numbers = [];
    private readonly TcpProbe _probe;
    private readonly End _client;
    private readonly End _server;

    private TcpSequences(TcpProbe probe, FlowSeed seed)
    {
        _probe = probe;
        (_client, _server) = (new(seed.Next(), seed.Next()), new(seed.Next(), seed.Next()));
    }

    /// <summary>The numbers by the journeys' numbers; empty where nobody speaks TCP.</summary>
    public static Dictionary<int, TcpNumbers> Of(Exchange exchange)
    {
        if (exchange.Probe is not TcpProbe probe || exchange.Journeys.FirstOrDefault(j => j.Packet.Flow is not null)?.Packet.Flow is not { } flow) return [];
        TcpSequences sequences = new(probe, new((uint)flow.Source.Bits ^ (uint)flow.Destination.Bits ^ flow.SourcePort));
        foreach (Journey journey in exchange.Journeys)
        {
            if (journey.Packet.Tcp is { } tcp) sequences.Number(journey, tcp, exchange);
        }

        return sequences._numbers;
    }

    private void Number(Journey journey, TcpHeader tcp, Exchange exchange)
    {
        (End sender, End peer) = tcp.DestinationPort == _probe.Port ? (_client, _server) : (_server, _client);
        SimulatedTime now = journey.Hops[0].Steps[0].At;
        Journey? cause = exchange.Journeys.FirstOrDefault(j => j.Number == journey.CausedBy);
        uint heard = peer.HeardBy(now, cause?.Number), sequence = tcp.Flags.HasFlag(TcpFlags.Syn) ? sender.First : sender.Next;
        if (tcp.Flags.HasFlag(TcpFlags.Rst) && !tcp.Flags.HasFlag(TcpFlags.Ack))
            sequence = cause is not null ? _numbers.GetValueOrDefault(cause.Number).Acknowledgment : 0;
        else if (tcp.Flags.HasFlag(TcpFlags.Rst) && !sender.HasSent)
            sequence = 0;
        _numbers[journey.Number] = new(sequence, heard, sender.Clock(now), peer.EchoedTo(now, cause?.Number));
        int length = journey.Packet.PayloadLength + (tcp.Flags.HasFlag(TcpFlags.Syn) ? 1 : 0) + (tcp.Flags.HasFlag(TcpFlags.Fin) ? 1 : 0);
        SimulatedTime? arrived = journey.Disposition == Disposition.Delivered ? journey.Ending.At : null;
        if (!tcp.Flags.HasFlag(TcpFlags.Rst)) sender.Sent(journey.Number, sequence + (uint)length, sender.Clock(now), arrived);
    }

    /// <summary>One side of the connection.</summary>
    private sealed class End(uint first, uint clock)
    {
        private readonly List<(int Journey, uint End, uint Stamp, SimulatedTime? Arrived)> _segments = [];

        public uint First => first;

        public bool HasSent => _segments.Count > 0;

        public uint Next { get; private set; } = first + 1;

        /// <summary>Time stamps count milliseconds from a start of their own (RFC 7323 section 7.1).</summary>
        public uint Clock(SimulatedTime now) => clock + (uint)(now.Microseconds / 1000);

        public void Sent(int journey, uint end, uint stamp, SimulatedTime? arrived)
        {
            _segments.Add((journey, end, stamp, arrived));
            if ((int)(end - Next) > 0) Next = end;
        }

        /// <summary>The next sequence number that the other side expects at that time: behind all that arrived, and behind what it answers.</summary>
        public uint HeardBy(SimulatedTime now, int? cause) => Arrived(now, cause).Select(s => s.End).DefaultIfEmpty(0u).Max(e => e);

        public uint EchoedTo(SimulatedTime now, int? cause) => Arrived(now, cause).Select(s => s.Stamp).DefaultIfEmpty(0u).Max();

        private IEnumerable<(int Journey, uint End, uint Stamp, SimulatedTime? Arrived)> Arrived(SimulatedTime now, int? cause) =>
            _segments.Where(s => s.Journey == cause || (s.Arrived is { } at && at <= now));
    }

    /// <summary>First numbers and clocks that look as random as a kernel's, and are the same each time.</summary>
    private sealed class FlowSeed(uint start)
    {
        private uint _state = start | 1;

        public uint Next()
        {
            _state = _state * 2654435761u + 12345;
            return _state >> 2;
        }
    }
}
