using System.CommandLine;
using PodNet.Kubectl;
using PodNet.Kubectl.Shell;
using PodNet.Magics;
using PodNet.Magics.Simulation;
using PodNet.Model.Collections;

namespace PodNet.Cli.Commands;

/// <summary><c>podnet kubectl</c>: kubectl against a cluster that has just come up from its file. Nothing is kept from one call to the next; several
/// commands on one cluster are a script.</summary>
internal static class KubectlCommand
{
    private static readonly Argument<string[]> Words = new("COMMAND")
    {
        Description = "The command after --, as it stands behind the word kubectl.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> Script = new("--script")
    {
        Description = "Runs the commands of a file, one a line, on one cluster.",
        HelpName = "FILE",
    };

    public static Command Create(Terminal terminal)
    {
        Option<string> cluster = SharedOptions.ClusterFile();
        Command command = new ExampleCommand(
            "kubectl", "Runs kubectl against a simulated cluster. The exit code is kubectl's.",
            "kubectl --cluster cluster.yaml -- get pods -o wide",
            "kubectl --cluster cluster.yaml -- exec client -- ping -c 1 10.244.1.2",
            "kubectl --cluster cluster.yaml --script commands.sh")
        {
            cluster, Script, Words,
        };
        command.SetAction(parsed =>
        {
            SessionState state = new()
            {
                Magics = MagicRegistry.Default,
                Cluster = SharedOptions.Load(terminal, parsed.GetRequiredValue(cluster)),
            };
            string[] words = parsed.GetValue(Words) ?? [];
            return (parsed.GetValue(Script), words.Length) switch
            {
                ({ } script, 0) => RunScript(terminal, state, SharedOptions.ReadText(terminal, script)),
                (null, > 0) => RunOne(terminal, state, words.ToValueList()),
                (null, 0) => throw new BadInputException("which kubectl command? Put it after --, for example: podnet kubectl --cluster FILE -- get pods"),
                _ => throw new BadInputException("--script and a command after -- do not go together"),
            };
        });
        return command;
    }

    private static int RunOne(Terminal terminal, SessionState state, ValueList<string> words)
    {
        KubectlResult result = PodNet.Kubectl.KubectlCommand.Run(words, KubernetesApi.Context(state) with { ReadFile = Reader(terminal) });
        terminal.Error.Write(Clean(result.Error));
        terminal.Out.Write(Clean(result.Out));
        return result.ExitCode;
    }

    private static int RunScript(Terminal terminal, SessionState state, string script)
    {
        ShellResult result = KubernetesApi.Run(state, script, Reader(terminal)).Result;
        foreach (ShellLine line in result.Lines)
        {
            terminal.Out.Write(Clean($"$ {line.Echo ?? line.Source}\n"));
            terminal.Error.Write(Clean(line.Error));
            terminal.Out.Write(Clean(line.Out));
        }

        return result.ExitCode;
    }

    private static Func<string, string?> Reader(Terminal terminal) => path => SharedOptions.TextOrNull(path, terminal.Directory);

    // Names and labels cannot command the terminal; lines and tabs stay.
    private static string Clean(string text) => string.Join('\n', text.Split('\n').Select(Printable.Line));
}
