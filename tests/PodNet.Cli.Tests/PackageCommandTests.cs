namespace PodNet.Cli.Tests;

public sealed class PackageCommandTests : IDisposable
{
    private readonly CommandLine _podnet = new();
    private readonly FakeMachine _machine;

    public PackageCommandTests()
    {
        _machine = new(_podnet.Folder);
        _podnet.Write("tool/packages/PodNetKernel.1.2.3.nupkg", "new");
    }

    private string Home => Path.Combine(_podnet.Folder, "home");

    public void Dispose() => _podnet.Dispose();

    [Fact]
    public void InstallTakesThePackageOfTheToolAndReplacesWhatWasThere()
    {
        string dotnet = _machine.Install("dotnet");
        _podnet.Write("home/.local/share/podnet/packages/PodNetKernel.1.0.0.nupkg", "old");
        _podnet.Write("home/.nuget/packages/podnetkernel/1.0.0/x.dll", "");
        _podnet.Write("home/.nuget/packages/podnetkernel/1.2.3/x.dll", "");
        _podnet.Write("home/.nuget/packages/podnetkernel/0.9.0/x.dll", "");
        _podnet.Write("home/.packagemanagement/nuget/Cache/a", "/home/x/.nuget/packages/podnetkernel/1.2.3/lib");
        _podnet.Write("home/.packagemanagement/nuget/Cache/b", "/home/x/.nuget/packages/other/1.0.0/lib");

        (int code, string output, string error) = Run("package", "install");

        string feed = Path.Combine(Home, ".local/share/podnet/packages");
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith($"{feed}: PodNetKernel 1.2.3 is there, and NuGet knows the folder as podnet-local\n", output);
        Assert.Contains("#r \"nuget:PodNetKernel\"", output);
        Assert.Equal(["PodNetKernel.1.2.3.nupkg"], Directory.GetFiles(feed).Select(Path.GetFileName));
        Assert.Equal(["0.9.0"], Directory.GetDirectories(Path.Combine(Home, ".nuget/packages/podnetkernel")).Select(Path.GetFileName));
        Assert.Equal(["b"], Directory.GetFiles(Path.Combine(Home, ".packagemanagement/nuget/Cache")).Select(Path.GetFileName));
        Assert.All(_machine.Started, s => Assert.Equal((dotnet, true), (s.File, s.Waits)));
        Assert.Equal(
            [["nuget", "remove", "source", "podnet-local"], ["nuget", "add", "source", feed, "--name", "podnet-local"]],
            _machine.Started.Select(s => s.Arguments));
    }

    [Fact]
    public void UninstallRemovesWhatInstallWroteAndNothingElse()
    {
        _machine.Install("dotnet");
        Run("package", "install");
        _podnet.Write("home/.local/share/podnet/other", "");

        Assert.Contains("are removed", Run("package", "uninstall").Out);

        Assert.Equal(["other"], Directory.GetFileSystemEntries(Path.Combine(Home, ".local/share/podnet")).Select(Path.GetFileName));
        _machine.Code = 1; // NuGet knows no such source
        Assert.Contains("there was no package", Run("package", "uninstall").Out);
    }

    [Fact]
    public void WithoutDotnetItSaysWhatIsMissing()
    {
        (int code, _, string error) = Run("package", "install");
        Assert.Equal((2, "podnet: there is no program 'dotnet' on the PATH; packages need the .NET SDK: https://dotnet.microsoft.com/download\n"), (code, error));
    }

    [Fact]
    public void ASourceThatNuGetDoesNotTakeIsAnError()
    {
        _machine.Install("dotnet");
        _machine.Code = 1;
        Assert.Contains("NuGet did not take", Run("package", "install").Error);
    }

    [Fact]
    public void AnInstalledToolHasTheLessonsWithIt()
    {
        _podnet.Write("tool/notebooks/01-a/lesson.ipynb", CommandLine.Notebook("#!lsmagic"));
        _podnet.Write("work/notebooks/mine.ipynb", "not a lesson");

        Assert.Equal("01-a  Lesson\n", Run("notebook").Out);
        Assert.Equal(0, Run("course", "--out", "site").Code);
        Assert.True(_podnet.Has("work/site/01-a/lesson.html"));
        Assert.False(_podnet.Has("work/notebooks/01-a/lesson.ipynb"));
        Run("notebook", "01", "--no-browser");
        Assert.Equal(_podnet.Read("tool/notebooks/01-a/lesson.ipynb"), _podnet.Read("work/notebooks/01-a/lesson.ipynb"));
        Assert.True(_podnet.Has("work/artifacts/course/01-a/lesson.html"));

        _podnet.Write("work/notebooks/01-a/lesson.ipynb", CommandLine.Notebook("#!help"));
        Run("notebook", "01", "--no-browser");
        Assert.Equal(CommandLine.Notebook("#!help"), _podnet.Read("work/notebooks/01-a/lesson.ipynb"));
    }

    [Fact]
    public void AClusterThatComesWithTheToolIsNamedWithoutAFile()
    {
        Assert.Equal(0, _podnet.Run("show", "node1", "--cluster", "two-nodes", "--", "ip", "route").Code);
        Assert.Contains("there is no file no-such-cluster", _podnet.Run("show", "node1", "--cluster", "no-such-cluster", "--", "ip", "route").Error);
    }

    private (int Code, string Out, string Error) Run(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        Directory.CreateDirectory(Path.Combine(_podnet.Folder, "work"));
        Machine machine = _machine.Machine with { ToolFolder = Path.Combine(_podnet.Folder, "tool") + "/", DotnetRoot = null };
        int code = PodnetCommandLine.Run(arguments, new(output, error, Path.Combine(_podnet.Folder, "work")) { Machine = machine });
        return (code, output.ToString(), error.ToString());
    }
}
