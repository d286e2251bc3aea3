using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PodNet.Jupyter.Packages;

namespace PodNet.Jupyter.Tests.CSharp;

/// <summary>A folder of packages that a test made, and a folder of NuGet's own, so that nothing outside of it is asked or changed.</summary>
public sealed class LocalFeed : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("podnet-feed-").FullName;

    public LocalFeed()
    {
        Directory.CreateDirectory(Feed);
        Directory.CreateDirectory(Path.Combine(_folder, "restore"));
        File.WriteAllText(Path.Combine(_folder, "restore", "nuget.config"),
            $"""<configuration><config><add key="globalPackagesFolder" value="{_folder}/packages" /></config><packageSources><clear /></packageSources></configuration>""");
        Pack("Test.Words", "1.0.0", "namespace Test.Words { public static class Polite { public static string Word => \"hello\"; } }");
        Greeter("1.0.0");
        Greeter("1.2.0");
    }

    public string Feed => Path.Combine(_folder, "feed");

    /// <summary>Restores into this folder.</summary>
    internal PackageRestore Restore => new(Path.Combine(_folder, "restore"), Environment.GetEnvironmentVariable);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Greeter(string version) => Pack(
        "Test.Greeter", version, $$"""
            namespace Test.Greeter
            {
                public static class Greeting
                {
                    public static string Of(string name) => Test.Words.Polite.Word + " " + name + " from {{version}}";
                }
            }
            """,
        "Test.Words");

    /// <summary>Compiles and packs a library.</summary>
    private void Pack(string name, string version, string code, params string[] dependencies)
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        CSharpCompilation library = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyVersion(\"{version}.0\")]\n" + code)],
            [
                MetadataReference.CreateFromFile(trusted.Split(Path.PathSeparator).First(f => Path.GetFileName(f) == "System.Private.CoreLib.dll")),
                MetadataReference.CreateFromFile(trusted.Split(Path.PathSeparator).First(f => Path.GetFileName(f) == "System.Runtime.dll")),
                .. dependencies.Select(d => MetadataReference.CreateFromFile(Path.Combine(_folder, d + ".dll"))),
            ],
            new(OutputKind.DynamicallyLinkedLibrary));
        string dll = Path.Combine(_folder, name + ".dll");
        Assert.Empty(library.Emit(dll).Diagnostics);
        using ZipArchive package = ZipFile.Open(Path.Combine(Feed, $"{name}.{version}.nupkg"), ZipArchiveMode.Create);
        package.CreateEntryFromFile(dll, $"lib/net10.0/{name}.dll");
        string needed = string.Concat(dependencies.Select(d => $"""<dependency id="{d}" version="1.0.0" />"""));
        using StreamWriter manifest = new(package.CreateEntry(name + ".nuspec").Open());
        manifest.Write($"""
            <package><metadata><id>{name}</id><version>{version}</version><authors>test</authors><description>test</description>
            <dependencies><group targetFramework="net10.0">{needed}</group></dependencies></metadata></package>
            """);
    }
}
