using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath;

/// <summary>Changes a running cluster: the edited cluster shares every namespace but those of the pod, its node and whom its plugin tells of
/// it; what somebody changed there by hand stays.</summary>
public static class ClusterEditing
{
    /// <summary>The cluster with one pod more, as after CNI ADD.</summary>
    /// <exception cref="ClusterFileException">The pod cannot be; the message says why.</exception>
    /// <exception cref="ArgumentException">The cluster was not made by <see cref="ClusterBuilder"/>.</exception>
    public static Cluster WithPod(this Cluster cluster, PodSpec pod)
    {
        (ClusterPlan plan, PlannedPod added) = CompilerOf(cluster).Plan.WithPod(pod);
        ClusterCompiler compiler = new(plan, CompilerOf(cluster).Cni.With(plan));
        ProblemList problems = new();
        PlanChecks.Check(pod, plan, added, compiler.Cni, problems);
        problems.ThrowIfAny();
        PlannedNode node = plan.Node(added.Node)!;
        return Edit(cluster, compiler, cluster.Topology.WithPod(ClusterBuilder.Describe(added)), added, builder => compiler.AddPod(builder, node, added),
            compiler.Cni.ChangeElsewhere(node, added) is { } change ? peer => EditPeer(compiler, peer, change) : null);
    }

    /// <summary>The cluster without a pod, as after CNI DEL.</summary>
    /// <exception cref="ClusterFileException">There is no such pod.</exception>
    /// <exception cref="ArgumentException">The cluster was not made by <see cref="ClusterBuilder"/>.</exception>
    public static Cluster WithoutPod(this Cluster cluster, NamespaceId pod)
    {
        (ClusterPlan plan, PlannedPod removed) = CompilerOf(cluster).Plan.WithoutPod(pod);
        ClusterCompiler compiler = new(plan, CompilerOf(cluster).Cni.With(plan));
        return Edit(cluster, compiler, cluster.Topology.WithoutPod(pod), removed, builder => builder.DeleteDevice(removed.HostInterface));
    }

    private static Cluster Edit(
        Cluster cluster, ClusterCompiler compiler, ClusterTopology topology, PlannedPod pod, Action<NamespaceBuilder> editNode,
        Func<NetworkNamespace, NetworkNamespace>? editPeer = null)
    {
        NamespaceId node = new(pod.Node);
        List<NetworkNamespace> kept = [];
        foreach (NetworkNamespace compiled in cluster.Compiled)
        {
            if (compiled.Id == pod.Id) continue;
            kept.Add(compiled.Id == node ? Edited(compiled, editNode) : editPeer?.Invoke(compiled) ?? compiled);
        }

        return new(topology, compiler, kept);
    }

    private static NetworkNamespace EditPeer(ClusterCompiler compiler, NetworkNamespace ns, Action<NamespaceBuilder, PlannedNode> change) =>
        compiler.Plan.Node(ns.Id.Name) is { } peer ? Edited(ns, builder => change(builder, peer)) : ns;

    private static NetworkNamespace Edited(NetworkNamespace ns, Action<NamespaceBuilder> edit)
    {
        NamespaceBuilder builder = ns.ToBuilder();
        edit(builder);
        return builder.Build();
    }

    private static ClusterCompiler CompilerOf(Cluster cluster) => cluster.Compiler as ClusterCompiler
        ?? throw new ArgumentException("only a cluster made by ClusterBuilder can be edited", nameof(cluster));
}
