using PodNet.Kubernetes.Ipam;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Kubernetes.Planning;

/// <summary>Changes a running cluster's plan: what is there keeps its place and its addresses.</summary>
public static class PlanEditing
{
    /// <summary>The plan with one pod more, and that pod.</summary>
    /// <exception cref="ClusterFileException">The pod cannot be; the message says why.</exception>
    public static (ClusterPlan Plan, PlannedPod Pod) WithPod(this ClusterPlan plan, PodSpec spec)
    {
        ProblemList problems = new();
        CheckNames(plan, spec, problems);
        PlannedNode? node = spec.Node is { } name ? plan.Node(name) : plan.Nodes.MinBy(n => (!Fits(plan, n, spec), n.RepelsPods, plan.PodsOn(n.Name).Count));
        if (node is null)
        {
            string suggestion = NearestName.Suggestion(spec.Node!, plan.Nodes.Select(n => n.Name));
            problems.Add(spec.At.Of("node"), $"pod {spec.Namespace}/{spec.Name}: no node {FieldErrors.Quote(spec.Node!)}{suggestion}");
        }

        problems.ThrowIfAny();

        PlannedPod[] neighbors = [.. plan.PodsOn(node!.Name)];
        PlannedPod pod = PodPlanner.Make(spec, plan.Addressing, node, node.LastSlot + 1, Allocate(spec, plan.Addressing, node, neighbors));
        PodPlanner.CheckNeighbors(spec, pod, neighbors.ToDictionary(p => p.HostInterface),
            neighbors.ToDictionary(p => p.Mac), problems);
        new HostPortTable(neighbors).Check(spec, node.Name, problems);
        problems.ThrowIfAny();
        return (plan.WithPod(pod, node with { LastSlot = pod.Slot, LastReserved = pod.Addresses }), pod);
    }

    /// <summary>The plan without a pod, and that pod. Its address and its slot are not used again at once.</summary>
    /// <exception cref="ClusterFileException">There is no such pod.</exception>
    public static (ClusterPlan Plan, PlannedPod Pod) WithoutPod(this ClusterPlan plan, NamespaceId id)
    {
        if (plan.Pod(id) is not { } pod)
        {
            string suggestion = NearestName.Suggestion(id.Name, plan.Pods.Select(p => p.Id.Name));
            throw new ClusterFileException([new(0, 0, $"no pod {FieldErrors.Quote(id.Name)}{suggestion}")]);
        }

        return (plan.WithoutPod(pod), pod);
    }

    private static bool Fits(ClusterPlan plan, PlannedNode node, PodSpec spec) =>
        spec.HostPorts.Count == 0 || new HostPortTable(plan.PodsOn(node.Name)).Fits(spec);

    private static void CheckNames(ClusterPlan plan, PodSpec spec, ProblemList problems)
    {
        if (Names.SubdomainProblem(spec.Name) is { } name) problems.Add(spec.At.Of("name"), FieldErrors.Invalid("name", spec.Name, name));
        if (Names.LabelProblem(spec.Namespace) is { } space)
            problems.Add(spec.At.Of("namespace"), FieldErrors.Invalid("namespace", spec.Namespace, space));
        if (spec.HostInterface is { } device && Names.InterfaceProblem(device) is { } problem)
            problems.Add(spec.At.Of("hostInterface"), FieldErrors.Invalid("hostInterface", device, problem));

        NamespaceNames taken = new(problems);
        foreach (PlannedRack rack in plan.Underlay.Racks) taken.Claim(rack.Switch.Name, "switch", default);
        taken.Claim(plan.Underlay.Router.Name, "router", default);
        foreach (PlannedNode node in plan.Nodes) taken.Claim(node.Name, "node", default);
        NamespaceId id = PlannedPod.IdOf(spec.Namespace, spec.Name);
        if (plan.Pod(id) is { } other) taken.Claim(id.Name, "pod", default, other.Namespace, other.Name);
        taken.Claim(id.Name, "pod", spec.At.Of("name"), spec.Namespace, spec.Name);
    }

    private static ValueList<IpAddress> Allocate(PodSpec spec, PodAddressing addressing, PlannedNode node, PlannedPod[] neighbors)
    {
        try
        {
            return node.PodCidrs.Select(cidr => Allocate(spec, addressing, node, cidr, neighbors)).ToValueList();
        }
        catch (AddressExhaustedException e)
        {
            ProblemList problems = new();
            problems.Add(spec.At.Of("address"), $"pod {spec.Namespace}/{spec.Name}: {e.Message}");
            throw new ClusterFileException(problems.Sorted());
        }
    }

    private static IpAddress Allocate(PodSpec spec, PodAddressing addressing, PlannedNode node, IpPrefix cidr, PlannedPod[] neighbors)
    {
        IpFamily family = cidr.Address.Family;
        AddressAllocator allocator = addressing.AllocatorOf(
            node, cidr, neighbors.Select(p => p.Addresses.Of(family)).OfType<IpAddress>(), node.LastReserved.Of(family));
        if (spec.Addresses.Of(family) is not { } address) return allocator.Allocate();
        allocator.Request(address);
        return address;
    }
}
