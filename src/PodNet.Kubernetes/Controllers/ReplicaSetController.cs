using PodNet.Kubernetes.Api;

namespace PodNet.Kubernetes.Controllers;

internal static class ReplicaSetController
{
    public static ControlPlane Sync(ControlPlane cluster, ApiRequest request)
    {
        _ = request;
        return cluster;
    }
}
