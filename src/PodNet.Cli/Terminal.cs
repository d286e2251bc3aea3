namespace PodNet.Cli;

/// <summary>What a command may see of the world outside: the tool's own process, or a test.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Progress, colour and errors.</param>
/// <param name="Directory">The current directory.</param>
/// <param name="IsInteractive">Whether somebody watches <paramref name="Error"/> on a terminal.</param>
public sealed record Terminal(TextWriter Out, TextWriter Error, string Directory, bool IsInteractive = false)
{
    /// <summary>The machine that commands run on.</summary>
    public Machine Machine { get; init; } = Machine.OfProcess();

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess() =>
        new(Console.Out, Console.Error, System.IO.Directory.GetCurrentDirectory(), !Console.IsErrorRedirected);

    /// <summary>Writes an error, each line after the tool's name. What a file or a user wrote cannot command the
    /// terminal.</summary>
    public void Refuse(string message)
    {
        foreach (string line in message.ReplaceLineEndings("\n").Split('\n'))
            Error.WriteLine("podnet: " + Printable.Clean(line));
    }

    /// <summary>The full path of a path that a user wrote.</summary>
    public string PathOf(string written) => Path.GetFullPath(written, Directory);
}
