using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace PodNet.Packages.Real.Tests;

/// <summary>What is in the packages.</summary>
public sealed class ContentTests(Packed packed)
{
    [Fact]
    public void The_extension_is_alone_in_its_folder_and_the_libraries_are_in_lib()
    {
        using ZipArchive package = packed.OpenLibrary();
        string[] files = [.. package.Entries.Select(e => e.FullName).Where(f => !f.StartsWith("_rels/") && !f.StartsWith("package/") && f[0] != '[')];
        string[] libraries = [.. files.Where(f => f.StartsWith("lib/net10.0/") && f.EndsWith(".dll")).Select(f => Path.GetFileNameWithoutExtension(f))];
        Assert.Contains("PodNet.Magics", libraries);
        Assert.DoesNotContain("PodNet.Interactive", libraries);
        Assert.All(libraries, l => Assert.StartsWith("PodNet.", l));
        string[] expected =
        [
            "PodNetKernel.nuspec", "README.md", "icon.png", "interactive-extensions/dotnet/PodNet.Interactive.dll",
            .. libraries.SelectMany(l => (string[])[$"lib/net10.0/{l}.dll", $"lib/net10.0/{l}.xml"]),
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));

        // Everything of ours that these name is in, everything of others is a dependency or the host's.
        string[] named = [.. package.Entries.Where(e => e.Name.EndsWith(".dll")).SelectMany(e => References(Packed.BytesOf(e))).Distinct()];
        Assert.Empty(named.Where(n => n.StartsWith("PodNet.")).Except(libraries));
        string[] ofHost = ["PodNet.", "System.", "Microsoft.DotNet.Interactive"];
        Assert.Equal(
            named.Where(n => !ofHost.Any(n.StartsWith)).Order(StringComparer.Ordinal),
            Manifest(package).Descendants().Where(d => d.Name.LocalName == "dependency").Select(d => d.Attribute("id")!.Value));
    }

    [Fact]
    public void It_says_what_it_is()
    {
        using ZipArchive package = packed.OpenLibrary();
        Dictionary<string, string> says = Manifest(package).Root!.Elements().Single().Elements().ToDictionary(e => e.Name.LocalName, e => e.Value);
        Assert.Equal(("PodNetKernel", "MIT", "README.md", "icon.png"), (says["id"], says["license"], says["readme"], says["icon"]));
        Assert.Equal(packed.Version, says["version"]);
        string readme = Encoding.UTF8.GetString(Packed.BytesOf(package.GetEntry("README.md")!));
        Assert.Contains("#r \"nuget:PodNetKernel\"", readme);
        Assert.DoesNotMatch(@"\]\((?!https://)", readme); // A link into the repository leads nowhere on a feed.
    }

    [Fact]
    public void Each_library_has_its_symbols()
    {
        using ZipArchive package = packed.OpenLibrary(), symbols = packed.OpenSymbols();
        Assert.Equal(
            package.Entries.Select(e => e.FullName).Where(f => f.StartsWith("lib/") && f.EndsWith(".dll")).Select(f => Path.ChangeExtension(f, ".pdb")).Order(),
            symbols.Entries.Select(e => e.FullName).Where(f => f.EndsWith(".pdb")).Order());
    }

    [Fact]
    public void The_tool_has_lessons_and_the_library_package_and_nothing_to_debug_with()
    {
        using ZipArchive tool = packed.OpenTool();
        string place = $"tools/net10.0/{Packed.Machine}/";
        string[] files = [.. tool.Entries.Select(e => e.FullName).Where(f => f.StartsWith(place)).Select(f => f[place.Length..])];
        Assert.Contains($"packages/PodNetKernel.{packed.Version}.nupkg", files);
        Assert.Equal(
            Directory.GetFiles(Path.Combine(Packed.Root, "notebooks"), "lesson.ipynb", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Packed.Root, f).Replace('\\', '/')).Order(),
            files.Where(f => f.EndsWith(".ipynb")).Order());
        Assert.DoesNotContain(files, f => f.EndsWith(".pdb") || f.EndsWith(".resources.dll"));
        Assert.Contains("PodNet.Magics.xml", files); // the words of Shift+Tab
    }

    [Fact]
    public void No_file_tells_where_it_was_made()
    {
        using ZipArchive library = packed.OpenLibrary(), symbols = packed.OpenSymbols(), tool = packed.OpenTool();
        string[] paths = [Packed.Root.TrimEnd('/', '\\'), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)];
        IEnumerable<ZipArchiveEntry> ofTool = tool.Entries.Where(e => e.Name.StartsWith("podnet", StringComparison.OrdinalIgnoreCase));
        ZipArchiveEntry[] ours = [.. library.Entries, .. symbols.Entries, .. ofTool];
        Assert.True(ours.Length > 30);
        Assert.All(ours, entry =>
        {
            byte[] bytes = Packed.BytesOf(entry);
            foreach (string path in paths.Where(p => p.Length > 5))
            {
                Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(path)) < 0, $"{entry.FullName} names {path}");
                Assert.True(bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(path)) < 0, $"{entry.FullName} names {path}");
            }
        });
    }

    [Fact]
    public void A_copy_of_the_repository_gives_the_same()
    {
        string folder = packed.Empty("again"), copy = packed.Empty("a copy");
        CopySources(copy);
        (int code, string output) = Packed.Pack(copy, "src/PodNet.Interactive", folder);
        Assert.True(code == 0, output);
        using ZipArchive first = packed.OpenLibrary(), second = ZipFile.OpenRead(Directory.GetFiles(folder, "*.nupkg").Single());
        Assert.All(first.Entries.Where(e => e.Name.EndsWith(".dll")), e => Assert.Equal(Packed.BytesOf(e), Packed.BytesOf(second.GetEntry(e.FullName)!)));
    }

    private static void CopySources(string target)
    {
        IEnumerable<string> files = Directory.EnumerateFiles(Packed.Root).Concat(new[] { "src", "examples" }.SelectMany(f =>
            Directory.EnumerateFiles(Path.Combine(Packed.Root, f), "*", SearchOption.AllDirectories)));
        foreach (string file in files)
        {
            string name = Path.GetRelativePath(Packed.Root, file);
            if (name.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")) continue;
            string place = Path.Combine(target, name);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Copy(file, place);
        }
    }

    private static XDocument Manifest(ZipArchive package)
    {
        using Stream stream = package.GetEntry("PodNetKernel.nuspec")!.Open();
        return XDocument.Load(stream);
    }

    private static IEnumerable<string> References(byte[] assembly)
    {
        using PEReader file = new(new MemoryStream(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))];
    }
}
