using System.Text.Json.Nodes;
using PodNet.Magics;
using PodNet.Model.Collections;

namespace PodNet.Jupyter.Tests;

public sealed class CellTests : IDisposable
{
    private readonly FakeLanguage _language = new();
    private readonly RunningKernel _kernel;
    private readonly FrontEnd _front;

    public CellTests()
    {
        _kernel = new(_language, new MagicRegistry([.. MagicRegistry.Default.All, new SpinMagic()]));
        _front = _kernel.Connect();
    }

    public void Dispose()
    {
        _front.Dispose();
        _kernel.Dispose();
    }

    [Fact]
    public void A_cells_messages_come_in_the_order_that_front_ends_expect()
    {
        Answer answer = _front.Run("print a\nshow b\nvalue c");
        Assert.Equal(
            ["status busy", "execute_input ", "stream ", "display_data ", "execute_result ", "status idle"],
            answer.Published.Select(p => $"{p.Type} {(string?)p.Content["execution_state"]}"));
        Assert.Equal("""{"code":"print a\nshow b\nvalue c","execution_count":1}""", answer.Published[1].Content.ToJsonString());
        Assert.Equal("""{"execution_count":1,"status":"ok","payload":[],"user_expressions":{}}""", answer.Content.ToJsonString());
        Assert.Equal("""{"name":"stdout","text":"a"}""", answer.Published[2].Content.ToJsonString());
        JsonObject shown = answer.Published[3].Content;
        Assert.Equal(("b", "id1", "{}"), ((string?)shown["data"]!["text/plain"], (string?)shown["transient"]!["display_id"], shown["metadata"]!.ToJsonString()));
        JsonObject result = answer.Published[4].Content;
        Assert.Equal(("c", 1, "{}"), ((string?)result["data"]!["text/plain"], (int?)result["execution_count"], result["metadata"]!.ToJsonString()));
    }

    [Fact]
    public void Magics_and_code_run_in_the_order_they_stand()
    {
        Answer answer = _front.Run("print first\n#!help trace\nvalue middle\n#!lsmagic\nprint last");
        string[] outputs = [.. answer.Outputs.Select(o => o.Type + " " + ((string?)o.Content["text"] ?? (string?)o.Content["data"]!["text/plain"])!.Split(' ', '\n')[0])];
        Assert.Equal(["stream first", "display_data Follows", "display_data middle", "display_data #!chart", "stream last"], outputs);
    }

    [Fact]
    public void A_cell_of_magics_never_waits_for_the_language()
    {
        using ManualResetEventSlim loaded = new();
        using RunningKernel kernel = new(load: () =>
        {
            loaded.Wait();
            return new FakeLanguage();
        });
        using FrontEnd front = kernel.Connect();
        Assert.Equal("ok", front.Run("#!cluster --nodes 2\n#!trace --from client1 --to web2 --port 80").Status);
        Assert.Equal("complete", front.Ask("is_complete_request", FrontEnd.Cell("#!cluster --nodes 2")).Status);
        Assert.Equal("ok", front.Ask("complete_request", new() { ["code"] = "#!tr", ["cursor_pos"] = 4 }).Status);
        loaded.Set();
    }

    [Fact]
    public void Printed_text_keeps_its_order_across_both_streams()
    {
        Answer answer = _front.Run("print a\nprint b\nwarn c\nprint d\nshow e\nwarn f");
        Assert.Equal(
            ["stdout ab", "stderr c", "stdout d", "e", "stderr f"],
            answer.Outputs.Select(o => o.Type == "stream" ? $"{o.Content["name"]} {o.Content["text"]}" : (string)o.Content["data"]!["text/plain"]!));
    }

    [Fact]
    public void What_is_printed_comes_out_while_the_cell_still_runs()
    {
        string id = _front.Send("execute_request", FrontEnd.Cell("print early\nhold\nprint late"));
        Assert.Equal("early", (string?)_front.Published(id, "stream").Content["text"]);
        _language.Holds.Set();
        _front.Reply(id);
        Assert.Equal(["early", "late"], _front.PublishedUntilIdle(id).Where(p => p.Type == "stream").Select(p => (string)p.Content["text"]!));
    }

    [Fact]
    public void Outputs_are_replaced_by_their_id_and_JSON_stays_JSON()
    {
        Answer answer = _front.Run("show a\nupdate b\njson {\"x\": [1]}\njson {no");
        Assert.Equal(["display_data", "update_display_data", "display_data", "display_data"], answer.Outputs.Select(o => o.Type));
        Assert.Equal("id1", (string?)answer.Outputs.ElementAt(1).Content["transient"]!["display_id"]);
        Assert.Equal("""{"x":[1]}""", answer.Outputs.ElementAt(2).Content["data"]!["application/json"]!.ToJsonString());
        Assert.Equal("{no", (string?)answer.Outputs.ElementAt(3).Content["data"]!["application/json"]);
    }

    [Fact]
    public void What_would_choke_a_browser_is_cut_with_a_note()
    {
        Answer flood = _front.Run("flood");
        Assert.Equal(1_000_000, flood.Outputs.Where(o => (string?)o.Content["name"] == "stdout").Sum(o => ((string)o.Content["text"]!).Length));
        Assert.Contains("at most 1000000 characters", Assert.Single(flood.Outputs, o => (string?)o.Content["name"] == "stderr").Content.ToJsonString());
        Answer gallery = _front.Run("gallery");
        Assert.Equal(2001, gallery.Outputs.Count());
        Assert.Contains("at most 2000 outputs", gallery.Outputs.Last().Content.ToJsonString());
        Assert.Single(_front.Run("print x").Outputs);
    }

    [Fact]
    public void Silent_cells_publish_nothing_and_are_not_counted()
    {
        Answer silent = _front.Run("print a\nshow b\nvalue c\nfail d", silent: true);
        Assert.Equal(["status", "status"], silent.Published.Select(p => p.Type));
        Assert.Equal("error", silent.Status);
        Assert.Equal(0, (int?)_front.Run("print a", storeHistory: false).Content["execution_count"]);
        Assert.Equal(1, (int?)_front.Run("print a").Content["execution_count"]);
    }

    [Fact]
    public void User_expressions_are_errors_of_their_own()
    {
        JsonObject request = FrontEnd.Cell("print x");
        request["user_expressions"] = new JsonObject { ["a<b"] = "1+1" };
        JsonNode one = _front.Ask("execute_request", request).Content["user_expressions"]!["a<b"]!;
        Assert.Equal(("error", "PodNet", 1), ((string?)one["status"], (string?)one["ename"], one["traceback"]!.AsArray().Count));
    }

    [Fact]
    public void An_error_has_the_same_words_everywhere_and_no_stack()
    {
        Answer answer = _front.Run("print a\nfail it's <b>bad</b>\nprint never");
        Assert.Equal(["stream", "error"], answer.Outputs.Select(o => o.Type));
        const string Fields = "\"ename\":\"Exception\",\"evalue\":\"it's <b>bad</b>\",\"traceback\":[\"it's <b>bad</b>\"]}";
        string relaxed = answer.Outputs.Last().Content.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.Equal("{" + Fields, relaxed);
        Assert.Equal("it's <b>bad</b>", (string?)answer.Content["evalue"]);
        Answer defect = _front.Run("throw oops");
        Assert.Equal("a defect of PodNet, please report it: InvalidOperationException: oops", (string?)defect.Content["evalue"]);
    }

    [Fact]
    public void Errors_in_magics_stop_the_cell_and_keep_the_session()
    {
        Assert.Equal("ok", _front.Run("#!cluster --nodes 1").Status);
        Answer answer = _front.Run("#!trace --from web1 --to nowhere\nprint never");
        Assert.Equal("PodNet", (string?)answer.Content["ename"]);
        Assert.DoesNotContain(answer.Outputs, o => o.Type == "stream");
        Assert.Equal("ok", _front.Run("#!trace --from web1 --to client1").Status);
    }

    [Fact]
    public void After_an_error_the_cells_behind_it_are_not_run()
    {
        string first = _front.Send("execute_request", FrontEnd.Cell("hold\nfail x"));
        _front.Published(first, "execute_input");
        string second = _front.Send("execute_request", FrontEnd.Cell("print never"));
        string third = _front.Send("execute_request", FrontEnd.Cell("print never"));
        _front.Reply(_front.Send("kernel_info_request", [])); // those two are there now
        _language.Holds.Set();
        Assert.Equal("error", (string?)_front.Reply(first).Content["status"]);
        Assert.Equal("""{"status":"aborted"}""", _front.Reply(second).Content.ToJsonString());
        Assert.Equal("""{"status":"aborted"}""", _front.Reply(third).Content.ToJsonString());
        Assert.Equal(["status", "status"], _front.PublishedUntilIdle(third).Select(p => p.Type));
        Answer after = _front.Run("print again");
        Assert.Equal(("ok", 2), (after.Status, (int?)after.Content["execution_count"]));
    }

    [Fact]
    public void A_cell_sent_before_the_error_was_known_is_not_run_when_it_comes_late()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow.AddMinutes(-1);
        string first = _front.Send("execute_request", FrontEnd.Cell("fail x"));
        string late = _front.Send("execute_request", FrontEnd.Cell("print never"), date: before);
        Assert.Equal("error", (string?)_front.Reply(first).Content["status"]);
        Assert.Equal("aborted", (string?)_front.Reply(late).Content["status"]);
        Assert.Equal("ok", _front.Run("print again").Status);
    }

    [Fact]
    public void With_stop_on_error_off_the_others_run()
    {
        JsonObject cell = FrontEnd.Cell("hold\nfail x");
        cell["stop_on_error"] = false;
        string first = _front.Send("execute_request", cell);
        _front.Published(first, "execute_input");
        string second = _front.Send("execute_request", FrontEnd.Cell("print x"));
        _front.Reply(_front.Send("kernel_info_request", []));
        _language.Holds.Set();
        _front.Reply(first);
        Assert.Equal("ok", (string?)_front.Reply(second).Content["status"]);
    }

    [Theory]
    [InlineData("wait", true)]
    [InlineData("wait", false)]
    [InlineData("#!spin", true)]
    [InlineData("#!spin", false)]
    public void An_interrupt_ends_what_runs(string code, bool byMessage)
    {
        string id = _front.Send("execute_request", FrontEnd.Cell(code));
        _front.Published(id, "execute_input");
        Answer? interrupt = null;
        Received reply = Background.Await(() => _front.Reply(id), () => // the cell may not have begun when the first one comes
        {
            if (byMessage) interrupt = _front.Ask("interrupt_request", [], control: true);
            else _kernel.Kernel.Interrupt();
        });

        if (byMessage) Assert.Equal("""{"status":"ok"}""", interrupt!.Content.ToJsonString());
        Assert.Equal("Interrupted", (string?)reply.Content["ename"]);
        Assert.Equal("ok", _front.Run("#!lsmagic\nprint x").Status);
    }

    [Fact]
    public void An_interrupt_with_nothing_to_end_ends_nothing()
    {
        Assert.Equal("ok", _front.Ask("interrupt_request", [], control: true).Status);
        Assert.Equal("ok", _front.Run("print x").Status);
    }

    [Theory]
    [InlineData("print a\n#!trcae", "line 2: unknown magic '#!trcae', did you mean \"#!trace\"?")]
    [InlineData("kubectl get pods", "line 1 looks like a kubectl command; begin the cell with #!kubectl")]
    [InlineData("// a\n\n$ kubectl get pods", "line 3 looks like a kubectl command; begin the cell with #!kubectl")]
    [InlineData("compile\nkubectl describe pod web", "line 2 looks like a kubectl command; begin the cell with #!kubectl")]
    [InlineData("#!lsmagic\n#trace --from a", "line 2 looks like a magic without its mark, did you mean \"#!trace\"?")]
    [InlineData("!trace --from a", "line 1 looks like a magic without its mark, did you mean \"#!trace\"?")]
    [InlineData("%clutser --nodes 2", "line 1 looks like a magic without its mark, did you mean \"#!cluster\"?")]
    [InlineData("%%trace", "line 1 looks like a magic without its mark, did you mean \"#!trace\"?")]
    [InlineData("compile\n!Pod web", "line 2 looks like a magic without its mark, did you mean \"#!pod\"?")]
    public void A_slip_is_named_with_its_line_and_the_way_out(string code, string message)
    {
        Answer answer = _front.Run(code);
        Assert.StartsWith(message, (string?)answer.Content["evalue"]);
    }

    [Theory]
    [InlineData("kubectl x;")]
    [InlineData("kubectl = 1")]
    [InlineData("kubectl.Run()")]
    [InlineData("kubectlx get")]
    [InlineData("#r \"x.dll\"")]
    [InlineData("#nullable enable")]
    [InlineData("!done")]
    [InlineData("compile")]
    public void What_may_be_CSharp_is_left_to_the_compiler(string code) =>
        Assert.StartsWith("CS", (string?)_front.Run(code).Content["ename"]);

    [Fact]
    public void Lines_of_code_have_their_number_in_the_cell() =>
        Assert.Equal("||code", (string?)_front.Run("#!lsmagic\n// comment\ncode").Outputs.Last().Content["text"]);

    [Theory]
    [InlineData("#!trace --from a\0b --to \u001b[31mred")]
    [InlineData("\0")]
    [InlineData("#!\0")]
    [InlineData("#!pod \"<script>alert(1)</script>\"")]
    [InlineData("#!cluster\nnodes: [{name: \"\u0007\"}]")]
    public void Hostile_text_gets_a_kind_answer(string code)
    {
        Answer answer = _front.Run(code);
        Assert.Equal("error", answer.Status);
        Assert.DoesNotContain((string)answer.Content["evalue"]!, c => char.IsControl(c) && c != '\n' && c != '\t');
        Assert.Equal("ok", _front.Run("print x").Status);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"code\": 5}")]
    [InlineData("{\"code\": \"\\ud800\"}")]
    public void A_cell_that_is_no_text_is_refused(string content)
    {
        (string id, byte[][] frames) = _front.Request("execute_request", content, RunningKernel.Key);
        _front.SendFrames(frames);
        Assert.StartsWith("the cell cannot be read", (string?)_front.Reply(id).Content["evalue"]);
    }

    private sealed class SpinMagic : IMagic
    {
        public string Name => "#!spin";

        public string Help => "Never ends";

        public ValueList<MagicParameter> Parameters => [];

        public ValueList<MagicExample> Examples => [];

        public MagicOutcome Run(MagicCall call, SessionState state)
        {
            while (state.Seed != 0)
            {
            }

            return new(state, []);
        }
    }
}
