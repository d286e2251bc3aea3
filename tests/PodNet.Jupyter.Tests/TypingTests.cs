using System.Text.Json.Nodes;
using PodNet.Magics;

namespace PodNet.Jupyter.Tests;

public sealed class TypingTests : IDisposable
{
    private readonly RunningKernel _kernel = new();
    private readonly FrontEnd _front;

    public TypingTests()
    {
        _front = _kernel.Connect();
        _front.Run("#!cluster --nodes 2");
    }

    public void Dispose()
    {
        _front.Dispose();
        _kernel.Dispose();
    }

    [Theory]
    [InlineData("#!tr|", "#!trace", 0)]
    [InlineData("#!trace --from cl|", "client1 client2", 15)]
    [InlineData("#!trace --from client1 --p|", "--port --protocol", 23)]
    [InlineData("#!trace --from client1 --fr|", "", 23)]
    [InlineData("#!trace --from CLIENT|", "client1 client2", 15)]
    [InlineData("#!trace --protocol |", "icmp tcp udp", 19)]
    [InlineData("#!trace --port 80|", "80 8080", 15)]
    [InlineData("#!cluster --preset two-b|", "two-buildings", 19)]
    [InlineData("#!cluster --reset --see|", "--seed", 18)]
    [InlineData("#!node n|", "node1 node2", 7)]
    [InlineData("#!node --name n|", "node1 node2", 14)]
    [InlineData("#!node node1 n|", "", 13)]
    [InlineData("#!node node1 --show \"ip r|", "\"ip route show table all\" \"ip route\" \"ip rule\"", 20)]
    [InlineData("#!node node1 --show ip|", "\"ip", 20)]
    [InlineData("#!unknown --|", "", 10)]
    [InlineData("#!cluster\nnodes: 2\npods: |", "", 25)]
    [InlineData("#!cluster\nnodes: 2\n#|", "#!chart", 19)]
    [InlineData("#!kubectl\nkubectl desc|", "describe", 18)]
    [InlineData("#!kubectl\n$ kubectl get po|", "pods", 24)]
    [InlineData("#!kubectl\nkubectl get pods\nexec cl|", "client1 client2", 32)]
    [InlineData("#!kubectl\nkubectl create dep|", "deployment", 25)]
    [InlineData("#!kubectl\nkubectl get pods --all-n|", "--all-namespaces", 27)]
    [InlineData("#!kubectl\nkubectl describe node n|", "node1 node2", 32)]
    [InlineData("#!lsmagic\r\n#!tr|", "#!trace", 11)]
    public void Magics_their_parameters_and_values_are_offered(string typed, string expected, int start)
    {
        JsonObject content = Complete(typed);
        string[] matches = [.. content["matches"]!.AsArray().Select(m => (string)m!).Order(StringComparer.Ordinal)];
        string actual = string.Join(' ', matches);
        if (expected is "\"ip" or "#!chart") Assert.StartsWith(expected, actual);
        else Assert.Equal(expected, actual);
        Assert.Equal((start, typed.IndexOf('|')), ((int)content["cursor_start"]!, (int)content["cursor_end"]!));
    }

    [Fact]
    public void Every_magic_is_offered_after_a_hash() =>
        Assert.Equal(
            MagicRegistry.Default.All.Select(m => m.Name).Order(StringComparer.Ordinal),
            Complete("#|")["matches"]!.AsArray().Select(m => (string)m!).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_match_has_its_kind()
    {
        JsonNode kind = Complete("#!tr|")["metadata"]!["_jupyter_types_experimental"]![0]!;
        Assert.Equal("""{"start":0,"end":4,"text":"#!trace","type":"magic"}""", kind.ToJsonString());
    }

    [Fact]
    public void Places_are_counted_in_code_points()
    {
        // The emoji is one code point and two UTF-16 code units: the cursor is at 4, for .NET at 5.
        JsonObject content = Ask("complete_request", "a🐳bc🐳", 4);
        Assert.Equal(("at5", 3, 4), ((string?)content["matches"]![0], (int)content["cursor_start"]!, (int)content["cursor_end"]!));
        Assert.Equal(["#!trace"], Ask("complete_request", "🐳🐳\n#!tr", 7)["matches"]!.AsArray().Select(m => (string)m!));
        Assert.Equal(3, (int)Ask("complete_request", "🐳🐳\n#!tr", 7)["cursor_start"]!);
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(99, 3)]
    [InlineData(int.MaxValue, 3)]
    public void A_cursor_outside_of_the_cell_is_at_its_start_or_end(int cursor, int at) =>
        Assert.Equal("at" + at, (string?)Ask("complete_request", "abc", cursor)["matches"]![0]);

    [Fact]
    public void The_language_sees_the_code_alone() =>
        Assert.Equal("at12", (string?)Complete("#!lsmagic\nab|")["matches"]![0]);

    [Fact]
    public void Help_comes_as_text_and_as_markdown()
    {
        JsonObject magic = Ask("inspect_request", "print x\n#!trace --from", 12);
        Assert.True((bool)magic["found"]!);
        Assert.StartsWith("Follows a packet", (string?)magic["data"]!["text/plain"]);
        Assert.Contains("**`#!trace`**", (string?)magic["data"]!["text/markdown"]);
        JsonObject parameter = Ask("inspect_request", "#!trace --from x", 12);
        Assert.Equal("--from POD of #!trace: pod or node that asks", (string?)parameter["data"]!["text/plain"]);
    }

    [Theory]
    [InlineData("#!nothing", 3, false)]
    [InlineData("#!cluster\nnodes: 2", 14, false)]
    [InlineData("abc", 1, true)]
    [InlineData("", 0, false)]
    public void What_is_not_known_is_not_found(string code, int cursor, bool found) =>
        Assert.Equal(found, (bool)Ask("inspect_request", code, cursor)["found"]!);

    [Theory]
    [InlineData("#!cluster", "complete")]
    [InlineData("#!cluster\nnodes: {", "complete")]
    [InlineData("", "complete")]
    [InlineData("#!trcae", "invalid")]
    [InlineData("print {", "incomplete")]
    [InlineData("print ?", "invalid")]
    [InlineData("print {\n#!lsmagic", "invalid")]
    [InlineData("#!lsmagic\nprint {", "incomplete")]
    [InlineData("#!lsmagic\nprint x", "complete")]
    public void Whether_a_cell_is_complete_is_up_to_its_code(string code, string status) =>
        Assert.Equal(status, (string?)_front.Ask("is_complete_request", FrontEnd.Cell(code)).Content["status"]);

    private JsonObject Complete(string typed) => Ask("complete_request", typed.Replace("|", ""), typed.IndexOf('|'));

    private JsonObject Ask(string type, string code, int cursor) =>
        _front.Ask(type, new() { ["code"] = code, ["cursor_pos"] = cursor, ["detail_level"] = 0 }).Content;
}
