using System.Buffers.Binary;
using System.Text;
using PodNet.Model.Addressing;

namespace PodNet.Model.Dns;

/// <summary>Messages as bytes, RFC 1035 section 4.1; compressed as the library that CoreDNS uses does it (github.com/miekg/dns, msg.go).</summary>
public sealed class DnsWriter
{
    private const int FarthestPointer = 0x3fff, CookieOption = 10;
    private readonly List<byte> _bytes = [];
    private readonly Dictionary<string, int>? _seen;

    private DnsWriter(bool compresses) => _seen = compresses ? new(StringComparer.Ordinal) : null;

    /// <summary>The message's bytes.</summary>
    /// <exception cref="ArgumentException">A name is too long for the wire.</exception>
    public static byte[] Write(DnsMessage message)
    {
        DnsWriter writer = new(message.IsCompressed);
        writer.Header(message);
        writer.Name(message.Question.Name, mayPoint: true);
        writer.Number((ushort)message.Question.Type);
        writer.Number(1);
        foreach (DnsRecord record in message.Answer.Concat(message.Authority).Concat(message.Additional)) writer.Record(record);
        if (message.Edns is { } edns) writer.Edns(edns);
        return [.. writer._bytes];
    }

    /// <summary>The answer as it goes out to a client that takes so many bytes: compressed only where it does not fit otherwise, and without the records that
    /// do not fit even then (CoreDNS, request.Scrub).</summary>
    public static DnsMessage Fit(DnsMessage message, int most)
    {
        message = message with { IsCompressed = false };
        if (message.Length <= most) return message;
        DnsMessage fitted = message with { IsCompressed = true, Answer = [], Authority = [], Additional = [] };
        bool isFull = false;
        foreach (DnsRecord record in message.Answer) fitted = Added(fitted, fitted with { Answer = fitted.Answer.Add(record) }, most, ref isFull);
        foreach (DnsRecord record in message.Authority) fitted = Added(fitted, fitted with { Authority = fitted.Authority.Add(record) }, most, ref isFull);
        foreach (DnsRecord record in message.Additional) fitted = Added(fitted, fitted with { Additional = fitted.Additional.Add(record) }, most, ref isFull);
        return fitted with { IsTruncated = message.IsTruncated || isFull };
    }

    private static DnsMessage Added(DnsMessage before, DnsMessage after, int most, ref bool isFull)
    {
        isFull = isFull || after.Length > most;
        return isFull ? before : after;
    }

    private void Header(DnsMessage m)
    {
        Number(m.Id);
        int flags = (m.IsResponse ? 0x8000 : 0) | (m.IsAuthoritative ? 0x0400 : 0) | (m.IsTruncated ? 0x0200 : 0) | (m.RecursionDesired ? 0x0100 : 0)
            | (m.RecursionAvailable ? 0x0080 : 0) | (m.AuthenticData ? 0x0020 : 0) | (int)m.Rcode;
        Number((ushort)flags);
        Number(1);
        Number((ushort)m.Answer.Count);
        Number((ushort)m.Authority.Count);
        Number((ushort)(m.Additional.Count + (m.Edns is null ? 0 : 1)));
    }

    private void Record(DnsRecord record)
    {
        Name(record.Name, mayPoint: true);
        Number((ushort)record.Type);
        Number(1);
        Long(record.Ttl);
        int at = _bytes.Count;
        Number(0);
        Data(record);
        int length = _bytes.Count - at - 2;
        (_bytes[at], _bytes[at + 1]) = ((byte)(length >> 8), (byte)length);
    }

    private void Data(DnsRecord record)
    {
        switch (record)
        {
            case AddressRecord a:
                Span<byte> bits = stackalloc byte[16];
                BinaryPrimitives.WriteUInt128BigEndian(bits, a.Address.Bits);
                _bytes.AddRange(bits[(a.Address.Family == IpFamily.V4 ? 12 : 0)..]);
                break;
            case NameRecord n:
                Name(n.Target, mayPoint: true);
                break;
            case ServiceRecord s:
                Number(s.Priority);
                Number(s.Weight);
                Number(s.Port);
                Name(s.Target, mayPoint: false); // RFC 2782: not compressed
                break;
            case TextRecord t:
                Counted(Encoding.UTF8.GetBytes(t.Text), byte.MaxValue, t.Text);
                break;
            case AuthorityRecord soa:
                Name(soa.Server, mayPoint: true);
                Name(soa.Mailbox, mayPoint: true);
                foreach (uint number in (ReadOnlySpan<uint>)[soa.Serial, soa.Refresh, soa.Retry, soa.Expire, soa.Minimum]) Long(number);
                break;
            default:
                throw new ArgumentException($"no bytes are known for {DnsText.Of(record.Type)} records", nameof(record));
        }
    }

    private void Edns(DnsEdns edns)
    {
        _bytes.Add(0);
        Number((ushort)DnsType.Opt);
        Number(edns.UdpSize);
        Long(0);
        Number((ushort)(edns.Cookie.Count == 0 ? 0 : 4 + edns.Cookie.Count));
        if (edns.Cookie.Count == 0) return;
        Number(CookieOption);
        Number((ushort)edns.Cookie.Count);
        _bytes.AddRange(edns.Cookie.AsSpan());
    }

    // Names that may not be written as pointers can be pointed to all the same.
    private void Name(string name, bool mayPoint)
    {
        string[] labels = DnsName.Labels(name);
        for (int i = 0; i < labels.Length; i++)
        {
            string rest = _seen is null ? "" : string.Join('.', labels[i..]);
            if (_seen is not null && _seen.TryGetValue(rest, out int pointer))
            {
                if (mayPoint)
                {
                    Number((ushort)(0xc000 | pointer));
                    return;
                }
            }
            else if (_seen is not null && _bytes.Count <= FarthestPointer)
            {
                _seen.Add(rest, _bytes.Count);
            }

            Counted(Encoding.UTF8.GetBytes(labels[i]), DnsName.MostLabelBytes, name);
        }

        _bytes.Add(0);
    }

    private void Counted(byte[] bytes, int most, string what)
    {
        if (bytes.Length > most) throw new ArgumentException($"'{what}' does not fit on the wire: {bytes.Length} bytes where {most} are the most");
        _bytes.Add((byte)bytes.Length);
        _bytes.AddRange(bytes);
    }

    private void Number(ushort number) => _bytes.AddRange([(byte)(number >> 8), (byte)number]);

    private void Long(uint number)
    {
        Number((ushort)(number >> 16));
        Number((ushort)number);
    }
}
