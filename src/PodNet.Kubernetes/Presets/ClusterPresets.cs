using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;

namespace PodNet.Kubernetes.Presets;

/// <summary>Cluster files that come with the program, by name: those under examples/ without their ".yaml".</summary>
public static class ClusterPresets
{
    private const string Prefix = "preset:";

    /// <summary>All names in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(ClusterPresets).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => n[Prefix.Length..]).Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of a preset's cluster file.</summary>
    /// <exception cref="ClusterFileException">There is none of that name; the message suggests one or lists all.</exception>
    public static string Text(string name)
    {
        using Stream? stream = Names.Contains(name) ? typeof(ClusterPresets).Assembly.GetManifestResourceStream(Prefix + name) : null;
        if (stream is null)
        {
            string suggestion = NearestName.Suggestion(name, Names);
            string instead = suggestion.Length > 0 ? suggestion : $"; there are {string.Join(", ", Names)}";
            throw new ClusterFileException([new(0, 0, $"no preset {FieldErrors.Quote(name)}{instead}")]);
        }

        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    /// <summary>What the first comment of a preset's file says.</summary>
    /// <exception cref="ClusterFileException">As <see cref="Text"/>.</exception>
    public static string Summary(string name) => Text(name).Split('\n')[0].TrimStart('#', ' ').TrimEnd();
}
