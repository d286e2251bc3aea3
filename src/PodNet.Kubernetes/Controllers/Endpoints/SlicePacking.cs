using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Controllers.Endpoints;

/// <summary>Puts endpoints with the same ports into slices with as few changes as may be (k8s.io/endpointslice, reconcileByPortMapping).</summary>
internal sealed class SlicePacking(KubernetesObject service, string addressType, ValueList<ApiMap> ports)
{
    // --max-endpoints-per-slice
    private const int MostEndpoints = 100;

    /// <summary>Adds what has to be done with the existing slices of these ports so that they hold the endpoints.</summary>
    public void Pack(KubernetesObject[] existing, List<ApiMap> desired, SliceChanges changes)
    {
        Dictionary<string, ApiMap> missing = desired.ToDictionary(IdentityOf, StringComparer.Ordinal);
        List<KubernetesObject> updated = [], unchanged = [];
        ApiMap labels = SliceLabels.Of(service);
        foreach (KubernetesObject slice in existing)
        {
            (List<ApiMap> kept, bool isChanged) = Keep(slice, missing);
            bool isRelabelled = SliceLabels.WithoutReserved(slice.Labels) != SliceLabels.WithoutReserved(labels);
            if (isChanged && kept.Count == 0) changes.Delete.Add(slice);
            else if (isChanged || isRelabelled) updated.Add(WithEndpoints(slice, kept).With(["metadata", "labels"], labels));
            else unchanged.Add(slice);
        }

        Queue<ApiMap> waiting = new(desired.Where(e => missing.ContainsKey(IdentityOf(e))));
        Fill(updated, waiting);
        FillOrCreate(updated, unchanged, waiting, changes);
        changes.Update.AddRange(updated);
    }

    /// <summary>A new slice.</summary>
    public KubernetesObject New(IReadOnlyCollection<ApiMap> endpoints) => WithEndpoints(
        new(ResourceKinds.Of<EndpointSliceKind>(), ApiMap.Of(
            ("addressType", addressType),
            ("metadata", ApiMap.Of(
                ("generateName", service.Name + "-"), ("namespace", service.Namespace), ("labels", SliceLabels.Of(service)),
                ("ownerReferences", ApiList.Of([Owners.ReferenceTo(service)])))),
            ("ports", ports.Count == 0 ? null : ApiList.Of(ports)))),
        endpoints);

    // What a slice keeps of its endpoints, as they are now; the hints are written at the end.
    private static (List<ApiMap> Kept, bool IsChanged) Keep(KubernetesObject slice, Dictionary<string, ApiMap> missing)
    {
        List<ApiMap> kept = [];
        bool isChanged = false;
        foreach (ApiMap endpoint in slice.Content.Maps("endpoints"))
        {
            if (!missing.Remove(IdentityOf(endpoint), out ApiMap? now)) isChanged = true;
            else if (endpoint.Without("hints") == now) kept.Add(endpoint);
            else
            {
                isChanged = true;
                kept.Add(now);
            }
        }

        return (kept, isChanged);
    }

    // Slices that change anyway take what they can, the fullest first.
    private static void Fill(List<KubernetesObject> slices, Queue<ApiMap> waiting)
    {
        foreach (KubernetesObject slice in slices.OrderByDescending(Count).ToList())
        {
            int room = Math.Min(MostEndpoints - Count(slice), waiting.Count);
            if (room > 0) slices[slices.IndexOf(slice)] = Added(slice, waiting, room);
        }
    }

    // What is left goes into one slice that has room for all of it, else into new ones.
    private void FillOrCreate(List<KubernetesObject> updated, List<KubernetesObject> unchanged, Queue<ApiMap> waiting, SliceChanges changes)
    {
        while (waiting.Count > 0)
        {
            KubernetesObject? fullest = waiting.Count >= MostEndpoints ? null
                : unchanged.Where(s => Count(s) + waiting.Count <= MostEndpoints).MaxBy(Count);
            if (fullest is not null)
            {
                unchanged.Remove(fullest);
                updated.Add(Added(fullest, waiting, waiting.Count));
            }
            else
            {
                changes.Create.Add(Added(New([]), waiting, Math.Min(MostEndpoints, waiting.Count)));
            }
        }
    }

    private static KubernetesObject Added(KubernetesObject slice, Queue<ApiMap> waiting, int count) =>
        WithEndpoints(slice, [.. slice.Content.Maps("endpoints"), .. Enumerable.Range(0, count).Select(_ => waiting.Dequeue())]);

    private static KubernetesObject WithEndpoints(KubernetesObject slice, IReadOnlyCollection<ApiMap> endpoints) =>
        slice.With(["endpoints"], endpoints.Count == 0 ? null : ApiList.Of(endpoints));

    private static int Count(KubernetesObject slice) => slice.Content.List("endpoints").Count;

    // The same endpoint, whatever its conditions.
    private static string IdentityOf(ApiMap endpoint) =>
        $"{string.Join(',', endpoint.List("addresses"))} {endpoint.Text("hostname")} {endpoint.Text("targetRef", "namespace")}/{endpoint.Text("targetRef", "name")}";
}
