using PodNet.Kubectl.Flags;
using PodNet.Kubernetes.Validation;

namespace PodNet.Kubectl.Verbs;

/// <summary>What "a=b c-" means for labels or annotations.</summary>
/// <param name="Set">To be set.</param>
/// <param name="Removed">To be taken away.</param>
internal sealed record MetadataEdit(IReadOnlyDictionary<string, string> Set, IReadOnlyList<string> Removed)
{
    /// <summary>Flags of label and annotate.</summary>
    public static readonly Flag[] Flags =
    [
        Flag.Switch("overwrite"), Flag.Switch("list"), Flag.Switch("local"), CommonFlags.All, CommonFlags.AllNamespaces, CommonFlags.Selector,
        CommonFlags.FieldSelector, new("resource-version"), CommonFlags.DryRun, .. CommonFlags.Files, .. CommonFlags.Printing, .. CommonFlags.Recording,
    ];

    /// <summary>Parts the arguments: first what names objects, then pairs.</summary>
    /// <param name="what">"label", as messages call the pairs.</param>
    /// <exception cref="KubectlException">A pair cannot be read, or stands before a name.</exception>
    public static (IReadOnlyList<string> Resources, IReadOnlyList<string> Pairs) Split(IReadOnlyList<string> arguments, string what)
    {
        List<string> resources = [], pairs = [];
        foreach (string argument in arguments)
        {
            bool isPair = (argument.Contains('=', StringComparison.Ordinal) && argument[0] != '=') || (argument.EndsWith('-') && argument != "-");
            if (isPair) pairs.Add(argument);
            else if (pairs.Count == 0) resources.Add(argument);
            else throw new KubectlException($"all resources must be specified before {what} changes: {argument}");
        }

        return (resources, pairs);
    }

    /// <summary>Reads the pairs.</summary>
    /// <exception cref="KubectlException">One cannot be read.</exception>
    public static MetadataEdit Of(IReadOnlyList<string> pairs, string what)
    {
        SortedDictionary<string, string> set = new(StringComparer.Ordinal);
        List<string> removed = [];
        foreach (string pair in pairs)
        {
            if (pair.Split('=', 2) is [var key, var value])
            {
                if (what == "label" && value.Contains('=', StringComparison.Ordinal)) throw new KubectlException($"invalid label spec: {pair}");
                if (what == "label" && LabelNames.ValueProblem(value) is { } wrong)
                    throw new KubectlException($"invalid label value: {GoText.Quote(pair)}: {wrong}");
                set[key] = value;
            }
            else
            {
                removed.Add(pair[..^1]);
            }
        }

        if (removed.Any(set.ContainsKey)) throw new KubectlException($"can not both modify and remove "
            + $"{(what == "label" ? "a label" : "an annotation")} in the same command");
        return new(set, removed);
    }

    /// <summary>The map after the edit.</summary>
    public ApiMap Apply(ApiMap map)
    {
        foreach ((string key, string value) in Set) map = map.With(key, value);
        return Removed.Aggregate(map, static (m, key) => m.Without(key));
    }

    /// <summary>What is set already to something else.</summary>
    public IEnumerable<string> Conflicts(ApiMap map) =>
        Set.Where(s => map.Text(s.Key) is { } now && now != s.Value).Select(s => $"'{s.Key}' already has a value ({map.Text(s.Key)})");
}
