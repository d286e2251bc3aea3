using Spectre.Console;

namespace PodNet.Cli.Commands;

/// <summary>Something that takes its time.</summary>
/// <param name="Steps">How many steps it has, at least.</param>
internal sealed record Work(string Name, int Steps);

/// <summary>Shows how far work is, on standard error: bars on a terminal, else a line for each piece that is done.</summary>
internal static class Progress
{
    /// <summary>Does pieces of work in order.</summary>
    /// <param name="act">Does the piece with this index; it is given a way to say how many of its steps are done.</param>
    public static void Over(Terminal terminal, IReadOnlyList<Work> pieces, Action<int, Action<int>> act)
    {
        if (terminal.IsInteractive) Bars(terminal, pieces, act);
        else Lines(terminal, pieces, act);
    }

    private static void Lines(Terminal terminal, IReadOnlyList<Work> pieces, Action<int, Action<int>> act)
    {
        for (int i = 0; i < pieces.Count; i++)
        {
            act(i, static _ => { });
            terminal.Error.WriteLine(FormattableString.Invariant($"{i + 1}/{pieces.Count} {pieces[i].Name}"));
        }
    }

    private static void Bars(Terminal terminal, IReadOnlyList<Work> pieces, Action<int, Action<int>> act)
    {
        IAnsiConsole console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(terminal.Error) });
        console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .Start(progress =>
            {
                List<ProgressTask> bars = [.. pieces.Select(p => progress.AddTask(p.Name.EscapeMarkup(), maxValue: Math.Max(1, p.Steps)))];
                for (int i = 0; i < bars.Count; i++)
                {
                    ProgressTask bar = bars[i];
                    act(i, done => bar.Value = done);
                    bar.Value = bar.MaxValue;
                }
            });
    }
}
