using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers;

/// <summary>Deletes objects all of whose owners are gone (kubernetes, pkg/controller/garbagecollector).</summary>
internal static class GarbageCollector
{
    public static ControlPlane Sync(ControlPlane cluster, ApiRequest request)
    {
        ObjectStore seen = cluster.Objects.WithoutCaches;
        foreach (KubernetesObject dependent in Candidates(cluster.Objects))
        {
            ApiMap[] owners = [.. dependent.Content.Maps("metadata", "ownerReferences")];
            if (owners.Length == 0 || owners.Any(o => IsThere(cluster.Objects, dependent, o)) || !cluster.Objects.Has(dependent.Key)) continue;
            cluster = cluster with { Objects = ApiServer.Delete(cluster.Objects, dependent.Key, request) };
        }

        return cluster with { Objects = cluster.Objects.WithCache(new Looked(seen)) };
    }

    // As long as nothing goes, only what changed can have no owner.
    private static List<KubernetesObject> Candidates(ObjectStore objects)
    {
        Looked? before = objects.Cache<Looked>();
        ObjectKey[]? changed = before is null ? null : objects.ChangedSince(before.Objects)?.Where(k => k.Kind is not EventKind).ToArray();
        bool hasLost = changed is null || changed.Any(k => before!.Objects.Find(k) is { } was && objects.Find(k)?.Uid != was.Uid);
        return hasLost
            ? [.. ResourceKinds.All.Where(k => k is not EventKind).SelectMany(objects.Stored)]
            : [.. changed!.Order().Select(objects.Find).OfType<KubernetesObject>()];
    }

    // An owner of a kind that is not served here is none of our business.
    private static bool IsThere(ObjectStore objects, KubernetesObject dependent, ApiMap owner)
    {
        ResourceKind? kind = ResourceKinds.Find(owner.Text("apiVersion") ?? "", owner.Text("kind") ?? "");
        return kind is null || objects.Find(kind, dependent.Namespace, owner.Text("name") ?? "")?.Uid == owner.Text("uid");
    }

    private sealed record Looked(ObjectStore Objects);
}
