using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Api.Selectors;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers;

/// <summary>Keeps as many pods as each ReplicaSet wants (kubernetes, pkg/controller/replicaset).</summary>
internal static class ReplicaSetController
{
    private const string Component = "replicaset-controller";

    public static ControlPlane Sync(ControlPlane cluster, ApiRequest request)
    {
        foreach (KubernetesObject set in cluster.Objects.Stored(ResourceKinds.Of<ReplicaSetKind>()).ToList())
        {
            if (set.Content.At("metadata", "deletionTimestamp") is null) cluster = Sync(cluster, set, request);
        }

        return cluster;
    }

    private static ControlPlane Sync(ControlPlane cluster, KubernetesObject set, ApiRequest request)
    {
        (cluster, List<KubernetesObject> pods) = Claim(cluster, set);
        long wanted = set.Content.Number("spec", "replicas") ?? 1;
        if (pods.Count < wanted) cluster = AddPods(cluster, set, pods, wanted - pods.Count, request);
        else if (pods.Count > wanted) cluster = RemovePods(cluster, set, pods, (int)(pods.Count - wanted), request);
        return WriteStatus(cluster, set, pods, request.Now);
    }

    // The pods it owns, and those without an owner that its selector finds; one that does not match any more is let go.
    private static (ControlPlane Cluster, List<KubernetesObject> Pods) Claim(ControlPlane cluster, KubernetesObject set)
    {
        LabelSelector selector = LabelSelector.Of(set.Content.Map("spec", "selector"));
        List<KubernetesObject> claimed = [];
        foreach (KubernetesObject pod in cluster.Objects.Stored(ResourceKinds.Of<PodKind>()).Where(p => p.Namespace == set.Namespace).ToList())
        {
            if (pod.Content.At("metadata", "deletionTimestamp") is not null || pod.Content.Text("status", "phase") is "Succeeded" or "Failed") continue;
            bool matches = selector.Matches(pod.Labels);
            string? owner = pod.Controller?.Text("uid");
            KubernetesObject kept = pod;
            if (owner == set.Uid && !matches)
            {
                ApiMap[] others = [.. pod.Content.Maps("metadata", "ownerReferences").Where(o => o.Text("uid") != set.Uid)];
                cluster = cluster.With(pod.With(["metadata", "ownerReferences"], others.Length == 0 ? null : ApiList.Of(others)));
            }
            else if (owner is null && matches)
            {
                ApiList owners = new(pod.Content.List("metadata", "ownerReferences").Add(Owners.ReferenceTo(set)));
                cluster = cluster.With(pod.With(["metadata", "ownerReferences"], owners));
                kept = cluster.Objects.Find(pod.Key)!;
            }

            if (matches && (owner is null || owner == set.Uid)) claimed.Add(kept);
        }

        return (cluster, claimed);
    }

    private static ControlPlane AddPods(ControlPlane cluster, KubernetesObject set, List<KubernetesObject> pods, long count, ApiRequest request)
    {
        ApiMap template = set.Content.Map("spec", "template");
        ApiMap metadata = template.Map("metadata").Without("creationTimestamp").With("generateName", set.Name + "-").With("namespace", set.Namespace)
            .With("ownerReferences", ApiList.Of([Owners.ReferenceTo(set)]));
        ApiMap content = ApiMap.Of(("apiVersion", "v1"), ("kind", "Pod"), ("metadata", metadata), ("spec", template["spec"]));
        for (long i = 0; i < count; i++)
        {
            try
            {
                (ObjectStore objects, KubernetesObject pod) = ApiServer.Create(cluster.Objects, new(ResourceKinds.Of<PodKind>(), content), request);
                cluster = (cluster with { Objects = objects }).Did(set, Component, "SuccessfulCreate", $"Created pod: {pod.Name}", request);
                pods.Add(pod);
            }
            catch (ApiException e)
            {
                return cluster.Warns(set, Component, "FailedCreate", $"Error creating: {e.Message}", request);
            }
        }

        return cluster;
    }

    private static ControlPlane RemovePods(ControlPlane cluster, KubernetesObject set, List<KubernetesObject> pods, int count, ApiRequest request)
    {
        KubernetesObject[] removed = [.. ScaleDownOrder.Of(pods).Take(count)];
        foreach (KubernetesObject pod in removed)
        {
            cluster = cluster with { Objects = ApiServer.Delete(cluster.Objects, pod.Key, request) };
            cluster = cluster.Did(set, Component, "SuccessfulDelete", $"Deleted pod: {pod.Name}", request);
            pods.Remove(pod);
        }

        return cluster;
    }

    private static ControlPlane WriteStatus(ControlPlane cluster, KubernetesObject set, List<KubernetesObject> pods, DateTimeOffset now)
    {
        long minReady = set.Content.Number("spec", "minReadySeconds") ?? 0;
        ApiMap labels = set.Content.Map("spec", "template", "metadata", "labels");
        long labelled = pods.Count(p => labels.Fields.All(l => p.Labels[l.Key] == l.Value));
        ApiMap status = set.Content.Map("status").With("replicas", pods.Count).With("fullyLabeledReplicas", Owners.NotZero(labelled))
            .With("readyReplicas", Owners.NotZero(pods.Count(p => p.Holds("Ready"))))
            .With("availableReplicas", Owners.NotZero(pods.Count(p => Owners.IsAvailable(p, minReady, now))))
            .With("observedGeneration", set.Content.At("metadata", "generation"));
        return cluster.With(set, "status", status);
    }
}
