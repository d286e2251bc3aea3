using System.CommandLine;
using PodNet.Cli.Packages;

namespace PodNet.Cli.Commands;

/// <summary><c>podnet package install</c> and <c>uninstall</c>: let notebooks of .NET Interactive find the package PodNetKernel.</summary>
internal static class PackageCommand
{
    public static Command Create(Terminal terminal)
    {
        Command install = new ExampleCommand("install", "Makes the package PodNetKernel known to NuGet, for this user.", "package install");
        install.SetAction(_ =>
        {
            string dotnet = Dotnet(terminal.Machine);
            LocalFeed feed = new(terminal.Machine, dotnet);
            string version = feed.Install(LibraryPackage.Find(terminal, dotnet));
            terminal.Out.WriteLine($"{feed.Folder}: PodNetKernel {version} is there, and NuGet knows the folder as {LocalFeed.Name}");
            terminal.Out.WriteLine("In a notebook of .NET Interactive, write this in a cell of its own: #r \"nuget:PodNetKernel\"");
            terminal.Out.WriteLine("That needs .NET Interactive 1.0.707101 (January 2026) or later; an older one says NU1202. "
                + "PodNet's own kernel needs none: podnet jupyter install");
        });
        Command uninstall = new ExampleCommand("uninstall", "Removes what install wrote.", "package uninstall");
        uninstall.SetAction(_ =>
        {
            LocalFeed feed = new(terminal.Machine, Dotnet(terminal.Machine));
            bool was = feed.Uninstall();
            terminal.Out.WriteLine($"{feed.Folder}: {(was ? $"the package and the source {LocalFeed.Name} are removed" : "there was no package")}");
        });
        return new Command("package", "The package for notebooks of .NET Interactive.") { install, uninstall };
    }

    private static string Dotnet(Machine machine) => machine.Find("dotnet") ?? machine.Dotnet ?? throw new BadInputException(
        "there is no program 'dotnet' on the PATH; packages need the .NET SDK: https://dotnet.microsoft.com/download");
}
