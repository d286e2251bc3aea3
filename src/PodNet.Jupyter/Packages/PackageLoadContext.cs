using System.Reflection;
using System.Runtime.Loader;

namespace PodNet.Jupyter.Packages;

/// <summary>The assemblies of one notebook's packages, apart from those of another notebook in the same process.</summary>
internal sealed class PackageLoadContext(HostAssemblies host) : AssemblyLoadContext("packages")
{
    private readonly Dictionary<string, string> _managed = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _native = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The file of an assembly that is in already, by its name without extension.</summary>
    public string? FileOf(string name)
    {
        lock (_managed) return _managed.GetValueOrDefault(name);
    }

    /// <summary>Lets these files be found.</summary>
    /// <returns>The assemblies that came new.</returns>
    public IReadOnlyList<Assembly> Add(IEnumerable<string> managed, IEnumerable<string> native)
    {
        List<string> files = [];
        lock (_managed)
        {
            foreach (string file in native) _native.TryAdd(Path.GetFileNameWithoutExtension(file), file);
            foreach (string file in managed)
            {
                if (_managed.TryAdd(Path.GetFileNameWithoutExtension(file), file)) files.Add(file);
            }
        }

        return [.. files.Select(Open).OfType<Assembly>()];
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name is { } name && !host.Has(assemblyName) && FileOf(name) is { } file ? Open(file) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        string? file;
        lock (_managed)
        {
            string name = unmanagedDllName.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? unmanagedDllName[..^4] : unmanagedDllName;
            file = _native.GetValueOrDefault(name) ?? _native.GetValueOrDefault("lib" + name);
        }

        return file is null ? 0 : LoadUnmanagedDllFromPath(file);
    }

    private Assembly? Open(string file)
    {
        try
        {
            return LoadFromAssemblyPath(file);
        }
        catch (BadImageFormatException)
        {
            return null; // machine code in the place of an assembly
        }
    }
}
