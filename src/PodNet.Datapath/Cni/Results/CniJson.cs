using PodNet.Kubernetes.Objects;

namespace PodNet.Datapath.Cni.Results;

/// <summary>Fields of CNI's JSON.</summary>
internal static class CniJson
{
    /// <summary>The objects of a list; none where there is none.</summary>
    /// <exception cref="FormatException">It is no list of objects.</exception>
    public static IEnumerable<ApiMap> Maps(ApiMap json, string name) => json[name] switch
    {
        null or ApiNull => [],
        ApiList list when list.Items.All(i => i is ApiMap) => list.Items.OfType<ApiMap>(),
        _ => throw new FormatException($"{name} is no list of objects"),
    };

    /// <summary>A list, or nothing where it is empty: the specification's results leave it out.</summary>
    public static ApiList? List(IEnumerable<ApiMap> items) => ApiList.Of(items) is { Items.Count: > 0 } list ? list : null;

    /// <summary>Refuses fields the specification does not have.</summary>
    /// <exception cref="FormatException">There is one.</exception>
    public static void RequireOnly(ApiMap json, params ReadOnlySpan<string> known)
    {
        foreach ((string name, _) in json.Fields)
        {
            if (!known.Contains(name)) throw new FormatException($"the specification has no field \"{name}\" here");
        }
    }
}
