using PodNet.Model.Collections;

namespace PodNet.Model.Dns;

/// <summary>What is asked, in class IN.</summary>
/// <param name="Name">Absolute.</param>
public readonly record struct DnsQuestion(string Name, DnsType Type)
{
    /// <summary>"web.default.svc.cluster.local. A".</summary>
    public override string ToString() => $"{Name} {DnsText.Of(Type)}";
}

/// <summary>A query or an answer, RFC 1035 section 4.</summary>
public sealed record DnsMessage
{
    /// <summary>What is asked.</summary>
    public required DnsQuestion Question { get; init; }

    /// <summary>Links an answer to its query.</summary>
    public ushort Id { get; init; }

    /// <summary>Flag qr: this is an answer.</summary>
    public bool IsResponse { get; init; }

    /// <summary>Flag aa: the server is in charge of the zone.</summary>
    public bool IsAuthoritative { get; init; }

    /// <summary>Flag tc: not all records fitted.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Flag rd: the client wants the server to ask others.</summary>
    public bool RecursionDesired { get; init; } = true;

    /// <summary>Flag ra: the server asks others.</summary>
    public bool RecursionAvailable { get; init; }

    /// <summary>Flag ad, RFC 6840: dig sets it in queries.</summary>
    public bool AuthenticData { get; init; }

    /// <summary>How it went.</summary>
    public DnsRcode Rcode { get; init; }

    /// <summary>The answer.</summary>
    public ValueList<DnsRecord> Answer { get; init; }

    /// <summary>Who is in charge: a SOA where there is no answer.</summary>
    public ValueList<DnsRecord> Authority { get; init; }

    /// <summary>What a client will ask next, without the OPT record.</summary>
    public ValueList<DnsRecord> Additional { get; init; }

    /// <summary>The OPT record, or null.</summary>
    public DnsEdns? Edns { get; init; }

    /// <summary>Whether names that occur again are written as pointers.</summary>
    public bool IsCompressed { get; init; }

    /// <summary>The name exists and has records of another type only.</summary>
    public bool IsNoData => Rcode == DnsRcode.NoError && Answer.Count == 0;

    /// <summary>A query as C libraries send it.</summary>
    public static DnsMessage Query(DnsQuestion question, ushort id) => new() { Question = question, Id = id };

    /// <summary>The bytes on the wire.</summary>
    /// <exception cref="ArgumentException">A name is too long for the wire; see <see cref="DnsName.IsEncodable"/>.</exception>
    public byte[] ToBytes() => DnsWriter.Write(this);

    /// <summary>Number of bytes on the wire: a UDP datagram's payload.</summary>
    public int Length => DnsWriter.Write(this).Length;
}

/// <summary>EDNS, RFC 6891: an OPT record of version 0 without flags.</summary>
/// <param name="UdpSize">The largest UDP payload that its sender takes, in bytes.</param>
/// <param name="Cookie">A client's cookie of 8 bytes, RFC 7873; empty: none.</param>
public sealed record DnsEdns(ushort UdpSize, ValueList<byte> Cookie);
