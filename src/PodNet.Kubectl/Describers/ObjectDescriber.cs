namespace PodNet.Kubectl.Describers;

/// <summary>What a description may look at.</summary>
/// <param name="Objects">The cluster.</param>
/// <param name="Now">The time of asking.</param>
/// <param name="WithEvents">Whether events are told (<c>--show-events</c>).</param>
internal sealed record DescriptionRequest(ObjectStore Objects, DateTimeOffset Now, bool WithEvents = true);

/// <summary>The description of one kind. One file per kind; every class that derives from this is found by <see cref="ObjectDescribers"/>.</summary>
internal abstract class ObjectDescriber
{
    /// <summary>"Pod".</summary>
    public abstract string Kind { get; }

    /// <summary>Whether the description ends with the object's events.</summary>
    public virtual bool HasEvents => true;

    /// <summary>Writes all but the events.</summary>
    public abstract void Describe(KubernetesObject described, DescriptionRequest request, PrefixWriter to);
}
