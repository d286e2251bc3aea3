using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PodNet.Jupyter.Wire;

namespace PodNet.Jupyter.Tests;

/// <summary>A message from the kernel.</summary>
internal sealed record Received(string Type, string? Parent, JsonObject Content, JsonObject Header, JsonObject ParentHeader);

/// <summary>What came of a request: its reply and everything published from "busy" to "idle".</summary>
internal sealed record Answer(Received Reply, List<Received> Published)
{
    public JsonObject Content => Reply.Content;

    public string Status => (string)Content["status"]!;

    /// <summary>The published messages between "busy" and "idle".</summary>
    public IEnumerable<Received> Outputs => Published.Where(p => p.Type is not ("status" or "execute_input"));

    public string? PlainText => (string?)Outputs.Select(o => o.Content["data"]?["text/plain"]).FirstOrDefault(t => t is not null);
}

/// <summary>A front end: one connection to each channel.</summary>
internal sealed class FrontEnd : IDisposable
{
    private readonly ZmtpClient _shell, _control, _iopub;
    private readonly List<Received> _published = [];
    private readonly string _session;
    private int _count;

    public FrontEnd(ChannelPorts ports, string identity = "")
    {
        _session = "session" + identity;
        _shell = ZmtpClient.Connect(ports.Shell, "DEALER", identity);
        _control = ZmtpClient.Connect(ports.Control, "DEALER", identity);
        _iopub = ZmtpClient.Connect(ports.Iopub, "SUB");
        _iopub.Send([1]);

        // What is published before the subscription is there is lost: ask until something is heard.
        ZmtpClient.Connect(ports.Heartbeat, "REQ").Dispose();
        Task heard = Task.Run(() => _published.Add(Parse(_iopub.Receive())));
        do Reply(Send("kernel_info_request", [])); while (!heard.Wait(20));
        string last = Send("kernel_info_request", []);
        Reply(last);
        PublishedUntilIdle(last);
    }

    /// <summary>Sends a request.</summary>
    /// <returns>Its id.</returns>
    public string Send(string type, JsonObject content, bool control = false, DateTimeOffset? date = null)
    {
        (string id, byte[][] frames) = Request(type, content.ToJsonString(), RunningKernel.Key, date: date);
        (control ? _control : _shell).Send(frames);
        return id;
    }

    /// <summary>A request's frames.</summary>
    public (string Id, byte[][] Frames) Request(
        string type, string content, string key, string? signature = null, DateTimeOffset? date = null)
    {
        string id = $"{_session}-{++_count}";
        string time = (date ?? DateTimeOffset.UtcNow).ToString("O");
        string header = $"{{\"msg_id\": \"{id}\",\"msg_type\":\"{type}\", \"session\":\"{_session}\",\"username\":\"é\",\"date\":\"{time}\",\"version\":\"5.3\"}}";
        return (id, Frames(key, signature, header, "{}", "{}", content));
    }

    /// <summary>Delimiter, signature and the four parts.</summary>
    public static byte[][] Frames(string key, string? signature, params string[] parts)
    {
        byte[][] bytes = [.. parts.Select(Encoding.UTF8.GetBytes)];
        signature ??= Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), bytes.SelectMany(b => b).ToArray()));
        return ["<IDS|MSG>"u8.ToArray(), Encoding.ASCII.GetBytes(key.Length == 0 ? "" : signature), .. bytes];
    }

    public void SendFrames(byte[][] frames) => _shell.Send(frames);

    /// <summary>The reply to that request; those to others come to light as errors.</summary>
    public Received Reply(string id, bool control = false)
    {
        Received reply = Parse((control ? _control : _shell).Receive());
        Assert.Equal(id, reply.Parent);
        return reply;
    }

    /// <summary>Everything published for a request, up to its "idle".</summary>
    public List<Received> PublishedUntilIdle(string id)
    {
        while (!_published.Exists(p => p.Parent == id && IsStatus(p, "idle"))) _published.Add(Parse(_iopub.Receive()));
        List<Received> mine = [.. _published.Where(p => p.Parent == id)];
        return mine;
    }

    /// <summary>Waits until something of a type was published for a request.</summary>
    public Received Published(string id, string type)
    {
        while (true)
        {
            if (_published.Find(p => p.Parent == id && p.Type == type) is { } found) return found;
            _published.Add(Parse(_iopub.Receive()));
        }
    }

    /// <summary>All states published so far and until this request is idle, in order: "busy of ID".</summary>
    public List<string> States(string id)
    {
        PublishedUntilIdle(id);
        return [.. _published.Where(p => p.Type == "status").Select(p => $"{(string?)p.Content["execution_state"]} {p.Parent}")];
    }

    /// <summary>Sends a request and waits for all that comes of it.</summary>
    public Answer Ask(string type, JsonObject content, bool control = false)
    {
        string id = Send(type, content, control);
        return new(Reply(id, control), PublishedUntilIdle(id));
    }

    /// <summary>Runs a cell.</summary>
    public Answer Run(string code, bool silent = false, bool storeHistory = true) => Ask(
        "execute_request",
        new() { ["code"] = code, ["silent"] = silent, ["store_history"] = storeHistory, ["user_expressions"] = new JsonObject(), ["stop_on_error"] = true });

    public static JsonObject Cell(string code) => new() { ["code"] = code };

    public static bool IsStatus(Received message, string state) => message.Type == "status" && (string?)message.Content["execution_state"] == state;

    public void Dispose()
    {
        _shell.Dispose();
        _control.Dispose();
        _iopub.Dispose();
    }

    private static Received Parse(List<byte[]> frames)
    {
        int at = frames.FindIndex(f => f.AsSpan().SequenceEqual("<IDS|MSG>"u8));
        byte[][] signed = [.. frames.Skip(at + 2)];
        Assert.Equal(4, signed.Length);
        byte[] expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(RunningKernel.Key), signed.SelectMany(b => b).ToArray());
        Assert.Equal(Convert.ToHexStringLower(expected), Encoding.ASCII.GetString(frames[at + 1]));
        JsonObject header = Json(signed[0]), parent = Json(signed[1]);
        Assert.All((string[])["msg_id", "msg_type", "session", "username", "date", "version"], f => Assert.Equal(JsonValueKind.String, header[f]!.GetValueKind()));
        return new((string)header["msg_type"]!, (string?)parent["msg_id"], Json(signed[3]), header, parent);
    }

    private static JsonObject Json(byte[] bytes) => (JsonObject)JsonNode.Parse(bytes)!;
}

internal static class Background
{
    /// <summary>Waits for something on another thread, and does something again and again until it is there.</summary>
    public static T Await<T>(Func<T> wait, Action meanwhile)
    {
        Task<T> waiting = Task.Run(wait);
        do meanwhile(); while (!waiting.Wait(20));
        return waiting.Result;
    }
}
