namespace PodNet.Model.Linux;

/// <summary>The name of a network namespace, as <c>ip netns list</c> shows it.</summary>
public readonly record struct NamespaceId(string Name) : IComparable<NamespaceId>
{
    /// <inheritdoc/>
    public int CompareTo(NamespaceId other) => string.CompareOrdinal(Name, other.Name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Which Kubernetes object made the writer write a row: the rule, route or map entry that carries it can then be explained in
/// the learner's words.</summary>
/// <param name="Kind">Kubernetes kind, or the name of the program for rows that belong to no object ("flanneld").</param>
public sealed record Origin(string Kind, string Namespace, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Namespace.Length == 0 ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}
