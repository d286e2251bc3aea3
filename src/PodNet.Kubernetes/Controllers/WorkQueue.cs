using System.Collections.Immutable;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers;

/// <summary>What a controller has to look at: what changed since it looked last, and what it was not done with then (client-go, util/workqueue).</summary>
/// <param name="Seen">The objects when it looked last.</param>
/// <param name="Pending">What it wants to look at again whatever happens.</param>
internal abstract record WorkQueue(ObjectStore Seen, ImmutableSortedSet<ObjectKey> Pending)
{
    /// <summary>The objects of a kind that a controller has to look at, in the order of the API server; all, when it looks for the first time.</summary>
    /// <param name="dependsOn">A kind any change of which makes it look at all again.</param>
    public static IReadOnlyList<KubernetesObject> Of(WorkQueue? queue, ObjectStore objects, ResourceKind kind, ResourceKind? dependsOn = null)
    {
        IReadOnlySet<ObjectKey>? changed = queue is null ? null : objects.ChangedSince(queue.Seen);
        if (changed is null || (dependsOn is not null && changed.Any(k => k.Kind == dependsOn))) return [.. objects.Stored(kind)];
        return [.. queue!.Pending.Union(changed.Where(k => k.Kind == kind)).Select(objects.Find).OfType<KubernetesObject>()];
    }
}
