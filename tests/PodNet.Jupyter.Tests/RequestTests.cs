using System.Text.Json.Nodes;

namespace PodNet.Jupyter.Tests;

/// <summary>Shapes of the replies to everything but cells ("Messaging in Jupyter", 5.3).</summary>
public sealed class RequestTests : IDisposable
{
    private readonly RunningKernel _kernel;
    private readonly FakeLanguage _language = new();
    private readonly FrontEnd _front;

    public RequestTests()
    {
        _kernel = new(_language);
        _front = _kernel.Connect();
    }

    public void Dispose()
    {
        _front.Dispose();
        _kernel.Dispose();
    }

    [Fact]
    public void Kernel_info_says_what_the_kernel_is()
    {
        JsonObject content = _front.Ask("kernel_info_request", []).Content;
        Assert.Equal(
            """{"name":"C#","version":"14.0","mimetype":"text/x-csharp","file_extension":".csx","pygments_lexer":"csharp","codemirror_mode":"text/x-csharp"}""",
            content["language_info"]!.ToJsonString());
        Assert.Equal(("ok", "5.3", "podnet", false), (
            (string?)content["status"], (string?)content["protocol_version"], (string?)content["implementation"], (bool)content["debugger"]!));
        Assert.NotEmpty((string)content["banner"]!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Busy_and_idle_stand_around_every_request(bool control)
    {
        Answer answer = _front.Ask("kernel_info_request", [], control);
        Assert.Equal(["busy", "idle"], answer.Published.Select(p => (string)p.Content["execution_state"]!));
        Assert.Equal("kernel_info_reply", answer.Reply.Type);
    }

    [Fact]
    public void While_a_cell_runs_everything_else_is_answered_and_the_kernel_stays_busy()
    {
        string cell = _front.Send("execute_request", FrontEnd.Cell("hold"));
        _front.Published(cell, "execute_input");
        foreach (bool control in (bool[])[false, true])
        {
            Assert.Equal("kernel_info_reply", _front.Ask("kernel_info_request", [], control).Reply.Type);
            Assert.Equal("complete_reply", _front.Ask("complete_request", new() { ["code"] = "x", ["cursor_pos"] = 1 }, control).Reply.Type);
            Assert.Equal("inspect_reply", _front.Ask("inspect_request", new() { ["code"] = "x", ["cursor_pos"] = 1 }, control).Reply.Type);
            Assert.Equal("is_complete_reply", _front.Ask("is_complete_request", FrontEnd.Cell("x"), control).Reply.Type);
            Assert.Equal("history_reply", _front.Ask("history_request", new() { ["hist_access_type"] = "tail", ["n"] = 1 }, control).Reply.Type);
        }

        string last = _front.Send("comm_info_request", []);
        _front.Reply(last);
        // Its "idle" comes after the reply; the cell is not to end before.
        _front.PublishedUntilIdle(last);
        _language.Holds.Set();
        _front.Reply(cell);
        List<string> states = _front.States(cell);
        Assert.Equal([$"idle {last}", $"busy {cell}", $"idle {cell}"], states.TakeLast(3));
    }

    [Fact]
    public void There_are_no_comms()
    {
        Assert.Equal("""{"status":"ok","comms":{}}""", _front.Ask("comm_info_request", []).Content.ToJsonString());
        string id = _front.Send("comm_open", new() { ["comm_id"] = "c1", ["target_name"] = "jupyter.widget", ["data"] = new JsonObject() });
        Assert.Equal("c1", (string?)_front.Published(id, "comm_close").Content["comm_id"]);
        _front.Send("comm_msg", new() { ["comm_id"] = "c1", ["data"] = new JsonObject() });
        _front.Send("comm_close", new() { ["comm_id"] = "c1" });
        Assert.Equal("ok", _front.Run("print x").Status);
    }

    [Fact]
    public void What_is_not_known_is_not_answered()
    {
        foreach (string type in (string[])["debug_request", "create_subshell_request", "x", "_", "<script>", "input_reply", "execute_reply"]) _front.Send(type, []);
        Assert.Equal("kernel_info_reply", _front.Ask("kernel_info_request", []).Reply.Type);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Shutdown_is_answered_even_with_a_stuck_cell(bool restart)
    {
        string cell = _front.Send("execute_request", FrontEnd.Cell("stuck"));
        _front.Published(cell, "execute_input");
        string id = _front.Send("shutdown_request", new() { ["restart"] = restart }, control: true);
        JsonObject reply = _front.Reply(id, control: true).Content;
        Assert.Equal($$"""{"status":"ok","restart":{{(restart ? "true" : "false")}}}""", reply.ToJsonString());
        Assert.Equal("shutdown_reply", _front.Published(id, "shutdown_reply").Type);
        Assert.True(_kernel.Ends());
    }

    [Fact]
    public void History_is_that_of_this_process()
    {
        foreach (string cell in (string[])["print a", "print b", "print a", "print c"]) _front.Run(cell);
        _front.Run("print hidden", storeHistory: false);
        Assert.Equal("""[[1,3,"print a"],[1,4,"print c"]]""", History(new() { ["hist_access_type"] = "tail", ["n"] = 2 }));
        Assert.Equal("""[[1,4,["print c",null]]]""", History(new() { ["hist_access_type"] = "tail", ["n"] = 1, ["output"] = true }));
        Assert.Equal("""[[1,2,"print b"]]""", History(new() { ["hist_access_type"] = "range", ["session"] = 0, ["start"] = 2, ["stop"] = 3 }));
        Assert.Equal("[]", History(new() { ["hist_access_type"] = "range", ["session"] = -1, ["start"] = 1, ["stop"] = 9 }));
        Assert.Equal("""[[1,1,"print a"],[1,3,"print a"]]""", History(new() { ["hist_access_type"] = "search", ["pattern"] = "*a" }));
        Assert.Equal(
            """[[1,3,"print a"],[1,4,"print c"]]""",
            History(new() { ["hist_access_type"] = "search", ["pattern"] = "p* ?", ["unique"] = true, ["n"] = 2 }));
        Assert.Equal("[]", History([]));
    }

    private string History(JsonObject request) => _front.Ask("history_request", request).Content["history"]!.ToJsonString();

    [Fact]
    public void The_language_is_warmed_up_once_the_kernel_is_idle()
    {
        _front.Ask("kernel_info_request", []);
        Assert.True(_language.WarmedUp.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_language_that_cannot_be_loaded_spoils_code_only()
    {
        using RunningKernel kernel = new(new BrokenLanguage());
        using FrontEnd front = kernel.Connect();
        Assert.Contains("nothing works", (string?)front.Run("x").Content["evalue"]);
        Assert.Equal("error", (string?)front.Ask("complete_request", new() { ["code"] = "x", ["cursor_pos"] = 1 }).Content["status"]);
        Assert.Equal("ok", front.Run("#!lsmagic").Status);
    }

    private sealed class BrokenLanguage : Languages.ICodeLanguage
    {
        private static readonly InvalidOperationException Broken = new("nothing works");

        public Languages.CodeOutcome Run(string code, Languages.ICellOutput output, CancellationToken interrupt) => throw Broken;

        public Languages.CodeCompletions Complete(string code, int cursor) => throw Broken;

        public Magics.OutputBundle? Inspect(string code, int cursor) => throw Broken;

        public Languages.Completeness CompletenessOf(string code) => throw Broken;

        public void WarmUp() => throw Broken;
    }
}
