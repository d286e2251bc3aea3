using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PodNet.Cli;

/// <summary>The kinds of systems that keep a user's files in different places.</summary>
public enum SystemKind
{
    Linux,
    MacOs,
    Windows,
}

/// <summary>What a command may know of the machine and do with its programs: the real one, or a test's.</summary>
public sealed record Machine
{
    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The user's home folder.</summary>
    public required string Home { get; init; }

    /// <summary>The kind of system.</summary>
    public required SystemKind System { get; init; }

    /// <summary>Whether the user is root, as in most containers.</summary>
    public bool IsRoot { get; init; }

    /// <summary>The program file of this process: the tool itself, or dotnet.</summary>
    public required string Program { get; init; }

    /// <summary>The folder with the tool's own files.</summary>
    public required string ToolFolder { get; init; }

    /// <summary>The folder of the .NET installation that runs this process; null when the tool brings its own.</summary>
    public required string? DotnetRoot { get; init; }

    /// <summary>Runs a program in a folder, to its end or just started; gives its exit code, 0 when just started.</summary>
    public required Func<ProgramStart, int> Start { get; init; }

    /// <summary>The machine this process runs on.</summary>
    public static Machine OfProcess() => new()
    {
        Variable = Environment.GetEnvironmentVariable,
        Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        System = OperatingSystem.IsWindows() ? SystemKind.Windows : OperatingSystem.IsMacOS() ? SystemKind.MacOs : SystemKind.Linux,
        IsRoot = !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess,
        Program = Environment.ProcessPath ?? "",
        ToolFolder = AppContext.BaseDirectory,
        DotnetRoot = RootOf(RuntimeEnvironment.GetRuntimeDirectory()),
        Start = StartProcess,
    };

    /// <summary>The full path of a program that the user could start by its name, or null.</summary>
    public string? Find(string program)
    {
        string[] endings = System == SystemKind.Windows ? [".exe", ".cmd", ".bat"] : [""];
        string[] folders = (Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(f => endings.Select(e => Path.Combine(f, program + e))).FirstOrDefault(File.Exists);
    }

    /// <summary>The value of an environment variable that says something, or null.</summary>
    public string? Given(string variable) => Variable(variable) is { Length: > 0 } value ? value : null;

    /// <summary>The program dotnet of the installation that runs this process, or null.</summary>
    public string? Dotnet
    {
        get
        {
            string? file = DotnetRoot is { } root ? Path.Combine(root, System == SystemKind.Windows ? "dotnet.exe" : "dotnet") : null;
            return File.Exists(file) ? file : null;
        }
    }

    /// <summary>Where programs keep a user's data on this machine (Environment.SpecialFolder.LocalApplicationData).</summary>
    public string DataFolder => System switch
    {
        SystemKind.MacOs => Path.Combine(Home, "Library", "Application Support"),
        SystemKind.Windows => Given("LOCALAPPDATA") ?? Path.Combine(Home, "AppData", "Local"),
        _ => Given("XDG_DATA_HOME") ?? Path.Combine(Home, ".local", "share"),
    };

    // .../dotnet/shared/Microsoft.NETCore.App/10.0.0/
    private static string? RootOf(string runtime)
    {
        DirectoryInfo? framework = new DirectoryInfo(runtime).Parent;
        return framework is { Name: "Microsoft.NETCore.App", Parent: { Name: "shared", Parent: { } root } } ? root.FullName : null;
    }

    private static int StartProcess(ProgramStart start)
    {
        ProcessStartInfo request = new(start.File, start.Arguments) { WorkingDirectory = start.Folder };
        bool isTaken = !start.Waits || start.Output != ProgramOutput.Shown;
        request.RedirectStandardOutput = request.RedirectStandardError = isTaken;
        using Process process = Process.Start(request) ?? throw new BadInputException($"{start.File} does not start");
        if (!start.Waits) return ExitCodes.Yes;
        if (!isTaken)
        {
            process.WaitForExit();
            return process.ExitCode;
        }

        Task<string> error = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        if (process.ExitCode != 0 && start.Output == ProgramOutput.WhenItFails) Console.Error.Write(said);
        return process.ExitCode;
    }
}

/// <summary>A program to start.</summary>
/// <param name="Waits">Whether to wait for its end; else its output is not shown.</param>
public sealed record ProgramStart(string File, IReadOnlyList<string> Arguments, string Folder, bool Waits)
{
    /// <summary>What the user sees of it.</summary>
    public ProgramOutput Output { get; init; }
}

/// <summary>What a user sees of the output of a program that is waited for.</summary>
public enum ProgramOutput
{
    /// <summary>All of it.</summary>
    Shown,

    /// <summary>All of it when the exit code is not 0.</summary>
    WhenItFails,

    /// <summary>Nothing.</summary>
    Hidden,
}
