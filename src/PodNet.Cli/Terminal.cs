namespace PodNet.Cli;

/// <summary>What a command may see of the world outside: the tool's own process, or a test.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Progress, colour and errors.</param>
/// <param name="Directory">The current directory.</param>
public sealed record Terminal(TextWriter Out, TextWriter Error, string Directory)
{
    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error, System.IO.Directory.GetCurrentDirectory());

    /// <summary>The full path of a path that a user wrote.</summary>
    public string PathOf(string written) => Path.GetFullPath(written, Directory);
}
