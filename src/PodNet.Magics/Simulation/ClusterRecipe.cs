using System.Globalization;
using System.Reflection;
using PodNet.Kubernetes.Reading;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Collections;

namespace PodNet.Magics.Simulation;

/// <summary>Clusters of a few words: ready-made ones, and so many nodes that look alike.</summary>
public static class ClusterRecipe
{
    private const string PresetFolder = "PodNet.Magics.Presets.";

    /// <summary>Names of the ready-made clusters, in ordinal order; each is a cluster file in the folder Presets.</summary>
    public static ValueList<string> Presets { get; } = typeof(ClusterRecipe).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(PresetFolder, StringComparison.Ordinal))
        .Select(n => n[PresetFolder.Length..^".yaml".Length])
        .Order(StringComparer.Ordinal)
        .ToValueList();

    /// <summary>A ready-made cluster.</summary>
    /// <exception cref="MagicException">No such preset; the nearest is suggested.</exception>
    public static ClusterSpec OfPreset(string name)
    {
        if (!Presets.Contains(name))
            throw new MagicException($"no preset '{name}'{NearestName.Suggestion(name, Presets)} (the presets are {string.Join(", ", Presets)})");
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{PresetFolder}{name}.yaml")!;
        using StreamReader reader = new(stream);
        return ClusterFileReader.Read(reader.ReadToEnd());
    }

    /// <summary>Nodes node-1, node-2, ... each with a web server web-N (nginx, port 80) and a client-N (netshoot).</summary>
    public static ClusterSpec OfNodes(int count)
    {
        List<PodSpec> pods = [];
        List<NodeSpec> nodes = [];
        for (int i = 1; i <= count; i++)
        {
            string number = i.ToString(CultureInfo.InvariantCulture);
            nodes.Add(new() { Name = "node-" + number });
            pods.Add(Pod("web-" + number, "nginx", "node-" + number));
            pods.Add(Pod("client-" + number, "netshoot", "node-" + number));
        }

        return new() { Nodes = nodes.ToValueList(), Pods = pods.ToValueList() };
    }

    private static PodSpec Pod(string name, string image, string node) =>
        new() { Name = name, Node = node, Containers = [new() { Name = name, Image = image }] };
}
