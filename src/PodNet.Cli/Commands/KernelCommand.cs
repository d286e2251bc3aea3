using System.CommandLine;
using System.Runtime.InteropServices;
using PodNet.Cli.Notebooks;
using PodNet.Jupyter;
using PodNet.Jupyter.CSharp;
using PodNet.Jupyter.Wire;
using PodNet.Magics;

namespace PodNet.Cli.Commands;

/// <summary><c>podnet kernel</c>: the Jupyter kernel, which front ends start.</summary>
internal static class KernelCommand
{
    private const string Name = "kernel";

    private static readonly Argument<string> ConnectionFilePath = new("CONNECTION_FILE")
    {
        Description = "The connection file that the front end wrote.",
    };

    public static Command Create(Terminal terminal)
    {
        Command command = new ExampleCommand(
            Name, "Runs the Jupyter kernel. Front ends start it; podnet jupyter install tells them how.", "kernel kernel-1.json")
        {
            ConnectionFilePath,
        };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(ConnectionFilePath), () => terminal));
        return command;
    }

    /// <summary>Whether a command line is that of a front end: this command, its file, nothing else.</summary>
    public static bool IsPlain(string[] arguments) => arguments is [Name, [not '-', ..]];

    /// <summary>Runs the kernel to its end.</summary>
    /// <param name="terminal">Made only when there is something to say.</param>
    public static int Run(string file, Func<Terminal> terminal)
    {
        try
        {
            using JupyterKernel kernel = Open(Path.GetFullPath(file));
            using PosixSignalRegistration interrupt = On(PosixSignal.SIGINT, kernel.Interrupt);
            using PosixSignalRegistration end = On(PosixSignal.SIGTERM, kernel.Stop);
            ParentWatch.Start(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), kernel.Stop);
            kernel.Run();
            return ExitCodes.Yes;
        }
        catch (Exception wrong) when (wrong is ConnectionFileException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            terminal().Refuse(wrong is FileNotFoundException or DirectoryNotFoundException
                ? $"there is no connection file {file}; front ends write one and start this command themselves: podnet jupyter install"
                : $"the connection file {file} cannot be used: {wrong.Message}");
            return ExitCodes.BadInput;
        }
    }

    private static JupyterKernel Open(string file)
    {
        Lazy<Session> session = new(static () => new Session(MagicRegistry.Default));
        return new(ConnectionFile.Parse(File.ReadAllText(file)), () => session.Value, () => new CSharpLanguage(session.Value));
    }

    private static PosixSignalRegistration On(PosixSignal signal, Action act) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        act();
    });
}
