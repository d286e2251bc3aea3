using System.Text.RegularExpressions;
using PodNet.Jupyter.Languages;
using PodNet.Jupyter.Packages;
using PodNet.Magics;
using PodNet.Magics.Parsing;
using PodNet.Model.Collections;

namespace PodNet.Jupyter.Cells;

/// <summary>Runs the parts of a cell in order: magics on the session, code on the language.</summary>
internal sealed partial class CellProgram(Lazy<Session> session, Lazy<ICodeLanguage> language)
{
    /// <summary>How long an interrupted magic may go on before it is ended by force. All known end by themselves long before; force is for one that
    /// loops. The runtime does not survive it everywhere: a thread that is just loading or compiling code can take the process with it.</summary>
    private static readonly TimeSpan MagicsGrace = TimeSpan.FromSeconds(5);

    private static readonly CodeError Interrupted = new("Interrupted", "interrupted; what the cell did before stays done");

    /// <summary>Loads the magics, and runs a small one where nobody sees it.</summary>
    public void Prepare()
    {
        try
        {
            new Session(session.Value.Magics).RunCell("#!lsmagic");
        }
        catch (Exception)
        {
            // the first cell meets the same problem, and tells it
        }
    }

    /// <summary>Lets magics be loaded and compiled before they are needed.</summary>
    public void WarmUp() => Session.WarmUp(session.Value.Magics);

    /// <summary>Runs a cell on this thread, up to its first error.</summary>
    /// <param name="count">Number of the cell, for its value.</param>
    /// <returns>Null when all went well.</returns>
    public CodeError? Run(string code, ICellSink output, int count, CancellationToken interrupt)
    {
        ValueList<CellPart> parts;
        try
        {
            parts = Cell.Split(code, session.Value.Magics);
        }
        catch (MagicException refused)
        {
            return Refusal(refused.Message);
        }

        session.Value.BeginCell(code);
        for (int i = 0; i < parts.Count; i++)
        {
            CodeError? error = parts[i] switch
            {
                MagicPart magic => Run(magic, output, interrupt),
                CodePart text => Run(text, output, i == parts.Count - 1 ? count : null, interrupt),
                var other => throw new InvalidOperationException(other.GetType().Name),
            };
            if (error is not null) return error;
        }

        return null;
    }

    private CodeError? Run(MagicPart part, ICellSink output, CancellationToken interrupt)
    {
        MagicResult? result = null;
        using CancellationTokenSource force = new();
        using CancellationTokenRegistration later = interrupt.Register(() => force.CancelAfter(MagicsGrace));
        try
        {
            // Magics are pure functions of the session's state: ended halfway, one leaves the state it began with.
#pragma warning disable SYSLIB0046 // ends code by force, which is what an interrupt is
            System.Runtime.ControlledExecution.Run(() => result = session.Value.Run(part.Call), force.Token);
#pragma warning restore SYSLIB0046
        }
        catch (OperationCanceledException) when (force.IsCancellationRequested)
        {
            return Interrupted;
        }

        foreach (OutputBundle bundle in result!.Outputs) output.Display(bundle);
        if (result.Error is { } error) return Refusal(error);
        return interrupt.IsCancellationRequested ? Interrupted : null;
    }

    /// <param name="count">Number of the cell when this is its last part, whose value is the cell's.</param>
    private CodeError? Run(CodePart part, ICellSink output, int? count, CancellationToken interrupt)
    {
        if (Misplaced.Of(part.FirstLine, part.Line, session.Value.Magics) is { } hint) return Refusal(hint);
        if (PackageDirectives.AskForNothing(part.Text)) return null; // No reason to load the compiler.
        // Blank lines stand before it, so that an error's line is the cell's.
        CodeOutcome outcome = language.Value.Run(new string('\n', part.Line - 1) + part.Text, output, interrupt);
        if (outcome.Error is { } error) return IsCompilers(error) && MisplacedIn(part) is { } late ? Refusal(late) : Harmless(error);
        if (outcome.Value is not { } value) return null;
        if (count is { } number) output.Result(value, number);
        else output.Display(value);
        return null;
    }

    // Only code that is wrong is searched: what looks like a command may stand in a text.
    private string? MisplacedIn(CodePart part)
    {
        string[] lines = part.Text.Split('\n');
        return Enumerable.Range(0, lines.Length).Select(i => Misplaced.Of(lines[i], part.Line + i, session.Value.Magics)).FirstOrDefault(h => h is not null);
    }

    private static bool IsCompilers(CodeError error) => CompilerError().IsMatch(error.Name);

    private static CodeError Refusal(string message) => new("PodNet", MagicResult.Printable(message));

    // Front ends obey the escape sequences of terminals in errors; a program's text is not to use that.
    private static CodeError Harmless(CodeError error) => error with
    {
        Message = string.Create(error.Message.Length, error.Message, static (to, from) =>
        {
            for (int i = 0; i < to.Length; i++) to[i] = char.IsControl(from[i]) && from[i] is not ('\n' or '\t' or '\r') ? '\uFFFD' : from[i];
        }),
    };

    [GeneratedRegex("^CS[0-9]+$")]
    private static partial Regex CompilerError();
}
