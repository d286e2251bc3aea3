using System.Text;
using PodNet.Jupyter.CSharp;
using PodNet.Jupyter.Languages;
using PodNet.Jupyter.Packages;
using PodNet.Magics;

namespace PodNet.Jupyter.Tests.CSharp;

/// <summary>A notebook of C# cells whose output is written down.</summary>
internal sealed class CSharpNotebook : ICellOutput
{
    /// <summary>After this a test is over in any case; a cell that would not end then is a failure and not a hang.</summary>
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _printed = new();
    private readonly Lock _gate = new();

    public CSharpNotebook() => Language = new(Session);

    internal CSharpNotebook(PackageRestore restore) => Language = new(Session, restore);

    public Session Session { get; } = new(MagicRegistry.Default);

    public CSharpLanguage Language { get; }

    public List<OutputBundle> Shown { get; } = [];

    public string Printed
    {
        get
        {
            lock (_gate) return _printed.ToString();
        }
    }

    /// <summary>Runs a cell; when it is to be interrupted, that happens as soon as it has printed "go".</summary>
    public CodeOutcome Run(string code, bool interrupt = false)
    {
        using CancellationTokenSource source = new();
        Task<CodeOutcome> running = Task.Factory.StartNew(
            () => Language.Run(code, this, source.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (interrupt)
        {
            Assert.True(SpinWait.SpinUntil(() => Printed.Contains("go", StringComparison.Ordinal) || running.IsCompleted, Watchdog), "did not begin");
            source.Cancel();
        }

        Assert.True(running.Wait(Watchdog), "did not end");
        return running.Result;
    }

    /// <summary>The plain text of a cell's value; an error fails the test.</summary>
    public string? Value(string code)
    {
        CodeOutcome outcome = Run(code);
        Assert.Null(outcome.Error?.Message);
        return outcome.Value?[OutputBundle.Plain];
    }

    /// <summary>The error a cell ends in.</summary>
    public CodeError Error(string code)
    {
        CodeOutcome outcome = Run(code);
        Assert.NotNull(outcome.Error);
        return outcome.Error;
    }

    public void Print(string text, bool toStandardError = false)
    {
        lock (_gate) _printed.Append(toStandardError ? $"[{text}]" : text);
    }

    public void Display(OutputBundle output, string? displayId = null)
    {
        lock (_gate) Shown.Add(output);
    }

    public void Update(OutputBundle output, string displayId)
    {
        lock (_gate) Shown[^1] = output;
    }
}
