using PodNet.Kubernetes.Services;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath;

/// <summary>Tells a running cluster's service proxies what Services and endpoints there are now. Nodes that nobody has looked at yet hear of it when they are
/// made.</summary>
public static class ClusterServing
{
    /// <summary>The Services of the cluster, whether or not somebody serves them.</summary>
    public static ServiceTables Services(this Cluster cluster) => (cluster.Compiler as ClusterCompiler)?.Services ?? ServiceTables.Empty;

    /// <summary>The cluster after each node's proxy has written what it knows.</summary>
    /// <exception cref="ArgumentException">The cluster was not made by <see cref="ClusterBuilder"/>.</exception>
    public static Cluster WithServices(this Cluster cluster, ServiceTables services)
    {
        ClusterCompiler before = ClusterEditing.CompilerOf(cluster);
        if (before.KnowsServices && !IsChanged(before.Services, services)) return cluster;
        ClusterCompiler compiler = before.With(services);
        return new(cluster.Topology, compiler, cluster.Compiled.Select(Told));

        NetworkNamespace Told(NetworkNamespace compiled)
        {
            if (before.Proxy is not { } proxy || compiler.Plan.Node(compiled.Id.Name) is not { } node || node.Id != compiled.Id) return compiled;
            NamespaceBuilder builder = compiled.ToBuilder();
            proxy.Write(builder, node, services);
            return builder.Build();
        }
    }

    private static bool IsChanged(ServiceTables before, ServiceTables after) =>
        after.V4.ChangedSince(before.V4).Any() || after.V6.ChangedSince(before.V6).Any();
}
