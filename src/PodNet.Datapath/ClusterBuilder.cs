using System.Globalization;
using PodNet.Datapath.Cni;
using PodNet.Datapath.Underlay;
using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Reading;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Datapath;

/// <summary>Makes clusters of cluster files and specifications.</summary>
public static class ClusterBuilder
{
    private const int MostBridgePorts = 1023;

    /// <summary>Reads a cluster file and compiles it.</summary>
    /// <exception cref="ClusterFileException">All that is wrong with the file.</exception>
    public static Cluster Load(string text) => Build(ClusterFileReader.Read(text));

    /// <summary>Derives what <paramref name="spec"/> leaves open. No namespace is made yet: each is when first asked for.</summary>
    /// <exception cref="ClusterFileException">All that is wrong with the specification.</exception>
    public static Cluster Build(ClusterSpec spec)
    {
        ProblemList problems = new();
        ClusterPlan plan = ClusterPlanner.Plan(spec, problems);
        ICniDatapath? cni = CniPlugins.Configure(plan, problems);
        if (cni is not null) CheckNodes(spec, plan, cni, problems);
        problems.ThrowIfAny();
        ClusterCompiler compiler = new(plan, cni!);
        return new(Describe(compiler), compiler);
    }

    internal static ClusterTopology Describe(ClusterCompiler compiler)
    {
        ClusterPlan plan = compiler.Plan;
        PlannedUnderlay underlay = plan.Underlay;
        UnderlayRouter router = new(underlay.Router.Id, underlay.Router.Name,
            underlay.Racks.Select(r => r.RouterAddress).Concat(underlay.Router.Addresses.Select(a => a.Address)).ToValueList());
        return new()
        {
            Nodes = plan.Nodes.Select(n => new ClusterNode(n.Id, n.Name, n.Address, n.PodCidr)).ToValueList(),
            Pods = plan.Pods.Select(Describe).ToValueList(),
            Underlay = new(underlay.Racks.Select(r => r.Switch).ToValueList(), router, underlay.Subnet)
            {
                Segments = underlay.Racks.Select(r => new UnderlaySegment(
                    r.Switch, underlay.Bridge, r.Subnet, r.RouterInterface, r.RouterAddress, r.FirstNode, r.NodeCount)).ToValueList(),
            },
            Cni = compiler.Cni.Description,
            PodSubnet = plan.PodSubnet,
            ServiceSubnet = plan.ServiceSubnet,
            Proxy = plan.Proxy,
        };
    }

    private static ClusterPod Describe(PlannedPod pod) =>
        new(pod.Id, pod.Namespace, pod.Name, pod.Node, pod.Address, pod.HostInterface, pod.Containers);

    private static void CheckNodes(ClusterSpec spec, ClusterPlan plan, ICniDatapath cni, ProblemList problems)
    {
        if (cni.Description.Mtu < 68) problems.Add(spec.Underlay.At.Of("mtu"), $"underlay.mtu: leaves {cni.Description.Label} less than 68 bytes for pods' packets");
        foreach (PlannedNode node in plan.Nodes)
        {
            if (node.InitialPods <= MostBridgePorts) continue;
            problems.Add(spec.At.Of("pods"), string.Create(CultureInfo.InvariantCulture,
                $"node {node.Name} has {node.InitialPods} pods, but a Linux bridge has at most {MostBridgePorts} ports"));
        }

        HashSet<string> ports = [UnderlayCompiler.PortName(plan.Underlay.Router.Name)];
        foreach (PlannedNode node in plan.Nodes)
        {
            string port = UnderlayCompiler.PortName(node.Name);
            if (!ports.Add(port)) problems.Add(spec.At.Of("nodes"), $"node {node.Name}: its port {port} on the switch is another machine's already; give it another name");
        }

        HashSet<string> reserved = ["lo", "eth0", .. cni.NodeDevices];
        foreach (PlannedPod pod in plan.Pods)
        {
            if (!reserved.Contains(pod.HostInterface)) continue;
            SourcePosition at = spec.Pods.FirstOrDefault(p => p.Name == pod.Name && p.Namespace == pod.Namespace)?.At.Of("hostInterface") ?? default;
            problems.Add(at, $"pod {pod.Namespace}/{pod.Name}: hostInterface {pod.HostInterface} is a device that node {pod.Node} has already");
        }
    }
}
