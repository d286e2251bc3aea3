using PodNet.Kubernetes.Yaml;

namespace PodNet.Kubernetes.Specification;

/// <summary>Where an object and its fields stand in the file. All values are equal, so that records that carry one are compared by what
/// they say and not by where they say it.</summary>
public readonly struct WrittenAt : IEquatable<WrittenAt>
{
    private readonly YamlMapping? _mapping;

    internal WrittenAt(YamlNode node) => (Start, _mapping) = (node.At, node as YamlMapping);

    /// <summary>Where the object begins.</summary>
    public SourcePosition Start { get; }

    /// <summary>Where the value of a field stands; the object's beginning when the field was not given.</summary>
    public SourcePosition Of(string field) => _mapping?.Find(field)?.At ?? Start;

    /// <summary>The same for the value of a field; for the object itself when the field was not given.</summary>
    public WrittenAt In(string field) => _mapping?.Find(field) is { } node ? new(node) : this;

    /// <inheritdoc/>
    public bool Equals(WrittenAt other) => true;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is WrittenAt;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    public static bool operator ==(WrittenAt left, WrittenAt right) => left.Equals(right);

    public static bool operator !=(WrittenAt left, WrittenAt right) => !left.Equals(right);
}
