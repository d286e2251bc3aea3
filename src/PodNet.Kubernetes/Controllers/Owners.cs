using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers;

/// <summary>What controllers of pods share.</summary>
internal static class Owners
{
    /// <summary>The entry in ownerReferences that says "I manage this".</summary>
    public static ApiMap ReferenceTo(KubernetesObject owner) => ApiMap.Of(
        ("apiVersion", owner.Kind.ApiVersion), ("blockOwnerDeletion", true), ("controller", true), ("kind", owner.Kind.Kind), ("name", owner.Name),
        ("uid", owner.Uid));

    /// <summary>A count as statuses have it: none is left out.</summary>
    public static ApiValue? NotZero(long count) => count == 0 ? null : count;

    /// <summary>Whether a pod has been ready for long enough.</summary>
    public static bool IsAvailable(KubernetesObject pod, long minReadySeconds, DateTimeOffset now)
    {
        ApiMap? ready = pod.Content.Maps("status", "conditions").FirstOrDefault(c => c.Text("type") == "Ready" && c.Text("status") == "True");
        return ready is not null && (minReadySeconds == 0 || ready.Time("lastTransitionTime")?.AddSeconds(minReadySeconds) <= now);
    }
}
