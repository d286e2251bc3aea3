using System.Globalization;
using PodNet.Kubernetes.Api;

namespace PodNet.Kubectl.Describers;

/// <summary>The events of an object at the end of its description.</summary>
internal static class EventsSection
{
    /// <summary>Writes the events about an object in the order in which they were last seen.</summary>
    public static void Write(KubernetesObject involved, DescriptionRequest request, PrefixWriter to)
    {
        ApiMap[] events = [.. About(involved, request.Objects).OrderBy(LastSeen)];
        if (events.Length == 0)
        {
            to.Line(0, $"Events:\t<none>");
            return;
        }

        to.Line(0, $"Events:");
        to.Line(1, $"Type\tReason\tAge\tFrom\tMessage");
        to.Line(1, $"----\t------\t----\t----\t-------");
        foreach (ApiMap one in events)
        {
            string source = one.Text("source", "component") is { Length: > 0 } component ? component : one.Text("reportingComponent") ?? "";
            to.Line(1, $"{one.Text("type")}\t{one.Text("reason")}\t{Interval(one, request.Now)}\t{source}\t{(one.Text("message") ?? "").Trim()}");
        }
    }

    private static IEnumerable<ApiMap> About(KubernetesObject involved, ObjectStore objects)
    {
        if (ResourceKinds.Find("v1", "Event") is not { } kind) return [];
        string? space = involved.Namespace.Length == 0 ? null : involved.Namespace;
        return ApiServer.List(objects, kind, space).Select(e => e.Content).Where(e =>
            e.Text("involvedObject", "name") == involved.Name && e.Text("involvedObject", "kind") == involved.Kind.Kind
            && (e.Text("involvedObject", "uid") ?? involved.Uid) is var uid && (uid == involved.Uid || uid == involved.Name));
    }

    private static string LastSeen(ApiMap one) => one.Text("lastTimestamp") ?? one.Text("eventTime") ?? one.Text("firstTimestamp") ?? "";

    private static string Interval(ApiMap one, DateTimeOffset now)
    {
        string first = HumanDuration.Since(one.Text("eventTime") ?? one.Text("firstTimestamp"), now);
        if (one.At("series") is ApiMap series) return $"{HumanDuration.Since(series.Text("lastObservedTime"), now)} (x{series.Text("count")} over {first})";
        return one.Number("count") is { } count and > 1
            ? string.Create(CultureInfo.InvariantCulture, $"{HumanDuration.Since(one.Text("lastTimestamp"), now)} (x{count} over {first})")
            : first;
    }
}
