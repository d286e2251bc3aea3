using PodNet.Model.Packets;

namespace PodNet.Printing.Captures;

/// <summary>What a packet carries besides its headers, and the numbers in them that the model leaves out.</summary>
public sealed record PacketContents
{
    /// <summary>The bytes behind the last header, of the whole packet where it travels in fragments. What is missing is zero.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>TCP's numbers.</summary>
    public TcpNumbers Tcp { get; init; }

    /// <summary>How many packets the sender of an encrypted packet encrypted for its receiver before.</summary>
    public Func<Packet, ulong> CounterOf { get; init; } = static _ => 0;

    /// <summary>What this packet is a fragment of, by its headers: its length is that of all fragments together. Null: not known.</summary>
    public Func<Packet, Packet?> WholeOf { get; init; } = static _ => null;

    /// <summary>The packet that an ICMP error quotes, with the length it had before the quotation cut it.</summary>
    public Func<Packet, Packet> Unquoted { get; init; } = static quoted => quoted;

    /// <summary>What the packet that an ICMP error quotes carries; null: zeros.</summary>
    public PacketContents? Quoted { get; init; }
}

/// <summary>The numbers of a TCP segment, RFC 9293 section 3.1 and RFC 7323 section 3.2.</summary>
/// <param name="Sequence">Sequence number of its first byte.</param>
/// <param name="Acknowledgment">The next sequence number expected from the other side; 0 without the flag ACK.</param>
/// <param name="Timestamp">TSval, in ms of the sender's own clock.</param>
/// <param name="Echo">TSecr: the other side's newest TSval; 0 where there is none.</param>
public readonly record struct TcpNumbers(uint Sequence, uint Acknowledgment, uint Timestamp, uint Echo);
