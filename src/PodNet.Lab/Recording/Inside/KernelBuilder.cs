using System.Globalization;
using System.Text.RegularExpressions;

namespace PodNet.Lab.Recording.Inside;

/// <summary>Runs the commands that build the lab; neighbouring ones of one tool and namespace as one batch.</summary>
internal static partial class KernelBuilder
{
    /// <summary>Runs them in order.</summary>
    /// <exception cref="LabException">One failed; the message shows it with what the tool said.</exception>
    public static void Run(IReadOnlyList<KernelCommand> commands)
    {
        for (int i = 0; i < commands.Count;)
        {
            KernelCommand first = commands[i];
            int end = i + 1;
            while (first.IsBatchable && end < commands.Count && IsAlike(first, commands[end])) end++;
            if (first.IsBatchable) Batch(commands.Skip(i).Take(end - i).ToList());
            else Single(first);
            i = end;
        }
    }

    private static bool IsAlike(KernelCommand one, KernelCommand other) =>
        (one.Tool, one.Namespace, one.IsOfIpv6) == (other.Tool, other.Namespace, other.IsOfIpv6);

    private static void Batch(List<KernelCommand> batch)
    {
        string text = string.Concat(batch.Select(c => string.Join(' ', c.Arguments.Skip(c.IsOfIpv6 ? 1 : 0)) + "\n"));
        string[] family = batch[0].IsOfIpv6 ? ["-6"] : [];
        LabProcess.Outcome outcome = LabProcess.Run(batch[0].Namespace, [batch[0].Tool, .. family, "-batch", "-"], text);
        if (outcome.ExitCode == 0) return;
        Match line = FailedLine().Match(outcome.Error);
        int at = line.Success ? int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture) - 1 : 0;
        throw Failed(batch[Math.Clamp(at, 0, batch.Count - 1)], outcome.Error);
    }

    private static void Single(KernelCommand command)
    {
        LabProcess.Outcome outcome = LabProcess.Run(command.Namespace, [command.Tool, .. command.Arguments], command.Input);
        if (outcome.ExitCode != 0) throw Failed(command, outcome.Error);
    }

    private static LabException Failed(KernelCommand command, string error) =>
        new($"`{command.ToString().Split('\n')[0]}` failed: {error.Trim().ReplaceLineEndings("; ")}");

    [GeneratedRegex(@"Command failed .*:(\d+)")]
    private static partial Regex FailedLine();
}
