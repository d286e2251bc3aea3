using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Api;

/// <summary>Patches that merge lists by the keys of their elements (<c>kubectl patch</c>'s default; k8s.io/apimachinery,
/// util/strategicpatch), with the directives $patch, $retainKeys, $setElementOrder and $deleteFromPrimitiveList.</summary>
public static class StrategicMergePatch
{
    private const string Order = "$setElementOrder/";
    private const string DeleteValues = "$deleteFromPrimitiveList/";

    /// <summary>An object with a patch applied.</summary>
    public static ApiMap Apply(ResourceKind kind, ApiMap target, ApiMap patch) => Apply(kind.Schema, target, patch) ?? ApiMap.Empty;

    // Null: the patch takes it away.
    private static ApiMap? Apply(FieldType? type, ApiMap target, ApiMap patch)
    {
        switch (patch.Text("$patch"))
        {
            case "delete":
                return null;
            case "replace":
                return patch.Without("$patch");
        }

        if (patch["$retainKeys"] is ApiList retained)
            target = ApiMap.Of(target.Fields.Where(f => retained.Items.Contains(f.Key)));
        foreach ((string name, ApiValue value) in patch.Fields)
        {
            if (!name.StartsWith('$')) target = target.With(name, Field(type, target, patch, name, value));
            else if (name.StartsWith(DeleteValues, StringComparison.Ordinal)) target = WithoutValues(target, name[DeleteValues.Length..], value);
        }

        foreach (string name in patch.Fields.Select(f => f.Key).Where(k => k.StartsWith(Order, StringComparison.Ordinal)).Select(k => k[Order.Length..]))
        {
            if (MergeRules.KeyOf(type, name) is { } key && !patch.Has(name)) target = target.With(name, Sorted(target, patch, target, name, key));
        }

        return target;
    }

    private static ApiValue? Field(FieldType? type, ApiMap target, ApiMap patch, string name, ApiValue value)
    {
        FieldType? fieldType = MergeRules.Field(type, name);
        ApiValue? there = target[name];
        if (value is ApiNull) return null;
        if (value is ApiMap fields) return Apply(fieldType, there as ApiMap ?? ApiMap.Empty, fields);
        if (value is not ApiList list) return value;
        if (MergeRules.IsSet(type, name)) return ApiList.Of(target.List(name).Concat(list.Items).Distinct());
        if (MergeRules.KeyOf(type, name) is not { } key || !list.Items.All(i => i is ApiMap)) return list;
        ApiMap merged = target.With(name, Merge(MergeRules.Item(fieldType), target.List(name), list.Items, key));
        return Sorted(merged, patch, target, name, key);
    }

    private static ApiList Merge(FieldType? item, ValueList<ApiValue> there, ValueList<ApiValue> patches, string key)
    {
        ApiMap[] elements = [.. patches.OfType<ApiMap>()];
        if (elements.Any(e => e.Count == 1 && e.Text("$patch") == "replace")) return ApiList.Of(elements.Where(e => !e.Has("$patch")));
        List<ApiMap> merged = [.. there.OfType<ApiMap>()];
        foreach (ApiMap element in elements)
        {
            int at = merged.FindIndex(m => m[key] == element[key]);
            ApiMap? changed = Apply(item, at < 0 ? ApiMap.Empty : merged[at], element);
            if (changed is null && at >= 0) merged.RemoveAt(at);
            else if (changed is not null && at >= 0) merged[at] = changed;
            else if (changed is not null) merged.Add(changed);
        }

        return ApiList.Of(merged);
    }

    private static ApiValue? Sorted(ApiMap merged, ApiMap patch, ApiMap server, string name, string key)
    {
        ApiMap[] items = [.. merged.Maps(name)];
        return patch[Order + name] is ApiList order
            ? ApiList.Of(MergeRules.InOrder(items, [.. order.Items.Select(o => (o as ApiMap)?[key])], [.. server.Maps(name)], key))
            : merged[name];
    }

    private static ApiMap WithoutValues(ApiMap target, string name, ApiValue values) => values is ApiList gone && target.Has(name)
        ? target.With(name, ApiList.Of(target.List(name).Where(v => !gone.Items.Contains(v))))
        : target;
}
