using System.Globalization;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Kinds;

/// <summary>Goes through lists with the path of each element, which messages name: "spec.containers[0]".</summary>
internal static class Indexed
{
    /// <summary>The maps of a list.</summary>
    public static IEnumerable<(ApiMap Item, string Path)> Maps(ApiMap parent, string list, string path) =>
        parent.List(list).Select((item, i) => (item as ApiMap ?? ApiMap.Empty, At(path + "." + list, i)));

    /// <summary>The path of an element.</summary>
    public static string At(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
}
