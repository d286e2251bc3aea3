using System.CommandLine;
using PodNet.Cli.Notebooks;

namespace PodNet.Cli.Commands;

/// <summary><c>podnet jupyter install</c> and <c>uninstall</c>: tell Jupyter's front ends of the kernel.</summary>
internal static class JupyterCommand
{
    private static readonly Option<bool> User = new("--user") { Description = "For this user (default)." };

    private static readonly Option<string?> Prefix = new("--prefix")
    {
        Description = "For the Python installation or environment in this folder.",
        HelpName = "DIR",
    };

    private static readonly Option<bool> SysPrefix = new("--sys-prefix") { Description = "For the Python environment that is active." };

    public static Command Create(Terminal terminal)
    {
        Command install = new ExampleCommand(
            "install", "Makes the kernel known to JupyterLab, Jupyter Notebook and VS Code.", "jupyter install", "jupyter install --prefix .venv")
        {
            User, Prefix, SysPrefix,
        };
        install.SetAction(parsed =>
        {
            KernelSpec spec = Spec(parsed, terminal);
            spec.Install();
            terminal.Out.WriteLine($"{spec.Folder}: the kernel is installed; front ends show it as \"C# (PodNet)\"");
        });
        Command uninstall = new ExampleCommand("uninstall", "Removes what install wrote.", "jupyter uninstall") { User, Prefix, SysPrefix };
        uninstall.SetAction(parsed =>
        {
            KernelSpec spec = Spec(parsed, terminal);
            terminal.Out.WriteLine($"{spec.Folder}: {(spec.Uninstall() ? "the kernel is removed" : "there was no kernel")}");
        });
        return new Command("jupyter", "The kernel for notebooks in Jupyter's front ends.") { install, uninstall };
    }

    private static KernelSpec Spec(ParseResult parsed, Terminal terminal)
    {
        string? prefix = parsed.GetValue(Prefix);
        bool environment = parsed.GetValue(SysPrefix);
        int places = (parsed.GetValue(User) ? 1 : 0) + (prefix is null ? 0 : 1) + (environment ? 1 : 0);
        if (places > 1) throw new BadInputException("--user, --prefix and --sys-prefix exclude each other");
        if (prefix is not null) return KernelSpec.OfPrefix(terminal.Machine, terminal.PathOf(prefix));
        return environment ? KernelSpec.OfEnvironment(terminal.Machine) : KernelSpec.OfUser(terminal.Machine);
    }
}
