using Spectre.Console;

namespace PodNet.Cli.Commands;

/// <summary>Progress bars on standard error; plain lines where that is no terminal.</summary>
internal static class Progress
{
    public static Spectre.Console.Progress Of(Terminal terminal) => AnsiConsole
        .Create(new() { Out = new AnsiConsoleOutput(terminal.Error) })
        .Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn());
}
