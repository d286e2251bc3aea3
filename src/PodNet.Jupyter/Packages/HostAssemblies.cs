using System.Reflection;

namespace PodNet.Jupyter.Packages;

/// <summary>The assemblies that this process was started with: the runtime's and the program's own. They are the same for every package, so that a value can
/// go from one to another.</summary>
internal sealed class HostAssemblies
{
    private readonly Dictionary<string, string> _files = new(StringComparer.OrdinalIgnoreCase);

    private HostAssemblies()
    {
    }

    /// <summary>Those of this process.</summary>
    public static HostAssemblies OfProcess()
    {
        HostAssemblies host = new();
        string trusted = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        foreach (string file in trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            host._files.TryAdd(Path.GetFileNameWithoutExtension(file), file);
        return host;
    }

    /// <summary>File of the assembly of that name, or null.</summary>
    public string? this[string name] => _files.GetValueOrDefault(name);

    /// <summary>Files of the runtime's own assemblies.</summary>
    public IEnumerable<string> OfRuntime()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return _files.Values.Where(f => Path.GetDirectoryName(f) == folder);
    }

    /// <summary>Whether the assembly is there in that version or a later one.</summary>
    public bool Has(AssemblyName wanted) =>
        wanted.Name is { } name && this[name] is { } file && (wanted.Version is not { } version || AssemblyName.GetAssemblyName(file).Version >= version);

    /// <summary>Whether the assembly in this file need not be taken, since it is there already in that version or a later one.</summary>
    public bool Replaces(string file)
    {
        if (this[Path.GetFileNameWithoutExtension(file)] is null) return false;
        try
        {
            return Has(AssemblyName.GetAssemblyName(file));
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
