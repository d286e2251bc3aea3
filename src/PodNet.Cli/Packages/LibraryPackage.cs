namespace PodNet.Cli.Packages;

/// <summary>The file of the package PodNetKernel.</summary>
internal static class LibraryPackage
{
    private const string Project = "src/PodNet.Interactive";

    /// <summary>The one that came with the tool; in a repository, one that is packed now.</summary>
    /// <exception cref="BadInputException">There is neither, or packing failed.</exception>
    public static string Find(Terminal terminal, string dotnet)
    {
        string tool = terminal.Machine.ToolFolder;
        if (Newest(Path.Combine(tool, "packages")) is { } shipped) return shipped;
        for (DirectoryInfo? at = new(tool); at is not null; at = at.Parent)
        {
            if (Directory.Exists(Path.Combine(at.FullName, Project))) return Pack(terminal, dotnet, at.FullName);
        }

        throw new BadInputException(
            $"the package did not come with this tool ({tool}), and there is no repository to pack it from: install the tool podnet, or run this from a clone");
    }

    private static string Pack(Terminal terminal, string dotnet, string root)
    {
        terminal.Error.WriteLine($"packing {Project} ...");
        string folder = Path.Combine(root, "artifacts", "packages");
        if (Newest(folder) is { } old) File.Delete(old);
        // A folder of its own for what is built on the way: the repository's may be in use.
        string[] arguments = ["pack", Project, "-c", "Release", "--artifacts-path", "artifacts/packing", "-o", folder, "-nologo", "-v", "quiet"];
        if (terminal.Machine.Start(new(dotnet, arguments, root, Waits: true) { Output = ProgramOutput.WhenItFails }) != 0)
            throw new BadInputException("dotnet pack failed; what it said is above");
        return Newest(folder) ?? throw new BadInputException($"dotnet pack left no package in {folder}");
    }

    private static string? Newest(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "PodNetKernel.*.nupkg").MaxBy(File.GetLastWriteTimeUtc) : null;
}
