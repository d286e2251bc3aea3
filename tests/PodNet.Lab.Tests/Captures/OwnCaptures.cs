namespace PodNet.Lab.Tests.Captures;

/// <summary>The clusters the project recorded itself, one folder each: a cluster file, what its probes showed on the real kernel, and
/// what the real tools printed afterwards.</summary>
internal static class OwnCaptures
{
    /// <summary>The folders' names, sorted.</summary>
    public static IEnumerable<string> Names =>
        Directory.EnumerateDirectories(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "captures");

    /// <summary>The cluster file's text.</summary>
    public static string Cluster(string name) => File.ReadAllText(Path.Combine(Folder, name, "cluster.yaml"));

    /// <summary>The capture file's text.</summary>
    public static string Probes(string name) => File.ReadAllText(Path.Combine(Folder, name, "probes.json"));

    /// <summary>Each namespace's name and its state file's text, sorted by name.</summary>
    public static IEnumerable<(string Namespace, string Text)> States(string name) =>
        Directory.EnumerateFiles(Path.Combine(Folder, name, "state"), "*.txt").Order(StringComparer.Ordinal)
            .Select(f => (Path.GetFileNameWithoutExtension(f), File.ReadAllText(f)));
}
