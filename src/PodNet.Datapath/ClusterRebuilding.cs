using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Datapath;

/// <summary>A cluster made again with another CNI.</summary>
/// <param name="Derived">What the file gives and the new CNI cannot honour, so that it was derived anew; mostly nothing.</param>
public sealed record RebuiltCluster(Cluster Cluster, ValueList<string> Derived);

/// <summary>Makes clusters again with another CNI. The cluster they are made from stays as it is.</summary>
public static class ClusterRebuilding
{
    /// <summary>The same nodes and pods by the same names on the same underlay, with another CNI. Of the file only <c>networking.cni</c> is exchanged: the CNI
    /// that the cluster has keeps its settings, another has its defaults. What the new one refuses of given pod addresses, podCIDRs and podSubnet
    /// is left to it.</summary>
    /// <exception cref="ClusterFileException">It cannot be in this cluster at all.</exception>
    /// <exception cref="ArgumentException">The cluster was not made by <see cref="ClusterBuilder"/>.</exception>
    public static RebuiltCluster WithCni(this Cluster cluster, string plugin, string mode)
    {
        ClusterPlan plan = cluster.Compiler is ClusterCompiler compiler
            ? compiler.Plan
            : throw new ArgumentException("only a cluster made by ClusterBuilder can be made again", nameof(cluster));
        bool same = cluster.Topology.Cni is { } cni && cni.Name == plugin && cni.Mode == mode;
        CniSpec wanted = same ? plan.Cni : new() { Name = plugin, Mode = mode.Length == 0 ? null : mode };
        ClusterSpec spec = plan.Written with
        {
            Networking = plan.Written.Networking with { Cni = wanted },
            Pods = plan.Pods.Select(Spec).ToValueList(),
            PodsPerNode = 0,
        };
        return Build(spec);
    }

    // Where it runs was decided already, and stays.
    private static PodSpec Spec(PlannedPod pod) =>
        (pod.Written ?? new() { Name = pod.Name, Namespace = pod.Namespace }) with { Node = pod.Node };

    private static RebuiltCluster Build(ClusterSpec spec)
    {
        List<string> derived = [];
        ClusterFileException? problem = null;
        foreach ((string what, Func<ClusterSpec, ClusterSpec> leaveOpen) in Steps)
        {
            ClusterSpec next = leaveOpen(spec);
            if (problem is not null && next.Equals(spec)) continue;
            if (what.Length > 0) derived.Add(what);
            spec = next;
            try
            {
                return new(ClusterBuilder.Build(spec), derived.ToValueList());
            }
            catch (ClusterFileException refused)
            {
                problem ??= refused;
            }
        }

        throw problem!;
    }

    private static IEnumerable<(string What, Func<ClusterSpec, ClusterSpec> LeaveOpen)> Steps =>
    [
        ("", static s => s),
        ("addresses, MAC addresses and interface names of pods", static s => s with
        {
            Pods = s.Pods.Select(p => p with { Addresses = [], Mac = null, HostInterface = null, Mtu = null }).ToValueList(),
        }),
        ("the nodes' podCIDRs", static s => s with { Nodes = s.Nodes.Select(n => n with { PodCidrs = [] }).ToValueList() }),
        ("podSubnet", static s => s with { Networking = s.Networking with { PodSubnets = [], NodeCidrMaskSize = null } }),
    ];
}
