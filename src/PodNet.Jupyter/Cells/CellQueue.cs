using System.Text.Json;
using PodNet.Jupyter.Kernel;
using PodNet.Jupyter.Languages;
using PodNet.Jupyter.Wire;

namespace PodNet.Jupyter.Cells;

/// <summary>Runs cells one after another on a thread of its own. When one fails, those that were sent before anybody could know are not run.</summary>
internal sealed class CellQueue(Channels channels, Publisher publisher, CellProgram program, History history, TimeProvider clock)
{
    /// <summary>How long after a failure a cell that was sent before it may still arrive: front ends send the cells of "run all" one by one.</summary>
    private const int StragglerMilliseconds = 100;

    private readonly Queue<(Message Message, long Arrived)> _queue = new();
    private CancellationTokenSource? _running;
    private (long At, DateTimeOffset Time) _failure = (long.MinValue / 2, DateTimeOffset.MinValue);
    private int _count;

    /// <summary>Whether a cell runs or waits.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_queue) return _queue.Count > 0 || _running is not null;
        }
    }

    /// <summary>Starts the thread.</summary>
    public void Start()
    {
        // As deep as a main thread's stack usually is: cells may recurse.
        Thread thread = new(RunAll, 16 << 20) { IsBackground = true, Name = "cells" };
        thread.Start();
    }

    /// <summary>Queues an execute_request.</summary>
    public void Add(Message message)
    {
        lock (_queue)
        {
            _queue.Enqueue((message, Environment.TickCount64));
            Monitor.Pulse(_queue);
        }
    }

    /// <summary>Ends the cell that runs, if one does.</summary>
    public void Interrupt()
    {
        CancellationTokenSource? running;
        lock (_queue) running = _running;
        if (running is null) return;
        // To abort a thread can take as long as the code it is in; nobody waits for that, and the pool's threads may be the cell's.
        Thread thread = new(() => Cancel(running)) { IsBackground = true, Name = "interrupt" };
        thread.Start();
    }

    private static void Cancel(CancellationTokenSource running)
    {
        try
        {
            running.Cancel();
        }
        catch (Exception)
        {
            // what a cell registered on the token failed
        }
    }

    private void RunAll()
    {
        program.Prepare();
        while (true)
        {
            (Message message, long arrived) = Next();
            try
            {
                if (IsStraggler(message, arrived)) Abort(message);
                else Run(message);
            }
            catch (Exception)
            {
                // No answer could be written, as to a request with a name that is half a character; the next cell is not to suffer for it.
            }
        }
    }

    private (Message Message, long Arrived) Next()
    {
        lock (_queue)
        {
            while (_queue.Count == 0) Monitor.Wait(_queue);
            return _queue.Dequeue();
        }
    }

    private bool IsStraggler(Message message, long arrived) => arrived - _failure.At < StragglerMilliseconds && message.Sent < _failure.Time;

    private void Run(Message message)
    {
        List<Message> aborted = [];
        publisher.AroundCell(message, () => aborted = RunCell(new(message)));
        aborted.ForEach(Abort);
    }

    /// <returns>The cells that are not run because this one failed.</returns>
    private List<Message> RunCell(CellRequest request)
    {
        int count = request.StoresHistory ? ++_count : _count;
        if (request.StoresHistory && request.Code is not null) history.Add(count, request.Code);
        if (!request.IsSilent) channels.Publish(request.Message, "execute_input", request.WriteInput(count));
        using CellOutput output = new(channels, request.Message, request.IsSilent);
        CodeError? error = request.Code is null ? CellRequest.Unreadable : RunCode(request.Code, output, count);
        if (error is not null) output.Error(error);
        output.End();
        List<Message> aborted = error is not null && request.StopsOnError ? TakeAll() : [];
        channels.Reply(request.Message, request.WriteReply(count, error));
        return aborted;
    }

    private CodeError? RunCode(string code, CellOutput output, int count)
    {
        CancellationTokenSource running = new();
        lock (_queue) _running = running;
        try
        {
            return program.Run(code, output, count, running.Token);
        }
        catch (Exception defect)
        {
            return new(defect.GetType().Name, $"a defect of PodNet, please report it: {defect.GetType().Name}: {defect.Message}");
        }
        finally
        {
            lock (_queue) _running = null;
        }
    }

    private List<Message> TakeAll()
    {
        lock (_queue)
        {
            List<Message> all = [.. _queue.Where(q => q.Message.Type == "execute_request").Select(q => q.Message)];
            _queue.Clear();
            _failure = (Environment.TickCount64, clock.GetUtcNow());
            return all;
        }
    }

    private void Abort(Message message) => publisher.Around(
        message, () => channels.Reply(message, static json => json.WriteString("status", "aborted")));
}

/// <summary>An execute_request.</summary>
internal sealed class CellRequest(Message message)
{
    /// <summary>The error of a request whose code is no text.</summary>
    public static CodeError Unreadable { get; } =
        new("PodNet", "the cell cannot be read: its code is not a text, or holds half a character (an unpaired surrogate)");

    public Message Message => message;

    /// <summary>The cell's text, or null when it cannot be read.</summary>
    public string? Code { get; } = JsonText.Of(message.Content, "code");

    /// <summary>Nothing is published.</summary>
    public bool IsSilent { get; } = JsonText.Flag(message.Content, "silent");

    /// <summary>The cell is counted and remembered; never when silent.</summary>
    public bool StoresHistory => !IsSilent && JsonText.Flag(message.Content, "store_history", otherwise: true);

    /// <summary>Cells behind this one are not run when it fails.</summary>
    public bool StopsOnError => JsonText.Flag(message.Content, "stop_on_error", otherwise: true);

    /// <summary>Content of execute_input.</summary>
    public Action<Utf8JsonWriter> WriteInput(int count) => json =>
    {
        json.WriteString("code", Code ?? "");
        json.WriteNumber("execution_count", count);
    };

    /// <summary>Content of execute_reply.</summary>
    public Action<Utf8JsonWriter> WriteReply(int count, CodeError? error) => json =>
    {
        json.WriteNumber("execution_count", count);
        if (error is not null)
        {
            Errors.Write(json, error);
            return;
        }

        json.WriteString("status", "ok");
        json.WriteStartArray("payload");
        json.WriteEndArray();
        json.WriteStartObject("user_expressions");
        if (JsonText.Field(message.Content, "user_expressions") is { ValueKind: JsonValueKind.Object } expressions) WriteRefusals(json, expressions);
        json.WriteEndObject();
    };

    private static void WriteRefusals(Utf8JsonWriter json, JsonElement expressions)
    {
        foreach (JsonProperty expression in expressions.EnumerateObject())
        {
            json.WriteStartObject(expression.Name);
            Errors.Write(json, new("PodNet", "user_expressions are not evaluated; run a cell instead"));
            json.WriteEndObject();
        }
    }
}
