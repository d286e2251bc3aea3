using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Api;

/// <summary>What kubectl apply does: what the last applied manifest had and the new one has not goes; what the new one says is set; what others
/// wrote into the live object stays (strategicpatch.CreateThreeWayMergePatch, applied).</summary>
public static class ThreeWayMerge
{
    /// <summary>The live object after the manifest is applied. It is equal to <paramref name="live"/> when the manifest changes nothing.</summary>
    /// <param name="lastApplied">The manifest of the last apply; empty where there was none.</param>
    /// <param name="manifest">The manifest now.</param>
    /// <param name="live">The object as the server has it.</param>
    public static ApiMap Apply(ResourceKind kind, ApiMap lastApplied, ApiMap manifest, ApiMap live) => Map(kind.Schema, lastApplied, manifest, live);

    private static ApiMap Map(FieldType? type, ApiMap before, ApiMap now, ApiMap live)
    {
        foreach ((string name, _) in before.Fields)
        {
            if (!now.Has(name)) live = live.Without(name);
        }

        foreach ((string name, ApiValue value) in now.Fields)
        {
            if (value is ApiNull) live = live[name] is ApiNull ? live : live.Without(name);
            else live = live.With(name, Value(type, name, before[name], value, live[name]));
        }

        return live;
    }

    private static ApiValue Value(FieldType? parent, string name, ApiValue? before, ApiValue now, ApiValue? live)
    {
        FieldType? type = MergeRules.Field(parent, name);
        if (now is ApiMap map) return Merged(type, before as ApiMap ?? ApiMap.Empty, map, live as ApiMap ?? ApiMap.Empty);
        if (now is not ApiList list) return now;
        ApiList was = before as ApiList ?? ApiList.Empty, there = live as ApiList ?? ApiList.Empty;
        if (MergeRules.IsSet(parent, name))
            return ApiList.Of(there.Items.Where(v => list.Items.Contains(v) || !was.Items.Contains(v)).Concat(list.Items).Distinct());
        bool byKey = MergeRules.KeyOf(parent, name) is { } key && HasKeys(list, key) && HasKeys(was, key) && HasKeys(there, key);
        return byKey ? List(MergeRules.Item(type), was, list, there, MergeRules.KeyOf(parent, name)!) : list;
    }

    private static ApiList List(FieldType? item, ApiList before, ApiList now, ApiList live, string key)
    {
        ApiMap[] was = [.. before.Items.OfType<ApiMap>()], wanted = [.. now.Items.OfType<ApiMap>()], there = [.. live.Items.OfType<ApiMap>()];
        List<ApiMap> merged = [];
        foreach (ApiMap element in there)
        {
            ApiMap? old = MergeRules.Find(was, key, element[key]), asked = MergeRules.Find(wanted, key, element[key]);
            if (asked is not null) merged.Add(Merged(item, old ?? ApiMap.Empty, asked, element));
            else if (old is null) merged.Add(element);
        }

        merged.AddRange(wanted.Where(w => MergeRules.Find(there, key, w[key]) is null));
        return ApiList.Of(MergeRules.InOrder(merged, [.. wanted.Select(w => w[key])], there, key));
    }

    // retainKeys: of a volume, and of a strategy of another type, only what the manifest names stays, for two sources of one volume make no
    // sense; but where the manifest changes nothing, defaults are left alone.
    private static ApiMap Merged(FieldType? type, ApiMap before, ApiMap now, ApiMap live)
    {
        ApiMap merged = Map(type, before, now, live);
        bool retains = merged != live && type is StructType { GoName: "Volume" or "DeploymentStrategy" }
            && (type is StructType { GoName: "Volume" } || merged["type"] != live["type"]);
        return retains ? Map(type, before, now, ApiMap.Of(live.Fields.Where(f => now.Has(f.Key)))) : merged;
    }

    // Values that cannot be told apart are replaced as a whole: nothing, or the same key twice.
    private static bool HasKeys(ApiList list, string key)
    {
        HashSet<ApiValue> seen = [];
        return list.Items.All(i => (i as ApiMap)?[key] is { } value && seen.Add(value));
    }
}
