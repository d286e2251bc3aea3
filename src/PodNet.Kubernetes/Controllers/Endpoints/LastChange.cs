using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Services;

namespace PodNet.Kubernetes.Controllers.Endpoints;

/// <summary>The annotation endpoints.kubernetes.io/last-change-trigger-time: since when what changed is so (k8s.io/endpointslice, TriggerTimeTracker).</summary>
internal static class LastChange
{
    public const string Annotation = "endpoints.kubernetes.io/last-change-trigger-time";

    /// <summary>The time to write, as the API writes times; null: none.</summary>
    /// <param name="before">What there was when the controllers looked last.</param>
    public static string? Of(KubernetesObject service, EndpointIndex before, EndpointIndex now)
    {
        if (before.Before(service.Key)?.Uid != service.Uid) return service.Content.Text("metadata", "creationTimestamp");
        ServiceName name = new(service.Namespace, service.Name);
        Dictionary<string, DateTimeOffset?> known = before.PodsOf(name).ToDictionary(p => p.Name, ReadySince);
        return now.PodsOf(name).Select(p => (Pod: p, Since: ReadySince(p)))
            .Where(p => p.Since is { } since && !(known.GetValueOrDefault(p.Pod.Name) >= since)).Min(p => p.Since)?.Rfc3339();
    }

    /// <summary>An object's annotations with that time instead of an older one.</summary>
    public static ApiMap? Annotations(ApiMap before, string? trigger) =>
        before.With(Annotation, trigger) is { Count: > 0 } annotations ? annotations : null;

    private static DateTimeOffset? ReadySince(KubernetesObject pod) =>
        pod.Content.Maps("status", "conditions").FirstOrDefault(c => c.Text("type") == "Ready")?.Time("lastTransitionTime");
}
