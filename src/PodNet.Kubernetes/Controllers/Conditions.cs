using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Controllers;

/// <summary>status.conditions of pods.</summary>
internal static class Conditions
{
    /// <summary>A condition of a pod.</summary>
    public static ApiMap Of(string type, bool holds, DateTimeOffset now, string? reason = null, string? message = null) => ApiMap.Of(
        ("type", type), ("status", holds ? "True" : "False"), ("lastProbeTime", ApiNull.Value), ("lastTransitionTime", now.Rfc3339()),
        ("reason", reason is null ? null : new ApiText(reason)), ("message", message is null ? null : new ApiText(message)));

    /// <summary>A list of conditions with one set; it keeps its lastTransitionTime while its status stays.</summary>
    public static ApiList Set(ValueList<ApiValue> conditions, ApiMap condition)
    {
        int at = conditions.ToList().FindIndex(c => (c as ApiMap)?.Text("type") == condition.Text("type"));
        if (at < 0) return new(conditions.Add(condition));
        ApiMap there = (ApiMap)conditions[at];
        if (there.Text("status") == condition.Text("status")) condition = condition.With("lastTransitionTime", there["lastTransitionTime"]);
        return new(conditions.RemoveAt(at).Insert(at, condition));
    }

    /// <summary>Whether a condition of an object holds.</summary>
    public static bool Holds(this KubernetesObject of, string type) =>
        of.Content.Maps("status", "conditions").Any(c => c.Text("type") == type && c.Text("status") == "True");
}
