using System.CommandLine;
using PodNet.Datapath;
using PodNet.Lab.Verify;

namespace PodNet.Cli.Commands;

/// <summary><c>podnet verify</c>: compares what the simulator predicts with what a real kernel did.</summary>
internal static class VerifyCommand
{
    private static readonly Option<string> Captures = new("--captures")
    {
        Description = "The capture file (probes.json).",
        HelpName = "PROBES.json",
        Required = true,
    };

    private static readonly Option<string?> Probes = new("--probes")
    {
        Description = "Only probes with these names, separated by commas; * and ? stand for anything.",
        HelpName = "GLOB,...",
    };

    private static readonly Option<Comparison> Compare = new("--compare")
    {
        Description = "What has to be the same: all (default), or path: namespaces crossed, TTL and MTU in pods, who answers ARP, MSS, "
            + "and a tunnel's protocol, port, TTL, DF and checksum.",
        HelpName = "all|path",
    };

    private static readonly Option<string?> Predicted = new("--write-predicted")
    {
        Description = "Write the prediction in the captures' own format.",
        HelpName = "FILE",
    };

    public static Command Create(Terminal terminal)
    {
        Option<string> cluster = SharedOptions.ClusterFile();
        Command command = new ExampleCommand(
            "verify",
            "Replays the probes of a capture on the simulated cluster, and compares every journey. Exit code 1: something differs.",
            "verify --cluster cluster.yaml --captures probes.json",
            "verify --cluster cluster.yaml --captures probes.json --compare path",
            "verify --cluster cluster.yaml --captures probes.json --probes \"01-*,02-*\" --write-predicted predicted.json")
        {
            cluster, Captures, Probes, Compare, Predicted,
        };
        command.SetAction(parsed =>
        {
            string clusterText = SharedOptions.ReadText(terminal, parsed.GetRequiredValue(cluster));
            string captureText = SharedOptions.ReadText(terminal, parsed.GetRequiredValue(Captures));
            const StringSplitOptions Clean = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
            string[] globs = parsed.GetValue(Probes)?.Split(',', Clean) ?? [];
            VerifyResult result = Verify(terminal, clusterText, captureText, globs, parsed.GetValue(Compare));
            if (parsed.GetValue(Predicted) is { } file && result.Predicted is { } text) NotebookFiles.Write(terminal.PathOf(file), text);
            return result.ExitCode;
        });
        return command;
    }

    private static VerifyResult Verify(Terminal terminal, string clusterText, string captureText, string[] globs, Comparison compare)
    {
        // The account is kept back until the bar is gone, so that the two do not mix on one screen.
        using StringWriter output = new(), errors = new();
        VerifyResult? result = null;
        Progress.Over(terminal, [new("probes", 100)], (_, report) => result = new Lab.Verify.VerifyCommand(ClusterBuilder.Load)
            .Run(clusterText, captureText, globs, output, errors, compare, (done, all) => report(100 * done / Math.Max(1, all))));
        terminal.Error.Write(errors.ToString());
        terminal.Out.Write(output.ToString());
        return result!;
    }
}
