using PodNet.Kubernetes.Reading;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Topology;

namespace PodNet.Magics.Simulation;

/// <summary>Makes clusters of what people write.</summary>
public static class ClusterFiles
{
    /// <summary>Names of the CNI plugins, in ordinal order.</summary>
    public static IReadOnlyList<string> Cnis { get; } = ["bridge", "flannel"];

    /// <summary>The cluster that a cluster file describes.</summary>
    /// <exception cref="ClusterFileException">All problems of the file, each with its line and column.</exception>
    public static Cluster Load(string text) => Compile(ClusterFileReader.Read(text));

    /// <summary>The cluster of a specification.</summary>
    /// <exception cref="ClusterFileException">All problems of the specification.</exception>
    public static Cluster Compile(ClusterSpec spec) => throw new NotImplementedException(spec.ToString());
}
