using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Services;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Controllers.Endpoints;

/// <summary>Writes slices for the Endpoints that a person gave a Service without a selector (kubernetes, pkg/controller/endpointslicemirroring).</summary>
internal static class SliceMirroring
{
    private const int MostAddresses = 1000;
    private const string SkipLabel = "endpointslice.kubernetes.io/skip-mirror";
    private const string LeaderAnnotation = "control-plane.alpha.kubernetes.io/leader";
    private const string AppliedAnnotation = "kubectl.kubernetes.io/last-applied-configuration";

    public static ControlPlane Sync(ControlPlane cluster, ServiceName name, KubernetesObject? service, EndpointIndex index, ApiRequest request)
    {
        ObjectStore objects = cluster.Objects;
        EndpointSliceKind kind = ResourceKinds.Of<EndpointSliceKind>();
        List<KubernetesObject> existing =
        [
            .. index.SlicesOf(name).Select(n => objects.Find(kind, name.Namespace, n)).OfType<KubernetesObject>()
                .Where(s => s.Labels.Text(SliceLabels.ManagedBy) == SliceLabels.Mirroring),
        ];
        KubernetesObject? endpoints = objects.Find(ResourceKinds.Of<EndpointsKind>(), name.Namespace, name.Name);
        SliceChanges changes = new();
        if (service is not null && service.Content.Map("spec", "selector").Count == 0 && endpoints is not null && IsMirrored(endpoints))
            Mirror(endpoints, existing, changes);
        changes.Delete.AddRange(existing);
        objects = changes.Apply(objects, endpoints ?? new(kind, ApiMap.Empty), request, endpoints?.Annotations.Text(LastChange.Annotation));
        return cluster with { Objects = objects };
    }

    private static bool IsMirrored(KubernetesObject endpoints) =>
        endpoints.Labels.Text(SkipLabel) != "true" && !endpoints.Annotations.Has(LeaderAnnotation);

    // Each subset becomes a slice of each family; a slice that fits is kept and taken out of the list.
    private static void Mirror(KubernetesObject endpoints, List<KubernetesObject> existing, SliceChanges changes)
    {
        foreach (var group in endpoints.Content.Maps("subsets").SelectMany(Split).GroupBy(s => (s.Type, s.Ports)))
        {
            ApiMap[] desired = [.. group.SelectMany(s => s.Endpoints)];
            KubernetesObject? there = existing.Find(s =>
                s.Content.Text("addressType") == group.Key.Type && PortOrder.OfSlices(s.Content.Maps("ports")) == group.Key.Ports);
            ApiMap content = SliceOf(endpoints, group.Key.Type, group.Key.Ports, desired);
            if (there is null)
            {
                changes.Create.Add(new(ResourceKinds.Of<EndpointSliceKind>(), content.WithAt(["metadata", "generateName"], endpoints.Name + "-")));
                continue;
            }

            existing.Remove(there);
            ApiMap metadata = there.Content.Map("metadata").With("labels", content.At("metadata", "labels")).With("annotations", content.At("metadata", "annotations"));
            bool isSame = there.Content.List("endpoints").ToHashSet().SetEquals(desired) && there.Labels == content.Map("metadata", "labels")
                && there.Annotations.Without(LastChange.Annotation) == content.Map("metadata", "annotations");
            if (!isSame) changes.Update.Add(there.With(content.With("metadata", metadata)));
        }
    }

    private static ApiMap SliceOf(KubernetesObject endpoints, string type, ValueList<ApiMap> ports, ApiMap[] desired)
    {
        ApiMap labels = endpoints.Labels.With(SliceReader.ServiceNameLabel, endpoints.Name).With(SliceLabels.ManagedBy, SliceLabels.Mirroring);
        ApiMap annotations = endpoints.Annotations.Without(LastChange.Annotation).Without(AppliedAnnotation);
        return ApiMap.Of(
            ("addressType", type), ("endpoints", ApiList.Of(desired)), ("ports", ports.Count == 0 ? null : ApiList.Of(ports)),
            ("metadata", ApiMap.Of(
                ("namespace", endpoints.Namespace), ("labels", labels), ("annotations", annotations.Count == 0 ? null : annotations),
                ("ownerReferences", ApiList.Of([Owners.ReferenceTo(endpoints)])))));
    }

    private static IEnumerable<(string Type, ValueList<ApiMap> Ports, IEnumerable<ApiMap> Endpoints)> Split(ApiMap subset)
    {
        ValueList<ApiMap> ports = PortOrder.OfSlices(subset.Maps("ports").Select(p => p.OrDefault("name", "")));
        return subset.Maps("addresses").Select(a => Endpoint(a, true)).Concat(subset.Maps("notReadyAddresses").Select(a => Endpoint(a, false)))
            .Where(e => e.Endpoint is not null).Take(MostAddresses).GroupBy(e => e.Family)
            .Select(g => (g.Key == IpFamily.V6 ? "IPv6" : "IPv4", ports, g.Select(e => e.Endpoint!)));
    }

    private static (IpFamily Family, ApiMap? Endpoint) Endpoint(ApiMap address, bool isReady) => !IpAddress.TryParse(address.Text("ip"), out IpAddress ip)
        ? default
        : (ip.Family, ApiMap.Of(
            ("addresses", ApiEditing.Texts(ip.ToString())), ("conditions", ApiMap.Of(("ready", isReady))), ("hostname", address["hostname"]),
            ("nodeName", address["nodeName"]), ("targetRef", address["targetRef"])));
}
