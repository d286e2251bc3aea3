using System.Globalization;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers;

/// <summary>Writes events as client-go's recorder does: the same thing again is counted (tools/record).</summary>
internal static class EventRecorder
{
    /// <summary>Something was done: a normal event.</summary>
    public static ControlPlane Did(this ControlPlane cluster, KubernetesObject involved, string component, string reason, string message, ApiRequest request) =>
        Record(cluster, involved, new(component, "Normal", reason, message), request, again: true);

    /// <summary>Something cannot be done, and still cannot the next time one looks: a warning, written once until its message changes.</summary>
    public static ControlPlane Warns(
        this ControlPlane cluster, KubernetesObject involved, string component, string reason, string message, ApiRequest request, string? host = null,
            string? fieldPath = null) =>
        Record(cluster, involved, new(component, "Warning", reason, message) { Host = host, FieldPath = fieldPath }, request, again: false);

    private static ControlPlane Record(ControlPlane cluster, KubernetesObject involved, Occurrence what, ApiRequest request, bool again)
    {
        EventKind kind = ResourceKinds.Of<EventKind>();
        string space = involved.Namespace.Length == 0 ? "default" : involved.Namespace;
        string same = Identifiers.Digest(0, involved.Uid, what.Component, what.Type, what.Reason, what.Message);
        if (cluster.EventNames.GetValueOrDefault(same) is not { } name || cluster.Objects.Find(kind, space, name) is not { } there)
        {
            ObjectKey key = new(kind, space, NameOf(involved, cluster.Objects, request));
            return cluster with
            {
                Objects = cluster.Objects.With(new(kind, New(cluster.Objects, involved, what, key, request))),
                EventNames = cluster.EventNames.SetItem(same, key.Name),
            };
        }

        if (!again) return cluster;
        return cluster.With(there.With(there.Content
            .With("count", there.Content.Number("count") + 1).With("lastTimestamp", request.Now.Rfc3339())));
    }

    // The nanosecond at which it happened: events of an object are listed in the order of time. No two changes of the store are in the same one.
    private static string NameOf(KubernetesObject involved, ObjectStore objects, ApiRequest request)
    {
        long nanoseconds = ((request.Now.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick) + objects.Version;
        return string.Create(CultureInfo.InvariantCulture, $"{involved.Name}.{nanoseconds:x16}");
    }

    private static ApiMap New(ObjectStore objects, KubernetesObject involved, Occurrence what, ObjectKey key, ApiRequest request)
    {
        string now = request.Now.Rfc3339();
        ApiMap reference = ApiMap.Of(
            ("apiVersion", involved.Kind.ApiVersion), ("kind", involved.Kind.Kind), ("name", involved.Name),
            ("namespace", involved.Namespace.Length == 0 ? null : new ApiText(involved.Namespace)), ("uid", involved.Uid),
            ("resourceVersion", involved.Content.At("metadata", "resourceVersion")),
            ("fieldPath", what.FieldPath is null ? null : new ApiText(what.FieldPath)));
        ApiMap metadata = ApiMap.Of(("name", key.Name), ("namespace", key.Namespace), ("creationTimestamp", now),
            ("uid", Identifiers.Uid(request.Seed, "Event", objects.Version.ToString(CultureInfo.InvariantCulture))));
        return ApiMap.Of(
            ("apiVersion", "v1"), ("kind", "Event"), ("metadata", metadata), ("involvedObject", reference), ("reason", what.Reason),
            ("message", what.Message), ("type", what.Type), ("count", 1), ("firstTimestamp", now), ("lastTimestamp", now), ("eventTime", ApiNull.Value),
            ("source", ApiMap.Of(("component", what.Component), ("host", what.Host is null ? null : new ApiText(what.Host)))),
            ("reportingComponent", what.Component), ("reportingInstance", what.Host ?? ""));
    }

    private sealed record Occurrence(string Component, string Type, string Reason, string Message)
    {
        public string? Host { get; init; }

        public string? FieldPath { get; init; }
    }
}
