using CsCheck;
using PodNet.Datapath.Dns;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Yaml;
using PodNet.Model.Addressing;
using PodNet.Model.Dns;

namespace PodNet.Datapath.Tests.Dns;

/// <summary>What the cluster's DNS answers.</summary>
public class ClusterDnsTests
{
    private const string Objects = """
        {kind: Service, metadata: {namespace: shop, name: web}, spec: {clusterIPs: [10.96.0.7, "fd00:96::7"], ports: [{name: http, port: 80}, {name: dns, port: 53, protocol: UDP}]}}
        ---
        {kind: EndpointSlice, metadata: {namespace: shop, name: web-1, labels: {kubernetes.io/service-name: web}}, ports: [{name: http, port: 8080}],
         endpoints: [{addresses: [10.244.1.2], targetRef: {kind: Pod, name: web-abc}}, {addresses: [10.244.1.3], conditions: {ready: false}}]}
        ---
        {kind: Service, metadata: {namespace: shop, name: db}, spec: {clusterIP: None}}
        ---
        {kind: EndpointSlice, metadata: {namespace: shop, name: db-1, labels: {kubernetes.io/service-name: db}}, ports: [{name: pg, port: 5432}],
         endpoints: [{addresses: [10.244.2.2], hostname: db-0}, {addresses: [10.244.2.3], hostname: db-1}, {addresses: ["fd00:1::"]}]}
        ---
        {kind: Service, metadata: {namespace: shop, name: alias}, spec: {type: ExternalName, externalName: web.shop.svc.cluster.local}}
        ---
        {kind: Service, metadata: {namespace: shop, name: self}, spec: {type: ExternalName, externalName: self.shop.svc.cluster.local}}
        ---
        {kind: Service, metadata: {namespace: shop, name: ping}, spec: {type: ExternalName, externalName: pong.shop.svc.other.local}}
        ---
        {kind: Service, metadata: {namespace: shop, name: pong}, spec: {type: ExternalName, externalName: ping.shop.svc.cluster.local}}
        ---
        {kind: Service, metadata: {namespace: shop, name: out}, spec: {type: ExternalName, externalName: www.example.com}}
        ---
        {kind: Pod, metadata: {namespace: shop, name: web-abc}, status: {podIP: 10.244.1.2, phase: Running}}
        ---
        {kind: Pod, metadata: {namespace: shop, name: job}, status: {podIP: 10.244.1.9, phase: Succeeded}}
        """;

    private static readonly ApiMap[] All = [.. ManifestYaml.Read(Objects)];

    private static readonly ClusterRecords Records = ClusterRecords.Empty(knowsPods: true).Update(Kind("Service"), Kind("EndpointSlice"), ["shop"], Kind("Pod"));

    [Theory]
    [InlineData("web.shop.svc.cluster.local. A", "NOERROR 10.96.0.7")]
    [InlineData("web.shop.svc.cluster.local. AAAA", "NOERROR fd00:96::7")]
    [InlineData("10-244-1-2.web.shop.svc.cluster.local. A", "NOERROR 10.244.1.2")]
    [InlineData("10-244-1-3.web.shop.svc.cluster.local. A", "NXDOMAIN")]
    [InlineData("db.shop.svc.cluster.local. A", "NOERROR 10.244.2.2 | 10.244.2.3")]
    [InlineData("DB-1.db.shop.svc.cluster.local. A", "NOERROR 10.244.2.3")]
    [InlineData("fd00-1--0.db.shop.svc.cluster.local. AAAA", "NOERROR fd00:1::")]
    [InlineData("fd00-1--0.db.shop.svc.cluster.local. A", "NOERROR")]
    [InlineData("_http._tcp.web.shop.svc.cluster.local. SRV", "NOERROR 0 50 80 web.shop.svc.cluster.local. + 10.96.0.7 | fd00:96::7")]
    [InlineData("_http._udp.web.shop.svc.cluster.local. SRV", "NXDOMAIN")]
    [InlineData("_pg._tcp.db.shop.svc.cluster.local. SRV", "NOERROR 0 33 5432 db-0.db.shop.svc.cluster.local. | 0 33 5432 db-1.db.shop.svc.cluster.local."
        + " | 0 33 5432 fd00-1--0.db.shop.svc.cluster.local. + 10.244.2.2 | 10.244.2.3 | fd00:1::")]
    [InlineData("alias.shop.svc.cluster.local. A", "NOERROR web.shop.svc.cluster.local. | 10.96.0.7")]
    [InlineData("alias.shop.svc.cluster.local. TXT", "NOERROR")]
    [InlineData("self.shop.svc.cluster.local. A", "NOERROR")]
    [InlineData("out.shop.svc.cluster.local. A", "NOERROR www.example.com. | 192.0.2.53")]
    [InlineData("out.shop.svc.cluster.local. SRV", "NOERROR")]
    [InlineData("x.out.shop.svc.cluster.local. CNAME", "NXDOMAIN")]
    [InlineData("*.shop.svc.cluster.local. A", "NXDOMAIN")]
    [InlineData("any.any.svc.cluster.local. A", "NXDOMAIN")]
    [InlineData("a.b.c.web.shop.svc.cluster.local. A", "NXDOMAIN")]
    [InlineData("shop.svc.cluster.local. A", "NOERROR")]
    [InlineData("nope.svc.cluster.local. A", "NXDOMAIN")]
    [InlineData("cluster.local. A", "NOERROR")]
    [InlineData("cluster.local. SOA", "NOERROR ns.dns.cluster.local. hostmaster.cluster.local. 7 7200 1800 86400 5")]
    [InlineData("cluster.local. NS", "NOERROR web.shop.svc.cluster.local. + 10.96.0.7 | fd00:96::7")]
    [InlineData("ns.dns.cluster.local. AAAA", "NOERROR fd00:96::7")]
    [InlineData("7.0.96.10.in-addr.arpa. PTR", "NOERROR web.shop.svc.cluster.local.")]
    [InlineData("2.1.244.10.in-addr.arpa. PTR", "NOERROR 10-244-1-2.web.shop.svc.cluster.local.")]
    [InlineData("2.2.244.10.IN-ADDR.arpa. PTR", "NOERROR db-0.db.shop.svc.cluster.local.")]
    [InlineData("9.9.244.10.in-addr.arpa. PTR", "NXDOMAIN")]
    [InlineData("10-244-1-2.shop.pod.cluster.local. A", "NOERROR 10.244.1.2")]
    [InlineData("10-244-1-9.shop.pod.cluster.local. A", "NXDOMAIN")]
    [InlineData("10-244-1-2.nope.pod.cluster.local. A", "NXDOMAIN")]
    [InlineData("www.example.com. A", "NOERROR 192.0.2.53")]
    [InlineData("cluster.local. AXFR", "REFUSED")]
    [InlineData("dns-version.cluster.local. TXT", "NOERROR \"1.1.0\"")]
    public void A_question_has_this_answer(string question, string expected)
    {
        DnsMessage answer = Ask(question, new() { Pods = PodNames.Verified, LocalAddresses = [IpAddress.Parse("10.244.1.2")] });
        Assert.Equal(expected, Text(answer));
        bool isOurs = question.Contains(".local.", StringComparison.Ordinal) || question.Contains("arpa", StringComparison.OrdinalIgnoreCase);
        Assert.Equal(isOurs && answer.Rcode != DnsRcode.Refused, answer.IsAuthoritative);
        Assert.Equal(isOurs && answer.Answer.Count == 0 && answer.IsAuthoritative ? 1 : 0, answer.Authority.OfType<AuthorityRecord>().Count());
    }

    [Fact]
    public void Options_change_answers()
    {
        Assert.Equal("NXDOMAIN", Text(Ask("10-244-1-2.shop.pod.cluster.local. A", new())));
        Assert.Equal("NOERROR 1.2.3.4", Text(Ask("1-2-3-4.shop.pod.cluster.local. A", new() { Pods = PodNames.Insecure })));
        Assert.Equal("NOERROR fd00::2", Text(Ask("fd00--2.shop.pod.cluster.local. AAAA", new() { Pods = PodNames.Insecure })));
        Assert.Equal("NOERROR 10.244.1.2", Text(Ask("web-abc.web.shop.svc.cluster.local. A", new() { UsesPodNames = true })));
        Assert.Equal("NXDOMAIN", Text(Ask("web.shop.svc.cluster.local. A", new() { Namespaces = ["other"] })));
        Assert.Equal("SERVFAIL", Text(Ask("nope.shop.svc.cluster.local. A", new() { HasSynced = false })));
        Assert.Equal("NOERROR router.example.com.", Text(Ask("1.0.0.10.in-addr.arpa. PTR", ClusterDnsOptions.Kubeadm())));
        Assert.Equal(30u, Ask("web.shop.svc.cluster.local. A", ClusterDnsOptions.Kubeadm()).Answer[0].Ttl);
        Assert.Equal("SERVFAIL", Text(new ClusterDns(new(), Records).Answer(new DnsQuestion("www.example.com.", DnsType.A))));
    }

    [Fact]
    public void Aliases_that_lead_in_a_circle_through_two_zones_come_to_an_end()
    {
        DnsMessage answer = Ask("ping.shop.svc.cluster.local. A", new() { Zones = ["cluster.local.", "other.local."] });
        Assert.All(answer.Answer, r => Assert.Equal(DnsType.Cname, r.Type));
        Assert.InRange(answer.Answer.Count, 1, 20);
    }

    [Fact]
    public void Answers_keep_the_case_of_the_question()
    {
        DnsMessage answer = Ask("_HTTP._tcp.WEB.shop.svc.Cluster.LOCAL. SRV", new());
        Assert.Equal("_HTTP._tcp.WEB.shop.svc.Cluster.LOCAL.", answer.Answer[0].Name);
        Assert.Equal("0 50 80 web.shop.svc.Cluster.LOCAL.", answer.Answer[0].Data);
        Assert.Equal("ClUsTeR.local.", Ask("nope.ClUsTeR.local. A", new()).Authority[0].Name);
    }

    [Fact]
    public void Any_question_has_an_answer() => Gen.Select(
        Of("web", "db", "shop", "svc", "pod", "", "_http", "-", "10-244-1-2", "[--1]", "ns", "dns", "é").Array[0, 7],
        Of("cluster.local.", "in-addr.arpa.", "ip6.arpa.", "com.", "."), Gen.Enum<DnsType>()).Sample((labels, zone, type) =>
    {
        DnsMessage answer = Ask($"{string.Join('.', labels.Append(zone))} {DnsText.Of(type)}", new() { Pods = PodNames.Insecure });
        return answer.IsResponse && (answer.Answer.Count == 0 || answer.Rcode == DnsRcode.NoError);
    });

    [Fact]
    public void A_packet_has_the_querys_id_and_option_record_and_no_more_than_its_sender_takes()
    {
        string endpoints = string.Join(", ", Enumerable.Range(1, 60).Select(i => $"{{addresses: [10.9.0.{i}]}}"));
        ApiMap[] many = [.. ManifestYaml.Read($$$"""
            {metadata: {namespace: shop, name: many, labels: {kubernetes.io/service-name: many}}, endpoints: [{{{endpoints}}}]}
            """)];
        ClusterRecords records = ClusterRecords.Empty().Update([.. ManifestYaml.Read("{metadata: {namespace: shop, name: many}, spec: {clusterIP: None}}")], many, ["shop"], []);
        ClusterDns dns = new(new(), records);
        DnsMessage query = DnsMessage.Query(new("many.shop.svc.cluster.local.", DnsType.A), 77), cut = dns.Answer(query);
        Assert.Equal((77, true, true, 29), (cut.Id, cut.IsTruncated, cut.IsCompressed, cut.Answer.Count));
        DnsMessage whole = dns.Answer(query with { Edns = new(1232, [1, 2, 3, 4, 5, 6, 7, 8]) });
        Assert.Equal((false, true, 60, 23 + 45 + 60 * 16), (whole.IsTruncated, whole.IsCompressed, whole.Answer.Count, whole.Length));
    }

    [Fact]
    public void A_change_makes_one_part_anew()
    {
        ObjectStore store = All.Where(o => o.Text("kind") != "Pod").Aggregate(ObjectStore.Empty, (s, o) => s.With(Object(o)))
            .With(Object(ManifestYaml.Read("{kind: Namespace, metadata: {name: shop}}")[0]));
        ClusterRecords before = ClusterRecords.Empty().Update(store);
        Assert.Same(before, before.Update(store));
        ApiMap slice = ManifestYaml.Read(
            "{kind: EndpointSlice, metadata: {namespace: shop, name: db-1, labels: {kubernetes.io/service-name: db}}, endpoints: [{addresses: [10.244.2.9]}]}")[0];
        ClusterRecords after = before.Update(store.With(Object(slice)));
        Assert.Same(before.Find(new("shop", "web")), after.Find(new("shop", "web")));
        Assert.NotSame(before.Find(new("shop", "db")), after.Find(new("shop", "db")));
        Assert.Equal("NOERROR 10.244.2.9", Text(Ask("db.shop.svc.cluster.local. A", new(), after)));
        Assert.Equal("NXDOMAIN", Text(Ask("2.2.244.10.in-addr.arpa. PTR", new(), after)));
        Assert.Equal("NOERROR 10-244-2-9.db.shop.svc.cluster.local.", Text(Ask("9.2.244.10.in-addr.arpa. PTR", new(), after)));
        Assert.Equal("NOERROR 10.244.2.2 | 10.244.2.3", Text(Ask("db.shop.svc.cluster.local. A", new(), before)));
        ClusterRecords gone = after.Update(store.With(Object(slice)).Without(Object(All[0]).Key));
        Assert.Equal("NXDOMAIN", Text(Ask("web.shop.svc.cluster.local. A", new(), gone)));
        Assert.Equal("NXDOMAIN", Text(Ask("7.0.96.10.in-addr.arpa. PTR", new(), gone)));
    }

    [Fact]
    public void Updates_one_by_one_end_where_all_at_once_does() => Gen.Select(Gen.Int[0, 3], Gen.Int[1, 4], Gen.Bool).Array[1, 20].Sample(edits =>
    {
        ObjectStore store = ObjectStore.Empty;
        ClusterRecords step = ClusterRecords.Empty().Update(store);
        foreach ((int service, int address, bool isService) in edits)
        {
            string text = isService
                ? $"{{kind: Service, metadata: {{namespace: n, name: s{service}}}, spec: {{clusterIP: 10.0.0.{address}, ports: [{{port: 1}}]}}}}"
                : $"{{kind: EndpointSlice, metadata: {{namespace: n, name: x{address}, labels: {{kubernetes.io/service-name: s{service}}}}}, endpoints: [{{addresses: [10.0.1.{address}]}}]}}";
            KubernetesObject changed = Object(ManifestYaml.Read(text)[0]);
            store = store.Has(changed.Key) && address == 1 ? store.Without(changed.Key) : store.With(changed);
            step = step.Update(store);
        }

        ClusterRecords whole = ClusterRecords.Empty().Update(store);
        return Enumerable.Range(0, 4).All(s => step.Find(new("n", $"s{s}")) is null == whole.Find(new("n", $"s{s}")) is null)
            && Enumerable.Range(1, 4).All(a => step.WithClusterIp(IpAddress.Parse($"10.0.0.{a}")).SequenceEqual(whole.WithClusterIp(IpAddress.Parse($"10.0.0.{a}")))
                && step.WithEndpoint(IpAddress.Parse($"10.0.1.{a}")).SequenceEqual(whole.WithEndpoint(IpAddress.Parse($"10.0.1.{a}"))));
    });

    private static Gen<string> Of(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static KubernetesObject Object(ApiMap content) => new(content.Text("kind") switch
    {
        "Service" => ResourceKinds.Of<ServiceKind>(),
        "Namespace" => ResourceKinds.Of<NamespaceKind>(),
        _ => ResourceKinds.Of<EndpointSliceKind>(),
    }, content);

    private static IEnumerable<ApiMap> Kind(string kind) => All.Where(o => o.Text("kind") == kind);

    private static DnsMessage Ask(string question, ClusterDnsOptions options, ClusterRecords? records = null)
    {
        string[] words = question.Split(' ');
        Assert.True(DnsText.TryType(words[1], out DnsType type) || words[1] == "NONE");
        return new ClusterDns(options, records ?? Records, World, serial: 7).Answer(new DnsQuestion(words[0], type));
    }

    private static DnsMessage World(DnsQuestion question) => question.Type switch
    {
        DnsType.A when question.Name == "www.example.com." => new() { Question = question, Answer = [new AddressRecord(question.Name, 60, IpAddress.Parse("192.0.2.53"))] },
        DnsType.Ptr => new() { Question = question, Answer = [new NameRecord(question.Name, 60, DnsType.Ptr, "router.example.com.")] },
        _ => new() { Question = question, Rcode = DnsRcode.NxDomain },
    };

    private static string Text(DnsMessage answer)
    {
        string records = string.Join(" | ", answer.Answer.Select(r => r.Data)), more = string.Join(" | ", answer.Additional.Select(r => r.Data));
        return $"{DnsText.Of(answer.Rcode)} {records}{(more.Length > 0 ? $" + {more}" : "")}".TrimEnd();
    }
}
