using CsCheck;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Dns;

namespace PodNet.Model.Tests;

/// <summary>DNS messages as bytes, and the queries that resolvers make. The lengths and the orders of queries were measured with the real programs.</summary>
public class DnsTests
{
    private static readonly ResolvConf Pod = ResolvConf.Parse("search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n");

    private static readonly Gen<string> AnyName =
        Gen.String[Gen.Char.AlphaNumeric, 1, 20].Array[1, 6].Select(labels => string.Join('.', labels) + ".");

    private static readonly Gen<DnsRecord> AnyRecord = Gen.Select(AnyName, AnyName, Gen.UInt, Gen.Int[0, 3]).Select(DnsRecord (name, target, number, kind) => kind switch
    {
        0 => new AddressRecord(name, 5, IpAddress.FromV4(number)),
        1 => new AddressRecord(name, 5, IpAddress.FromBits(number, IpFamily.V6)),
        2 => new NameRecord(name, 5, DnsType.Cname, target),
        _ => new ServiceRecord(name, 5, 0, 100, 80, target),
    });

    [Theory]
    [InlineData("web.default.svc.cluster.local.", 47)]
    [InlineData("www.example.com.", 33)]
    [InlineData(".", 17)]
    public void A_query_is_the_header_the_name_type_and_class(string name, int length) =>
        Assert.Equal(length, DnsMessage.Query(new(name, DnsType.A), 1).Length);

    [Fact]
    public void A_query_has_these_bytes() => Assert.Equal(
        "12340100000100000000000003777777076578616d706c6503636f6d0000010001",
        Convert.ToHexStringLower(DnsMessage.Query(new("www.example.com.", DnsType.A), 0x1234).ToBytes()));

    [Fact]
    public void Digs_query_has_an_option_record_with_a_cookie()
    {
        DnsMessage query = DnsMessage.Query(new("web.default.svc.cluster.local.", DnsType.A), 1) with { AuthenticData = true, Edns = new(1232, [1, 2, 3, 4, 5, 6, 7, 8]) };
        Assert.Equal(70, query.Length);
        Assert.EndsWith("00002904d000000000000c000a00080102030405060708", Convert.ToHexStringLower(query.ToBytes()), StringComparison.Ordinal);
        Assert.Equal("0120", Convert.ToHexStringLower(query.ToBytes())[4..8]);
    }

    [Fact]
    public void Without_compression_each_record_has_its_whole_name() => Gen.Select(AnyName, AnyRecord.Array[0, 20]).Sample((name, records) =>
    {
        DnsMessage message = new() { Question = new(name, DnsType.A), Answer = records.ToValueList() };
        int data = records.Sum(r => r switch
        {
            AddressRecord a => a.Address.Width / 8,
            NameRecord n => DnsName.WireLength(n.Target),
            _ => 6 + DnsName.WireLength(((ServiceRecord)r).Target),
        });
        return message.Length == 12 + DnsName.WireLength(name) + 4 + data + records.Sum(r => DnsName.WireLength(r.Name) + 10)
            && (message with { IsCompressed = true }).Length <= message.Length;
    });

    [Fact]
    public void An_answer_that_is_too_long_is_compressed_and_then_cut() => Gen.Select(AnyName, AnyRecord.Array[0, 60]).Sample((name, records) =>
    {
        DnsMessage message = new() { Question = new(name, DnsType.A), Answer = records.ToValueList() };
        DnsMessage fitted = DnsWriter.Fit(message, 512);
        return fitted.Length <= 512 && fitted.IsTruncated == (fitted.Answer.Count < records.Length) && fitted.IsCompressed == message.Length > 512;
    });

    [Fact]
    public void Names_that_occurred_are_pointers_but_targets_of_srv_are_whole()
    {
        DnsMessage answer = new()
        {
            Question = new("_http._tcp.web.a.local.", DnsType.Srv),
            IsCompressed = true,
            Answer = [new ServiceRecord("_http._tcp.web.a.local.", 5, 0, 100, 80, "web.a.local.")],
            Additional = [new AddressRecord("web.a.local.", 5, IpAddress.Parse("10.0.0.1"))],
        };
        // question 24 + 4; answer pointer 2 + 10 + 6 + 13; additional pointer 2 + 10 + 4
        Assert.Equal(12 + 24 + 4 + 2 + 10 + 6 + 13 + 2 + 10 + 4, answer.Length);
    }

    [Fact]
    public void A_label_of_64_bytes_is_refused_by_name()
    {
        string name = new string('x', 64) + ".local.";
        Assert.False(DnsName.IsEncodable(name));
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => DnsMessage.Query(new(name, DnsType.A), 1).ToBytes()).Message, StringComparison.Ordinal);
        Assert.Empty(QueryPlan.Of(Resolver.Glibc, Pod, name, [DnsType.A]).Rounds);
    }

    [Fact]
    public void The_name_of_an_address_leads_back_to_it() => Gen.Select(Gen.ULong, Gen.ULong, Gen.Bool).Sample((high, low, isV6) =>
    {
        IpAddress address = isV6 ? IpAddress.FromBits(new(high, low), IpFamily.V6) : IpAddress.FromV4((uint)low);
        return ReverseName.AddressOf(ReverseName.Of(address)) == address && ReverseName.IsReverse(ReverseName.Of(address));
    });

    [Theory]
    [InlineData("1.2.3.in-addr.arpa.")]
    [InlineData("01.2.3.4.in-addr.arpa.")]
    [InlineData("x.2.3.4.in-addr.arpa.")]
    [InlineData("1.0.ip6.arpa.")]
    [InlineData("1.2.3.4.cluster.local.")]
    public void Other_names_are_of_no_address(string name) => Assert.Null(ReverseName.AddressOf(name));

    [Fact]
    public void A_file_is_read_and_written()
    {
        Assert.Equal("search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n", Pod.ToString());
        Assert.Equal((5, 2, 5.0), (Pod.Ndots, Pod.Attempts, Pod.Timeout.TotalSeconds));
        Assert.Equal((1, 15), (ResolvConf.Empty.Ndots, ResolvConf.Parse("# x\noptions ndots:99 edns0").Ndots));
    }

    [Theory]
    [InlineData(Resolver.Glibc, "web", "web.default.svc.cluster.local. A|web.default.svc.cluster.local. AAAA")]
    [InlineData(Resolver.Musl, "kubernetes.default", "kubernetes.default.default.svc.cluster.local. A|kubernetes.default.default.svc.cluster.local. AAAA"
        + "|kubernetes.default.svc.cluster.local. A|kubernetes.default.svc.cluster.local. AAAA")]
    [InlineData(Resolver.Glibc, "a.b.c.d.e.f", "a.b.c.d.e.f. A|a.b.c.d.e.f. AAAA|a.b.c.d.e.f.default.svc.cluster.local. A|a.b.c.d.e.f.default.svc.cluster.local. AAAA"
        + "|a.b.c.d.e.f.svc.cluster.local. A|a.b.c.d.e.f.svc.cluster.local. AAAA|a.b.c.d.e.f.cluster.local. A|a.b.c.d.e.f.cluster.local. AAAA")]
    [InlineData(Resolver.Musl, "a.b.c.d.e.f", "a.b.c.d.e.f. A|a.b.c.d.e.f. AAAA")]
    [InlineData(Resolver.Glibc, "web.", "web. A|web. AAAA")]
    [InlineData(Resolver.BusyboxNslookup, "kubernetes.default", "kubernetes.default. A|kubernetes.default. AAAA")]
    [InlineData(Resolver.BusyboxNslookup, "web", "web.default.svc.cluster.local. A|web.svc.cluster.local. A|web.cluster.local. A"
        + "|web.default.svc.cluster.local. AAAA|web.svc.cluster.local. AAAA|web.cluster.local. AAAA")]
    [InlineData(Resolver.Dig, "web", "web. A|web. AAAA")]
    [InlineData(Resolver.DigSearch, "web.default.svc.cluster.local.x", "web.default.svc.cluster.local.x. A|web.default.svc.cluster.local.x. AAAA")]
    public void Each_resolver_asks_in_its_own_order(Resolver resolver, string name, string expected) =>
        Assert.Equal(expected, Asked(QueryPlan.Of(resolver, Pod, name, QueryPlan.BothFamilies)));

    [Fact]
    public void Nodata_ends_musls_search_and_not_glibcs()
    {
        Assert.Equal("six.default.svc.cluster.local. A", Asked(QueryPlan.Of(Resolver.Musl, Pod, "six", [DnsType.A])));
        Assert.Equal(
            "six.default.svc.cluster.local. A|six.svc.cluster.local. A|six.cluster.local. A|six. A", Asked(QueryPlan.Of(Resolver.Glibc, Pod, "six", [DnsType.A])));
    }

    [Fact]
    public void Getent_hosts_searches_for_ipv6_first()
    {
        ValueList<QueryPlan> plans = QueryPlan.OfGetentHosts(Pod, "web");
        Assert.Equal("web.default.svc.cluster.local. AAAA|web.svc.cluster.local. AAAA|web.cluster.local. AAAA|web. AAAA", Asked(plans[0]));
        Assert.Equal("web.default.svc.cluster.local. A", Asked(plans[1]));
    }

    [Theory]
    [InlineData("fail", "fail.default.svc.cluster.local. A|fail.default.svc.cluster.local. A|fail.svc.cluster.local. A|fail.svc.cluster.local. A"
        + "|fail.cluster.local. A|fail.cluster.local. A|fail. A|fail. A")]
    [InlineData("ref", "ref.default.svc.cluster.local. A|ref.default.svc.cluster.local. A|ref. A|ref. A")]
    [InlineData("drop", "drop.default.svc.cluster.local. A|drop. A")]
    public void Glibc_goes_on_after_servfail_and_leaves_the_list_after_worse(string name, string expected) =>
        Assert.Equal(expected, Asked(QueryPlan.Of(Resolver.Glibc, Pod, name, [DnsType.A])));

    private static string Asked(QueryPlan plan) => string.Join('|', plan.Run(Answer).Select(r => r.Question));

    private static DnsReply Answer(DnsQuestion question)
    {
        string[] known = ["web.default.svc.cluster.local.", "kubernetes.default.svc.cluster.local."];
        string first = question.Name.Split('.')[0];
        if (first == "drop") return new(question, null);
        DnsRcode rcode = first switch
        {
            "fail" => DnsRcode.ServFail,
            "ref" => DnsRcode.Refused,
            _ => known.Contains(question.Name) || question.Name == "six.default.svc.cluster.local." ? DnsRcode.NoError : DnsRcode.NxDomain,
        };
        bool hasAddress = question.Type == DnsType.A && known.Contains(question.Name);
        return new(question, new()
        {
            Question = question,
            IsResponse = true,
            Rcode = rcode,
            Answer = hasAddress ? [new AddressRecord(question.Name, 5, IpAddress.Parse("10.96.0.80"))] : [],
        });
    }
}
