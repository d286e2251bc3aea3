using System.Text.Json;

namespace PodNet.Packages.Real.Tests;

/// <summary>The packages on somebody's machine: a new home, a folder that is no repository, no feed but the folder with the packages.</summary>
public sealed class InstallTests
{
    private readonly Packed _packed;
    private readonly string _home;
    private readonly string _work;
    private readonly string _tools;
    private readonly Shell _shell;

    public InstallTests(Packed packed)
    {
        _packed = packed;
        (_home, _work, _tools) = (packed.Empty("home"), packed.Empty("work"), packed.Empty("tools"));
        _shell = new(_home);
        Directory.CreateDirectory(Path.Combine(_home, ".nuget", "NuGet"));
        File.WriteAllText(Path.Combine(_home, ".nuget", "NuGet", "NuGet.Config"), "<configuration><packageSources><clear /></packageSources></configuration>");
    }

    [Fact]
    public void The_tool_is_installed_runs_a_lesson_offers_the_package_and_goes_without_a_trace()
    {
        _packed.NeedTool();
        _shell.Run(_work, "dotnet", "tool", "install", "podnet", "--tool-path", _tools, "--add-source", _packed.Folder, "--version", _packed.Version);
        Assert.Contains("01-", Podnet("notebook"));
        Podnet("run", Path.Combine(Packed.Root, "notebooks", "02-three-scenarios", "lesson.ipynb"), "--out", "results");
        Assert.Contains("data:image/svg+xml;base64,", File.ReadAllText(Path.Combine(_work, "results", "lesson.html")));
        Assert.Contains("answered", Podnet("trace", "--cluster", "two-nodes", "--from", "client", "--to", "api", "--port", "8080"));

        Assert.Contains("podnet-local", Podnet("package", "install"));
        Podnet("package", "install"); // a second time is no mistake
        Assert.Single(_shell.Run(_work, "dotnet", "nuget", "list", "source", "--format", "Short").Split('\n'), line => line.Contains("podnet"));
        RestoreAProject();
        Assert.True(Directory.Exists(Copy));

        Assert.Contains("are removed", Podnet("package", "uninstall"));
        Assert.Contains("there was no package", Podnet("package", "uninstall"));
        Assert.DoesNotContain("podnet", _shell.Run(_work, "dotnet", "nuget", "list", "source", "--format", "Short"));
        Assert.False(Directory.Exists(Copy));
        _shell.Run(_work, "dotnet", "tool", "uninstall", "podnet", "--tool-path", _tools);
        Assert.Empty(Directory.EnumerateFiles(_tools, "podnet*"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_home, "*PodNetKernel*", SearchOption.AllDirectories));
    }

    private string Copy => Path.Combine(Shell.PackageCache, "podnetkernel", _packed.Version);

    private string Podnet(params string[] arguments) => _shell.Run(_work, Path.Combine(_tools, "podnet"), arguments);

    private void RestoreAProject()
    {
        File.WriteAllText(Path.Combine(_work, "uses.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
              <ItemGroup><PackageReference Include="PodNetKernel" Version="{_packed.Version}" /></ItemGroup>
            </Project>
            """);
        _shell.Run(_work, "dotnet", "restore", "uses.csproj");
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(_work, "obj", "project.assets.json")));
        JsonElement package = assets.RootElement.GetProperty("targets").GetProperty("net10.0").GetProperty($"PodNetKernel/{_packed.Version}");
        Assert.True(package.GetProperty("compile").TryGetProperty("lib/net10.0/PodNet.Magics.dll", out _));
    }
}
