using System.Text;
using System.Text.Json.Nodes;

namespace PodNet.Jupyter.Tests;

public class WireTests
{
    [Fact]
    public void A_heartbeat_comes_back_as_it_was()
    {
        using RunningKernel kernel = new();
        using ZmtpClient heart = ZmtpClient.Connect(kernel.Ports.Heartbeat, "REQ");
        heart.Send([], "ping"u8.ToArray());
        Assert.Equal(["", "ping"], heart.Receive().Select(Encoding.ASCII.GetString));
    }

    [Fact]
    public void A_ping_gets_its_pong()
    {
        using RunningKernel kernel = new();
        using ZmtpClient shell = ZmtpClient.Connect(kernel.Ports.Shell, "DEALER", minorVersion: 1);
        shell.Write(ZmtpClient.Frame(4, "\u0004PING\0\u0007context"u8));
        (byte flags, byte[] body) = shell.ReadFrame();
        Assert.Equal((4, "\u0004PONGcontext"), (flags, Encoding.ASCII.GetString(body)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Subscriptions_come_as_messages_and_as_commands(bool asCommand)
    {
        using RunningKernel kernel = new();
        using FrontEnd other = kernel.Connect();
        using ZmtpClient iopub = ZmtpClient.Connect(kernel.Ports.Iopub, "SUB", minorVersion: 1);
        if (asCommand) iopub.Write(ZmtpClient.Frame(4, "\u0009SUBSCRIBEkernel.stream"u8));
        else iopub.Send([1, .. "kernel.stream"u8]);
        List<byte[]> heard = Background.Await(iopub.Receive, () => other.Run("print x\nshow y"));
        Assert.Equal("kernel.stream", Encoding.ASCII.GetString(heard[0]));

        if (asCommand) iopub.Write(ZmtpClient.Frame(4, "\u0006CANCELkernel.stream"u8));
        else iopub.Send([0, .. "kernel.stream"u8]);
        iopub.Send([1, .. "kernel.error"u8]);
        List<byte[]> message;
        do
        {
            other.Run("print x");
            other.Run("fail x");
            message = iopub.Receive();
        }
        while (!message[0].AsSpan().SequenceEqual("kernel.error"u8)); // streams of before the change may still be on their way
        other.Run("print x");
        other.Run("fail x");
        Assert.Equal("kernel.error", Encoding.ASCII.GetString(iopub.Receive()[0]));
    }

    [Fact]
    public void Several_front_ends_get_their_own_replies_and_all_outputs()
    {
        using RunningKernel kernel = new();
        using FrontEnd one = kernel.Connect("one"), two = kernel.Connect("two");
        string first = one.Send("execute_request", FrontEnd.Cell("print from one"));
        one.Reply(first);
        string second = two.Send("execute_request", FrontEnd.Cell("print from two"));
        two.Reply(second);

        Assert.Equal("from one", (string?)two.Published(first, "stream").Content["text"]);
        Assert.Equal("from two", (string?)one.Published(second, "stream").Content["text"]);
    }

    [Fact]
    public void Who_comes_back_gets_the_answer_to_what_it_asked_before()
    {
        FakeLanguage language = new();
        using RunningKernel kernel = new(language);
        string id;
        using (FrontEnd before = kernel.Connect("me"))
        {
            id = before.Send("execute_request", FrontEnd.Cell("hold"));
            before.Published(id, "execute_input");
        }

        using FrontEnd after = kernel.Connect("me");
        language.Holds.Set();
        Assert.Equal("ok", (string?)after.Reply(id).Content["status"]);
    }

    [Fact]
    public void Frames_before_the_delimiter_come_back()
    {
        using RunningKernel kernel = new();
        using FrontEnd front = kernel.Connect();
        using ZmtpClient shell = ZmtpClient.Connect(kernel.Ports.Shell, "DEALER");
        shell.Send(["a"u8.ToArray(), [], .. front.Request("kernel_info_request", "{}", RunningKernel.Key).Frames]);
        Assert.Equal(["a", "", "<IDS|MSG>"], shell.Receive().Take(3).Select(Encoding.ASCII.GetString));
    }

    [Fact]
    public void A_wrong_signature_gets_no_answer()
    {
        using RunningKernel kernel = new();
        using FrontEnd front = kernel.Connect();
        string[] wrong = ["", new('0', 64), "Zz", RunningKernel.Key];
        foreach (string signature in wrong)
            front.SendFrames(front.Request("execute_request", "{\"code\":\"fail\"}", RunningKernel.Key, signature).Frames);
        front.SendFrames(front.Request("kernel_info_request", "{}", "another key").Frames);
        front.Reply(front.Send("kernel_info_request", []));
        Assert.Equal(1, (int?)front.Run("print x").Content["execution_count"]);
    }

    [Fact]
    public void Without_a_key_messages_are_not_signed()
    {
        using RunningKernel kernel = new(key: "");
        using ZmtpClient shell = ZmtpClient.Connect(kernel.Ports.Shell, "DEALER");
        shell.Send(FrontEnd.Frames("", null, """{"msg_type":"kernel_info_request","msg_id":"1"}""", "{}", "{}", "{}"));
        List<byte[]> reply = shell.Receive();
        Assert.Equal(("<IDS|MSG>", ""), (Encoding.ASCII.GetString(reply[0]), Encoding.ASCII.GetString(reply[1])));
        Assert.Equal("kernel_info_reply", (string?)JsonNode.Parse(reply[2])!["msg_type"]);
    }

    [Fact]
    public void The_parents_header_comes_back_byte_for_byte()
    {
        using RunningKernel kernel = new(key: "");
        using ZmtpClient shell = ZmtpClient.Connect(kernel.Ports.Shell, "DEALER");
        const string Header = """{ "b": 1.50, "msg_type":"kernel_info_request", "a":"\u00e9é" }""";
        shell.Send(FrontEnd.Frames("", null, Header, "{}", "{}", "{}"));
        Assert.Equal(Header, Encoding.UTF8.GetString(shell.Receive()[3]));
    }

    [Fact]
    public void A_socket_that_does_not_fit_is_told_so()
    {
        using RunningKernel kernel = new();
        using ZmtpClient peer = ZmtpClient.Raw(kernel.Ports.Shell);
        peer.Write(ZmtpClient.Greeting());
        peer.Write(ZmtpClient.Frame(4, ZmtpClient.Ready("PUSH")));
        peer.ReadGreeting();
        peer.ReadFrame(); // READY
        (byte flags, byte[] body) = peer.ReadFrame();
        Assert.Equal((4, "\u0005ERROR"), (flags, Encoding.ASCII.GetString(body[..6])));
        Assert.True(peer.IsClosed());
    }

    public static TheoryData<string> Rude => new("http", "old", "curve", "huge frame", "reserved flags", "endless message", "no ready", "cut ready");

    [Theory]
    [MemberData(nameof(Rude))]
    public void Who_does_not_speak_as_agreed_is_disconnected_and_the_kernel_lives(string kind)
    {
        using RunningKernel kernel = new();
        using FrontEnd front = kernel.Connect();
        using ZmtpClient peer = ZmtpClient.Raw(kernel.Ports.Shell);
        byte[] curve = ZmtpClient.Greeting();
        "CURVE"u8.CopyTo(curve.AsSpan(12));
        byte[] old = ZmtpClient.Greeting();
        old[10] = 1;
        byte[] begun = [.. ZmtpClient.Greeting(), .. ZmtpClient.Frame(4, ZmtpClient.Ready("DEALER"))];
        peer.Write(kind switch
        {
            "http" => "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8,
            "old" => old,
            "curve" => curve,
            "huge frame" => [.. begun, 2, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            "reserved flags" => [.. begun, 0x80, 0],
            "endless message" => [.. begun, .. Enumerable.Repeat<byte[]>([1, 0], 1000).SelectMany(f => f)],
            "no ready" => [.. ZmtpClient.Greeting(), 0, 3, 1, 2, 3],
            _ => [.. ZmtpClient.Greeting(), 4, 11, .. "\u0005READY\u000BSock"u8],
        });
        Assert.True(peer.IsClosed());
        Assert.Equal("ok", front.Run("print x").Status);
    }

    [Fact]
    public void Ten_megabytes_pass_in_both_directions()
    {
        using RunningKernel kernel = new();
        using FrontEnd front = kernel.Connect();
        string code = "print x\n// " + new string('é', 5 << 20);
        string id = front.Send("execute_request", FrontEnd.Cell(code));
        Assert.Equal("ok", (string?)front.Reply(id).Content["status"]);
        Assert.Equal(code.Length, ((string?)front.Published(id, "execute_input").Content["code"])!.Length);
    }
}
