namespace Microsoft.DotNet.Interactive.Directives;

/// <summary>A parameter of a directive.</summary>
public class KernelDirectiveParameter(string name, string? description = null)
{
    private readonly List<Func<IEnumerable<string>>> _completions = [];

    /// <summary>With its dashes: "--from".</summary>
    public string Name { get; } = name;

    public string Description { get; init; } = description ?? "";

    /// <summary>Whether the name may be left out.</summary>
    public bool AllowImplicitName { get; init; }

    public bool Required { get; init; }

    /// <summary>Whether it has no value.</summary>
    public bool Flag { get; init; }

    /// <summary>Values to offer while typing.</summary>
    public KernelDirectiveParameter AddCompletions(Func<IEnumerable<string>> getCompletions)
    {
        _completions.Add(getCompletions);
        return this;
    }

    internal IEnumerable<string> Completions() => _completions.SelectMany(c => c());
}
