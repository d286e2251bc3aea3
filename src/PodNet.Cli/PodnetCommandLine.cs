using System.CommandLine;
using System.CommandLine.Help;
using PodNet.Cli.Commands;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Magics;

namespace PodNet.Cli;

/// <summary>The <c>podnet</c> tool.</summary>
public static class PodnetCommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <returns>An exit code of <see cref="ExitCodes"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, Terminal terminal)
    {
        ParseResult parsed = Root(terminal).Parse(arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not (HelpAction or HelpWithExamples))
            return Refuse(terminal, $"{Problem(parsed)}; {HelpOf(parsed)} shows how");
        try
        {
            return parsed.Invoke(new() { EnableDefaultExceptionHandler = false, Output = terminal.Out, Error = terminal.Error });
        }
        catch (Exception bad) when (IsBadInput(bad))
        {
            return Refuse(terminal, bad.Message);
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            return Refuse(terminal, $"a defect of PodNet, please report it: {defect.GetType().Name}: {defect.Message}");
        }
    }

    private static RootCommand Root(Terminal terminal)
    {
        RootCommand root = new(
            "Follows packets through simulated Kubernetes clusters.\n"
            + "Exit codes: 0 yes, 1 no (a cell failed, no answer, a difference), 2 bad input.")
        {
            CourseCommand.Create(terminal),
            RunCommand.Create(terminal),
            TraceCommand.Create(terminal),
            CompareCommand.Create(terminal),
            PcapCommand.Create(terminal),
            CniCommand.Create(terminal),
            ShowCommand.Create(terminal),
            KubectlCommand.Create(terminal),
            ClusterCommand.Create(terminal),
            VerifyCommand.Create(terminal),
            CheckCommand.Create(terminal),
            LabCommand.Create(terminal),
            NotebookCommand.Create(terminal),
            JupyterCommand.Create(terminal),
            PackageCommand.Create(terminal),
            KernelCommand.Create(terminal),
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private static bool IsBadInput(Exception problem) =>
        problem is BadInputException or MagicException or ClusterFileException or IOException or UnauthorizedAccessException;

    private static int Refuse(Terminal terminal, string message)
    {
        terminal.Refuse(message);
        return ExitCodes.BadInput;
    }

    /// <summary>The first thing wrong with a command line; a mistyped name comes with the nearest.</summary>
    private static string Problem(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is not [var typed, ..]) return parsed.Errors[0].Message.TrimEnd('.').ReplaceLineEndings(" ");
        bool isCommand = command.Subcommands.Count > 0 && !typed.StartsWith('-');
        IEnumerable<string> names = isCommand ? command.Subcommands.Select(c => c.Name) : command.Options.Select(o => o.Name);
        return $"no {(isCommand ? "command" : "option")} '{typed}'{NearestName.Suggestion(typed, names)}".TrimEnd('?');
    }

    private static string HelpOf(ParseResult parsed) => parsed.CommandResult.Command is RootCommand
        ? "podnet --help"
        : $"podnet {parsed.CommandResult.Command.Name} --help".Replace("podnet record", "podnet lab record", StringComparison.Ordinal);
}
