using System.Reflection;
using PodNet.Model.Collections;

namespace PodNet.Jupyter.Packages;

/// <summary>The packages of one notebook.</summary>
internal sealed class NotebookPackages(PackageRestore restore, HostAssemblies host)
{
    private readonly PackageLoadContext _context = new(host);

    private ValueList<PackageRequest> _packages = [];
    private ValueList<string> _sources = [];
    private ValueList<string> _unproven = [];
    private Dictionary<string, string> _versions = [];

    /// <summary>Brings what a cell asks for, together with what earlier cells did, so that all versions go together.</summary>
    /// <exception cref="PackageException">It cannot be had; everything is as before.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted; everything is as before.</exception>
    public PackageArrival Add(PackageDirectives asked, CancellationToken interrupt)
    {
        // A source that nobody has used yet may be wrong: then it must not be in the way for the rest of the sitting.
        ValueList<string> sources = _unproven.Concat(asked.Sources.Select(FullSource)).Distinct().ToValueList();
        ValueList<PackageRequest> fresh = asked.Packages.Where(p => !IsIn(p)).ToValueList();
        _unproven = fresh.Count == 0 ? sources : [];
        if (fresh.Count == 0) return new(Named(asked.Packages), [], []);

        ValueList<PackageRequest> packages = fresh.Concat(_packages).DistinctBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ToValueList();
        sources = _sources.Concat(sources).Distinct().ToValueList();
        PackageAssets assets = restore.Restore(packages, sources, interrupt);
        string[] runtime = [.. assets.Runtime.Where(f => !host.Replaces(f))];
        if (runtime.FirstOrDefault(Contradicts) is { } file) throw Contradiction(file, assets, fresh[0]);

        string[] compile = [.. assets.Compile.Where(f => _context.FileOf(Path.GetFileNameWithoutExtension(f)) is null)];
        IReadOnlyList<Assembly> loaded = _context.Add(runtime, assets.Native);
        // Libraries of others name more of the runtime than cells do.
        IEnumerable<string> ofRuntime = _versions.Count == 0 ? host.OfRuntime() : [];
        (_packages, _sources, _versions) = (packages, sources, assets.Versions);
        IEnumerable<string> references = compile.Select(f => host.Replaces(f) ? host[Path.GetFileNameWithoutExtension(f)]! : f);
        return new(Named(asked.Packages), [.. ofRuntime, .. references], loaded);
    }

    private bool IsIn(PackageRequest wanted) =>
        _versions.TryGetValue(wanted.Name, out string? there) && (wanted.Version == PackageRequest.Newest || wanted.Version == there);

    private ValueList<string> Named(IEnumerable<PackageRequest> packages) =>
        packages.Select(p => _versions.TryGetValue(p.Name, out string? version) ? $"{p.Name}, {version}" : p.Name).ToValueList();

    private bool Contradicts(string file) => _context.FileOf(Path.GetFileNameWithoutExtension(file)) is { } there && there != file;

    private PackageException Contradiction(string file, PackageAssets assets, PackageRequest asked)
    {
        string[] folders = file.Split(Path.DirectorySeparatorChar);
        string package = assets.Versions.Keys.First(name => folders.Contains(name, StringComparer.OrdinalIgnoreCase));
        return new(
            "VersionConflict",
            $"line {asked.Line}: {package} {_versions.GetValueOrDefault(package)} is in use in this notebook, and this needs {assets.Versions[package]}. "
            + "Restart the kernel, and ask for all packages in one cell, so that they get versions that go together");
    }

    private static string FullSource(string source) => source.Contains("://", StringComparison.Ordinal) ? source : Path.GetFullPath(source);
}

/// <summary>What packages a cell asked for came to.</summary>
/// <param name="Packages">Name and version of each.</param>
/// <param name="References">Files that the compiler has to know from now on.</param>
/// <param name="Loaded">Assemblies that cells will run.</param>
internal sealed record PackageArrival(ValueList<string> Packages, IReadOnlyList<string> References, IReadOnlyList<Assembly> Loaded);
