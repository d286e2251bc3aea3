using System.Globalization;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Api.Selectors;
using PodNet.Kubernetes.Controllers.Rollouts;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers;

/// <summary>Keeps a ReplicaSet for each Deployment's template and moves pods from the old ones to it (kubernetes, pkg/controller/deployment).</summary>
internal static class DeploymentController
{
    public static ControlPlane Sync(ControlPlane cluster, ApiRequest request)
    {
        foreach (KubernetesObject deployment in cluster.Objects.Stored(ResourceKinds.Of<DeploymentKind>()).ToList())
        {
            if (deployment.Content.At("metadata", "deletionTimestamp") is null) cluster = Sync(cluster, deployment, request);
        }

        return cluster;
    }

    private static ControlPlane Sync(ControlPlane cluster, KubernetesObject deployment, ApiRequest request)
    {
        (cluster, List<KubernetesObject> sets) = Claim(cluster, deployment);
        bool isPaused = deployment.Content.Flag("spec", "paused");
        KubernetesObject? current = sets.Find(s => RevisionHistory.HasTemplate(s, deployment));
        if (current is null && !isPaused)
        {
            return TryCreate(cluster, deployment, sets, request);
        }

        List<KubernetesObject> old = [.. sets.Where(s => s.Key != current?.Key)];
        if (current is not null) (cluster, current) = RevisionHistory.Advance(cluster, deployment, current, old);
        deployment = Refreshed(cluster, deployment);
        Rollout rollout = new(deployment, current, old, request);
        cluster = isPaused ? rollout.Scale(cluster) : rollout.Step(cluster);
        cluster = RevisionHistory.Prune(cluster, deployment, old, request);
        if (current is not null) current = Refreshed(cluster, current);
        return DeploymentStatus.Write(cluster, deployment, current, old.Select(o => cluster.Objects.Find(o.Key)).OfType<KubernetesObject>(), request);
    }

    private static ControlPlane TryCreate(ControlPlane cluster, KubernetesObject deployment, List<KubernetesObject> sets, ApiRequest request)
    {
        try
        {
            (cluster, KubernetesObject made) = CreateReplicaSet(cluster, deployment, sets, request);
            return DeploymentStatus.Write(cluster, Refreshed(cluster, deployment), made, sets, request, created: true);
        }
        catch (ApiException e) when (e.Reason == "AlreadyExists")
        {
            // Somebody else's ReplicaSet has the name: the next hash is another one.
            return cluster.With(deployment.With(["status", "collisionCount"], (deployment.Content.Number("status", "collisionCount") ?? 0) + 1));
        }
        catch (ApiException e)
        {
            return cluster.Warns(deployment, Rollout.Component, "ReplicaSetCreateError", $"Failed to create new replica set: {e.Message}", request);
        }
    }

    private static KubernetesObject Refreshed(ControlPlane cluster, KubernetesObject of) => cluster.Objects.Find(of.Key)!;

    private static (ControlPlane Cluster, List<KubernetesObject> Sets) Claim(ControlPlane cluster, KubernetesObject deployment)
    {
        LabelSelector selector = LabelSelector.Of(deployment.Content.Map("spec", "selector"));
        List<KubernetesObject> claimed = [];
        foreach (KubernetesObject set in cluster.Objects.Stored(ResourceKinds.Of<ReplicaSetKind>()).Where(s => s.Namespace == deployment.Namespace).ToList())
        {
            string? owner = set.Controller?.Text("uid");
            if (owner == deployment.Uid)
            {
                claimed.Add(set);
            }
            else if (owner is null && selector.Matches(set.Labels))
            {
                cluster = cluster.With(set.With(["metadata", "ownerReferences"], ApiList.Of([Owners.ReferenceTo(deployment)])));
                claimed.Add(Refreshed(cluster, set));
            }
        }

        return (cluster, claimed);
    }

    private static (ControlPlane Cluster, KubernetesObject Set) CreateReplicaSet(
        ControlPlane cluster, KubernetesObject deployment, List<KubernetesObject> old, ApiRequest request)
    {
        ApiMap spec = deployment.Content.Map("spec"), template = spec.Map("template");
        string revision = (RevisionHistory.Newest(old) + 1).ToString(CultureInfo.InvariantCulture);
        string hash = TemplateHash.Of(template, deployment.Content.Number("status", "collisionCount"));
        ApiMap labelled = template.WithAt(["metadata", "labels", RevisionHistory.HashLabel], hash);
        long replicas = Rollout.FirstReplicas(deployment, old);
        ApiMap annotations = RevisionHistory.Sizes(RevisionHistory.Annotations(deployment, revision), deployment);
        ApiMap content = ApiMap.Of(
            ("apiVersion", "apps/v1"), ("kind", "ReplicaSet"),
            ("metadata", ApiMap.Of(
                ("name", $"{deployment.Name}-{hash}"), ("namespace", deployment.Namespace), ("labels", labelled.At("metadata", "labels")),
                ("annotations", annotations), ("ownerReferences", ApiList.Of([Owners.ReferenceTo(deployment)])))),
            ("spec", ApiMap.Of(
                ("replicas", replicas), ("minReadySeconds", spec["minReadySeconds"]),
                ("selector", spec.Map("selector").WithAt(["matchLabels", RevisionHistory.HashLabel], hash)), ("template", labelled))));
        (ObjectStore objects, KubernetesObject set) = ApiServer.Create(cluster.Objects, new(ResourceKinds.Of<ReplicaSetKind>(), content), request);
        cluster = (cluster with { Objects = objects }).With(deployment.With(["metadata", "annotations", RevisionHistory.RevisionAnnotation], revision));
        string message = string.Create(CultureInfo.InvariantCulture, $"Scaled up replica set {set.Name} to {replicas}");
        return (replicas > 0 ? cluster.Did(deployment, Rollout.Component, "ScalingReplicaSet", message, request) : cluster, set);
    }
}
