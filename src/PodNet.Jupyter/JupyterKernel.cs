using System.Text.Json;
using PodNet.Jupyter.Cells;
using PodNet.Jupyter.Kernel;
using PodNet.Jupyter.Languages;
using PodNet.Jupyter.Typing;
using PodNet.Jupyter.Wire;
using PodNet.Magics;

namespace PodNet.Jupyter;

/// <summary>A Jupyter kernel for cells of magics and code. Requests are answered by their readers' threads, help for typing by a thread of its own,
/// cells run on one more: whatever a cell does, the kernel answers.</summary>
public sealed class JupyterKernel : IDisposable
{
    private readonly Channels _channels;
    private readonly Publisher _publisher;
    private readonly CellQueue _cells;
    private readonly WorkQueue _typing = new("typing");
    private readonly TypingAnswers _answers;
    private readonly History _history = new();
    private readonly Warmup _warmup;
    private readonly ManualResetEventSlim _stopped = new();

    /// <summary>Binds the sockets of the connection; nothing is answered before <see cref="Run"/>.</summary>
    /// <param name="session">Makes the session, when first needed.</param>
    /// <param name="language">Makes the language of what is no magic, when first needed: a notebook of magics never waits for it.</param>
    /// <exception cref="ConnectionFileException">A port cannot be had.</exception>
    public JupyterKernel(ConnectionFile connection, Func<Session> session, Func<ICodeLanguage> language, TimeProvider? clock = null)
    {
        Lazy<Session> lazySession = new(session);
        Lazy<ICodeLanguage> lazyLanguage = new(language);
        clock ??= TimeProvider.System;
        _channels = new(connection, clock);
        _publisher = new(_channels);
        CellProgram program = new(lazySession, lazyLanguage);
        _cells = new(_channels, _publisher, program, _history, clock);
        _answers = new(lazySession, lazyLanguage);
        _warmup = new(() => _cells.IsBusy, program.WarmUp, () => lazyLanguage.Value.WarmUp());
    }

    /// <summary>The ports that the sockets are bound to.</summary>
    public ChannelPorts Ports => _channels.Ports;

    /// <summary>Answers until a front end asks for the end, or <see cref="Stop"/>. A cell that still runs is left behind: the process has to end
    /// after this.</summary>
    public void Run()
    {
        _channels.Start(Receive);
        _channels.Publish(null, "status", json => json.WriteString("execution_state", "starting"));
        _cells.Start();
        _stopped.Wait();
        _channels.Drain();
    }

    /// <summary>Ends the cell that runs, if one does, as Ctrl+C does.</summary>
    public void Interrupt() => _cells.Interrupt();

    /// <summary>Makes <see cref="Run"/> return.</summary>
    public void Stop() => _stopped.Set();

    public void Dispose() => _channels.Dispose();

    private void Receive(Message message)
    {
        Action<Utf8JsonWriter>? reply = null;
        switch (message.Type)
        {
            case "execute_request": _cells.Add(message); return;
            case "complete_request": Type(message, _answers.Complete); return;
            case "inspect_request": Type(message, _answers.Inspect); return;
            case "is_complete_request": Type(message, _answers.IsComplete); return;
            case "kernel_info_request": reply = KernelDescription.Write; break;
            case "history_request": reply = _history.Answer(message.Content); break;
            case "comm_info_request": reply = NoComms; break;
            case "interrupt_request": reply = Ok; break;
            case "shutdown_request": Shutdown(message); return;
            case "comm_open": RefuseComm(message); return;
            default: return; // comm_msg and comm_close of comms that never were; types of other protocol versions
        }

        if (message.Type == "interrupt_request") Interrupt();
        Answer(message, reply);
    }

    private void Answer(Message message, Action<Utf8JsonWriter> reply)
    {
        _publisher.Around(message, () => _channels.Reply(message, reply));
        _warmup.Idle();
    }

    private void Type(Message message, Func<JsonElement, Action<Utf8JsonWriter>> answer) => _typing.Add(() =>
    {
        Action<Utf8JsonWriter> reply;
        try
        {
            reply = answer(message.Content);
        }
        catch (Exception defect)
        {
            reply = json => Errors.Write(json, new(defect.GetType().Name, defect.Message));
        }

        _publisher.Around(message, () => _channels.Reply(message, reply));
    });

    private void Shutdown(Message message)
    {
        bool restart = JsonText.Flag(message.Content, "restart");
        _publisher.Around(message, () =>
        {
            _channels.Reply(message, Reply);
            _channels.Publish(message, "shutdown_reply", Reply);
        });
        Stop();

        void Reply(Utf8JsonWriter json)
        {
            Ok(json);
            json.WriteBoolean("restart", restart);
        }
    }

    // "If the target_name key is not found on the receiving side, then it should immediately reply with a comm_close message."
    private void RefuseComm(Message message) => _publisher.Around(message, () => _channels.Publish(message, "comm_close", json =>
    {
        json.WriteString("comm_id", JsonText.Of(message.Content, "comm_id") ?? "");
        json.WriteStartObject("data");
        json.WriteEndObject();
    }));

    private static void Ok(Utf8JsonWriter json) => json.WriteString("status", "ok");

    private static void NoComms(Utf8JsonWriter json)
    {
        Ok(json);
        json.WriteStartObject("comms");
        json.WriteEndObject();
    }
}
