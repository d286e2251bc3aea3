using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds.Workloads;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Controllers.Rollouts;

/// <summary>Writes a Deployment's status (kubernetes, pkg/controller/deployment, sync.go and progress.go).</summary>
internal static class DeploymentStatus
{
    public static ControlPlane Write(
        ControlPlane cluster, KubernetesObject deployment, KubernetesObject? current, IEnumerable<KubernetesObject> old, ApiRequest request,
            bool created = false)
    {
        KubernetesObject[] all = [.. old, .. current is null ? (KubernetesObject[])[] : [current]];
        long wanted = deployment.Content.Number("spec", "replicas") ?? 1;
        long replicas = Sum(all, "replicas"), available = Sum(all, "availableReplicas"), updated = current?.Content.Number("status", "replicas") ?? 0;
        long total = all.Sum(s => s.Content.Number("spec", "replicas") ?? 0);
        ApiMap before = deployment.Content.Map("status");
        ApiMap status = before.With("observedGeneration", deployment.Content.At("metadata", "generation"))
            .With("replicas", Owners.NotZero(replicas)).With("updatedReplicas", Owners.NotZero(updated))
            .With("readyReplicas", Owners.NotZero(Sum(all, "readyReplicas"))).With("availableReplicas", Owners.NotZero(available))
            .With("unavailableReplicas", Owners.NotZero(Math.Max(0, total - available)));
        bool isComplete = updated == wanted && replicas == wanted && available == wanted;
        bool enough = available >= wanted - RollingLimits.Of(deployment.Content.Map("spec")).Unavailable;
        ApiMap[] conditions =
        [
            Condition("Available", enough, enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                enough ? "Deployment has minimum availability." : "Deployment does not have minimum availability.", request.Now),
            .. Progress(deployment, current, isComplete, Moved(before, status), created, request.Now) is { } progress
                ? (ApiMap[])[progress] : [],
        ];
        ValueList<ApiValue> set = before.List("conditions");
        foreach (ApiMap condition in conditions) set = Set(set, condition);
        return cluster.With(deployment, "status", status.With("conditions", new ApiList(set)));
    }

    // Null: as it was.
    private static ApiMap? Progress(KubernetesObject deployment, KubernetesObject? current, bool isComplete, bool moved, bool created, DateTimeOffset now)
    {
        ApiMap? before = deployment.Content.Maps("status", "conditions").FirstOrDefault(c => c.Text("type") == "Progressing");
        if (deployment.Content.Flag("spec", "paused")) return Condition("Progressing", null, "DeploymentPaused", "Deployment is paused", now);
        if (current is null) return null;
        if (created) return Condition("Progressing", true, "NewReplicaSetCreated", $"Created new replica set \"{current.Name}\"", now);
        if (isComplete) return Condition("Progressing", true, "NewReplicaSetAvailable", $"ReplicaSet \"{current.Name}\" has successfully progressed.", now);
        if (moved || before is null) return Condition("Progressing", true, "ReplicaSetUpdated", $"ReplicaSet \"{current.Name}\" is progressing.", now);
        bool isLate = before.Text("reason") != "NewReplicaSetAvailable"
            && before.Time("lastUpdateTime")?.AddSeconds(deployment.Content.Number("spec", "progressDeadlineSeconds") ?? 600) < now;
        return isLate ? Condition("Progressing", false, "ProgressDeadlineExceeded", $"ReplicaSet \"{current.Name}\" has timed out progressing.", now) : null;
    }

    private static bool Moved(ApiMap before, ApiMap after)
    {
        long Of(ApiMap status, string field) => status.Number(field) ?? 0;
        bool Grew(string field) => Of(after, field) > Of(before, field);
        bool fewerOld = Of(after, "replicas") - Of(after, "updatedReplicas") < Of(before, "replicas") - Of(before, "updatedReplicas");
        return fewerOld || Grew("updatedReplicas") || Grew("readyReplicas") || Grew("availableReplicas");
    }

    private static ApiMap Condition(string type, bool? holds, string reason, string message, DateTimeOffset now) => ApiMap.Of(
        ("type", type), ("status", holds switch { true => "True", false => "False", _ => "Unknown" }), ("reason", reason), ("message", message),
        ("lastTransitionTime", now.Rfc3339()), ("lastUpdateTime", now.Rfc3339()));

    // The same status and reason is no news; a new one goes to the end.
    private static ValueList<ApiValue> Set(ValueList<ApiValue> conditions, ApiMap condition)
    {
        ApiMap? there = conditions.OfType<ApiMap>().FirstOrDefault(c => c.Text("type") == condition.Text("type"));
        bool same = there is not null && there.Text("status") == condition.Text("status") && there.Text("reason") == condition.Text("reason")
            && there.Text("message") == condition.Text("message");
        if (same) return conditions;
        if (there is not null && there.Text("status") == condition.Text("status"))
            condition = condition.With("lastTransitionTime", there["lastTransitionTime"]);
        return [.. conditions.Where(c => c != there), condition];
    }

    private static long Sum(IEnumerable<KubernetesObject> sets, string field) => sets.Sum(s => s.Content.Number("status", field) ?? 0);
}
