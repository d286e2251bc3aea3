using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath;

/// <summary>Changes a running cluster: the edited cluster shares every namespace but those of the pod and its node, and what somebody
/// changed on that node by hand stays.</summary>
public static class ClusterEditing
{
    /// <summary>The cluster with one pod more, as after CNI ADD.</summary>
    /// <exception cref="ClusterFileException">The pod cannot be; the message says why.</exception>
    /// <exception cref="ArgumentException">The cluster was not made by <see cref="ClusterBuilder"/>.</exception>
    public static Cluster WithPod(this Cluster cluster, PodSpec pod)
    {
        (ClusterPlan plan, PlannedPod added) = CompilerOf(cluster).Plan.WithPod(pod);
        ClusterCompiler compiler = CompilerOf(cluster).With(plan);
        ProblemList problems = new();
        PlanChecks.Check(pod, plan, added, compiler.Cni, problems);
        problems.ThrowIfAny();
        PlannedNode node = plan.Node(added.Node)!;
        return Edit(
            cluster, compiler, cluster.Topology.WithPod(ClusterBuilder.Describe(added)), added, Add, (builder, on) => compiler.Cni.Announce(builder, on, added));

        void Add(NamespaceBuilder builder)
        {
            compiler.AddPod(builder, node, added);
            compiler.OpenHostPorts(builder, node, added);
        }
    }

    /// <summary>The cluster without a pod, as after CNI DEL.</summary>
    /// <exception cref="ClusterFileException">There is no such pod.</exception>
    /// <exception cref="ArgumentException">The cluster was not made by <see cref="ClusterBuilder"/>.</exception>
    public static Cluster WithoutPod(this Cluster cluster, NamespaceId pod)
    {
        (ClusterPlan plan, PlannedPod removed) = CompilerOf(cluster).Plan.WithoutPod(pod);
        ClusterCompiler compiler = CompilerOf(cluster).With(plan);
        return Edit(
            cluster, compiler, cluster.Topology.WithoutPod(pod), removed, Delete, (builder, _) => compiler.Cni.Withdraw(builder, removed));

        // Plugins of a chain are called in reverse.
        void Delete(NamespaceBuilder builder)
        {
            compiler.CloseHostPorts(builder, plan.Node(removed.Node)!, removed);
            builder.DeleteDevice(removed.HostInterface);
        }
    }

    private static Cluster Edit(
        Cluster cluster, ClusterCompiler compiler, ClusterTopology topology, PlannedPod pod, Action<NamespaceBuilder> editNode,
        Action<NamespaceBuilder, PlannedNode> tellNode)
    {
        NamespaceId node = new(pod.Node);
        bool announced = compiler.Cni.Announces(pod);
        List<NetworkNamespace> kept = [];
        foreach (NetworkNamespace compiled in cluster.Compiled)
        {
            if (compiled.Id == pod.Id) continue;
            PlannedNode? hears = announced ? compiler.Plan.Node(compiled.Id.Name) : null;
            if (compiled.Id != node && hears is null)
            {
                kept.Add(compiled);
                continue;
            }

            NamespaceBuilder builder = compiled.ToBuilder();
            if (compiled.Id == node) editNode(builder);
            if (hears is not null) tellNode(builder, hears);
            kept.Add(builder.Build());
        }

        return new(topology, compiler, kept);
    }

    internal static ClusterCompiler CompilerOf(Cluster cluster) => cluster.Compiler as ClusterCompiler
        ?? throw new ArgumentException("only a cluster made by ClusterBuilder can be edited", nameof(cluster));
}
