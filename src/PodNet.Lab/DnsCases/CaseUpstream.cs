using System.Text.Json;
using PodNet.Lab.Captures;
using PodNet.Lab.CniCases;
using PodNet.Model.Dns;

namespace PodNet.Lab.DnsCases;

/// <summary>The rest of the world of a file of cases: "www.example.com. A" and what is answered: data, a list of it, a code ("NXDOMAIN"), or an object with
/// rcode, answer and truncated. Other names do not exist there; where the file has no such list, nobody answers.</summary>
internal static class CaseUpstream
{
    /// <summary>Who is asked; null: nobody.</summary>
    public static Func<DnsQuestion, DnsMessage>? Of(JsonValue file, uint ttl)
    {
        if ((file.Optional("upstreamStub") ?? file.Optional("upstream")) is not { } stub) return null;
        Dictionary<(string, DnsType), DnsMessage> known = [];
        foreach (string key in stub.Element.EnumerateObject().Select(p => p.Name))
        {
            string[] words = key.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 2 || !DnsText.TryType(words[1], out DnsType type)) throw stub.Wrong($"\"{key}\" is no name and type, such as \"www.example.com. A\"");
            DnsQuestion question = new(DnsName.Absolute(words[0]), type);
            known[(question.Name.ToLowerInvariant(), type)] = Answer(stub[key], question, ttl);
        }

        DnsMessage Ask(DnsQuestion question) => known.GetValueOrDefault((question.Name.ToLowerInvariant(), question.Type))
            ?? new()
            {
                Question = question,
                Rcode = known.Keys.Any(k => DnsName.Same(k.Item1, question.Name)) ? DnsRcode.NoError : DnsRcode.NxDomain,
                RecursionAvailable = true,
            };
        return Ask;
    }

    private static DnsMessage Answer(JsonValue value, DnsQuestion question, uint ttl)
    {
        DnsMessage answer = new() { Question = question, RecursionAvailable = true };
        if (value.IsObject() && value.Optional("data") is null)
        {
            if (value.Optional("rcode") is { } rcode) answer = answer with { Rcode = DnsCase.Code(rcode) };
            answer = answer with { IsTruncated = value.Optional("truncated")?.Flag() ?? false };
            return value.Optional("answer") is { } records ? WithRecords(answer, records, ttl) : answer;
        }

        bool isCode = value.Element.ValueKind == JsonValueKind.String && DnsCase.TryRcode(value.Text(), out _);
        return isCode ? answer with { Rcode = DnsCase.Code(value) } : WithRecords(answer, value, ttl);
    }

    // Behind an alias the records are those of the name it stands for.
    private static DnsMessage WithRecords(DnsMessage answer, JsonValue json, uint ttl)
    {
        string owner = answer.Question.Name;
        foreach (JsonValue item in json.Element.ValueKind == JsonValueKind.Array ? json.Items() : [json])
        {
            DnsRecord record = CaseRecord.Read(item, answer.Question.Type).ToRecord(owner, ttl) ?? throw item.Wrong("is no record of that type");
            if (record is NameRecord { Type: DnsType.Cname } alias) owner = alias.Target;
            answer = answer with { Answer = answer.Answer.Add(record) };
        }

        return answer;
    }
}
