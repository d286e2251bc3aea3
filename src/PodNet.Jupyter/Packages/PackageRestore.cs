using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using PodNet.Model.Collections;

namespace PodNet.Jupyter.Packages;

/// <summary>Brings packages with <c>dotnet restore</c>, so that feeds, credentials and the folder of packages are the user's own. What a set of fixed
/// versions came to is kept, and costs nothing the next time.</summary>
/// <param name="folder">Where sets are kept.</param>
/// <param name="variable">Reads an environment variable.</param>
internal sealed partial class PackageRestore(string folder, Func<string, string?> variable)
{
    /// <summary>In the user's own data, with the environment of this process.</summary>
    public static PackageRestore OfUser()
    {
        string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return new(Path.Combine(data.Length > 0 ? data : Path.GetTempPath(), "podnet", "restore"), Environment.GetEnvironmentVariable);
    }

    /// <summary>The files of the packages and of all they need.</summary>
    /// <exception cref="PackageException">They cannot be had.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted; the restore is ended.</exception>
    public PackageAssets Restore(ValueList<PackageRequest> packages, ValueList<string> sources, CancellationToken interrupt)
    {
        RestoreProject project = RestoreProject.Of(packages, sources);
        string place = Path.Combine(folder, project.Key);
        Directory.CreateDirectory(place);
        using FileStream turn = Turn(Path.Combine(place, "lock"), interrupt);
        string assets = Path.Combine(place, "obj", "project.assets.json");
        if (!project.IsFloating && Kept(assets) is { } kept) return kept;

        string dotnet = DotnetSdk.Find(variable) ?? throw new PackageException(
            "NoSdk",
            "packages are brought by the .NET SDK, and there is none here, only what runs programs. "
            + "Install it (https://dotnet.microsoft.com/download), or name a library's file: #r \"path/to/library.dll\"");
        string file = Path.Combine(place, "packages.csproj");
        File.WriteAllText(file, project.Text);
        List<RestoreError> errors = Run(dotnet, ["restore", file], place, interrupt);
        if (errors.Any(e => e.Code == "NU1301")) errors = RunOffline(dotnet, file, place, sources, errors, interrupt);
        if (errors.Count > 0) throw Refusal(errors, packages);
        return Kept(assets) ?? throw new PackageException("Restore", "dotnet restore left no list of what it brought; try again, or restart the kernel");
    }

    /// <summary>A source cannot be reached: everything may be on this machine all the same, in the folder where NuGet keeps what it brought.</summary>
    private List<RestoreError> RunOffline(
        string dotnet, string file, string place, ValueList<string> sources, List<RestoreError> first, CancellationToken interrupt)
    {
        string packages = variable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        if (!Directory.Exists(packages)) return first;
        string[] local = [packages, .. sources.Where(Directory.Exists)];
        List<RestoreError> second = Run(
            dotnet, ["restore", file, "-p:RestoreAdditionalProjectSources=", .. local.SelectMany(s => (string[])["--source", s])], place, interrupt);
        return second.Count == 0 ? [] : [.. first.Where(e => e.Code == "NU1301").Take(1), .. second];
    }

    private static List<RestoreError> Run(string dotnet, string[] arguments, string place, CancellationToken interrupt)
    {
        ProcessStartInfo start = new(dotnet, [.. arguments, "-verbosity:quiet", "-nologo", "-nodeReuse:false"])
        {
            WorkingDirectory = place,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(start) ?? throw new PackageException("NoSdk", $"{dotnet} does not start");
        process.StandardInput.Close();
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(interrupt), output = process.StandardOutput.ReadToEndAsync(interrupt);
            process.WaitForExitAsync(interrupt).GetAwaiter().GetResult();
            return process.ExitCode == 0 ? [] : RestoreError.In(output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult());
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Waits for another kernel that restores the same set.</summary>
    private static FileStream Turn(string file, CancellationToken interrupt)
    {
        while (true)
        {
            try
            {
                return new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file))
            {
                interrupt.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(100));
                interrupt.ThrowIfCancellationRequested();
            }
        }
    }

    private static PackageAssets? Kept(string file)
    {
        try
        {
            return File.Exists(file) && PackageAssets.Read(file) is var assets && assets.Exist() ? assets : null;
        }
        catch (Exception notWhole) when (notWhole is JsonException or KeyNotFoundException or InvalidOperationException or IOException)
        {
            return null; // written by a restore that was ended
        }
    }

    private static PackageException Refusal(List<RestoreError> errors, ValueList<PackageRequest> packages)
    {
        RestoreError error = errors[^1].Code is "NU1101" or "NU1102" or "NU1103" ? errors[^1] : errors[0];
        PackageRequest about = packages.FirstOrDefault(p => error.Text.Contains(p.Name, StringComparison.OrdinalIgnoreCase)) ?? packages[^1];
        string wayOut = errors[0].Code switch
        {
            "NU1301" when errors.Count > 1 =>
                $"{errors[0].Text}. Of the packages on this machine none will do; once the network is there, it works, and from then on without",
            "NU1301" => "look at the source, or at the network",
            "NU1101" => "look at the name, or name where it is with a line before it: #i \"nuget:FOLDER-OR-ADDRESS\"",
            "NU1102" or "NU1103" => "write a version that there is, or none to have the newest",
            "NU1202" or "NU1213" => "it is not a library for this .NET",
            "NU1605" or "NU1107" or "NU1608" => "two packages want different versions of a third: ask for versions that go together",
            _ => "see https://learn.microsoft.com/nuget/reference/errors-and-warnings",
        };
        return new(error.Code, $"line {about.Line}: {error.Text.TrimEnd('.')}; {wayOut}");
    }

    /// <summary>An error that dotnet restore printed.</summary>
    private sealed partial record RestoreError(string Code, string Text)
    {
        /// <summary>All of them; the whole text as one where no error can be told apart.</summary>
        public static List<RestoreError> In(string output)
        {
            List<RestoreError> errors = [.. Line().Matches(output).Select(m => (Code: m.Groups[1].Value, Text: m.Groups[2].Value.Trim())).Distinct()
                .GroupBy(e => e.Code).Select(g => new RestoreError(g.Key, string.Join(' ', g.Select(e => e.Text))))];
            return errors.Count > 0 ? errors : [new("Restore", "dotnet restore failed: " + output.ReplaceLineEndings(" ").Trim())];
        }

        [GeneratedRegex(@"error ([A-Z]+[0-9]+): ([^\r\n]*?)(?: \[[^\r\n\[\]]*proj\])?\r?$", RegexOptions.Multiline)]
        private static partial Regex Line();
    }
}
