using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Services;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Controllers.Endpoints;

/// <summary>Makes the EndpointSlices of a Service with a selector what they should be (k8s.io/endpointslice, reconciler.go).</summary>
/// <param name="trigger">What the annotation with the time of the last change says; null: nothing.</param>
internal sealed class SliceReconciler(KubernetesObject service, EndpointIndex index, ApiRequest request, string? trigger)
{
    private readonly ServiceName _name = new(service.Namespace, service.Name);

    public ControlPlane Reconcile(ControlPlane cluster)
    {
        ObjectStore objects = cluster.Objects;
        EndpointSliceKind kind = ResourceKinds.Of<EndpointSliceKind>();
        KubernetesObject[] existing =
        [
            .. index.SlicesOf(_name).Select(n => objects.Find(kind, service.Namespace, n)).OfType<KubernetesObject>()
                .Where(s => s.Labels.Text(SliceLabels.ManagedBy) == SliceLabels.Controller),
        ];
        string[] types = [.. service.Content.List("spec", "ipFamilies").Select(f => f.ToString()!)];
        foreach (string type in types)
        {
            SliceChanges changes = ChangesOf(type, [.. existing.Where(s => s.Content.Text("addressType") == type)], objects);
            objects = changes.Apply(objects, service, request, trigger);
        }

        foreach (KubernetesObject other in existing.Where(s => !types.Contains(s.Content.Text("addressType"))))
            objects = ApiServer.Delete(objects, other.Key, request);
        return cluster with { Objects = objects };
    }

    private SliceChanges ChangesOf(string addressType, KubernetesObject[] existing, ObjectStore objects)
    {
        SliceChanges changes = new();
        changes.Delete.AddRange(existing.Where(s => !IsOwned(s)));
        ILookup<ValueList<ApiMap>, KubernetesObject> owned = existing.Where(IsOwned).ToLookup(PortsOf);
        Dictionary<ValueList<ApiMap>, List<ApiMap>> desired = Desired(addressType == "IPv6" ? IpFamily.V6 : IpFamily.V4, objects);
        foreach ((ValueList<ApiMap> ports, List<ApiMap> endpoints) in desired)
            new SlicePacking(service, addressType, ports).Pack([.. owned[ports]], endpoints, changes);
        changes.Delete.AddRange(owned.Where(o => !desired.ContainsKey(o.Key)).SelectMany(o => o));
        if (existing.Length == changes.Delete.Count && changes.Create.Count == 0) Placeholder(addressType, existing, changes);
        TopologyHints.Write(service, existing, changes);
        return changes;
    }

    // A Service without endpoints has a slice without endpoints: it says so.
    private void Placeholder(string addressType, KubernetesObject[] existing, SliceChanges changes)
    {
        bool isThere = existing is [var only] && IsOwned(only) && only.Content.List("endpoints").Count == 0 && only.Content.List("ports").Count == 0
            && only.Labels == SliceLabels.Of(service);
        if (isThere) changes.Delete.Clear();
        else changes.Create.Add(new SlicePacking(service, addressType, []).New([]));
    }

    // Pods with the same numbers behind the Service's ports share slices. Within a group by address: in the real one new endpoints come in no order.
    private Dictionary<ValueList<ApiMap>, List<ApiMap>> Desired(IpFamily family, ObjectStore objects)
    {
        Dictionary<ValueList<ApiMap>, List<ApiMap>> desired = [];
        foreach (KubernetesObject pod in index.PodsOf(_name).Where(p => PodEndpoint.IsOne(p, withTerminating: true))
            .OrderBy(p => PodEndpoint.Addresses(p, family).FirstOrDefault()))
        {
            ValueList<ApiMap> ports = PodEndpoint.Ports(pod, service);
            if (!desired.TryGetValue(ports, out List<ApiMap>? endpoints)) desired.Add(ports, endpoints = []);
            if (PodEndpoint.Of(pod, service, family, objects) is { } endpoint) endpoints.Add(endpoint);
        }

        return desired;
    }

    private bool IsOwned(KubernetesObject slice) => slice.Content.Maps("metadata", "ownerReferences")
        .Any(o => o.Text("uid") == service.Uid && o.Text("kind") == "Service" && o.Text("apiVersion") == "v1");

    private static ValueList<ApiMap> PortsOf(KubernetesObject slice) => PortOrder.OfSlices(slice.Content.Maps("ports"));
}
