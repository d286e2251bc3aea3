using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Api;

/// <summary>How lists are merged: by the key of their elements, as sets of values, or not at all (the patchStrategy and patchMergeKey tags in
/// k8s.io/api).</summary>
internal static class MergeRules
{
    private static readonly Dictionary<(string Struct, string Field), string> Keys = new()
    {
        [("ObjectMeta", "ownerReferences")] = "uid",
        [("PodSpec", "containers")] = "name",
        [("PodSpec", "initContainers")] = "name",
        [("PodSpec", "ephemeralContainers")] = "name",
        [("PodSpec", "volumes")] = "name",
        [("PodSpec", "imagePullSecrets")] = "name",
        [("PodSpec", "hostAliases")] = "ip",
        [("PodSpec", "topologySpreadConstraints")] = "topologyKey",
        [("PodSpec", "schedulingGates")] = "name",
        [("PodSpec", "resourceClaims")] = "name",
        [("Container", "ports")] = "containerPort",
        [("Container", "env")] = "name",
        [("Container", "volumeMounts")] = "mountPath",
        [("Container", "volumeDevices")] = "devicePath",
        [("EphemeralContainer", "ports")] = "containerPort",
        [("EphemeralContainer", "env")] = "name",
        [("EphemeralContainer", "volumeMounts")] = "mountPath",
        [("EphemeralContainer", "volumeDevices")] = "devicePath",
        [("ServiceSpec", "ports")] = "port",
        [("NodeStatus", "conditions")] = "type",
        [("NodeStatus", "addresses")] = "type",
        [("PodStatus", "conditions")] = "type",
        [("PodStatus", "podIPs")] = "ip",
        [("DeploymentStatus", "conditions")] = "type",
        [("ReplicaSetStatus", "conditions")] = "type",
        [("NamespaceStatus", "conditions")] = "type",
        [("ServiceStatus", "conditions")] = "type",
    };

    /// <summary>The field that tells a list's elements apart, or null: the list is replaced as a whole.</summary>
    public static string? KeyOf(FieldType? parent, string field) =>
        parent is StructType known ? Keys.GetValueOrDefault((known.GoName, field)) : null;

    /// <summary>Whether a list of values is merged as a set.</summary>
    public static bool IsSet(FieldType? parent, string field) => parent is StructType { GoName: "ObjectMeta" } && field == "finalizers";

    /// <summary>The type of a field; null where nothing is known of it.</summary>
    public static FieldType? Field(FieldType? parent, string field) => parent switch
    {
        StructType known => known.Fields.GetValueOrDefault(field),
        MapType map => map.Value,
        _ => null,
    };

    /// <summary>The type of a list's elements.</summary>
    public static FieldType? Item(FieldType? list) => (list as ListType)?.Item;

    /// <summary>The element of a list with a key's value.</summary>
    public static ApiMap? Find(IEnumerable<ApiMap> items, string key, ApiValue? value) => items.FirstOrDefault(i => i[key] == value);

    /// <summary>Puts merged elements into order: those the patch names in its order, the others where the server had them
    /// (normalizeElementOrder).</summary>
    public static IEnumerable<ApiMap> InOrder(IReadOnlyList<ApiMap> merged, IReadOnlyList<ApiValue?> patchOrder, IReadOnlyList<ApiMap> server, string key)
    {
        int Place(ApiMap item) => server.ToList().FindIndex(s => s[key] == item[key]);
        Queue<ApiMap> named = new(patchOrder.Select(v => Find(merged, key, v)).OfType<ApiMap>());
        Queue<ApiMap> others = new(merged.Where(m => !patchOrder.Contains(m[key])).OrderBy(Place));
        while (named.Count > 0 || others.Count > 0)
        {
            bool takeOther = named.Count == 0 || (others.Count > 0 && Place(others.Peek()) is >= 0 and { } other && Place(named.Peek()) is >= 0 and { } mine
                && other < mine);
            yield return takeOther ? others.Dequeue() : named.Dequeue();
        }
    }
}
