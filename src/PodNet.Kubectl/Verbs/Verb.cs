using PodNet.Kubectl.Flags;

namespace PodNet.Kubectl.Verbs;

/// <summary>A command of kubectl. One file per command; every class that derives from this is found by <see cref="VerbTable"/>.</summary>
internal abstract class Verb
{
    /// <summary>"get", "rollout status".</summary>
    public abstract string Name { get; }

    /// <summary>Other words for the last word of its name: "ns" for "create namespace".</summary>
    public virtual IReadOnlyList<string> Aliases => [];

    /// <summary>Words that people type when they mean it (cobra's SuggestFor).</summary>
    public virtual IReadOnlyList<string> SuggestedFor => [];

    /// <summary>What it is for, in a line of help; null for what is not served here.</summary>
    public abstract string? Summary { get; }

    /// <summary>Its own flags, without those every command has.</summary>
    public virtual IReadOnlyList<Flag> Flags => [];

    /// <summary>Runs it.</summary>
    public abstract void Run(Invocation run);
}
