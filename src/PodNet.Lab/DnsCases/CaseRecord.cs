using System.Globalization;
using PodNet.Lab.Captures;
using PodNet.Lab.CniCases;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Dns;

namespace PodNet.Lab.DnsCases;

/// <summary>A record as cases write it: its data alone ("10.3.0.1", "443 web.default.svc.cluster.local."), with its type ("CNAME www.example.com."), or as a
/// line of a zone file. What it leaves out is not judged.</summary>
/// <param name="Name">Whose it is; null: not said.</param>
/// <param name="Ttl">null: not said.</param>
internal sealed record CaseRecord(string? Name, uint? Ttl, DnsType Type, ValueList<string> Data, string Text)
{
    /// <summary>CoreDNS's own tables write this TTL where it does not count.</summary>
    private const uint AnyTtl = 303;

    /// <summary>Reads one.</summary>
    /// <param name="json">A text, or an object with data and, where they count, name, ttl and type.</param>
    /// <param name="asked">The type where none is said.</param>
    public static CaseRecord Read(JsonValue json, DnsType asked)
    {
        if (!json.IsObject()) return Parse(json.Text(), asked);
        string type = json.Optional("type")?.Text() ?? DnsText.Of(asked);
        JsonValue data = json.Optional("data") ?? json.Optional("rdata") ?? json.Optional("value") ?? json["answer"];
        CaseRecord record = Parse($"{type} {data.Text()}", asked);
        return record with
        {
            Name = json.Optional("name") is { } name ? DnsName.Absolute(name.Text()) : null,
            Ttl = json.Optional("ttl") is { } ttl ? (uint)ttl.Number(int.MaxValue) : null,
        };
    }

    /// <summary>Reads a text.</summary>
    public static CaseRecord Parse(string text, DnsType asked)
    {
        string[] words = text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        int typeAt = Array.FindIndex(words, IsType);
        bool isLine = typeAt > 0 && words[1..typeAt].All(w => w is "IN" || IsNumber(w)) && words.Length > typeAt + 1;
        if (!isLine && typeAt != 0) return new(null, null, asked, words.ToValueList(), text);
        DnsText.TryType(words[typeAt], out DnsType type);
        uint? ttl = isLine && words[1..typeAt].FirstOrDefault(IsNumber) is { } number ? uint.Parse(number, CultureInfo.InvariantCulture) : null;
        return new(isLine ? DnsName.Absolute(words[0]) : null, ttl == AnyTtl ? null : ttl, type, words.Skip(typeAt + 1).ToValueList(), text);
    }

    /// <summary>Whether a record is what is written.</summary>
    public bool Matches(DnsRecord record) => record.Type == Type && (Name is null || Name == record.Name)
        && (Ttl is null || Ttl == record.Ttl || Type == DnsType.Soa) && HasData(record);

    /// <summary>The record itself, for a server that answers with it; null where the data is none of its type.</summary>
    /// <param name="owner">Whose it is where nothing is said.</param>
    public DnsRecord? ToRecord(string owner, uint ttl)
    {
        (string name, uint time) = (Name ?? owner, Ttl ?? ttl);
        if (Data.Count == 0) return null;
        return Type switch
        {
            DnsType.A or DnsType.Aaaa => IpAddress.TryParse(Data[0], out IpAddress address) ? new AddressRecord(name, time, address) : null,
            DnsType.Cname or DnsType.Ns or DnsType.Ptr => new NameRecord(name, time, Type, DnsName.Absolute(Data[0])),
            DnsType.Txt => new TextRecord(name, time, Unquoted),
            DnsType.Srv when Data.Count == 4 && Data.Take(3).All(d => ushort.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out _)) =>
                new ServiceRecord(name, time, Small(0), Small(1), Small(2), DnsName.Absolute(Data[3])),
            _ => null,
        };
    }

    private string Unquoted => string.Join(' ', Data).Trim('"');

    // Of a SOA the names count; its numbers are a matter of the server's clock and options. Priority and weight of SRV may be left out.
    private bool HasData(DnsRecord record) => record switch
    {
        AddressRecord a => Data.Count == 1 && IpAddress.TryParse(Data[0], out IpAddress address) && address == a.Address,
        NameRecord n => Data.Count == 1 && DnsName.Absolute(Data[0]) == n.Target,
        ServiceRecord s => Data.Count is 2 or 4
            && s.Data.Split(' ')[^Data.Count..].SequenceEqual(Data.Take(Data.Count - 1).Append(DnsName.Absolute(Data[Data.Count - 1]))),
        TextRecord t => Unquoted == t.Text,
        AuthorityRecord soa => Data.Count >= 2 && DnsName.Absolute(Data[0]) == soa.Server && DnsName.Absolute(Data[1]) == soa.Mailbox,
        _ => false,
    };

    private ushort Small(int index) => ushort.Parse(Data[index], CultureInfo.InvariantCulture);

    private static bool IsType(string word) => word.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)) && DnsText.TryType(word, out _);

    private static bool IsNumber(string word) => uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
