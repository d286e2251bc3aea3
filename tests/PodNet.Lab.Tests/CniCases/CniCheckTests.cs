using PodNet.Kubectl.Check;
using PodNet.Lab.CniCases;

namespace PodNet.Lab.Tests.CniCases;

/// <summary>The judge of CNI cases: what is right passes, what is wrong does not, and what cannot be read is told with its place.</summary>
public class CniCheckTests
{
    private const string Allocation =
        """{"id": "a", "kind": "host-local-allocate", "input": {"ranges": [{"subnet": "10.9.0.0/29"}]}, "expect": {"ip": "10.9.0.2"}}""";

    private const string Chain =
        """{"id": "c", "kind": "cni-chain-name", "input": [{"name": "test", "containerID": "x"}], "expect": ["CNI-DN-2f6e9ae1a1d2e6d5f3d0c"]}""";

    [CasesFact]
    public void All_outside_cases_pass()
    {
        CheckReport report = CniCheck.Run("cases.json", Cases.Read("cni", "cases.json"));
        Assert.Empty(report.Failures);
        Assert.True(report.IsGood);
    }

    [Fact]
    public void A_right_case_passes_and_a_wrong_one_is_told_in_one_line()
    {
        Assert.Equal((1, 0), Counts($"[{Allocation}]"));
        string failure = Assert.Single(CniCheck.Run("f", $"[{Allocation.Replace("10.9.0.2", "10.9.0.3", StringComparison.Ordinal)}]").Failures);
        Assert.Equal("a (host-local-allocate): ip: expected \"10.9.0.3\" got \"10.9.0.2\"", failure);
        Assert.Equal((0, 1), Counts($"[{Chain}]"));
    }

    [Fact]
    public void What_the_file_does_not_judge_is_counted_apart()
    {
        CheckReport report = CniCheck.Run("f", $"[{Allocation.Replace("\"id\"", "\"judged\": false, \"id\"", StringComparison.Ordinal)}]");
        Assert.Equal((0, 0, 1, false), (report.Passed, report.Failures.Count, report.NotJudged, report.IsGood));
    }

    [Theory]
    [InlineData("{", "f: not JSON: line 1, byte 2")]
    [InlineData("{}", "f: the file: expected an array, found {}")]
    [InlineData("[{\"id\": \"a\"}]", "f: [0]: has no \"kind\"")]
    [InlineData("[{\"id\": \"a\", \"kind\": \"host-local-range\", \"input\": {\"subnet\": 7}}]", "f: [0].input.subnet: expected a string, found 7")]
    [InlineData("[{\"id\": \"a\", \"kind\": \"host-local-range\", \"input\": {\"subnet\": \"x\"}}]", "f: [0].input.subnet: 'x' is not an IP address")]
    public void A_wrong_file_is_told_with_its_place(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<CheckFileException>(() => CniCheck.Run("f", text)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_kind_is_told_with_those_there_are()
    {
        CheckFileException told = Assert.Throws<CheckFileException>(() => CniCheck.Run("f", "[{\"id\": \"a\", \"kind\": \"x\"}]"));
        Assert.StartsWith("f: [0].kind: \"x\" is none of host-local-allocate, ", told.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"ip\": \"10.0.0.1\"", "cannot be read: the specification has no field \"ip\" here")]
    [InlineData("\"ips\": [{\"address\": \"10.0.0.1/24\", \"interface\": 0}]", "cannot be read: ips: 10.0.0.1/24 is on interface 0; there are 0, counted from 0")]
    [InlineData("\"routes\": [{\"dst\": \"0.0.0.0/0\", \"via\": \"10.0.0.1\"}]", "cannot be read: the specification has no field \"via\" here")]
    public void A_result_that_the_specification_does_not_have_is_refused(string result, string problem)
    {
        string text = "[{\"id\": \"a\", \"kind\": \"cni-json-example\", \"expect\": {" + result + "}}]";
        Assert.Equal($"a (cni-json-example): {problem}", Assert.Single(CniCheck.Run("f", text).Failures));
    }

    [Fact]
    public void Rows_about_a_peer_that_should_not_be_are_a_difference()
    {
        const string Input = """
            "input": {"backend": {"Type": "TYPE"}, "on": "a", "nodes": [
              {"name": "a", "publicIP": "172.18.0.3", "subnet": "10.244.1.0/24"}, {"name": "b", "publicIP": "172.18.0.4", "subnet": "10.244.2.0/24"}]}
            """;
        string Case(string mode, string expect) =>
            $"[{{\"id\": \"f\", \"kind\": \"flannel-routes\", {Input.Replace("TYPE", mode, StringComparison.Ordinal)}, \"expect\": {expect}}}]";
        Assert.Equal((1, 0), Counts(Case("host-gw", "{\"route\": \"10.244.2.0/24 via 172.18.0.4 dev eth0\", \"fdb\": null}")));
        Assert.Equal((0, 1), Counts(Case("vxlan", "{\"fdb\": null}")));
        Assert.Equal((0, 1), Counts(Case("vxlan", "{\"neigh\": null}")));
        Assert.Equal((0, 1), Counts(Case("host-gw", "{\"route\": \"10.244.2.0/24 via 172.18.0.5 dev eth0\"}")));
    }

    private static (int Passed, int Failed) Counts(string text)
    {
        CheckReport report = CniCheck.Run("f", text);
        return (report.Passed, report.Failures.Count);
    }
}
