using System.IO.Compression;
using System.Runtime.InteropServices;
using PodNet.Packages.Real.Tests;

[assembly: AssemblyFixture(typeof(Packed))]

namespace PodNet.Packages.Real.Tests;

/// <summary>All packages, packed once: the tool for this kind of machine only.</summary>
public sealed class Packed : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("podnet-packed-").FullName;
    private readonly List<string> _missing = [];

    public Packed()
    {
        (int code, string output) = Pack(Root, "src/PodNet.Cli", Folder, $"-p:PodNetToolMachines={Machine}");
        // The compiler that compiles ahead of time is a package; without a network it may not be there.
        if (code != 0 && output.Contains("NU1", StringComparison.Ordinal) && output.Contains("Crossgen", StringComparison.OrdinalIgnoreCase))
            _missing.Add($"no package Microsoft.NETCore.App.Crossgen2 for {Machine}");
        else Assert.True(code == 0, output);
        (code, output) = Pack(Root, "src/PodNet.Interactive", Folder);
        Assert.True(code == 0, output);
    }

    /// <summary>The kind of machine, in the words of packages.</summary>
    public static string Machine { get; } = (OperatingSystem.IsWindows() ? "win-" : OperatingSystem.IsMacOS() ? "osx-" : "linux-")
        + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>The repository.</summary>
    public static string Root => Golden.InRepository("");

    /// <summary>Where the packages are.</summary>
    public string Folder => Path.Combine(_folder, "feed");

    public string Version => Path.GetFileNameWithoutExtension(Directory.GetFiles(Folder, "PodNetKernel.*.nupkg").Single())["PodNetKernel.".Length..];

    /// <summary>An empty folder of that name.</summary>
    public string Empty(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    public ZipArchive OpenLibrary() => ZipFile.OpenRead(Path.Combine(Folder, $"PodNetKernel.{Version}.nupkg"));

    public ZipArchive OpenSymbols() => ZipFile.OpenRead(Path.Combine(Folder, $"PodNetKernel.{Version}.snupkg"));

    /// <summary>The tool's package; a skip where it could not be made.</summary>
    public ZipArchive OpenTool()
    {
        NeedTool();
        return ZipFile.OpenRead(Path.Combine(Folder, $"podnet.{Machine}.{Version}.nupkg"));
    }

    public void NeedTool() => RealParts.Need(_missing);

    /// <summary>Packs a project of a repository.</summary>
    public static (int Code, string Output) Pack(string root, string project, string folder, params string[] more) => new Shell().Try(
        root, "dotnet",
        ["pack", project, "-c", "Release", "--artifacts-path", "artifacts/packing", "-o", folder, "-nologo", "-clp:ErrorsOnly",
            "-p:RunAnalyzers=false", .. more]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>All bytes of a file of a package.</summary>
    public static byte[] BytesOf(ZipArchiveEntry entry)
    {
        using MemoryStream bytes = new();
        using Stream from = entry.Open();
        from.CopyTo(bytes);
        return bytes.ToArray();
    }
}
