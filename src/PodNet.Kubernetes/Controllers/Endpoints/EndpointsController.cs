using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Services;
using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Controllers.Endpoints;

/// <summary>Keeps the Endpoints object of each Service with a selector (kubernetes, pkg/controller/endpoint).</summary>
internal static class EndpointsController
{
    private const string OverCapacity = "endpoints.kubernetes.io/over-capacity";

    public static ControlPlane Sync(
        ControlPlane cluster, KubernetesObject service, IEnumerable<KubernetesObject> pods, ApiRequest request, string? trigger)
    {
        EndpointsKind kind = ResourceKinds.Of<EndpointsKind>();
        (ApiList? subsets, bool isTruncated) = EndpointSubsets.Of(Addresses(service, pods), service);
        ApiMap labels = service.Labels;
        if (!SliceLabels.HasAddress(service)) labels = labels.With(SliceLabels.Headless, "");
        KubernetesObject? there = cluster.Objects.Find(kind, service.Namespace, service.Name);
        bool wasTruncated = there?.Annotations.Has(OverCapacity) == true;
        if (there is not null && there.Content["subsets"] == subsets && there.Labels == labels && wasTruncated == isTruncated) return cluster;
        ApiMap? annotations = LastChange.Annotations((there?.Annotations ?? ApiMap.Empty).With(OverCapacity, isTruncated ? "truncated" : null), trigger);
        ApiMap metadata = (there?.Content.Map("metadata") ?? ApiMap.Of(("name", service.Name), ("namespace", service.Namespace)))
            .With("labels", labels.Count == 0 ? null : labels).With("annotations", annotations);
        KubernetesObject written = new(kind, ApiMap.Of(("apiVersion", kind.ApiVersion), ("kind", kind.Kind), ("metadata", metadata), ("subsets", subsets)));
        ObjectStore objects = there is null
            ? ApiServer.Create(cluster.Objects, written, request).Objects : ApiServer.Update(cluster.Objects, written, request).Objects;
        return cluster with { Objects = objects };
    }

    /// <summary>The Endpoints of a Service go with it.</summary>
    public static ControlPlane Delete(ControlPlane cluster, ServiceName name, ApiRequest request)
    {
        ObjectKey key = new(ResourceKinds.Of<EndpointsKind>(), name.Namespace, name.Name);
        return cluster.Objects.Has(key) ? cluster with { Objects = ApiServer.Delete(cluster.Objects, key, request) } : cluster;
    }

    // One address of a pod, of the Service's first family.
    private static IEnumerable<(ApiMap Address, KubernetesObject Pod)> Addresses(KubernetesObject service, IEnumerable<KubernetesObject> pods)
    {
        bool publishes = service.Content.Flag("spec", "publishNotReadyAddresses");
        IpFamily family = service.Content.List("spec", "ipFamilies") is [ApiText { Text: "IPv6" }, ..] ? IpFamily.V6 : IpFamily.V4;
        foreach (KubernetesObject pod in pods.Where(p => PodEndpoint.IsOne(p, withTerminating: publishes)))
        {
            IpAddress address = PodEndpoint.Addresses(pod, family).FirstOrDefault();
            if (address.IsNone) continue;
            yield return (ApiMap.Of(
                ("hostname", PodEndpoint.Hostname(pod, service)), ("ip", address.ToString()), ("nodeName", pod.Content.At("spec", "nodeName")),
                ("targetRef", PodEndpoint.Reference(pod))), pod);
        }
    }
}
