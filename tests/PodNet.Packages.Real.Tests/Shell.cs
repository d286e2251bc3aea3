using System.Diagnostics;

namespace PodNet.Packages.Real.Tests;

/// <summary>Runs programs for somebody else's home.</summary>
/// <param name="home">The home folder; null: the user's own.</param>
internal sealed class Shell(string? home = null)
{
    /// <summary>The folder where NuGet keeps what it brought: the user's own, so that nothing is brought twice.</summary>
    public static string PackageCache { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Runs a program; fails with what it says when its exit code is not 0.</summary>
    public string Run(string folder, string program, params string[] arguments)
    {
        (int code, string output) = Try(folder, program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}: exit code {code}\n{output}");
        return output;
    }

    /// <summary>Runs a program.</summary>
    public (int Code, string Output) Try(string folder, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What "dotnet test" tells its own processes is not for these.
        string[] ofTest = [.. start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))];
        foreach (string name in ofTest) start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        if (home is not null)
        {
            foreach (string name in (string[])["HOME", "USERPROFILE", "DOTNET_CLI_HOME"]) start.Environment[name] = home;
            foreach (string name in (string[])["XDG_DATA_HOME", "JUPYTER_DATA_DIR"]) start.Environment.Remove(name);
            start.Environment["NUGET_PACKAGES"] = PackageCache;
            start.Environment["LOCALAPPDATA"] = Path.Combine(home, "AppData", "Local");
            start.Environment["APPDATA"] = Path.Combine(home, "AppData", "Roaming");
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
