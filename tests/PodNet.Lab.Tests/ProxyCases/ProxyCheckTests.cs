using PodNet.Kubectl.Check;
using PodNet.Lab.ProxyCases;

namespace PodNet.Lab.Tests.ProxyCases;

/// <summary>The judge of kube-proxy cases: what is right passes, what is wrong does not, and what cannot be read is told with its place.</summary>
public class ProxyCheckTests
{
    private const string Cluster = """
        "id": "c",
        "node": {"hostname": "here", "nodeIP": "192.168.50.11", "clusterCIDR": "10.244.0.0/16", "masqueradeAll": false, "localhostNodePorts": true,
                 "nodePortAddresses": ["0.0.0.0/0"]},
        "services": [{"metadata": {"name": "web", "namespace": "shop"}, "spec": {"clusterIP": "10.96.0.80", "type": "NodePort",
                      "ports": [{"name": "http", "port": 80, "nodePort": 30080}]}}],
        "endpointSlices": [{"metadata": {"name": "web-1", "namespace": "shop", "labels": {"kubernetes.io/service-name": "web"}}, "addressType": "IPv4",
                            "ports": [{"name": "http", "port": 8080}],
                            "endpoints": [{"addresses": ["10.244.1.3"], "nodeName": "here"}, {"addresses": ["10.244.2.2"]}]}]
        """;

    private const string FromPod =
        """{"name": "pod", "sourceIP": "10.244.1.2", "destIP": "10.96.0.80", "destPort": 80, "protocol": "TCP", "expect": EXPECT}""";

    [CasesTheory]
    [InlineData("flows")]
    [InlineData("rules")]
    [InlineData(".")]
    public void All_outside_cases_pass(string folder)
    {
        string[] files = [.. Cases.Files("kube-proxy", folder)];
        Assert.NotEmpty(files);
        CheckReport report = files.Select(f => ProxyCheck.Run(f, Cases.Read("kube-proxy", folder, f))).Aggregate(CheckReport.Empty, CheckReport.Add);
        Assert.Empty(report.Failures);
        Assert.True(report.IsGood);
    }

    [Theory]
    [InlineData("""{"verdict": "DNAT", "endpoints": ["10.244.1.3:8080", "10.244.2.2:8080"], "masquerade": false}""", null)]
    [InlineData("""{"verdict": "DNAT", "endpoints": ["10.244.1.3:8080"], "masquerade": false}""",
        "c, pod: expected DNAT 10.244.1.3:8080 False, got DNAT 10.244.1.3:8080 10.244.2.2:8080 False")]
    [InlineData("""{"verdict": "DNAT", "endpoints": ["10.244.1.3:8080", "10.244.2.2:8080"], "masquerade": true}""",
        "c, pod: expected DNAT 10.244.1.3:8080 10.244.2.2:8080 True, got DNAT 10.244.1.3:8080 10.244.2.2:8080 False")]
    [InlineData("""{"verdict": "REJECT", "endpoints": [], "masquerade": false}""",
        "c, pod: expected REJECT  False, got DNAT 10.244.1.3:8080 10.244.2.2:8080 False")]
    public void A_flow_is_what_our_kernel_makes_of_it(string expect, string? failure)
    {
        string flow = FromPod.Replace("EXPECT", expect, StringComparison.Ordinal);
        CheckReport report = ProxyCheck.Run("f", $"{{{Cluster}, \"flows\": [{flow}]}}");
        Assert.Equal(failure is null ? [] : [failure], report.Failures);
        Assert.Equal(failure is null ? 1 : 0, report.Passed);
    }

    [Fact]
    public void A_rule_that_is_not_there_is_told_with_its_chain()
    {
        string failure = Assert.Single(ProxyCheck.Run("f", $"{{{Cluster}, \"expectedIptables\": \"*nat\\n-A KUBE-MARK-MASQ -j MARK --or-mark 0x8000\"}}").Failures);
        Assert.Equal("c: nat KUBE-MARK-MASQ, rule 1: expected -A KUBE-MARK-MASQ -j MARK --set-xmark 0x8000/0x8000, got -A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000", failure);
    }

    [Theory]
    [InlineData("KUBE-SVC-CDGGSHYLG3RE2FKL", 1)]
    [InlineData("KUBE-SVC-CDGGSHYLG3RE2FKM", 0)]
    public void Names_of_chains_are_hashes(string chain, int passed) => Assert.Equal(
        passed, ProxyCheck.Run("f", $$"""{"pairs": [{"servicePortName": "default/web:http", "protocol": "tcp", "chain": "{{chain}}"}]}""").Passed);

    [Theory]
    [InlineData("{", "f: not JSON: line 1, byte 2")]
    [InlineData("{}", "f: there are neither \"expectedIptables\" nor \"flows\" nor \"pairs\" in it")]
    [InlineData("{\"flows\": []}", "f: the file: has no \"node\"")]
    public void A_wrong_file_is_told_with_its_place(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<CheckFileException>(() => ProxyCheck.Run("f", text)).Message, StringComparison.Ordinal);
}
