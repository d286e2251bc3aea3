namespace PodNet.Cli.Tests;

/// <summary>What a person reads who gets a cluster file wrong on the command line: file, line and column, and exit code 2.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly CommandLine _podnet = new();

    public void Dispose() => _podnet.Dispose();

    [Theory]
    [InlineData("nodes: [1, 2\npods: 3", "line 1, column 8: malformed YAML: ")]
    [InlineData("nodes: 2\npodz: 3", "line 2, column 1: unknown field \"podz\", did you mean \"pods\"?")]
    [InlineData("nodes: 5\nnetworking: {podSubnet: 10.244.0.0/22}", "line 2, column 25: networking.podSubnet: Invalid value: \"10.244.0.0/22\": too small")]
    [InlineData("nodes: [{podCIDR: 10.244.0.0/31}]", "line 1, column 19: node node1: podCIDR: Network 10.244.0.0/31 too small to allocate from")]
    [InlineData(
        "networking: {podSubnet: 10.96.0.0/16, serviceSubnet: 10.96.128.0/17}",
        "line 1, column 54: podSubnet 10.96.0.0/16 overlaps serviceSubnet 10.96.128.0/17")]
    [InlineData("nodes: [{name: a}, {name: a}]", "line 1, column 27: node a: the name is taken already (line 1)")]
    [InlineData("pods:\n- {name: web}\n- {name: web}", "line 3, column 10: pod default/web: the name is taken already (line 2)")]
    [InlineData(
        "nodes: [{name: a, podCIDR: 10.244.0.0/29}]\npods: 6",
        "line 2, column 7: pod default/pod1-6: no IP addresses available in range set: 10.244.0.1-10.244.0.6")]
    [InlineData("pods: [{name: \"<script>'&\"}]", "line 1, column 15: pods[0].name: Invalid value: \"<script>'&\"")]
    public void A_bad_cluster_file_is_bad_for_every_command(string yaml, string message)
    {
        _podnet.Write("bad.yaml", yaml);
        _podnet.Write("probes.json", "[]");
        string[][] commands =
        [
            ["cluster"], ["trace", "--from", "a", "--to", "b"], ["show", "a", "--", "ip", "link"],
            ["lab", "record", "--probes", "probes.json", "--out", "out"],
        ];
        foreach (string[] command in commands)
        {
            int options = command[0] == "lab" ? 2 : 1;
            (int code, string output, string error) = _podnet.Run([.. command[..options], "--cluster", "bad.yaml", .. command[options..]]);

            Assert.Equal((2, ""), (code, output));
            Assert.Contains($"podnet: bad.yaml: {message}", error);
            Assert.DoesNotContain("   at ", error);
        }
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("svg")]
    public void A_port_nobody_listens_on_is_an_answer_and_not_yes(string form)
    {
        (int code, string output, string error) = _podnet.Run(
            "trace", "--cluster", "cluster.yaml", "--from", "client", "--to", "web", "--port", "81", "--output", form);

        Assert.Equal((1, ""), (code, error));
        Assert.Contains("nobody listens on TCP port 81", output);
    }

    [Fact]
    public void Hostile_text_is_harmless_in_pictures_and_JSON()
    {
        const string Hostile = "<script>alert('x')</script>\\\" onload=\\\"&";
        _podnet.Write("hostile.yaml", $"nodes: 1\npods:\n- name: p\n  containers: [{{name: c, image: \"{Hostile}\"}}]\n");

        string svg = _podnet.Run("cluster", "--cluster", "hostile.yaml", "--output", "svg").Out;
        string json = _podnet.Run("cluster", "--cluster", "hostile.yaml", "--output", "json").Out;

        Assert.Contains("script", json);
        System.Xml.Linq.XDocument picture = System.Xml.Linq.XDocument.Parse(svg);
        Assert.DoesNotContain(picture.Descendants(), e => e.Name.LocalName == "script" || e.Attributes().Any(a => a.Name.LocalName == "onload"));
        Assert.Equal("p", System.Text.Json.JsonDocument.Parse(json).RootElement.GetProperty("pods")[0].GetProperty("name").GetString());
    }
}
