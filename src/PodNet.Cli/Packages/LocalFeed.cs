namespace PodNet.Cli.Packages;

/// <summary>The package for .NET Interactive in a folder of the user's own, which NuGet knows as a source. It stands in for a feed while nothing is
/// published.</summary>
internal sealed class LocalFeed(Machine machine, string dotnet)
{
    /// <summary>NuGet's name for the source.</summary>
    public const string Name = "podnet-local";

    private const string Package = "PodNetKernel";

    /// <summary>The folder with the package.</summary>
    public string Folder { get; } = Path.Combine(machine.DataFolder, "podnet", "packages");

    /// <summary>Puts the package into the folder and makes the folder known, in the place of what was there before.</summary>
    /// <param name="package">The package's file.</param>
    /// <returns>Its version.</returns>
    public string Install(string package)
    {
        string version = VersionOf(package);
        string file = Path.Combine(Folder, Path.GetFileName(package));
        bool isThere = Path.GetFullPath(package) == file; // A tool that lies in this very place brings its package in it.
        foreach (string older in Packages().Where(p => p != file)) Forget(older);
        Directory.CreateDirectory(Folder);
        if (!isThere) File.Copy(package, file, overwrite: true);
        DropCopies(version);
        RemoveSource();
        if (Nuget(ProgramOutput.WhenItFails, "add", "source", Folder, "--name", Name) != 0)
            throw new BadInputException($"NuGet did not take {Folder} as a source; what dotnet said is above");
        return version;
    }

    /// <summary>Undoes it.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Uninstall()
    {
        string[] packages = [.. Packages()];
        foreach (string package in packages) Forget(package);
        if (Directory.Exists(Folder) && !Directory.EnumerateFileSystemEntries(Folder).Any()) Directory.Delete(Folder);
        return RemoveSource() || packages.Length > 0;
    }

    private IEnumerable<string> Packages() => Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, Package + ".*nupkg")] : [];

    private static string VersionOf(string package) => Path.GetFileNameWithoutExtension(package)[(Package.Length + 1)..];

    private void Forget(string package)
    {
        DropCopies(VersionOf(package));
        File.Delete(package);
    }

    /// <summary>NuGet never looks at a package of the same version again, and what .NET Interactive noted of earlier restores points to NuGet's copy.</summary>
    private void DropCopies(string version)
    {
        string cache = machine.Given("NUGET_PACKAGES") ?? Path.Combine(machine.Home, ".nuget", "packages");
        string copy = Path.Combine(cache, Package.ToLowerInvariant(), version.ToLowerInvariant());
        if (Directory.Exists(copy)) Directory.Delete(copy, recursive: true);
        string restored = Path.Combine(machine.Home, ".packagemanagement", "nuget", "Cache");
        if (!Directory.Exists(restored)) return;
        foreach (string list in Directory.EnumerateFiles(restored))
        {
            if (File.ReadAllText(list).Contains(Package, StringComparison.OrdinalIgnoreCase)) File.Delete(list);
        }
    }

    private bool RemoveSource() => Nuget(ProgramOutput.Hidden, "remove", "source", Name) == 0;

    /// <summary>Runs <c>dotnet nuget</c> in the user's home, where no configuration of a repository is in force.</summary>
    private int Nuget(ProgramOutput output, params string[] arguments) =>
        machine.Start(new(dotnet, ["nuget", .. arguments], machine.Home, Waits: true) { Output = output });
}
