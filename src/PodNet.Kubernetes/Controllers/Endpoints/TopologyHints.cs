using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers.Endpoints;

/// <summary>Writes which zones or nodes an endpoint is for, as spec.trafficDistribution wants it (k8s.io/endpointslice, trafficdist): a ready endpoint for
/// its own zone, with PreferSameNode also for its own node.</summary>
internal static class TopologyHints
{
    /// <summary>Gives the endpoints of all slices of a family the hints they should have; slices that had nothing to change may have now.</summary>
    public static void Write(KubernetesObject service, KubernetesObject[] existing, SliceChanges changes)
    {
        string? distribution = service.Content.Text("spec", "trafficDistribution");
        bool zones = distribution is "PreferClose" or "PreferSameZone" or "PreferSameNode", nodes = distribution == "PreferSameNode";
        HashSet<ObjectKey> changed = [.. changes.Update.Concat(changes.Delete).Select(s => s.Key)];
        foreach (KubernetesObject slice in existing.Where(s => !changed.Contains(s.Key)))
        {
            if (Hinted(slice, zones, nodes) is { } hinted && hinted.Content != slice.Content) changes.Update.Add(hinted);
        }

        for (int i = 0; i < changes.Create.Count; i++) changes.Create[i] = Hinted(changes.Create[i], zones, nodes);
        for (int i = 0; i < changes.Update.Count; i++) changes.Update[i] = Hinted(changes.Update[i], zones, nodes);
    }

    private static KubernetesObject Hinted(KubernetesObject slice, bool zones, bool nodes) =>
        slice.With(slice.Content.EachMap("endpoints", e => e.With("hints", zones && !e.Flag("conditions", "ready") ? e["hints"] : Hints(e, zones, nodes))));

    private static ApiMap? Hints(ApiMap endpoint, bool zones, bool nodes)
    {
        ApiMap hints = ApiMap.Empty;
        if (nodes && endpoint["nodeName"] is { } node) hints = hints.With("forNodes", ApiList.Of([ApiMap.Of(("name", node))]));
        if (zones && endpoint["zone"] is { } zone) hints = hints.With("forZones", ApiList.Of([ApiMap.Of(("name", zone))]));
        return hints.Count == 0 ? null : hints;
    }
}
