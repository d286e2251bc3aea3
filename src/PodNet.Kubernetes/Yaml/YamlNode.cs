using PodNet.Kubernetes.Specification;

namespace PodNet.Kubernetes.Yaml;

/// <summary>A YAML node with the place where it stands.</summary>
internal abstract class YamlNode(SourcePosition at)
{
    public SourcePosition At { get; } = at;

    /// <summary>What a person would call it.</summary>
    public abstract string Kind { get; }
}

/// <summary>A single value; all are kept as text.</summary>
internal sealed class YamlScalar(SourcePosition at, string text, bool plain) : YamlNode(at)
{
    public string Text { get; } = text;

    /// <summary>Written without quotes: only then can it be null or a number.</summary>
    public bool Plain { get; } = plain;

    public bool IsNull => Plain && Text is "" or "~" or "null";

    public override string Kind => "a single value";
}

/// <summary>A list.</summary>
internal sealed class YamlSequence(SourcePosition at, List<YamlNode> items) : YamlNode(at)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public override string Kind => "a list";
}

/// <summary>Keys with values, in the order written.</summary>
internal sealed class YamlMapping(SourcePosition at, List<(YamlScalar Key, YamlNode Value)> entries) : YamlNode(at)
{
    public IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries { get; } = entries;

    public override string Kind => "a mapping of keys to values";

    /// <summary>The value of a key, or null when it is missing or empty.</summary>
    public YamlNode? Find(string key)
    {
        foreach ((YamlScalar name, YamlNode value) in entries)
        {
            if (name.Text == key) return value is YamlScalar { IsNull: true } ? null : value;
        }

        return null;
    }
}
