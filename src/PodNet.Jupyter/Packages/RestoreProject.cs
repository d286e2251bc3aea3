using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace PodNet.Jupyter.Packages;

/// <summary>The project whose restore brings a set of packages.</summary>
internal sealed class RestoreProject
{
    private RestoreProject(string text, bool isFloating) => (Text, IsFloating) = (text, isFloating);

    /// <summary>The project file.</summary>
    public string Text { get; }

    /// <summary>Whether a later restore may bring other versions.</summary>
    public bool IsFloating { get; }

    /// <summary>A name for this set and no other.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))[..16];

    /// <summary>The framework that cells run on, as NuGet writes it.</summary>
    public static string Framework => string.Create(CultureInfo.InvariantCulture, $"net{Environment.Version.Major}.0");

    /// <summary>This kind of machine, as packages with machine code name it. The name of a distribution, which some runtimes give, is none.</summary>
    private static string Machine
    {
        get
        {
            string told = RuntimeInformation.RuntimeIdentifier;
            bool isMusl = told.Contains("musl", StringComparison.Ordinal) || told.StartsWith("alpine", StringComparison.Ordinal);
            string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : isMusl ? "linux-musl" : "linux";
            return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        }
    }

    /// <summary>A project of these packages. Nothing of a folder it happens to lie in is imported.</summary>
    /// <param name="sources">Folders and addresses besides those that the user's NuGet configuration names.</param>
    public static RestoreProject Of(IEnumerable<PackageRequest> packages, IEnumerable<string> sources)
    {
        PackageRequest[] all = [.. packages.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)];
        XElement project = new("Project",
            Properties("ImportDirectoryBuildProps", "ImportDirectoryBuildTargets", "ImportDirectoryPackagesProps"),
            Import("Sdk.props"),
            new XElement("PropertyGroup",
                new XElement("TargetFramework", Framework),
                new XElement("RuntimeIdentifier", Machine),
                new XElement("RestoreAdditionalProjectSources", string.Join(';', sources.Select(Escape)))),
            Properties("SelfContained", "UseAppHost", "NuGetAudit"),
            new XElement("ItemGroup", all.Select(Reference)),
            Import("Sdk.targets"));
        return new(project.ToString() + "\n", all.Any(p => p.IsFloating));
    }

    private static XElement Reference(PackageRequest package) =>
        new("PackageReference", new XAttribute("Include", package.Name), new XAttribute("Version", package.Version));

    private static XElement Properties(params string[] off) => new("PropertyGroup", off.Select(name => new XElement(name, "false")));

    private static XElement Import(string file) => new("Import", new XAttribute("Project", file), new XAttribute("Sdk", "Microsoft.NET.Sdk"));

    // MSBuild documentation, "MSBuild special characters".
    private static string Escape(string source)
    {
        StringBuilder escaped = new();
        foreach (char c in source)
        {
            if ("%*?@$();'".Contains(c, StringComparison.Ordinal)) escaped.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}");
            else escaped.Append(c);
        }

        return escaped.ToString();
    }
}
