namespace PodNet.Printing;

/// <summary>What a command left behind.</summary>
/// <param name="Text">Standard output: lines, each ended by "\n"; empty when there is nothing to print.</param>
/// <param name="Error">Standard error without its last "\n"; empty when all went well.</param>
/// <param name="ExitCode">The tool's own exit code; 0 is success.</param>
public sealed record CommandOutput(string Text, string Error, int ExitCode)
{
    /// <summary>Whether the command succeeded.</summary>
    public bool Succeeded => ExitCode == 0;

    internal static CommandOutput Of(IEnumerable<string> lines) => new(Printable.Lines(lines), "", 0);
}

/// <summary>A command cannot go on: the tool's message and exit code.</summary>
internal sealed class CommandFailure(string message, int exitCode) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
