using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers;

/// <summary>Empties namespaces that are being deleted, then lets them go (kubernetes, pkg/controller/namespace).</summary>
internal static class NamespaceController
{
    public static ControlPlane Sync(ControlPlane cluster, ApiRequest request)
    {
        foreach (KubernetesObject space in cluster.Objects.Stored(ResourceKinds.Of<NamespaceKind>()).ToList())
        {
            if (space.Content.At("metadata", "deletionTimestamp") is null) continue;
            ObjectStore objects = cluster.Objects;
            bool isEmpty = true;
            foreach (ResourceKind kind in ResourceKinds.All.Where(k => k.IsNamespaced))
            {
                foreach (ObjectKey key in objects.Keys(kind).Where(k => k.Namespace == space.Name).ToList())
                {
                    objects = ApiServer.Delete(objects, key, request, gracePeriodSeconds: 0);
                    isEmpty &= !objects.Has(key);
                }
            }

            cluster = cluster with { Objects = isEmpty ? objects.Without(space.Key) : objects };
        }

        return cluster;
    }
}
