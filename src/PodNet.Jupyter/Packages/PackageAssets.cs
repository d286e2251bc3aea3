using System.Text.Json;
using PodNet.Model.Collections;

namespace PodNet.Jupyter.Packages;

/// <summary>What a restore brought, from the file obj/project.assets.json that it writes: full paths.</summary>
/// <param name="Versions">Version of each package, by name.</param>
/// <param name="Compile">Assemblies to compile against.</param>
/// <param name="Runtime">Assemblies to run.</param>
/// <param name="Native">Libraries of machine code.</param>
internal sealed record PackageAssets(
    Dictionary<string, string> Versions, ValueList<string> Compile, ValueList<string> Runtime, ValueList<string> Native)
{
    /// <summary>Whether everything is where it was.</summary>
    public bool Exist() => Compile.Concat(Runtime).Concat(Native).All(File.Exists);

    /// <summary>Reads the file.</summary>
    /// <exception cref="JsonException">It is not such a file.</exception>
    /// <exception cref="KeyNotFoundException">It is not such a file.</exception>
    public static PackageAssets Read(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        JsonElement root = document.RootElement;
        string[] folders = [.. root.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name)];
        Dictionary<string, string> versions = new(StringComparer.OrdinalIgnoreCase);
        List<string> compile = [], runtime = [], native = [];

        // With the kind of machine and without: what is right for this one is in the former.
        JsonElement target = root.GetProperty("targets").EnumerateObject()
            .Last(t => t.Name.StartsWith(RestoreProject.Framework, StringComparison.Ordinal)).Value;
        foreach (JsonProperty library in target.EnumerateObject())
        {
            if (library.Value.GetProperty("type").GetString() != "package") continue;
            string[] name = library.Name.Split('/', 2);
            versions[name[0]] = name[1];
            string path = root.GetProperty("libraries").GetProperty(library.Name).GetProperty("path").GetString()!;
            string folder = folders.Select(f => Path.Combine(f, path)).FirstOrDefault(Directory.Exists) ?? Path.Combine(folders[0], path);
            compile.AddRange(Files(library.Value, "compile", folder));
            runtime.AddRange(Files(library.Value, "runtime", folder));
            native.AddRange(Files(library.Value, "native", folder));
        }

        return new(versions, compile.ToValueList(), runtime.ToValueList(), native.ToValueList());
    }

    // An empty folder is written as a file "_._".
    private static IEnumerable<string> Files(JsonElement library, string kind, string folder) => library.TryGetProperty(kind, out JsonElement files)
        ? files.EnumerateObject().Where(f => !f.Name.EndsWith("/_._", StringComparison.Ordinal)).Select(f => Path.GetFullPath(f.Name, folder))
        : [];
}
