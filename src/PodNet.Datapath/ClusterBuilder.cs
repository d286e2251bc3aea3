using PodNet.Datapath.Cni;
using PodNet.Datapath.ServiceProxy;
using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Reading;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Datapath;

/// <summary>Makes clusters of cluster files and specifications.</summary>
public static class ClusterBuilder
{
    /// <summary>Reads a cluster file and compiles it.</summary>
    /// <exception cref="ClusterFileException">All that is wrong with the file.</exception>
    public static Cluster Load(string text) => Build(ClusterFileReader.Read(text));

    /// <summary>Derives what <paramref name="spec"/> leaves open. No namespace is made yet: each is when first asked for.</summary>
    /// <exception cref="ClusterFileException">All that is wrong with the specification.</exception>
    public static Cluster Build(ClusterSpec spec)
    {
        ProblemList problems = new();
        (ICniPlugin Plugin, string Mode)? chosen = CniPlugins.Choose(spec.Networking.Cni, problems);
        ClusterPlan plan = ClusterPlanner.Plan(spec, chosen?.Plugin.Addressing(chosen.Value.Mode, spec.Networking.Cni) ?? PodAddressing.HostLocal, problems);
        ICniDatapath? cni = chosen is { } choice ? CniPlugins.Configure(choice.Plugin, choice.Mode, plan, problems) : null;
        if (!ServiceProxies.Names.Contains(plan.Proxy))
            problems.Add(spec.Networking.At.Of("proxy"), FieldErrors.NotSupported("networking.proxy", plan.Proxy, ServiceProxies.Names));
        if (problems.IsEmpty) PlanChecks.Check(spec, plan, cni!, problems);
        problems.ThrowIfAny();
        ClusterCompiler compiler = new(plan, cni!, ServiceProxies.Find(plan.Proxy)?.Configure(plan));
        return new(Describe(compiler), compiler);
    }

    private static ClusterTopology Describe(ClusterCompiler compiler)
    {
        ClusterPlan plan = compiler.Plan;
        PlannedUnderlay underlay = plan.Underlay;
        UnderlayRouter router = new(underlay.Router.Id, underlay.Router.Name,
            underlay.Racks.SelectMany(r => r.Networks).Select(n => n.Router).Concat(underlay.Router.Addresses.Select(a => a.Address)).ToValueList());
        return new()
        {
            Nodes = plan.Nodes.Select(n => new ClusterNode(n.Id, n.Name, n.Addresses, n.PodCidrs)).ToValueList(),
            Pods = plan.Pods.Select(Describe).ToValueList(),
            Underlay = new(underlay.Racks.Select(r => r.Switch).ToValueList(), router, underlay.Subnet)
            {
                Segments = underlay.Racks.Select(r => new UnderlaySegment(
                    r.Switch, underlay.Bridge, r.Subnet, r.RouterInterface, r.RouterAddress, r.FirstNode, r.NodeCount)).ToValueList(),
            },
            Cni = compiler.Cni.Description,
            PodSubnets = plan.PodSubnets,
            ServiceSubnets = plan.ServiceSubnets,
            Proxy = plan.Proxy,
        };
    }

    internal static ClusterPod Describe(PlannedPod pod) =>
        new(pod.Id, pod.Namespace, pod.Name, pod.Node, pod.Addresses, pod.HostInterface, pod.Containers);
}
