using PodNet.Containers.Names;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Dns;
using PodNet.Model.Linux;

namespace PodNet.Containers.Tests.Names;

/// <summary>What nslookup, dig and getent print. The expected texts were measured with busybox 1.35, dig 9.18.49 and glibc 2.36 against a server with these
/// records.</summary>
public class LookupTextTests
{
    private const string Web = "web.default.svc.cluster.local.";
    private static readonly IpAddress Server = IpAddress.Parse("10.96.0.10");
    private static readonly AuthorityRecord Soa = new(
        "cluster.local.", 5, "ns.dns.cluster.local.", "hostmaster.cluster.local.", 1767225600, 7200, 1800, 86400, 5);

    private static readonly ResolvConf Pod = ResolvConf.Parse("search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n");

    private static readonly DnsRecord[] Records =
    [
        A(Web, "10.96.0.80"), A("hl.default.svc.cluster.local.", "10.244.1.2"), A("hl.default.svc.cluster.local.", "10.244.2.3"),
        A("hl.default.svc.cluster.local.", "fd00::2"), A("www.example.com.", "192.0.2.53"), A("noaa.default.svc.cluster.local.", "10.96.0.82"),
        A("abcd.defaultn.svc.cluster.local.", "10.96.0.81"), A("kubernetes.default.svc.cluster.local.", "10.96.0.1"),
        new NameRecord("ext.default.svc.cluster.local.", 5, DnsType.Cname, "www.example.com."), new NameRecord("80.0.96.10.in-addr.arpa.", 5, DnsType.Ptr, Web),
        new ServiceRecord("_http._tcp." + Web, 5, 0, 100, 80, Web), new TextRecord("dns-version.cluster.local.", 5, "1.1.0"),
    ];

    public static TheoryData<string, int, string> Nslookups => new()
    {
        {
            "web", 1, "Name:\tweb.default.svc.cluster.local\nAddress: 10.96.0.80\n\n** server can't find web.svc.cluster.local: NXDOMAIN\n\n"
                + "** server can't find web.cluster.local: NXDOMAIN\n\n\n** server can't find web.svc.cluster.local: NXDOMAIN\n\n** server can't find web.cluster.local: NXDOMAIN\n\n"
        },
        { "web.default.svc.cluster.local.", 0, "Name:\tweb.default.svc.cluster.local\nAddress: 10.96.0.80\n\n\n" },
        {
            "hl.default.svc.cluster.local", 0, "Name:\thl.default.svc.cluster.local\nAddress: 10.244.1.2\nName:\thl.default.svc.cluster.local\nAddress: 10.244.2.3\n\n"
                + "Name:\thl.default.svc.cluster.local\nAddress: fd00::2\n\n"
        },
        { "kubernetes.default", 1, "** server can't find kubernetes.default: NXDOMAIN\n\n** server can't find kubernetes.default: NXDOMAIN\n\n" },
        {
            "ext.default.svc.cluster.local", 0, "ext.default.svc.cluster.local\tcanonical name = www.example.com\nName:\twww.example.com\nAddress: 192.0.2.53\n\n"
                + "ext.default.svc.cluster.local\tcanonical name = www.example.com\n\n"
        },
        { "noaa.default.svc.cluster.local", 0, "Non-authoritative answer:\nName:\tnoaa.default.svc.cluster.local\nAddress: 10.96.0.82\n\nNon-authoritative answer:\n\n" },
        { "fail.x", 1, "** server can't find fail.x: SERVFAIL\n\n** server can't find fail.x: SERVFAIL\n\n" },
    };

    [Theory]
    [MemberData(nameof(Nslookups))]
    public void Nslookup_prints_each_reply(string name, int exitCode, string expected) => Assert.Equal(
        new("Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n" + expected, "", exitCode),
        NslookupText.Of(Server, QueryPlan.Of(Resolver.BusyboxNslookup, Pod, name, QueryPlan.BothFamilies).Run(Reply)));

    [Theory]
    [InlineData("80.0.96.10.in-addr.arpa. PTR", "80.0.96.10.in-addr.arpa\tname = web.default.svc.cluster.local\n\n")]
    [InlineData("_http._tcp.web.default.svc.cluster.local. SRV", "_http._tcp.web.default.svc.cluster.local\tservice = 0 100 80 web.default.svc.cluster.local\n\n")]
    [InlineData("dns-version.cluster.local. TXT", "dns-version.cluster.local\ttext = \"1.1.0\"\n\n")]
    [InlineData("cluster.local. SOA", "cluster.local\n\torigin = ns.dns.cluster.local\n\tmail addr = hostmaster.cluster.local\n\tserial = 1767225600\n"
        + "\trefresh = 7200\n\tretry = 1800\n\texpire = 86400\n\tminimum = 5\n\n")]
    public void Nslookup_prints_each_type(string question, string expected) =>
        Assert.EndsWith(":53\n\n" + expected, NslookupText.Of(Server, [Reply(Question(question))]).Out, StringComparison.Ordinal);

    [Fact]
    public void Nslookup_tells_silence_and_refusal()
    {
        DnsQuestion a = Question("x. A"), aaaa = Question("x. AAAA");
        const string Silence = ";; connection timed out; no servers could be reached\n\n";
        Assert.Equal(new(Silence, "", 1), NslookupText.Of(Server, [new(a, null), new(aaaa, null)]));
        Assert.Equal(new(Silence, "nslookup: write to '10.96.0.10': Connection refused\n", 1), NslookupText.Of(Server, [new(a, null, IsRefused: true), new(aaaa, null)]));
        Assert.EndsWith("*** Can't find x: No answer\n\n", NslookupText.Of(Server, [Reply(Question(Web + " A")), new(aaaa, null)]).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("web", "10.96.0.80      web.default.svc.cluster.local\n")]
    [InlineData("hl", "fd00::2         hl.default.svc.cluster.local\n")]
    [InlineData("ext", "192.0.2.53      www.example.com ext.default.svc.cluster.local\n")]
    [InlineData("nope", "")]
    public void Getent_hosts_prints_the_first_family(string name, string expected)
    {
        ValueList<DnsReply> replies = QueryPlan.OfGetentHosts(Pod, name).SelectMany(p => p.Run(Reply)).ToValueList();
        Assert.Equal(new(expected, "", expected.Length > 0 ? 0 : 2), GetentText.Hosts(replies));
    }

    [Fact]
    public void Getent_prints_names_of_addresses_and_kinds_of_sockets()
    {
        Assert.Equal("10.96.0.80      web.default.svc.cluster.local\n", GetentText.Hosts([Reply(Question("80.0.96.10.in-addr.arpa. PTR"))]).Out);
        Assert.Equal(
            "10.96.0.80      STREAM web.default.svc.cluster.local\n10.96.0.80      DGRAM  \n10.96.0.80      RAW    \n",
            GetentText.AllHosts(QueryPlan.Of(Resolver.Glibc, Pod, "web", [DnsType.A]).Run(Reply)).Out);
    }

    [Fact]
    public void Dig_prints_all_of_an_answer() => Assert.Equal(
        """

        ; <<>> DiG 9.18.49 <<>> web.default.svc.cluster.local
        ;; global options: +cmd
        ;; Got answer:
        ;; WARNING: .local is reserved for Multicast DNS
        ;; You are currently testing what happens when an mDNS query is leaked to DNS
        ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 32690
        ;; flags: qr aa rd; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1
        ;; WARNING: recursion requested but not available

        ;; OPT PSEUDOSECTION:
        ; EDNS: version: 0, flags:; udp: 1232
        ; COOKIE: 60b7e88cdf0004e8 (echoed)
        ;; QUESTION SECTION:
        ;web.default.svc.cluster.local.	IN	A

        ;; ANSWER SECTION:
        web.default.svc.cluster.local. 5 IN	A	10.96.0.80

        ;; Query time: 3 msec
        ;; SERVER: 10.96.0.10#53(10.96.0.10) (UDP)
        ;; WHEN: Thu Jan 01 00:00:00 UTC 2026
        ;; MSG SIZE  rcvd: 115


        """, Dig("web.default.svc.cluster.local"));

    [Theory]
    [InlineData("+short ext.default.svc.cluster.local", "www.example.com.\n192.0.2.53\n")]
    [InlineData("+noall +answer hl.default.svc.cluster.local aaaa", "hl.default.svc.cluster.local. 5\tIN\tAAAA\tfd00::2\n")]
    [InlineData("+noall +answer ext.default.svc.cluster.local", "ext.default.svc.cluster.local. 5 IN\tCNAME\twww.example.com.\nwww.example.com.\t5\tIN\tA\t192.0.2.53\n")]
    [InlineData("+noall +answer kubernetes.default.svc.cluster.local", "kubernetes.default.svc.cluster.local. 5\tIN A\t10.96.0.1\n")]
    [InlineData("+noall +question kubernetes.default.svc.cluster.local", ";kubernetes.default.svc.cluster.local. IN A\n")]
    [InlineData("+noall +question abcd.default.svc.cluster.local", ";abcd.default.svc.cluster.local.\tIN\tA\n")]
    [InlineData("+noall +question abcd.defaultn.svc.cluster.local", ";abcd.defaultn.svc.cluster.local. IN\tA\n")]
    [InlineData("+noall +answer -x 10.96.0.80", "80.0.96.10.in-addr.arpa. 5\tIN\tPTR\tweb.default.svc.cluster.local.\n")]
    [InlineData("+noall +answer -t srv _http._tcp.web.default.svc.cluster.local",
        "_http._tcp.web.default.svc.cluster.local. 5 IN SRV 0 100 80 web.default.svc.cluster.local.\n")]
    [InlineData("+noall +authority nope", "cluster.local.\t\t5\tIN\tSOA\tns.dns.cluster.local. hostmaster.cluster.local. 1767225600 7200 1800 86400 5\n")]
    [InlineData("+noall +comments +norec www.example.com", ";; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 32690\n"
        + ";; flags: qr aa; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1\n\n;; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n; COOKIE: 60b7e88cdf0004e8 (echoed)\n")]
    [InlineData("+search +short kubernetes.default", "10.96.0.1\n")]
    [InlineData("+short nope", "")]
    public void Dig_prints_what_it_is_asked_to(string arguments, string expected) => Assert.Equal(expected, Dig(arguments));

    [Fact]
    public void Dig_tells_silence_and_what_it_does_not_know()
    {
        DigCommand command = DigCommand.Parse(["+tries=2", "@10.96.0.10", "drop.x"], out _)!;
        Assert.Equal(
            new(";; communications error to 10.96.0.10#53: timed out\n;; communications error to 10.96.0.10#53: timed out\n\n; <<>> DiG 9.18.49 <<>> +tries=2 @10.96.0.10 drop.x\n"
                + "; (1 server found)\n;; global options: +cmd\n;; no servers could be reached\n", "", 9),
            DigText.Unanswered(command, Server, isRefused: false));
        Assert.Null(DigCommand.Parse(["+bogus", "x"], out string complaint));
        Assert.Equal("Invalid option: +bogus", complaint);
    }

    private static string Dig(string arguments)
    {
        DigCommand command = DigCommand.Parse(arguments.Split(' ').ToValueList(), out string complaint) ?? throw new InvalidOperationException(complaint);
        DnsReply last = command.Plan(Pod).Run(Reply) is [.., var end] ? end : throw new InvalidOperationException(arguments);
        DnsMessage query = command.Query(last.Question, 32690, [.. Convert.FromHexString("60b7e88cdf0004e8")]);
        DnsMessage answer = last.Answer! with { Id = query.Id, RecursionDesired = query.RecursionDesired, Edns = query.Edns };
        return DigText.Of(command, answer, Server, TimeSpan.FromMilliseconds(3), SimulatedTime.Start).Out;
    }

    private static DnsReply Reply(DnsQuestion question)
    {
        List<DnsRecord> answer = [.. Records.Where(r => r.Name == question.Name && (r.Type == question.Type || r.Type == DnsType.Cname))];
        if (answer is [NameRecord { Type: DnsType.Cname } alias]) answer.AddRange(Records.Where(r => r.Name == alias.Target && r.Type == question.Type));
        if (question == new DnsQuestion("cluster.local.", DnsType.Soa)) answer.Add(Soa);
        bool isFailure = question.Name == "fail.x.", isKnown = Records.Any(r => r.Name == question.Name) || answer.Count > 0;
        return new(question, new()
        {
            Question = question,
            IsResponse = true,
            IsAuthoritative = !question.Name.StartsWith("noaa", StringComparison.Ordinal) && !isFailure,
            Rcode = isFailure ? DnsRcode.ServFail : isKnown ? DnsRcode.NoError : DnsRcode.NxDomain,
            Answer = answer.ToValueList(),
            Authority = answer.Count == 0 ? [Soa] : [],
        });
    }

    private static DnsQuestion Question(string text)
    {
        Assert.True(DnsText.TryType(text.Split(' ')[1], out DnsType type));
        return new(text.Split(' ')[0], type);
    }

    private static AddressRecord A(string name, string address) => new(name, 5, IpAddress.Parse(address));
}
