using PodNet.Kubernetes.Controllers;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Shell;

/// <summary>What a block of lines did.</summary>
/// <param name="Lines">One entry for each command.</param>
/// <param name="Variables">The shell variables afterwards.</param>
public sealed record ShellResult(
    ControlPlane Cluster, IContainerRuntime Runtime, ValueList<ShellLine> Lines, ValueList<KeyValuePair<string, string>> Variables)
{
    /// <summary>The last command's exit code.</summary>
    public int ExitCode => Lines.Count == 0 ? 0 : Lines[^1].ExitCode;

    /// <summary>The first command that failed, or null.</summary>
    public ShellLine? FirstFailure => Lines.FirstOrDefault(l => l.ExitCode != 0);
}

/// <summary>What one command of a block printed.</summary>
/// <param name="Number">The line on which it begins, from 1.</param>
/// <param name="Source">The command as written.</param>
/// <param name="Echo">The command as it was run where that differs: with addresses in place of &lt;NAME-ip&gt;; else null.</param>
public sealed record ShellLine(int Number, string Source, string? Echo, string Out, string Error, int ExitCode);

/// <summary>Runs lines as people write them in a terminal: kubectl commands with variables, command substitution and pipes to a few filters.
/// Like a shell it goes on after a command that failed. Standard input counts as a terminal.</summary>
public static class KubectlShell
{
    /// <summary>Runs a block.</summary>
    /// <param name="context">Its seed is varied from command to command.</param>
    /// <param name="variables">Shell variables from earlier blocks.</param>
    public static ShellResult Run(string block, KubectlContext context, ValueList<KeyValuePair<string, string>> variables = default)
    {
        ShellSession session = new(context with { IsTerminal = true }, variables);
        List<ShellLine> done = [];
        try
        {
            foreach (BlockLine line in ShellBlock.Read(block)) done.Add(Run(line, session));
        }
        catch (ShellException wrong)
        {
            done.Add(new(0, "", null, "", $"error: {wrong.Message}\n", 2));
        }

        return new(session.Context.Cluster, session.Context.Runtime, done.ToValueList(), session.Variables);
    }

    private static ShellLine Run(BlockLine line, ShellSession session)
    {
        string text = line.Text;
        try
        {
            text = PodAddresses.Replace(line.Text, session.Context);
            StreamResult result = session.Run(text, line.Input);
            return new(line.Number, line.Text, text == line.Text ? null : text, result.Out, result.Error, result.ExitCode);
        }
        catch (ShellException wrong)
        {
            return new(line.Number, line.Text, text == line.Text ? null : text, "", $"error: line {line.Number}: {wrong.Message}\n", 2);
        }
    }
}
