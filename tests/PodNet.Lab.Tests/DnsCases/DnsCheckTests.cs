using PodNet.Kubectl.Check;
using PodNet.Lab.DnsCases;

namespace PodNet.Lab.Tests.DnsCases;

/// <summary>The judge of DNS cases: what is right passes, what is wrong does not, and what cannot be read is told with its place.</summary>
public class DnsCheckTests
{
    private const string Cluster = """
        "zone": "cluster.local",
        "upstreamStub": {"www.example.com. A": ["CNAME cdn.example.com.", "192.0.2.53"], "bad.example.com. A": "SERVFAIL"},
        "services": [
          {"metadata": {"namespace": "shop", "name": "web"}, "spec": {"clusterIPs": ["10.3.0.1"], "ports": [{"name": "http", "port": 80, "protocol": "TCP"}]}},
          {"metadata": {"namespace": "shop", "name": "out"}, "spec": {"type": "ExternalName", "externalName": "www.example.com"}},
          {"metadata": {"namespace": "shop", "name": "own"}, "spec": {"type": "ExternalName", "externalName": "web.shop.svc.cluster.local."}}
        ],
        "endpointSlices": []
        """;

    public static TheoryData<string> Right => new(
        """{"qname": "web.shop.svc.cluster.local", "qtype": "A", "rcode": "NOERROR", "answer": ["10.3.0.1"]}""",
        """{"qname": "web.shop.svc.cluster.local.", "qtype": "a", "rcode": "Success", "answer": ["web.shop.svc.cluster.local.\t5\tIN\tA\t10.3.0.1"]}""",
        """{"qname": "web.shop.svc.cluster.local.", "qtype": "A", "rcode": 0, "answer": [{"name": "web.shop.svc.cluster.local.", "ttl": 5, "type": "A", "data": "10.3.0.1"}]}""",
        """{"qname": "_http._tcp.web.shop.svc.cluster.local.", "qtype": "SRV", "answer": ["80 web.shop.svc.cluster.local."], "extra": ["A 10.3.0.1"]}""",
        """{"qname": "_http._tcp.web.shop.svc.cluster.local.", "qtype": "SRV", "answer": ["0 100 80 web.shop.svc.cluster.local."]}""",
        """{"qname": "out.shop.svc.cluster.local.", "qtype": "A", "rcode": "NOERROR", "answer": ["CNAME www.example.com."]}""",
        """{"qname": "out.shop.svc.cluster.local.", "qtype": "A", "answer": ["CNAME www.example.com.", "www.example.com. IN CNAME cdn.example.com.", "cdn.example.com. 5 IN A 192.0.2.53"]}""",
        """{"qname": "own.shop.svc.cluster.local.", "qtype": "A", "answer": ["CNAME web.shop.svc.cluster.local.", "10.3.0.1"]}""",
        """{"qname": "nope.shop.svc.cluster.local.", "qtype": "A", "rcode": "NameError", "answer": [], "ns": ["cluster.local. 303 IN SOA ns.dns.cluster.local. hostmaster.cluster.local. 1 2 3 4 5"]}""",
        """{"qname": "bad.example.com.", "qtype": "A", "rcode": "SERVFAIL", "answer": []}""",
        """{"qname": "other.example.com.", "qtype": "A", "rcode": "NXDOMAIN", "answer": []}""",
        """{"qname": "cluster.local.", "qtype": "AXFR", "rcode": "REFUSED"}""");

    public static TheoryData<string, string> Wrong => new()
    {
        { """{"qname": "web.shop.svc.cluster.local.", "qtype": "A", "rcode": "NXDOMAIN"}""", "rcode: expected NXDOMAIN got NOERROR" },
        { """{"section": "2.3.1", "qname": "web.shop.svc.cluster.local.", "qtype": "A", "answer": ["10.3.0.2"]}""", "web.shop.svc.cluster.local. A (2.3.1): answer: expected [10.3.0.2] got [web" },
        { """{"qname": "web.shop.svc.cluster.local.", "qtype": "A", "answer": ["10.3.0.1", "10.3.0.1"]}""", "answer" },
        { """{"qname": "web.shop.svc.cluster.local.", "qtype": "A", "answer": []}""", "answer" },
        { """{"qname": "web.shop.svc.cluster.local.", "qtype": "A", "answer": ["web.shop.svc.cluster.local. 30 IN A 10.3.0.1"]}""", "answer" },
        { """{"qname": "_http._tcp.web.shop.svc.cluster.local.", "qtype": "SRV", "answer": ["0 50 80 web.shop.svc.cluster.local."]}""", "answer" },
        { """{"qname": "own.shop.svc.cluster.local.", "qtype": "A", "answer": ["CNAME web.shop.svc.cluster.local."]}""", "answer" },
        { """{"qname": "out.shop.svc.cluster.local.", "qtype": "A", "answer": ["CNAME www.example.org."]}""", "answer" },
        { """{"qname": "web.shop.svc.cluster.local.", "qtype": "AAAA", "ns": []}""", "authority" },
        { """{"qname": "web.shop.svc.cluster.local.", "qtype": "A", "truncated": true}""", "truncated" },
    };

    [CasesFact]
    public void All_outside_cases_pass()
    {
        CheckReport report = DnsCheck.Run("spec-cases.json", Cases.Read("dns", "spec-cases.json"));
        Assert.Empty(report.Failures);
        Assert.Equal((true, 0), (report.IsGood, report.NotJudged));
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void What_is_right_passes(string one)
    {
        CheckReport report = DnsCheck.Run("f", File(one));
        Assert.Empty(report.Failures);
        Assert.Equal("1 passed, 0 failed, 0 not judged", report.Summary);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_told(string one, string expected)
    {
        CheckReport report = DnsCheck.Run("f", File(one));
        Assert.Contains(expected, Assert.Single(report.Failures), StringComparison.Ordinal);
        Assert.False(report.IsGood);
    }

    [Fact]
    public void Options_of_the_server_are_read_from_the_file_and_from_a_case()
    {
        const string Ask = """ "qname": "10-9-0-1.shop.pod.cluster.local.", "qtype": "A", "rcode": """;
        string text = "{" + Cluster + """, "podMode": "disabled", "cases": [{""" + Ask + "\"NXDOMAIN\"}, {\"podMode\": \"insecure\"," + Ask + "\"NOERROR\"}, {\"judged\": false}]}";
        Assert.Equal("2 passed, 0 failed, 1 not judged", DnsCheck.Run("f", text).Summary);
        Assert.Equal("4 passed, 0 failed, 2 not judged", DnsCheck.Run("f", $"[{text},{text}]").Summary);
    }

    [Theory]
    [InlineData("{", "f: not JSON: line 1")]
    [InlineData("""{"cases": [{"qtype": "A"}]}""", "cases[0]: has no \"name\"")]
    [InlineData("""{"cases": [{"qname": "x.", "qtype": "WHAT"}]}""", "cases[0].qtype")]
    [InlineData("""{"cases": [{"qname": "x.", "qtype": "A", "rcode": "MAYBE"}]}""", "cases[0].rcode")]
    [InlineData("""{"cases": [{"qname": "a..b.", "qtype": "A"}]}""", "cases[0].qname")]
    [InlineData("""{"podMode": "some", "cases": []}""", "podMode")]
    [InlineData("""{"upstreamStub": {"x": "1"}, "cases": []}""", "upstreamStub")]
    [InlineData("""{"upstreamStub": {"x. A": "1"}, "cases": []}""", "upstreamStub.x. A")]
    public void What_cannot_be_read_is_told_with_its_place(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<CheckFileException>(() => DnsCheck.Run("f", text)).Message, StringComparison.Ordinal);

    private static string File(string one) => "{" + Cluster + ", \"cases\": [" + one + "]}";
}
