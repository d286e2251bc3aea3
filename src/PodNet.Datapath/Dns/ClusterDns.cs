using PodNet.Model.Addressing;
using PodNet.Model.Dns;

namespace PodNet.Datapath.Dns;

/// <summary>CoreDNS with the plugin kubernetes, and behind it whatever answers for the rest of the world: a pure function from questions to answers
/// (CoreDNS, plugin/kubernetes and plugin/backend_lookup.go; what clusters promise is in kubernetes/dns, docs/specification.md). Other plugins of a usual
/// Corefile, loadbalance and cache, change order and TTLs; they are left out, and answers have the order of the objects.</summary>
/// <param name="options">The block kubernetes of the Corefile.</param>
/// <param name="records">The cluster's objects.</param>
/// <param name="upstream">Who is asked about other zones (plugin forward); null: nobody, which is a failure of the server.</param>
/// <param name="serial">Serial number of the zones: seconds since 1970 of the last change that counts.</param>
public sealed class ClusterDns(ClusterDnsOptions options, ClusterRecords records, Func<DnsQuestion, DnsMessage>? upstream = null, uint serial = 0)
{
    private const int PlainUdpSize = 512, MostReentries = 10;
    private readonly ServiceFinder _finder = new(options, records);

    /// <summary>The answer to a query as a packet holds it: with the query's id and cookie, cut to what its sender takes.</summary>
    public DnsMessage Answer(DnsMessage query)
    {
        DnsMessage answer = Answer(query.Question) with { Id = query.Id, RecursionDesired = query.RecursionDesired, Edns = query.Edns };
        return DnsWriter.Fit(answer, Math.Max(PlainUdpSize, (int)(query.Edns?.UdpSize ?? PlainUdpSize)));
    }

    /// <summary>The answer to a question.</summary>
    public DnsMessage Answer(DnsQuestion question) => Answer(question, 0);

    // An alias of a name in another zone makes the server ask itself; two of them could go on for ever.
    private DnsMessage Answer(DnsQuestion question, int depth)
    {
        if (depth > MostReentries) return Reply(question, DnsRcode.ServFail);
        question = question with { Name = DnsName.Absolute(question.Name) };
        string zone = options.Zones.Where(z => DnsName.IsWithin(question.Name, z)).MaxBy(z => z.Length) ?? "";
        if (zone.Length == 0) return Ask(question);
        zone = question.Name[^zone.Length..]; // answers keep the case of the question
        if (question.Type is DnsType.Axfr or DnsType.Ixfr) return Reply(question, DnsRcode.Refused);
        RecordSet found = Find(question, zone, depth);
        if (found.Exists)
        {
            DnsMessage reply = Reply(question, DnsRcode.NoError) with { IsAuthoritative = true, IsTruncated = found.IsTruncated };
            return found.Answer.Count == 0 ? reply with { Authority = [Soa(zone)] } : reply with { Answer = [.. found.Answer], Additional = [.. found.Additional] };
        }

        if (options.Fallthrough.Any(z => DnsName.IsWithin(question.Name, z))) return Ask(question);
        return Reply(question, options.HasSynced ? DnsRcode.NxDomain : DnsRcode.ServFail) with { IsAuthoritative = true, Authority = [Soa(zone)] };
    }

    private static DnsMessage Reply(DnsQuestion question, DnsRcode rcode) => new() { Question = question, IsResponse = true, Rcode = rcode };

    private DnsMessage Ask(DnsQuestion question) => upstream is null
        ? Reply(question, DnsRcode.ServFail) : upstream(question) with { Question = question, IsResponse = true };

    private RecordSet Find(DnsQuestion question, string zone, int depth)
    {
        bool isApex = question.Name.Length == zone.Length;
        return question.Type switch
        {
            DnsType.A or DnsType.Aaaa => Addresses(question, zone, [], depth),
            DnsType.Txt => Text(question, zone),
            DnsType.Cname => Alias(question, zone),
            DnsType.Ptr => Pointer(question, zone),
            DnsType.Srv => Service(question, zone),
            DnsType.Soa => new() { Answer = isApex ? [Soa(zone)] : [] },
            DnsType.Ns when isApex => NameServers(question, zone),
            DnsType.Mx => _finder.Find(question.Name, DnsType.Mx, zone) is null ? RecordSet.Unknown : new(),
            // Only whether the name exists counts.
            _ => Addresses(question with { Type = DnsType.A }, zone, [], depth).Exists ? new() : RecordSet.Unknown,
        };
    }

    private RecordSet Addresses(DnsQuestion question, string zone, List<NameRecord> before, int depth)
    {
        if (_finder.Find(question.Name, question.Type, zone) is not { } targets) return RecordSet.Unknown;
        RecordSet found = new();
        IpFamily family = question.Type == DnsType.A ? IpFamily.V4 : IpFamily.V6;
        HashSet<IpAddress> seen = [];
        foreach (Target target in targets)
        {
            if (target.Alias is { } alias) Follow(found, question, new(question.Name, options.Ttl, DnsType.Cname, DnsName.Absolute(alias)), zone, before, depth);
            else if (target.Address.Family == family && seen.Add(target.Address)) found.Answer.Add(new AddressRecord(question.Name, options.Ttl, target.Address));
        }

        return found;
    }

    // An alias of a name in the zone counts only where it leads to addresses; one of another name always does.
    private void Follow(RecordSet found, DnsQuestion question, NameRecord alias, string zone, List<NameRecord> before, int depth)
    {
        const int LongestChain = 10;
        bool isLoop = DnsName.IsWithin(alias.Target, question.Name) || before.Any(b => DnsName.Same(b.Name, alias.Name) && DnsName.Same(b.Target, alias.Target));
        if (isLoop || before.Count > LongestChain) return;
        DnsQuestion next = question with { Name = alias.Target };
        if (!DnsName.IsWithin(alias.Target, zone))
        {
            DnsMessage other = Answer(next, depth + 1);
            found.Answer.AddRange([alias, .. other.Answer]);
            found.IsTruncated |= other.IsTruncated;
            return;
        }

        RecordSet rest = Addresses(next, zone, [.. before, alias], depth);
        if (rest.Answer.Count > 0) found.Answer.AddRange([alias, .. rest.Answer]);
        found.IsTruncated |= rest.IsTruncated;
    }

    private RecordSet Text(DnsQuestion question, string zone)
    {
        const uint VersionTtl = 28800;
        const string Version = "1.1.0";
        if (ServiceFinder.Below(question.Name, zone) == "dns-version") return new() { Answer = [new TextRecord(question.Name, VersionTtl, Version)] };
        return _finder.Names(question.Name, zone) is { Count: > 0 } ? new() : RecordSet.Unknown;
    }

    private RecordSet Alias(DnsQuestion question, string zone)
    {
        if (_finder.Find(question.Name, DnsType.Cname, zone) is not { } targets) return RecordSet.Unknown;
        return new()
        {
            Answer = targets is [{ Alias: { } alias }, ..] ? [new NameRecord(question.Name, options.Ttl, DnsType.Cname, DnsName.Absolute(alias))] : [],
        };
    }

    private RecordSet Pointer(DnsQuestion question, string zone)
    {
        if (ReverseName.AddressOf(question.Name) is not { } address) return _finder.Names(question.Name, zone) is null ? RecordSet.Unknown : new();
        NameRecord[] names = [.. _finder.NamesOf(address).Distinct(StringComparer.Ordinal).Select(n => new NameRecord(question.Name, options.Ttl, DnsType.Ptr, n))];
        return names.Length == 0 ? RecordSet.Unknown : new() { Answer = [.. names] };
    }

    private RecordSet Service(DnsQuestion question, string zone)
    {
        if (_finder.Find(question.Name, DnsType.Srv, zone) is not { } targets) return RecordSet.Unknown;
        targets = [.. targets.Where(t => t.Alias is null)];
        RecordSet found = new();
        ushort weight = (ushort)Math.Max(1, 100 / Math.Max(1, targets.Count));
        HashSet<(string, int)> hosts = [];
        HashSet<(string, IpAddress)> addresses = [];
        foreach (Target target in targets.Where(t => t.Port >= 0))
        {
            if (hosts.Add((target.Owner, target.Port)))
                found.Answer.Add(new ServiceRecord(question.Name, options.Ttl, 0, weight, (ushort)target.Port, target.Owner));
            if (addresses.Add((target.Owner, target.Address))) found.Additional.Add(new AddressRecord(target.Owner, options.Ttl, target.Address));
        }

        return found;
    }

    private RecordSet NameServers(DnsQuestion question, string zone)
    {
        RecordSet found = new();
        foreach (AddressRecord server in _finder.NameServers(zone))
        {
            found.Additional.Add(server with { Ttl = options.Ttl });
            if (!found.Answer.OfType<NameRecord>().Any(n => n.Target == server.Name))
                found.Answer.Add(new NameRecord(question.Name, options.Ttl, DnsType.Ns, server.Name));
        }

        return found;
    }

    private AuthorityRecord Soa(string zone)
    {
        const uint MostTtl = 300, Refresh = 7200, Retry = 1800, Expire = 86400;
        return new(zone, Math.Min(options.Ttl, MostTtl), $"ns.dns.{zone}", $"hostmaster.{zone}", serial, Refresh, Retry, Expire, options.Ttl);
    }

    /// <summary>What was found; <see cref="Unknown"/>: there is no such name.</summary>
    private sealed class RecordSet
    {
        public static RecordSet Unknown { get; } = new() { Exists = false };

        public bool Exists { get; private init; } = true;

        public List<DnsRecord> Answer { get; init; } = [];

        public List<DnsRecord> Additional { get; } = [];

        public bool IsTruncated { get; set; }
    }
}

/// <summary>What a name leads to.</summary>
/// <param name="Address">None where it is an alias.</param>
/// <param name="Alias">The name it stands for, or null.</param>
/// <param name="Owner">The name of the host behind it, absolute; targets of SRV records.</param>
/// <param name="Port">-1: none was declared.</param>
internal readonly record struct Target(IpAddress Address, string? Alias, string Owner, int Port);
