using PodNet.Lab.Recording;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Lab.Tests.Recording;

/// <summary>Probes files.</summary>
public sealed class ProbeRequestTests
{
    [Fact]
    public void An_array_and_a_capture_are_both_read()
    {
        const string Probe = """{"name":"a","from":"p1","argv":["ping","-c","1","10.0.0.1"],"chosenEndpoint":null,"frames":[]}""";
        ProbeRequest expected = new("a", "p1", ["ping", "-c", "1", "10.0.0.1"]);
        Assert.Equal([expected], ProbeRequest.ReadFile($"[{Probe}]"));
        Assert.Equal([expected], ProbeRequest.ReadFile($$"""{"interfaces":[],"probes":[{{Probe}}]}"""));
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("7", "array")]
    [InlineData("""[{"name":"a","from":"p1"}]""", "probes[0]")]
    [InlineData("""[{"name":"a","from":"p1","argv":"ping"}]""", "probes[0]")]
    [InlineData("""[{"name":1,"from":"p1","argv":[]}]""", "probes[0]")]
    [InlineData("[7]", "probes[0]")]
    public void What_is_no_probes_file_is_refused_with_the_place(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<LabException>(() => ProbeRequest.ReadFile(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("sh", "-c", "reboot")]
    [InlineData("busybox", "sh")]
    [InlineData("busybox", "wget", "-q", "-O", "/etc/passwd", "http://10.0.0.1/")]
    [InlineData("busybox", "wget", "-q", "-O", "-", "--post-file=/etc/passwd")]
    [InlineData("busybox")]
    public void Only_probing_programs_are_run(params string[] argv) =>
        Assert.Contains("may be run", Refusal(new ProbeRequest("a", "p1", argv.ToValueList())), StringComparison.Ordinal);

    [Fact]
    public void Twins_and_unknown_namespaces_are_refused()
    {
        ProbeRequest ping = new("a", "p1", ["ping", "10.0.0.1"]);
        Assert.Contains("two probes named 'a'", Refusal(ping, ping), StringComparison.Ordinal);
        Assert.Contains("no namespace 'p9'", Refusal(ping with { From = "p9" }), StringComparison.Ordinal);
    }

    private static string Refusal(params ProbeRequest[] probes)
    {
        ClusterTopology topology = new()
        {
            Nodes = [],
            Pods = [],
            Underlay = new([], null, IpPrefix.Parse("10.0.0.0/24")),
            Cni = new("none", "", 1500, CniFidelity.FromDocumentation),
            PodSubnets = [IpPrefix.Parse("10.1.0.0/16")],
            ServiceSubnets = [IpPrefix.Parse("10.96.0.0/12")],
        };
        Cluster cluster = new(topology, new Nothing(), [new NamespaceBuilder(new("p1")).Build()]);
        return Assert.Throws<LabException>(() => LabPlan.Of(cluster, probes)).Message;
    }

    private sealed class Nothing : INamespaceCompiler
    {
        public NetworkNamespace? Compile(NamespaceId id) => null;
    }
}
