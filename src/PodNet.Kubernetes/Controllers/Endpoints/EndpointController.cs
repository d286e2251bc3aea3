using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Services;

namespace PodNet.Kubernetes.Controllers.Endpoints;

/// <summary>The three controllers that keep the endpoints of Services, each for the Services that something has happened to since they looked last:
/// endpointslice-controller, endpoint-controller and endpointslicemirroring-controller.</summary>
internal static class EndpointController
{
    public static ControlPlane Sync(ControlPlane cluster, ApiRequest request)
    {
        EndpointIndex before = cluster.Objects.Cache<EndpointIndex>() ?? EndpointIndex.Empty;
        (EndpointIndex index, SortedSet<ServiceName> touched) = before.Follow(cluster.Objects);
        foreach (ServiceName name in touched) cluster = Sync(cluster, name, before, index, request);
        return cluster with { Objects = cluster.Objects.WithCache(index) };
    }

    private static ControlPlane Sync(ControlPlane cluster, ServiceName name, EndpointIndex before, EndpointIndex index, ApiRequest request)
    {
        ServiceKind kind = ResourceKinds.Of<ServiceKind>();
        KubernetesObject? service = cluster.Objects.Find(kind, name.Namespace, name.Name);
        if (service is null && before.Before(new(kind, name.Namespace, name.Name)) is not null) return EndpointsController.Delete(cluster, name, request);
        try
        {
            if (service is not null && service.Content.Text("spec", "type") != "ExternalName" && service.Content.Map("spec", "selector").Count > 0)
            {
                string? trigger = LastChange.Of(service, before, index);
                cluster = new SliceReconciler(service, index, request, trigger).Reconcile(cluster);
                cluster = EndpointsController.Sync(cluster, service, index.PodsOf(name), request, trigger);
            }

            return SliceMirroring.Sync(cluster, name, service, index, request);
        }
        catch (ApiException refused) when (refused.Reason == "Forbidden")
        {
            // The namespace is being deleted: nothing new comes into it.
            return cluster;
        }
    }
}
