using PodNet.Model.Collections;

namespace PodNet.Model.Dns;

/// <summary>Who turns a name into queries. Each has its own idea of the search list.</summary>
public enum Resolver
{
    /// <summary>The GNU C library's getaddrinfo (resolv/res_query.c): Debian, Ubuntu, most images.</summary>
    Glibc,

    /// <summary>musl's getaddrinfo (src/network/lookup_name.c): Alpine. A name with ndots dots is never tried with the search list, and NODATA ends the search.</summary>
    Musl,

    /// <summary>busybox nslookup (networking/nslookup.c): asks everything at once, and a name with any dot only as it is.</summary>
    BusyboxNslookup,

    /// <summary>dig without +search: the name as it is.</summary>
    Dig,

    /// <summary>dig +search.</summary>
    DigSearch,
}

/// <summary>Queries that are sent together.</summary>
/// <param name="Name">The name asked for; absolute.</param>
/// <param name="IsSearched">Whether a domain of the search list is part of it.</param>
public sealed record QueryRound(string Name, ValueList<DnsType> Types, bool IsSearched)
{
    /// <summary>The questions in the order they are sent.</summary>
    public IEnumerable<DnsQuestion> Questions => Types.Select(ToQuestion);

    private DnsQuestion ToQuestion(DnsType type) => new(Name, type);
}

/// <summary>How it went with one question.</summary>
/// <param name="Answer">What came back; null: nothing.</param>
/// <param name="IsRefused">Nobody listens there: an ICMP error came back instead.</param>
public sealed record DnsReply(DnsQuestion Question, DnsMessage? Answer, bool IsRefused = false)
{
    /// <summary>Whether there are records.</summary>
    public bool IsPositive => Answer is { Rcode: DnsRcode.NoError, Answer.Count: > 0 };
}

/// <summary>The queries a resolver makes for a name, in their order, until one says what it wants to know. Measured with glibc 2.36, busybox 1.35 and dig
/// 9.18; musl's from its source.</summary>
/// <param name="Rounds">What is asked if nothing is found.</param>
/// <param name="Tries">How often a query without an answer is sent, in all.</param>
/// <param name="Wait">How long each of these waits.</param>
public sealed record QueryPlan(Resolver Resolver, ValueList<QueryRound> Rounds, int Tries, TimeSpan Wait)
{
    private enum Verdict
    {
        Done,
        Next,
        NextAsItIs,
    }

    /// <summary>What getaddrinfo asks for where it may use both families.</summary>
    public static ValueList<DnsType> BothFamilies { get; } = [DnsType.A, DnsType.Aaaa];

    /// <summary>How often a query is sent, in all, that a server answers with SERVFAIL.</summary>
    public int FailureTries => Resolver switch { Resolver.Glibc => Tries, Resolver.Musl or Resolver.BusyboxNslookup => 3, _ => 1 };

    /// <summary>The plan for a name. A dot at its end says that it is absolute: it is asked for as it is. A name that no packet can hold is not asked for.</summary>
    /// <param name="types">What is asked of each name.</param>
    public static QueryPlan Of(Resolver resolver, ResolvConf conf, string name, ValueList<DnsType> types)
    {
        (int tries, TimeSpan wait) = resolver switch
        {
            Resolver.Glibc => (conf.Attempts, conf.Timeout),
            Resolver.Musl => (conf.Attempts, conf.Timeout / conf.Attempts),
            Resolver.BusyboxNslookup => (2, TimeSpan.FromSeconds(2.5)),
            _ => (3, TimeSpan.FromSeconds(5)),
        };
        ValueList<QueryRound> rounds = Names(resolver, conf, name).Where(n => DnsName.IsEncodable(n.Name))
            .Select(n => new QueryRound(n.Name, types, n.IsSearched)).ToValueList();
        return new(resolver, resolver == Resolver.BusyboxNslookup ? TypeByType(rounds, types) : rounds, tries, wait);
    }

    /// <summary>What <c>getent hosts</c> asks: gethostbyname2 for IPv6 with the whole search list and, when that finds nothing, for IPv4 (nss/getent.c).</summary>
    public static ValueList<QueryPlan> OfGetentHosts(ResolvConf conf, string name) =>
        [Of(Resolver.Glibc, conf, name, [DnsType.Aaaa]), Of(Resolver.Glibc, conf, name, [DnsType.A])];

    /// <summary>Asks until the answer is there.</summary>
    /// <param name="ask">Sends one question, again as often as it gets no answer, and gives what came of it.</param>
    /// <returns>The replies in the order of the questions.</returns>
    public ValueList<DnsReply> Run(Func<DnsQuestion, DnsReply> ask)
    {
        List<DnsReply> all = [];
        bool onlyAsItIs = false;
        foreach (QueryRound round in Rounds)
        {
            if (onlyAsItIs && round.IsSearched) continue;
            DnsReply[] replies = [.. round.Questions.Select(ask)];
            all.AddRange(replies);
            for (int again = 1; again < FailureTries && replies.Any(HasFailed); again++)
            {
                replies = [.. replies.Select(r => HasFailed(r) ? ask(r.Question) : r)];
                all.AddRange(replies.Where(HasFailed));
            }

            Verdict verdict = VerdictOf(replies, round);
            if (verdict == Verdict.Done) break;
            onlyAsItIs |= verdict == Verdict.NextAsItIs;
        }

        return all.ToValueList();
    }

    private bool HasFailed(DnsReply reply) =>
        reply.Answer is { Rcode: DnsRcode.ServFail } || (Resolver == Resolver.Glibc && reply.Answer is { Rcode: DnsRcode.Refused or DnsRcode.NotImp });

    private Verdict VerdictOf(DnsReply[] replies, QueryRound round)
    {
        if (Resolver == Resolver.BusyboxNslookup) return Verdict.Next;
        if (replies.Any(r => r.IsPositive)) return Verdict.Done;
        bool isUnknown = replies.Any(r => r.Answer is { Rcode: DnsRcode.NxDomain });
        if (Resolver != Resolver.Glibc) return isUnknown ? Verdict.Next : Verdict.Done;
        if (!round.IsSearched || isUnknown || replies.All(r => r.Answer is { Rcode: DnsRcode.NoError or DnsRcode.ServFail })) return Verdict.Next;
        return replies.Any(r => r.IsRefused) ? Verdict.Done : Verdict.NextAsItIs;
    }

    private static ValueList<QueryRound> TypeByType(ValueList<QueryRound> rounds, ValueList<DnsType> types) =>
        types.SelectMany(_ => rounds, (t, r) => r with { Types = [t] }).ToValueList();

    private static IEnumerable<(string Name, bool IsSearched)> Names(Resolver resolver, ResolvConf conf, string name)
    {
        (string, bool) asItIs = (DnsName.Absolute(name), false);
        IEnumerable<(string, bool)> searched = conf.Search.Select(d => (DnsName.Absolute($"{name}.{d.TrimStart('.')}"), true));
        int dots = name.Count(c => c == '.');
        if (name.EndsWith('.') || resolver == Resolver.Dig) return [asItIs];
        if (resolver == Resolver.BusyboxNslookup) return dots > 0 || conf.Search.Count == 0 ? [asItIs] : searched;
        if (dots < conf.Ndots) return [.. searched, asItIs];
        return resolver == Resolver.Glibc ? [asItIs, .. searched] : [asItIs];
    }
}
