using System.Globalization;
using System.Text;
using PodNet.Datapath.Cni;
using PodNet.Datapath.Underlay;
using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Datapath;

/// <summary>What the kernel would refuse of a plan that is right otherwise.</summary>
internal static class PlanChecks
{
    private const int MostBridgePorts = 1023;
    private const int LeastMtu = 68;

    // RFC 8200 section 5; the kernel switches IPv6 off on a device that takes less.
    private const int LeastMtuV6 = 1280;

    // IFNAMSIZ less the terminating zero.
    private const int LongestName = 15;

    /// <summary>Checks a whole plan.</summary>
    public static void Check(ClusterSpec spec, ClusterPlan plan, ICniDatapath cni, ProblemList problems)
    {
        int least = LeastMtuOf(plan);
        if (cni.Description.Mtu < least)
        {
            problems.Add(
                spec.Underlay.At.Of("mtu"), $"underlay.mtu: leaves {cni.Description.Label} less than {least} bytes for pods' packets");
        }

        foreach (PodSpec pod in spec.Pods) CheckMtu(pod, least, problems);

        HashSet<string> ports = [UnderlayCompiler.PortName(plan.Underlay.Router.Name)];
        foreach (PlannedNode node in plan.Nodes)
        {
            if (PortProblem(node.Name, node.InitialPods) is { } problem) problems.Add(spec.At.Of("pods"), problem);
            string port = UnderlayCompiler.PortName(node.Name);
            if (ports.Add(port)) continue;
            problems.Add(
                spec.At.Of("nodes"), $"node {node.Name}: its port {port} on the switch is another machine's already; give it another name");
        }

        if (plan.Underlay.Bridge == "lo" || ports.Contains(plan.Underlay.Bridge))
            problems.Add(spec.Underlay.At.Of("bridge"), $"underlay.bridge: the switch has a device {plan.Underlay.Bridge} already; give the bridge another name");
        foreach (string device in cni.NodeDevices.Where(d => Encoding.UTF8.GetByteCount(d) > LongestName))
        {
            problems.Add(
                spec.Networking.Cni.At.Of("vni"), $"networking.cni: the device {device} would have a name of more than {LongestName} bytes, which Linux refuses");
        }

        CheckDevices(spec, plan, cni, problems);
        foreach (PodSpec pod in spec.Pods) CheckHostPorts(pod, plan.Nodes[0], cni, problems);
    }

    /// <summary>Checks a pod that is added to a plan.</summary>
    public static void Check(PodSpec spec, ClusterPlan plan, PlannedPod pod, ICniDatapath cni, ProblemList problems)
    {
        if (PortProblem(pod.Node, plan.PodsOn(pod.Node).Count) is { } problem) problems.Add(spec.At.Start, problem);
        CheckMtu(spec, LeastMtuOf(plan), problems);
        if (DeviceNames(cni).Contains(pod.HostInterface)) problems.Add(spec.At.Of("hostInterface"), DeviceProblem(pod));
        CheckHostPorts(spec, plan.Node(pod.Node)!, cni, problems);
    }

    private static void CheckHostPorts(PodSpec pod, PlannedNode node, ICniDatapath cni, ProblemList problems)
    {
        if (pod.HostPorts.Count == 0 || cni.HostPorts(node) is not null) return;
        problems.Add(pod.At.Of("ports"), $"pod {pod.Namespace}/{pod.Name}: host port {pod.HostPorts[0]}: nothing would lead from the node to the pod under "
            + $"{cni.Description.Label}: {cni.HostPortProblem}; leave hostPort out, or use flannel");
    }

    private static int LeastMtuOf(ClusterPlan plan) => plan.Has(IpFamily.V6) ? LeastMtuV6 : LeastMtu;

    private static void CheckMtu(PodSpec pod, int least, ProblemList problems)
    {
        if (pod.Mtu < least) problems.Add(pod.At.Of("mtu"), $"pod {pod.Namespace}/{pod.Name}: mtu: IPv6 needs {least} bytes");
    }

    private static void CheckDevices(ClusterSpec spec, ClusterPlan plan, ICniDatapath cni, ProblemList problems)
    {
        HashSet<string> taken = DeviceNames(cni);
        Dictionary<NamespaceId, PlannedPod> clashes = plan.Pods.Where(p => taken.Contains(p.HostInterface)).ToDictionary(p => p.Id);
        if (clashes.Count == 0) return;
        foreach (PodSpec pod in spec.Pods)
        {
            if (clashes.TryGetValue(PlannedPod.IdOf(pod.Namespace, pod.Name), out PlannedPod? clash))
                problems.Add(pod.At.Of("hostInterface"), DeviceProblem(clash));
        }
    }

    private static HashSet<string> DeviceNames(ICniDatapath cni) => ["lo", "eth0", .. cni.NodeDevices];

    private static string DeviceProblem(PlannedPod pod) =>
        $"pod {pod.Namespace}/{pod.Name}: hostInterface {pod.HostInterface} is a device that node {pod.Node} has already";

    private static string? PortProblem(string node, int pods) => pods <= MostBridgePorts
        ? null
        : string.Create(
            CultureInfo.InvariantCulture, $"node {node} has {pods} pods, but a Linux bridge has at most {MostBridgePorts} ports");
}
