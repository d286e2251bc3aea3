using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers;

/// <summary>Deletes objects all of whose owners are gone (kubernetes, pkg/controller/garbagecollector).</summary>
internal static class GarbageCollector
{
    public static ControlPlane Sync(ControlPlane cluster, ApiRequest request)
    {
        foreach (KubernetesObject dependent in ResourceKinds.All.Where(k => k is not EventKind).SelectMany(cluster.Objects.Stored).ToList())
        {
            ApiMap[] owners = [.. dependent.Content.Maps("metadata", "ownerReferences")];
            if (owners.Length == 0 || owners.Any(o => IsThere(cluster.Objects, dependent, o)) || !cluster.Objects.Has(dependent.Key)) continue;
            cluster = cluster with { Objects = ApiServer.Delete(cluster.Objects, dependent.Key, request) };
        }

        return cluster;
    }

    // An owner of a kind that is not served here is none of our business.
    private static bool IsThere(ObjectStore objects, KubernetesObject dependent, ApiMap owner)
    {
        ResourceKind? kind = ResourceKinds.Find(owner.Text("apiVersion") ?? "", owner.Text("kind") ?? "");
        return kind is null || objects.Find(kind, dependent.Namespace, owner.Text("name") ?? "")?.Uid == owner.Text("uid");
    }
}
