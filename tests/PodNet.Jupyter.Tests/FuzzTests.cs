using System.Text;
using CsCheck;

namespace PodNet.Jupyter.Tests;

/// <summary>Whatever is sent, the kernel lives. What these tests would find ends the whole test process.</summary>
public sealed class FuzzTests : IDisposable
{
    private static readonly Gen<byte[]> Bytes = Gen.Byte.Array[0, 200];

    private static readonly string[] Types =
    [
        "execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request", "kernel_info_request", "comm_open",
        "comm_info_request", "interrupt_request",
    ];

    private readonly RunningKernel _kernel = new();

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void Garbage_in_place_of_a_greeting()
    {
        int[] ports = [_kernel.Ports.Shell, _kernel.Ports.Iopub, _kernel.Ports.Heartbeat, _kernel.Ports.Control, _kernel.Ports.Stdin];
        Gen.Select(Bytes, Gen.Int[0, 64], Pick(ports)).Sample(
            (garbage, kept, port) =>
            {
                using ZmtpClient peer = ZmtpClient.Raw(port);
                TryWrite(peer, [.. ZmtpClient.Greeting()[..kept], .. garbage]);
            },
            iter: 200, threads: 1);
        AssertLives();
    }

    [Fact]
    public void Frames_that_are_not_what_they_say()
    {
        byte[] begun = [.. ZmtpClient.Greeting(), .. ZmtpClient.Frame(4, ZmtpClient.Ready("DEALER"))];
        byte[] subscriber = [.. ZmtpClient.Greeting(), .. ZmtpClient.Frame(4, ZmtpClient.Ready("SUB"))];
        Gen<byte[]> command = Gen.Select(
            Pick("\u0004PING", "\u0009SUBSCRIBE", "\u0006CANCEL", "\u0005READY", "\u0005ERROR"), Bytes, (n, b) => ZmtpClient.Frame(4, [.. Encoding.ASCII.GetBytes(n), .. b]));
        Gen<byte[]> huge = Gen.Select(Gen.Byte, Gen.Byte.Array[8], Bytes, (f, l, b) => (byte[])[(byte)(f | 2), .. l, .. b]);
        Gen<byte[]> frame = Gen.Select(Gen.Byte[0, 7], Bytes, (f, b) => ZmtpClient.Frame((byte)(f & 5), b));
        Gen.Select(Gen.OneOf(command, huge, frame, Bytes).Array[1, 8], Gen.Bool).Sample(
            (frames, toShell) =>
            {
                using ZmtpClient peer = ZmtpClient.Raw(toShell ? _kernel.Ports.Shell : _kernel.Ports.Iopub);
                TryWrite(peer, [.. toShell ? begun : subscriber, .. frames.SelectMany(f => f)]);
            },
            iter: 300, threads: 1);
        AssertLives();
    }

    [Fact]
    public void Signed_messages_of_any_content()
    {
        using ZmtpClient peer = ZmtpClient.Connect(_kernel.Ports.Shell, "DEALER");
        Gen<string> text = Gen.OneOf(
            Gen.String[0, 40], Pick("#!", "#!trace --from ", "#!cluster\nnodes: [", "\\", "#", "\n#!\"", "\r\n#!pod \"a\0", "#!help \U0001F433"));
        Gen<string> value = Gen.OneOf(
            text.Select(t => System.Text.Json.JsonSerializer.Serialize(t)), Pick("\"\\ud800\"", "null", "-1", "1e999", "[]", "{}", "true", "\"\\u0000\""));
        Gen<string> field = Gen.Select(
            Pick("code", "cursor_pos", "n", "pattern", "hist_access_type", "user_expressions", "silent", "detail_level", "comm_id"), value, (n, v) => $"\"{n}\":{v}");
        Gen.Select(Pick(Types), field.Array[0, 6]).Sample(
            (type, fields) => peer.Send(Message(type, "{" + string.Join(',', fields) + "}")), iter: 500, threads: 1);
        AssertLives();
    }

    [Fact]
    public void Messages_damaged_anywhere()
    {
        byte[][] right = Message("execute_request", """{"code":"print x","silent":false}""");
        using ZmtpClient peer = ZmtpClient.Connect(_kernel.Ports.Shell, "DEALER");
        Gen.Select(Gen.Int[0, right.Length - 1], Gen.Int[0, 1000], Gen.Byte, Gen.Int[0, 3]).Sample(
            (frame, at, with, how) =>
            {
                byte[][] damaged = [.. right.Select(f => f.ToArray())];
                if (how == 0) damaged = [.. damaged.Where((_, i) => i != frame)];
                else if (how == 1) damaged = [.. damaged, [with]];
                else if (how == 2) damaged[frame] = damaged[frame][..(at % (damaged[frame].Length + 1))];
                else if (damaged[frame].Length > 0) damaged[frame][at % damaged[frame].Length] = with;
                peer.Send(damaged);
            },
            iter: 500, threads: 1);
        AssertLives();
    }

    [Fact]
    public void JSON_as_deep_as_a_mine()
    {
        using ZmtpClient peer = ZmtpClient.Connect(_kernel.Ports.Shell, "DEALER");
        string deep = string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string('}', 100_000);
        peer.Send(Message("execute_request", deep));
        peer.Send(FrontEnd.Frames(RunningKernel.Key, null, deep, deep, deep, deep));
        peer.Send(Message("complete_request", "{\"code\":" + new string('[', 200_000)));
        AssertLives();
    }

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static byte[][] Message(string type, string content) =>
        FrontEnd.Frames(RunningKernel.Key, null, $$"""{"msg_id":"m","msg_type":"{{type}}","session":"s","date":"x"}""", "{}", "{}", content);

    private static void TryWrite(ZmtpClient peer, byte[] bytes)
    {
        try
        {
            peer.Write(bytes);
        }
        catch (IOException)
        {
            // disconnected already
        }
    }

    private void AssertLives()
    {
        using FrontEnd front = _kernel.Connect("fresh");
        // The first may be aborted, for one of the fuzzed cells before it failed, or interrupted, for that is one of the requests.
        string[] answers = [.. Enumerable.Range(0, 20).Select(_ => front.Run("#!lsmagic\nprint x").Status).TakeWhile(status => status != "ok")];
        Assert.True(answers.Length < 20, string.Join(' ', answers));
    }
}
