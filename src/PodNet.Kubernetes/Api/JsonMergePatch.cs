using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Api;

/// <summary>RFC 7396: maps are merged, null takes a field away, everything else replaces (<c>kubectl patch --type merge</c>).</summary>
public static class JsonMergePatch
{
    /// <summary>A value with a patch applied.</summary>
    public static ApiValue Apply(ApiValue? target, ApiValue patch) => patch is ApiMap fields ? Apply(target as ApiMap ?? ApiMap.Empty, fields) : patch;

    /// <summary>An object with a patch applied.</summary>
    public static ApiMap Apply(ApiMap target, ApiMap patch)
    {
        foreach ((string name, ApiValue value) in patch.Fields)
            target = target.With(name, value is ApiNull ? null : Apply(target[name], value));
        return target;
    }

    /// <summary>The smallest patch that makes one of the other.</summary>
    public static ApiMap Between(ApiMap from, ApiMap to)
    {
        ApiMap patch = ApiMap.Empty;
        foreach ((string name, ApiValue value) in to.Fields)
        {
            if (from[name] == value) continue;
            patch = patch.With(name, from[name] is ApiMap before && value is ApiMap after ? Between(before, after) : value);
        }

        foreach ((string name, _) in from.Fields)
        {
            if (!to.Has(name)) patch = patch.With(name, ApiNull.Value);
        }

        return patch;
    }
}
