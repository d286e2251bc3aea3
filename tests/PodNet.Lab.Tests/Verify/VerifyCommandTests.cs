using PodNet.Engine.State;
using PodNet.Lab.Captures;
using PodNet.Lab.Verify;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Lab.Tests.Verify;

public class VerifyCommandTests
{
    private static readonly CapturedProbe Ping = Probe("01-ping", "ping -n -c 2 10.0.0.2");
    private static readonly CapturedProbe Absent = Probe("02-absent", "ping -n -c 1 10.0.0.77");
    private static readonly CapturedProbe Curl = Probe("03-curl", "curl http://10.0.0.2/");

    [Fact]
    public void A_prediction_equals_itself()
    {
        string predicted = Predict(Ping, Absent);
        (VerifyResult result, string[] lines, string errors) = Verify(predicted);
        Assert.Equal(
            [
                "equal 01-ping: 6 of 6 journeys equal", "equal 02-absent: 2 of 2 journeys equal",
                "journeys: 8 of 8 equal, 0 probes unsupported",
            ],
            lines);
        Assert.Equal((0, "", predicted), (result.ExitCode, errors, result.Predicted));
    }

    [Fact]
    public void A_prediction_holds_what_the_interfaces_show()
    {
        Capture capture = CaptureReader.Read(Predict(Ping));
        Assert.Contains(new("s", "pb", "02:00:00:00:00:73", 1500, "ether"), capture.Interfaces);
        Frame[] requests = [.. capture.Probes[0].Frames.Where(f => f.Content.Ip is { Sequence: 1, IcmpType: 8 })];
        Assert.Equal(["a:eth0:tx", "s:pa:rx", "s:pb:rx", "b:eth0:rx"], requests.Select(f => $"{f.Namespace}:{f.Device}:{f.Direction}"));
        Assert.All(requests, f => Assert.Equal(("echo-request", 98, 84), (f.Content.Kind, f.Content.Length, f.Content.Ip!.Length)));
        Assert.Equal("lo", CaptureReader.Read(Predict(Absent)).Probes[0].Frames[^1].Device);
    }

    [Fact]
    public void A_difference_is_shown_with_both_sides()
    {
        Capture capture = CaptureReader.Read(Predict(Ping));
        ValueList<Frame> frames = capture.Probes[0].Frames;
        int at = Enumerable.Range(0, frames.Count).First(i => frames[i].Content.Ip is { Sequence: 2, IcmpType: 0 });
        FrameContent content = frames[at].Content;
        Frame changed = frames[at] with { Content = content with { Ip = content.Ip! with { Ttl = 63 } } };
        CapturedProbe probe = capture.Probes[0] with { Frames = frames.RemoveAt(at).Insert(at, changed) };
        (VerifyResult result, string[] lines, _) = Verify(CaptureWriter.Write(capture with { Probes = [probe] }));
        const string Line = "b:eth0 02:00:00:00:00:62>02:00:00:00:00:61 10.0.0.2>10.0.0.1 ttl{0} proto1 echo-reply seq2 len84 frame98";
        Assert.Equal(
            [
                "different 01-ping: 5 of 6 journeys equal", "    differs echo-reply 2: TTL at sighting 1",
                "        predicted " + Line.Replace("{0}", "64", StringComparison.Ordinal),
                "        seen      " + Line.Replace("{0}", "63", StringComparison.Ordinal),
                "journeys: 5 of 6 equal, 0 probes unsupported",
            ],
            lines);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public void What_only_the_prediction_has_counts_too()
    {
        (VerifyResult result, string[] lines, _) = Verify(Write(Ping));
        Assert.Equal("journeys: 0 of 6 equal, 0 probes unsupported", lines[^1]);
        Assert.Contains("    unexpected echo-request 1: nothing seen", lines);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public void An_unsupported_probe_counts_as_not_equal()
    {
        ValueList<Frame> frames = CaptureReader.Read(Predict(Ping)).Probes[0].Frames;
        (VerifyResult result, string[] lines, _) = Verify(Write(Curl with { Frames = frames }));
        Assert.Equal(["UNSUPPORTED 03-curl: no model of the program \"curl\"", "journeys: 0 of 6 equal, 1 probes unsupported"], lines);
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(CaptureReader.Read(result.Predicted!).Probes);
        Assert.Equal(1, Verify(Write(Curl)).Result.ExitCode);
    }

    [Fact]
    public void An_unknown_namespace_or_endpoint_is_unsupported() => Assert.Equal(
        [
            "UNSUPPORTED x: no namespace \"nowhere\" in the cluster",
            "UNSUPPORTED y: no pod has the chosen endpoint's namespace \"p99\"",
            "journeys: 0 of 0 equal, 2 probes unsupported",
        ],
        Verify(Write(Ping with { Name = "x", From = "nowhere" }, Ping with { Name = "y", ChosenEndpoint = "p99" })).Lines);

    [Fact]
    public void Globs_select_probes()
    {
        string predicted = Predict(Ping, Absent);
        Assert.Equal("journeys: 6 of 6 equal, 0 probes unsupported", Verify(predicted, "01-*").Lines[^1]);
        Assert.Equal("journeys: 8 of 8 equal, 0 probes unsupported", Verify(predicted, "0?-ping", "*absent").Lines[^1]);
        (VerifyResult result, string[] lines, string errors) = Verify(predicted, "01-*", "99");
        Assert.Equal((0, "warning: no probe is called \"99\"\n", 2), (result.ExitCode, errors, lines.Length));
        Assert.Equal(2, Verify(predicted, "99").Result.ExitCode);
    }

    [Fact]
    public void Input_that_cannot_be_used_is_told_without_a_trace()
    {
        (VerifyResult result, string[] lines, string errors) = Verify("{\"interfaces\":7}");
        Assert.Equal((2, "error: interfaces: expected an array, found 7\n"), (result.ExitCode, errors));
        Assert.Empty(lines);
        StringWriter complaint = new();
        VerifyCommand command = new(_ => throw new FormatException("cluster.yaml line 3: unknown key 'nodez'"));
        Assert.Equal(new(2, null), command.Run("", Write(Ping), [], TextWriter.Null, complaint));
        Assert.Equal("error: cluster.yaml line 3: unknown key 'nodez'\n", complaint.ToString());
    }

    [Fact]
    public void Hostile_names_stay_on_their_line() => Assert.Equal(
        "UNSUPPORTED a\\u000ajourneys: 1 of 1 equal\\u001b[2J: no model of the program \"curl\"",
        Verify(Write(Curl with { Name = "a\njourneys: 1 of 1 equal\u001b[2J" })).Lines[0]);

    [Fact]
    public void Bridges_have_heard_everybody_before_a_probe()
    {
        KernelState state = HeardAddresses.In(TinyCluster.Create(), SimulatedTime.Start);
        Assert.Equal(
            [("02:00:00:00:00:61", "pa"), ("02:00:00:00:00:62", "pb"), ("02:00:00:00:00:63", "pc")],
            state.Of(new("s")).Fdb.OrderBy(r => r.Key.Mac).Select(r => (r.Key.Mac.ToString(), r.Value.Port)));
        Assert.Equal([new NamespaceId("s")], state.Namespaces);
    }

    private static CapturedProbe Probe(string name, string line) => new(name, "a", line.Split(' ').ToValueList(), 0, null, null, null, []);

    private static string Write(params CapturedProbe[] probes) => CaptureWriter.Write(new([], probes.ToValueList()));

    private static string Predict(params CapturedProbe[] probes) => Verify(Write(probes)).Result.Predicted!;

    private static (VerifyResult Result, string[] Lines, string Errors) Verify(string captures, params string[] globs)
    {
        StringWriter output = new();
        StringWriter errors = new();
        VerifyResult result = new VerifyCommand(_ => TinyCluster.Create()).Run("", captures, globs, output, errors);
        return (result, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), errors.ToString());
    }
}
