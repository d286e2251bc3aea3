using System.Text.Json;

namespace PodNet.Cli.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly CommandLine _podnet = new();

    public void Dispose() => _podnet.Dispose();

    [Theory]
    [InlineData(0, "trace", "--from", "client", "--to", "web", "--port", "80")]
    [InlineData(0, "trace", "--from", "client", "--to", "10.244.1.2")]
    [InlineData(1, "trace", "--from", "client", "--to", "web", "--port", "81")]
    [InlineData(1, "trace", "--from", "client", "--to", "10.244.1.77")]
    [InlineData(0, "cluster")]
    [InlineData(0, "show", "node1", "--", "ip", "-d", "link")]
    [InlineData(0, "show", "sw", "--", "bridge", "fdb")]
    [InlineData(0, "compare", "--from", "client", "--to", "web", "--cni", "bridge,flannel:vxlan", "--sort", "bytes")]
    [InlineData(0, "compare", "--from", "client", "--to", "web", "--cni", "bridge,flannel:vxlan", "--chart", "bytes")]
    [InlineData(0, "pcap", "--from", "client", "--to", "web", "--port", "80")]
    [InlineData(1, "pcap", "--from", "client", "--to", "web", "--port", "81", "--at", "client:eth0")]
    [InlineData(0, "cni", "web")]
    [InlineData(0, "cni", "web", "--output", "json")]
    [InlineData(0, "cni", "--node", "node1")]
    public void Answers(int code, params string[] arguments)
    {
        (int actual, string output, string error) = _podnet.Run([arguments[0], "--cluster", "cluster.yaml", .. arguments[1..]]);

        Assert.Equal((code, ""), (actual, error));
        Assert.EndsWith("\n", output);
        Assert.True(output.Length > 100, output);
    }

    [Theory]
    [InlineData("podnet: no command 'trce', did you mean \"trace\"; podnet --help shows how", "trce")]
    [InlineData("podnet: Required command was not provided; podnet --help shows how")]
    [InlineData("podnet: no option '--form', did you mean \"--from\"; podnet trace --help shows how", "trace", "--form", "a")]
    [InlineData("podnet: Option '--from' is required; podnet trace --help shows how", "trace", "--cluster", "cluster.yaml", "--to", "web")]
    [InlineData("podnet: there is no file nix.yaml", "cluster", "--cluster", "nix.yaml")]
    [InlineData("podnet: bad.yaml: line 2, column 1: ", "cluster", "--cluster", "bad.yaml")]
    [InlineData(
        "podnet: no pod, node or address 'webb', did you mean \"web\"?", "trace", "--cluster", "cluster.yaml", "--from", "client", "--to",
        "webb")]
    [InlineData(
        "podnet: --port has to be a number from 1 to 65535", "trace", "--cluster", "cluster.yaml", "--from", "client", "--to", "web",
        "--port", "0")]
    [InlineData(
        "podnet: Cannot parse argument 'x'", "trace", "--cluster", "cluster.yaml", "--from", "client", "--to", "web", "--port", "x")]
    [InlineData("podnet: Argument 'xml' not recognized", "cluster", "--cluster", "cluster.yaml", "--output", "xml")]
    [InlineData("podnet: udp needs a port", "trace", "--cluster", "cluster.yaml", "--from", "client", "--to", "web", "--protocol", "udp")]
    [InlineData("podnet: 'ip frob' is not answered here", "show", "node1", "--cluster", "cluster.yaml", "--", "ip", "frob")]
    [InlineData("podnet: no pod, node or address 'node3'", "show", "node3", "--cluster", "cluster.yaml", "--", "ip", "route")]
    [InlineData("podnet: no pod 'webb', did you mean \"web\"?", "cni", "webb", "--cluster", "cluster.yaml")]
    [InlineData("podnet: --output json is the result for a pod", "cni", "--cluster", "cluster.yaml", "--output", "json")]
    [InlineData("podnet: --cni: there is no 'flanel', did you mean \"flannel\"?", "compare", "--cluster", "cluster.yaml", "--from", "client", "--to", "web", "--cni", "flanel")]
    [InlineData("podnet: --chart is 'byte'; it has to be one of bytes, hops, did you mean \"bytes\"?", "compare", "--cluster", "cluster.yaml", "--from", "client", "--to", "web", "--chart", "byte")]
    [InlineData("podnet: no packet was seen at 'client:eth1', did you mean \"client:eth0\"?", "pcap", "--cluster", "cluster.yaml", "--from", "client", "--to", "web", "--at", "client:eth1")]
    [InlineData("podnet: cluster.yaml/x.pcapng cannot be written: ", "pcap", "--cluster", "cluster.yaml", "--from", "client", "--to", "web", "--out", "cluster.yaml/x.pcapng")]
    [InlineData("podnet: there is no file nix.ipynb", "run", "nix.ipynb")]
    [InlineData("podnet: cluster.yaml cannot be read: it is no JSON", "run", "cluster.yaml")]
    [InlineData("podnet: there is no file nix.json", "verify", "--cluster", "cluster.yaml", "--captures", "nix.json")]
    [InlineData("error: ", "verify", "--cluster", "cluster.yaml", "--captures", "cluster.yaml")]
    [InlineData(
        "podnet: Option '--out' is required; podnet lab record --help shows how", "lab", "record", "--cluster", "cluster.yaml", "--probes",
        "x")]
    [InlineData(
        "podnet: the probes file is not JSON", "lab", "record", "--cluster", "cluster.yaml", "--probes", "cluster.yaml", "--out", "x")]
    public void BadInputIsOneClearLineAndExitCode2(string message, params string[] arguments)
    {
        _podnet.Write("bad.yaml", "nodes: 2\npodz: 3\n");

        (int code, string output, string error) = _podnet.Run(arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error.Split('\n').Single(l => l.Contains(message, StringComparison.Ordinal)));
        Assert.DoesNotContain("   at ", error);
    }

    [Fact]
    public void WhatSomebodyElseWroteCannotCommandTheTerminal()
    {
        _podnet.Write("hostile.ipynb", CommandLine.Notebook("\\u001b[2J\\u202e"));

        string error = _podnet.Run("run", "hostile.ipynb").Error;

        Assert.Contains("\uFFFD[2J\uFFFD", error);
        Assert.DoesNotContain('\u001b', error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("course", "--help")]
    [InlineData("run", "--help")]
    [InlineData("trace", "--help")]
    [InlineData("show", "--help")]
    [InlineData("cluster", "--help")]
    [InlineData("verify", "--help")]
    [InlineData("lab", "record", "--help")]
    [InlineData("compare", "--help")]
    [InlineData("pcap", "--help")]
    [InlineData("cni", "--help")]
    public void HelpSaysHow(params string[] arguments)
    {
        (int code, string output, string error) = _podnet.Run(arguments);

        Assert.Equal((0, ""), (code, error));
        string expected = arguments.Length == 1 ? "Exit codes: 0 yes, 1 no" : $"Examples:\n  podnet {string.Join(' ', arguments[..^1])}";
        Assert.Contains(expected, output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void PicturesAreSvg()
    {
        string trace = _podnet.Run("trace", "--cluster", "cluster.yaml", "--from", "client", "--to", "web", "--output", "svg").Out;
        string dark = _podnet.Run("cluster", "--cluster", "cluster.yaml", "--output", "svg", "--theme", "dark").Out;

        Assert.StartsWith("<svg", trace);
        Assert.StartsWith("<svg", dark);
        Assert.NotEqual(dark, _podnet.Run("cluster", "--cluster", "cluster.yaml", "--output", "svg").Out);
    }

    [Fact]
    public void TheApartmentViewIsAnotherPictureAndAnotherText()
    {
        string[] trace = ["trace", "--cluster", "cluster.yaml", "--from", "client", "--to", "web", "--view", "apartment"];

        Assert.Contains("apartment (pod) web", _podnet.Run("cluster", "--cluster", "cluster.yaml", "--view", "apartment").Out);
        Assert.Contains("door (eth0), apartment (pod) client", _podnet.Run(trace).Out);
        Assert.Contains("apartment (pod)", _podnet.Run([.. trace, "--output", "svg"]).Out);
        Assert.Equal(2, _podnet.Run("cluster", "--cluster", "cluster.yaml", "--view", "appartment").Code);
    }

    [Fact]
    public void ATraceInJsonTellsEveryStep()
    {
        string[] request = ["trace", "--cluster", "cluster.yaml", "--from", "client", "--to", "web", "--port", "80", "--output", "json"];
        string text = _podnet.Run(request).Out;

        JsonElement trace = JsonDocument.Parse(text).RootElement;
        Assert.Equal(1, trace.GetProperty("version").GetInt32());
        Assert.Equal(("flannel vxlan", "client", "answered"), (
            trace.GetProperty("cni").GetString(), trace.GetProperty("from").GetString(), trace.GetProperty("outcome").GetString()));
        JsonElement asked = trace.GetProperty("journeys").EnumerateArray().First(j => j.GetProperty("role").GetString() == "request");
        Assert.Equal("delivered", asked.GetProperty("disposition").GetString());
        List<JsonElement> steps = [.. asked.GetProperty("hops").EnumerateArray()
            .Where(h => h.GetProperty("main").GetBoolean()).SelectMany(h => h.GetProperty("steps").EnumerateArray())];
        Assert.Equal("originated", steps[0].GetProperty("kind").GetString());
        JsonElement encapsulated = steps.Single(s => s.GetProperty("kind").GetString() == "encapsulated");
        Assert.Contains("dst 192.168.50.12", encapsulated.GetProperty("row").GetString());
        Assert.Equal(
            ["ethernet", "ip", "udp", "vxlan", "ethernet", "ip", "tcp"],
            steps.Where(s => s.GetProperty("kind").GetString() == "transmitted").Select(s => s.GetProperty("packet").GetProperty("headers"))
                .Last(h => h.GetArrayLength() == 7).EnumerateArray().Select(h => h.GetProperty("header").GetString()));
        Assert.Equal(text, _podnet.Run(request).Out);
    }

    [Fact]
    public void AClusterInJsonTellsWhatThereIs()
    {
        JsonElement cluster = JsonDocument.Parse(_podnet.Run("cluster", "--cluster", "cluster.yaml", "--output", "json").Out).RootElement;

        Assert.Equal(["node1", "node2"], cluster.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("name").GetString()));
        JsonElement web = cluster.GetProperty("pods")[1].GetProperty("containers")[0];
        Assert.Equal(80, web.GetProperty("listens")[0].GetProperty("port").GetInt32());
    }
}
