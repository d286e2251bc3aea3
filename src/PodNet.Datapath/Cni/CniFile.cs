using PodNet.Kubernetes.Planning;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni;

/// <summary>A file that a plugin reads or writes on a node.</summary>
/// <param name="Path">Where it lies; in words where it is never written to a disk.</param>
/// <param name="Purpose">Who reads it, and what for.</param>
/// <param name="Text">What stands in it.</param>
public sealed record CniFile(string Path, string Purpose, string Text)
{
    /// <summary>The network configuration list of CNI's specification, section 1, under a name that says which list comes first.</summary>
    internal static CniFile ConfigList(string name, string text) => new(
        $"/etc/cni/net.d/{name}", "the container runtime reads it: which plugins to call for each pod", text.ReplaceLineEndings("\n"));
}

/// <summary>A CNI's work on one node.</summary>
public static class CniWork
{
    /// <summary>The files of the cluster's CNI on a node; empty where the plugin tells of none.</summary>
    /// <exception cref="ArgumentException">The cluster was not made by <see cref="ClusterBuilder"/>, or has no such node.</exception>
    public static ValueList<CniFile> Files(Cluster cluster, string node)
    {
        ClusterCompiler compiler = CompilerOf(cluster);
        return compiler.Cni.Files(NodeOf(compiler, node));
    }

    /// <summary>The node's namespace as it would be without any CNI: what is in the real one besides, the CNI wrote.</summary>
    /// <exception cref="ArgumentException">As above.</exception>
    public static NetworkNamespace BareNode(Cluster cluster, string node)
    {
        ClusterCompiler compiler = CompilerOf(cluster);
        return compiler.StartNode(NodeOf(compiler, node)).Build();
    }

    private static ClusterCompiler CompilerOf(Cluster cluster) =>
        cluster.Compiler as ClusterCompiler ?? throw new ArgumentException("only a cluster made by ClusterBuilder tells of its CNI", nameof(cluster));

    private static PlannedNode NodeOf(ClusterCompiler compiler, string node) =>
        compiler.Plan.Node(node) ?? throw new ArgumentException($"no node '{node}'", nameof(node));
}
