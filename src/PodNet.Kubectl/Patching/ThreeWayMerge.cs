using PodNet.Model.Collections;

namespace PodNet.Kubectl.Patching;

/// <summary>What <c>kubectl apply</c> makes of an object: fields that the last applied manifest had and this one has not go away, fields of this one
/// are set, all others stay (a strategic three-way merge, k8s.io/apimachinery/pkg/util/strategicpatch).</summary>
internal static class ThreeWayMerge
{
    /// <summary>The live object after the change.</summary>
    /// <param name="last">The manifest that was applied last; empty when none was.</param>
    /// <param name="manifest">The manifest to apply.</param>
    /// <param name="live">The object as the server has it.</param>
    public static ApiMap Merge(ApiMap last, ApiMap manifest, ApiMap live)
    {
        ApiMap merged = live;
        foreach ((string name, _) in last.Fields)
        {
            if (!manifest.Has(name)) merged = merged.Without(name);
        }

        foreach ((string name, ApiValue wanted) in manifest.Fields)
        {
            merged = wanted switch
            {
                ApiNull => merged.Without(name),
                ApiMap map => merged.With(name, Merge(last.Map(name), map, live.Map(name))),
                ApiList list when MergeKey(name, list) is { } key => merged.With(name, MergeList(key, last.List(name), list.Items, live.List(name))),
                _ => merged.With(name, wanted),
            };
        }

        return merged;
    }

    private static ApiList MergeList(string key, ValueList<ApiValue> last, ValueList<ApiValue> wanted, ValueList<ApiValue> live)
    {
        IEnumerable<ApiMap> merged = wanted.OfType<ApiMap>().Select(w => Merge(Same(key, last, w) ?? ApiMap.Empty, w, Same(key, live, w) ?? ApiMap.Empty));
        IEnumerable<ApiMap> others = live.OfType<ApiMap>().Where(l => Same(key, wanted, l) is null && Same(key, last, l) is null);
        return ApiList.Of([.. merged, .. others]);
    }

    private static ApiMap? Same(string key, ValueList<ApiValue> list, ApiMap item) =>
        list.OfType<ApiMap>().FirstOrDefault(o => Equals(o[key], item[key]) && (o.Text("protocol") ?? "TCP") == (item.Text("protocol") ?? "TCP"));

    // The field by which elements of a list are the same; null for a list that is replaced as a whole.
    private static string? MergeKey(string name, ApiList list)
    {
        string? key = name switch
        {
            "containers" or "initContainers" or "volumes" or "env" or "imagePullSecrets" => "name",
            "ports" when list.Items.OfType<ApiMap>().Any(i => i.Has("containerPort")) => "containerPort",
            "ports" => "port",
            "volumeMounts" => "mountPath",
            "hostAliases" => "ip",
            "topologySpreadConstraints" => "topologyKey",
            "conditions" => "type",
            _ => null,
        };
        return key is not null && list.Items.All(i => i is ApiMap map && map.Has(key)) ? key : null;
    }
}
