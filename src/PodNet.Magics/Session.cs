using PodNet.Magics.Parsing;
using PodNet.Model.Collections;

namespace PodNet.Magics;

/// <summary>The one thing that changes: it runs commands one after another and keeps the state they leave behind. Not thread-safe;
/// a host runs one cell at a time.</summary>
public sealed class Session(MagicRegistry magics)
{
    /// <summary>The cell that began, until the state knows of it: a cell in which nothing succeeds leaves the state as it was.</summary>
    private string? _begun;

    /// <summary>How far the simulated clock goes on after each command that succeeded, counted from the end of what the command
    /// did.</summary>
    public static TimeSpan TimePerCommand { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The magics this session knows.</summary>
    public MagicRegistry Magics => State.Magics;

    /// <summary>The state now.</summary>
    public SessionState State { get; private set; } = new() { Magics = magics };

    private SessionState InCell => _begun is { } text ? State with { Scripts = State.Scripts.InCell(text) } : State;

    /// <summary>Runs one command. When it fails, the state stays as it was.</summary>
    public MagicResult Run(MagicCall call)
    {
        try
        {
            return new(Run(state =>
            {
                MagicOutcome outcome = call.Magic.Run(call, state);
                return (outcome.State, outcome.Outputs);
            }));
        }
        catch (MagicException refused)
        {
            return new([], refused.Message);
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            string what = $"{defect.GetType().Name}: {defect.Message}";
            return new([], $"{call.Magic.Name} failed through a defect of PodNet, please report it: {what}");
        }
    }

    /// <summary>Runs one command that is not written as a magic: a call from C#. When it throws, the state stays as it was.</summary>
    /// <param name="command">From the state now to the state after it and what it gives back.</param>
    /// <exception cref="MagicException">The command was refused.</exception>
    public T Run<T>(Func<SessionState, (SessionState State, T Result)> command)
    {
        (SessionState state, T result) = command(InCell);
        (State, _begun) = (state with { Clock = state.Clock.Plus(TimePerCommand) }, null);
        return result;
    }

    /// <summary>As <see cref="Run{T}"/>, for what takes no simulated time: noting what was shown.</summary>
    internal T Note<T>(Func<SessionState, (SessionState State, T Result)> note)
    {
        (State, T result) = note(InCell);
        _begun = null;
        return result;
    }

    /// <summary>Lets everything that follows packets and draws pictures be loaded and compiled, in a session that nobody sees. Takes half a second.</summary>
    public static void WarmUp(MagicRegistry magics)
    {
        if (magics.All.FirstOrDefault(m => m.Name == "#!trace") is { } trace) new Session(magics).RunCell(trace.Examples[0].Cell);
    }

    /// <summary>Told by a host before it runs a cell, of magics or code: an output that is made again is known by its cell.</summary>
    /// <param name="text">What is written in the cell.</param>
    public void BeginCell(string text) => _begun = text;

    /// <summary>Runs a cell of magics. The whole cell is read before anything of it runs; then it stops at the first command that
    /// fails, and what the commands before that one did stays done.</summary>
    public MagicResult RunCell(string cell)
    {
        List<OutputBundle> outputs = [];
        BeginCell(cell);
        try
        {
            foreach (MagicPart part in MagicsOnly(Cell.Split(cell, Magics)))
            {
                MagicResult result = Run(part.Call);
                outputs.AddRange(result.Outputs);
                if (!result.Succeeded) return new(outputs.ToValueList(), result.Error);
            }
        }
        catch (MagicException refused)
        {
            return new([], refused.Message);
        }

        return new(outputs.ToValueList());
    }

    private static List<MagicPart> MagicsOnly(ValueList<CellPart> parts)
    {
        if (parts.OfType<CodePart>().FirstOrDefault() is { } code)
            throw new MagicException($"line {code.Line} is C#, and only magics run here: '{code.FirstLine}'");
        return [.. parts.OfType<MagicPart>()];
    }
}
