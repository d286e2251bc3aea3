using PodNet.Lab.Captures;
using PodNet.Model.Collections;

namespace PodNet.Lab.Tests.Captures;

public class CaptureFileTests
{
    private const string OneFrame = """
        {"interfaces":[{"ns":"a","if":"eth0","mac":"02:00:00:00:00:0a","mtu":1500,"type":"ether"}],
        "probes":[{"name":"p","from":"a","argv":["ping"],"exitCode":0,"frames":[
        {"dmac":"ff:ff:ff:ff:ff:ff","smac":"02:00:00:00:00:0a","flen":42,
        "arp":{"op":1,"sha":"02:00:00:00:00:0a","spa":"10.0.0.1","tha":"00:00:00:00:00:00","tpa":"10.0.0.2"},
        "kind":"arp-request","ns":"a","dev":"eth0","dir":"tx","mtu":1500}]}]}
        """;

    [Fact]
    public void Reading_what_was_written_gives_the_same_capture()
    {
        Capture capture = new(
            [new("a", "eth0", "02:00:00:00:00:0a", 1500, "ether")],
            [
                new("01-<hostile> \"& \u001b[2J \u00e4\n", "a", ["ping", "-c"], 1, "said \\ \"no\"", null, "", SampleCapture.Everything()),
                new("02", "a", [], 0, null, "b", null, []),
            ]);
        Assert.Equal(capture, CaptureReader.Read(CaptureWriter.Write(capture)));
    }

    [Fact]
    public void A_frame_has_a_line_of_its_own()
    {
        string[] lines = CaptureWriter.Write(CaptureReader.Read(OneFrame)).Split('\n');
        Assert.Equal("""{"interfaces":[{"ns":"a","if":"eth0","mac":"02:00:00:00:00:0a","mtu":1500,"type":"ether"}],""", lines[0]);
        Assert.Equal("\"probes\":[", lines[1]);
        Assert.Equal(
            """{"name":"p","from":"a","argv":["ping"],"exitCode":0,"answer":null,"chosenEndpoint":null,"conntrack":null,"frames":[""",
            lines[2]);
        Assert.StartsWith(
            """{"dmac":"ff:ff:ff:ff:ff:ff","smac":"02:00:00:00:00:0a","flen":42,"arp":{"op":1,""", lines[3], StringComparison.Ordinal);
        Assert.EndsWith(""","kind":"arp-request","ns":"a","dev":"eth0","dir":"tx","mtu":1500}]}]}""", lines[3], StringComparison.Ordinal);
        Assert.Equal(("", 5), (lines[4], lines.Length));
    }

    [Theory]
    [InlineData("\"op\":1", "\"op\":\"1\"", "probes[0].frames[0].arp.op: expected a whole number, found \"1\"")]
    [InlineData("\"spa\":\"10.0.0.1\"", "\"spa\":\"10.0.0.01\"", "probes[0].frames[0].arp.spa: expected an IP address")]
    [InlineData("\"smac\":\"02", "\"smac\":\"xx", "probes[0].frames[0].smac: expected a MAC address")]
    [InlineData("\"flen\":42,", "", "probes[0].frames[0]: has no \"flen\"")]
    [InlineData("\"dir\":\"tx\"", "\"dir\":\"up\"", "probes[0].frames[0].dir: is \"up\"; it must be \"rx\" or \"tx\"")]
    [InlineData("\"mtu\":1500,\"type\"", "\"mtu\":-1,\"type\"", "interfaces[0].mtu: is -1; it must lie between 0 and 2147483647")]
    [InlineData("\"argv\":[\"ping\"]", "\"argv\":[7]", "probes[0].argv[0]: expected a string, found 7")]
    [InlineData("\"argv\":[\"ping\"]", "\"argv\":{}", "probes[0].argv: expected an array, found {}")]
    [InlineData("\"probes\"", "\"prob\"", "the file: has no \"probes\"")]
    [InlineData("]}]}", "]}", "not JSON: ")]
    public void A_bad_property_is_named_by_its_path(string good, string bad, string message)
    {
        Assert.Contains(good, OneFrame, StringComparison.Ordinal);
        string text = OneFrame.Replace(good, bad, StringComparison.Ordinal);
        Assert.StartsWith(message, Assert.Throws<CaptureFormatException>(() => CaptureReader.Read(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_probes_of_one_name_are_refused()
    {
        CapturedProbe probe = new("p", "a", [], 0, null, null, null, []);
        string text = CaptureWriter.Write(new([], new[] { probe, probe }.ToValueList()));
        CaptureFormatException problem = Assert.Throws<CaptureFormatException>(() => CaptureReader.Read(text));
        Assert.Equal("probes[1].name: there is another probe \"p\"", problem.Message);
    }
}
