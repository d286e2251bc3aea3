using System.Runtime.InteropServices;

namespace PodNet.Jupyter.Packages;

/// <summary>The .NET SDK, which knows NuGet.</summary>
internal static class DotnetSdk
{
    /// <summary>The program <c>dotnet</c> that has an SDK: that of the .NET which runs this process, else the one DOTNET_ROOT names, else the first on the
    /// PATH. Null where there is none; a .NET that can only run programs does not do.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static string? Find(Func<string, string?> variable)
    {
        string own = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..");
        string[] roots = [own, variable("DOTNET_ROOT") ?? "", .. (variable("PATH") ?? "").Split(Path.PathSeparator)];
        return roots.Where(r => r.Length > 0).Select(At).FirstOrDefault(HasSdk);
    }

    // On the PATH there is often a link.
    private static string At(string root)
    {
        string file = Path.GetFullPath(Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return File.Exists(file) ? File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file : file;
    }

    private static bool HasSdk(string dotnet)
    {
        string sdks = Path.Combine(Path.GetDirectoryName(dotnet)!, "sdk");
        return File.Exists(dotnet) && Directory.Exists(sdks) && Directory.EnumerateDirectories(sdks).Any(d => File.Exists(Path.Combine(d, "dotnet.dll")));
    }
}
