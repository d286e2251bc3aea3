using System.Globalization;
using Microsoft.CodeAnalysis.Scripting;
using PodNet.Jupyter.Formatting;
using PodNet.Jupyter.Languages;
using PodNet.Jupyter.Packages;
using PodNet.Magics;
using PodNet.Magics.Scripting;

namespace PodNet.Jupyter.CSharp;

/// <summary>C# as notebooks have it: cells that keep what they declare, top-level <c>await</c>, a last expression that is shown, <c>#r "file.dll"</c>,
/// <c>#r "nuget:NAME, VERSION"</c>.
/// What a cell can use without declaring it is <see cref="CellGlobals"/>.</summary>
public sealed class CSharpLanguage : ICodeLanguage, ICellHost
{
    private readonly Session _session;
    private readonly ScriptOptions _options;
    private readonly SubmissionChain _chain;
    private readonly NotebookPackages _packages;

    private volatile CellExecution? _execution;
    private volatile ICellOutput? _output;
    private int _displayed;

    /// <summary>A notebook without cells yet.</summary>
    /// <param name="session">The session whose cluster cells see; its magics and its C# share one state.</param>
    public CSharpLanguage(Session session)
        : this(session, PackageRestore.OfUser())
    {
    }

    internal CSharpLanguage(Session session, PackageRestore restore)
        : this(session, restore, HostAssemblies.OfProcess())
    {
    }

    private CSharpLanguage(Session session, PackageRestore restore, HostAssemblies host)
        : this(session, CellReferences.Options(host), new NotebookPackages(restore, host))
    {
    }

    private CSharpLanguage(Session session, ScriptOptions options, NotebookPackages packages)
    {
        (_session, _options, _packages) = (session, options, packages);
        _chain = new(options, new CellGlobals(session, this));
    }

    /// <inheritdoc/>
    public CodeOutcome Run(string code, ICellOutput output, CancellationToken interrupt)
    {
        string runnable = PackageDirectives.Blank(code);
        if (Submissions.Refusal(runnable) is { } refused) return new(Error: refused);
        try
        {
            Bring(PackageDirectives.Of(code), output, interrupt);
            (Script<object> script, CodeError? wrong) = Compile(runnable, interrupt);
            interrupt.ThrowIfCancellationRequested(); // Cancelled in the middle, the compiler may have called that an error of its own.
            if (wrong is not null) return new(Error: wrong);
            return Run(script, output, interrupt);
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (PackageException missing)
        {
            return new(Error: new(missing.Code, missing.Message));
        }
    }

    /// <inheritdoc/>
    public CodeCompletions Complete(string code, int cursor) =>
        Submissions.Refusal(code) is null ? Completion.At(_chain, code, cursor) : new([], cursor, cursor);

    /// <inheritdoc/>
    public OutputBundle? Inspect(string code, int cursor) => Submissions.Refusal(code) is null ? Inspection.At(_chain, code, cursor) : null;

    /// <inheritdoc/>
    public Completeness CompletenessOf(string code) => Submissions.CompletenessOf(PackageDirectives.Blank(code));

    /// <inheritdoc/>
    public void WarmUp()
    {
        Session apart = new(_session.Magics);
        CSharp.WarmUp.Run(new(apart, _options, _packages), apart);
    }

    /// <inheritdoc/>
    CancellationToken ICellHost.Cancel => _execution?.Cancel ?? CancellationToken.None;

    /// <inheritdoc/>
    OutputBundle ICellHost.Format(object? value) => ValueFormatter.Format(value, _session);

    /// <inheritdoc/>
    string ICellHost.Display(OutputBundle output)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"podnet-{Interlocked.Increment(ref _displayed)}");
        Show(cell => cell.Display(output, id));
        return id;
    }

    /// <inheritdoc/>
    void ICellHost.Update(OutputBundle output, string displayId) => Show(cell => cell.Update(output, displayId));

    private static CodeOutcome Interrupted { get; } =
        new(Error: new("Interrupted", "The cell was interrupted. What earlier cells declared is still there."));

    private static CodeOutcome StillRunning { get; } = new(Error: new("Interrupted",
        "The cell was interrupted but does not end: a library is at work that cannot be asked to stop. It goes on unseen until it is through or the kernel is "
        + "restarted; what this cell declared is not there."));

    /// <summary>Makes packages known to this cell and all later ones, and says which came.</summary>
    private void Bring(PackageDirectives asked, ICellOutput output, CancellationToken interrupt)
    {
        if (asked.Packages.Count + asked.Sources.Count == 0) return;
        PackageArrival arrival = _packages.Add(asked, interrupt);
        _chain.Refer(arrival.References.Select(CellReferences.OfPackage), arrival.Loaded);
        if (arrival.Packages.Count > 0) output.Display(OutputBundle.OfText("Packages: " + string.Join("; ", arrival.Packages)));
    }

    private CodeOutcome Run(Script<object> script, ICellOutput output, CancellationToken interrupt)
    {
        ScriptState<object>? state = null;
        CodeOutcome outcome = Interrupted;
        CellExecution execution = new();
        CurrentCell.TakeConsole();
        CurrentCell.Enter(output, execution);
        (_execution, _output) = (execution, output);
        try
        {
            CellEnd end = execution.Run(
                async () =>
                {
                    state = await _chain.Run(script).ConfigureAwait(true);
                    outcome = OutcomeOf(script, state);
                },
                interrupt);
            if (end == CellEnd.WouldNot) return StillRunning;
            if (state is not null) _chain.Keep(state);
            return outcome.Error is not null && interrupt.IsCancellationRequested ? Interrupted : outcome;
        }
        catch (Exception e)
        {
            return new(Error: RuntimeErrors.Of(e, Class(script)));
        }
        finally
        {
            CurrentCell.Leave();
        }
    }

    /// <summary>With checkpoints; without them when that does not compile, so that the compiler speaks of what was written.</summary>
    private (Script<object> Script, CodeError? Wrong) Compile(string code, CancellationToken interrupt)
    {
        string guarded = Checkpoints.Insert(Submissions.Parse(code), _chain.Meaning);
        Script<object> script = _chain.Next(guarded);
        CodeError? wrong = CompilerErrors.Of(script.Compile(interrupt));
        if (wrong is null || guarded == code) return (script, wrong);
        script = _chain.Next(code);
        return (script, CompilerErrors.Of(script.Compile(interrupt)));
    }

    /// <summary>Name of the class that the cell became.</summary>
    private static string Class(Script<object> script) => script.GetCompilation().ScriptClass?.Name ?? "";

    private CodeOutcome OutcomeOf(Script<object> script, ScriptState<object> state)
    {
        if (state.Exception is { } thrown) return new(Error: RuntimeErrors.Of(thrown, Class(script)));
        object? value = state.ReturnValue;
        if (value is DisplayedOutput || (value is null && !Submissions.EndInValue(script.GetCompilation()))) return new();
        return new(ValueFormatter.Format(value, _session));
    }

    /// <summary>In the cell the code belongs to, or where it lost that trace, in the one that ran last.</summary>
    private void Show(Action<ICellOutput> show)
    {
        if ((CurrentCell.Output ?? _output) is { } cell) CurrentCell.Hand(cell, show);
    }
}
