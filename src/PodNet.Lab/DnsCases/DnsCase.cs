using System.Text.Json;
using PodNet.Datapath.Dns;
using PodNet.Lab.Captures;
using PodNet.Model.Collections;
using PodNet.Model.Dns;

namespace PodNet.Lab.DnsCases;

/// <summary>One question and what the answer must be. What a case leaves out is not judged.</summary>
internal sealed record DnsCase(string Name, DnsQuestion Question, DnsRcode? Rcode, ValueList<CaseRecord>? Answer, ValueList<CaseRecord>? Authority,
    ValueList<CaseRecord>? Additional, bool? IsTruncated)
{
    /// <summary>CoreDNS's tables name codes as its library does.</summary>
    private static readonly Dictionary<string, DnsRcode> GoNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Success"] = DnsRcode.NoError,
        ["FormatError"] = DnsRcode.FormErr,
        ["ServerFailure"] = DnsRcode.ServFail,
        ["NameError"] = DnsRcode.NxDomain,
        ["NotImplemented"] = DnsRcode.NotImp,
    };

    /// <summary>Reads one.</summary>
    public static DnsCase Read(JsonValue json)
    {
        JsonValue name = json.Optional("qname") ?? json["name"], type = json.Optional("qtype") ?? json["type"];
        if (!DnsText.TryType(type.Text(), out DnsType asked)) throw type.Wrong($"\"{type.Text()}\" is no type of records");
        DnsQuestion question = new(DnsName.Absolute(name.Text()), asked);
        if (!DnsName.IsEncodable(question.Name)) throw name.Wrong("is no name that a query can hold");
        ValueList<CaseRecord>? Records(string field, string other) =>
            (json.Optional(field) ?? json.Optional(other))?.Items().Select(r => CaseRecord.Read(r, asked)).ToValueList();
        string section = json.Optional("section") is { Element.ValueKind: JsonValueKind.String } s ? $" ({s.Text()})" : "";
        return new(
            $"{question}{section}", question, json.Optional("rcode") is { } rcode ? Code(rcode) : null, Records("answer", "answers"),
            Records("authority", "ns"), Records("additional", "extra"), json.Optional("truncated")?.Flag());
    }

    /// <summary>Reads "NXDOMAIN", "NameError" or 3.</summary>
    public static DnsRcode Code(JsonValue json)
    {
        if (json.Element.ValueKind == JsonValueKind.Number) return (DnsRcode)json.Number(15);
        return TryRcode(json.Text(), out DnsRcode rcode) ? rcode : throw json.Wrong($"\"{json.Text()}\" is no code such as NOERROR or NXDOMAIN");
    }

    /// <summary>As <see cref="Code(JsonValue)"/>, of a text.</summary>
    public static bool TryRcode(string text, out DnsRcode rcode) => GoNames.TryGetValue(text, out rcode) || DnsText.TryRcode(text, out rcode);

    /// <summary>What is wrong with an answer, or null.</summary>
    public string? Difference(DnsMessage answer, ClusterDnsOptions options)
    {
        if (Rcode is { } rcode && rcode != answer.Rcode) return $"rcode: expected {DnsText.Of(rcode)} got {DnsText.Of(answer.Rcode)}";
        if (IsTruncated is { } truncated && truncated != answer.IsTruncated) return $"truncated: expected {truncated} got {answer.IsTruncated}";
        return Difference("answer", Answer, answer.Answer, options) ?? Difference("authority", Authority, answer.Authority, options)
            ?? Difference("additional", Additional, answer.Additional, options);
    }

    // Order does not count. What others answer behind an alias needs to be there only where the case tells it.
    private static string? Difference(string section, ValueList<CaseRecord>? expected, ValueList<DnsRecord> got, ClusterDnsOptions options)
    {
        if (expected is not { } wanted) return null;
        List<DnsRecord> rest = [.. got];
        bool isAll = wanted.Select(w => rest.FindIndex(w.Matches)).All(at => Remove(rest, at));
        bool onlyAliases = wanted.Count > 0 && wanted.All(w => w.Type == DnsType.Cname);
        if (onlyAliases) rest.RemoveAll(r => !options.Zones.Any(z => DnsName.IsWithin(r.Name, z)));
        return isAll && rest.Count == 0
            ? null : $"{section}: expected [{string.Join(", ", wanted.Select(w => w.Text))}] got [{string.Join(", ", got)}]";
    }

    private static bool Remove(List<DnsRecord> rest, int at)
    {
        if (at >= 0) rest.RemoveAt(at);
        return at >= 0;
    }
}
