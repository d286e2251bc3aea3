using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Services;

namespace PodNet.Kubernetes.Controllers.Endpoints;

/// <summary>The labels of slices.</summary>
internal static class SliceLabels
{
    public const string ManagedBy = "endpointslice.kubernetes.io/managed-by";
    public const string Headless = "service.kubernetes.io/headless";

    /// <summary>Who keeps the slices of Services with a selector.</summary>
    public const string Controller = "endpointslice-controller.k8s.io";

    /// <summary>Who keeps the slices of Endpoints that a person wrote.</summary>
    public const string Mirroring = "endpointslicemirroring-controller.k8s.io";

    /// <summary>The labels of a slice of a Service: the Service's own, and whose it is (setEndpointSliceLabels).</summary>
    public static ApiMap Of(KubernetesObject service)
    {
        ApiMap labels = WithoutReserved(service.Labels);
        if (!HasAddress(service)) labels = labels.With(Headless, "");
        return labels.With(SliceReader.ServiceNameLabel, service.Name).With(ManagedBy, Controller);
    }

    /// <summary>Labels without those that are the controllers' own.</summary>
    public static ApiMap WithoutReserved(ApiMap labels) => labels.Without(SliceReader.ServiceNameLabel).Without(ManagedBy).Without(Headless);

    /// <summary>Whether a Service has a ClusterIP.</summary>
    public static bool HasAddress(KubernetesObject service) => service.Content.Text("spec", "clusterIP") is not (null or "" or "None");
}
