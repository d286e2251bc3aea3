using System.Globalization;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Planning;

/// <summary>Derives what a specification leaves open and checks the whole.</summary>
public static class ClusterPlanner
{
    // kind's default; kubeadm's serviceSubnet would be 10.96.0.0/12, of which this is the first part.
    private static readonly IpPrefix DefaultServiceSubnet = IpPrefix.Parse("10.96.0.0/16");
    private static readonly IpPrefix DefaultServiceSubnetV6 = IpPrefix.Parse("fd00:10:96::/112");
    private static readonly ValueList<NodeSpec> TwoNodes = [new(), new()];

    /// <summary>Makes the plan.</summary>
    /// <exception cref="ClusterFileException">Everything wrong with the specification at once.</exception>
    public static ClusterPlan Plan(ClusterSpec spec)
    {
        ProblemList problems = new();
        ClusterPlan plan = Plan(spec, PodAddressing.HostLocal, problems);
        problems.ThrowIfAny();
        return plan;
    }

    /// <summary>As <see cref="Plan(ClusterSpec)"/> for a plugin's own addressing, with the problems noted; the plan is then not to be used.</summary>
    public static ClusterPlan Plan(ClusterSpec spec, PodAddressing addressing, ProblemList problems)
    {
        ValueList<NodeSpec> specs = spec.Nodes.Count == 0 ? TwoNodes : spec.Nodes;
        string[] names = [.. specs.Select((n, i) => n.Name ?? string.Create(CultureInfo.InvariantCulture, $"node{i + 1}"))];
        NamespaceNames taken = new(problems);
        ValueList<IpFamily> families = FamilyPlanner.Plan(spec, specs, names, problems);
        UnderlayPlanner underlays = new(WithNetwork(spec.Underlay, specs, addressing), specs, names, families, problems);
        PlannedUnderlay underlay = underlays.Plan();
        foreach (PlannedRack rack in underlay.Racks) taken.Claim(rack.Switch.Name, "switch", spec.Underlay.At.Of("switch"));
        taken.Claim(underlay.Router.Name, "router", spec.Underlay.Router.At.Of("name"));
        for (int i = 0; i < names.Length; i++) taken.Claim(names[i], "node", specs[i].At.Of("name"));

        (ValueList<IpPrefix> podSubnets, IpPrefix[][] podCidrs) = PlanPodNetworks(spec, addressing, specs, names, families, problems);
        ValueList<IpPrefix> serviceSubnets = families.Select(f =>
            spec.Networking.ServiceSubnets.Of(f) ?? (f == IpFamily.V4 ? DefaultServiceSubnet : DefaultServiceSubnetV6)).ToValueList();
        if (addressing.IsInNodesNetwork) CheckWithin(podSubnets[0], underlay, spec.Networking.At.Of("podSubnet"), spec, problems);
        for (int f = 0; f < families.Count; f++) CheckOverlaps(spec, PodNetworks(f), serviceSubnets[f], underlay, f, addressing, problems);
        IReadOnlyList<IpPrefix> PodNetworks(int f) =>
            spec.Networking.PodSubnets.Count == 0 && addressing.MayHoldServices ? podCidrs[f] : [podSubnets[f]];

        PlannedNode[] nodes =
        [
            .. specs.Select((n, i) => new PlannedNode(
                i + 1, names[i], underlays.AddressesOf(i), underlays.MacOf(i), podCidrs.Select(c => c[i]).ToValueList(), underlays.RackOf(i))
            {
                Gateway = addressing.GatewayOf(podSubnets[0], podCidrs[0][i], given: n.PodCidrs.Count > 0),
                Sysctls = n.Sysctls,
                Labels = NodeRoles.LabelsOf(n, names[i]),
                Taints = n.Taints ?? NodeRoles.TaintsOf(n, names[i]),
            }),
        ];
        PodPlanner pods = new(nodes, addressing, taken, problems);
        pods.Place(spec);
        ClusterPlan plan = new()
        {
            Nodes = pods.Nodes,
            Pods = pods.Pods,
            Underlay = underlay,
            PodSubnets = podSubnets,
            ServiceSubnets = serviceSubnets,
            Cni = spec.Networking.Cni,
            Addressing = addressing,
            Proxy = spec.Networking.Proxy,
            Namespaces = spec.Namespaces,
            Manifests = spec.Manifests,
            Written = spec,
        };
        if (problems.IsEmpty) ClusterObjects.CheckManifests(plan, problems);
        return plan;
    }

    // A pod network of each family, and in it a podCIDR for each node.
    private static (ValueList<IpPrefix> PodSubnets, IpPrefix[][] PodCidrs) PlanPodNetworks(
        ClusterSpec spec, PodAddressing addressing, ValueList<NodeSpec> nodes, string[] names, ValueList<IpFamily> families, ProblemList problems)
    {
        List<IpPrefix> subnets = [];
        List<IpPrefix[]> cidrs = [];
        foreach (IpFamily family in families)
        {
            PodCidrPlanner planner = new(spec.Networking, addressing, nodes, names, family, problems);
            IpPrefix subnet = spec.Networking.PodSubnets.Of(family) ?? planner.DeriveSubnet(addressing.SubnetOf(family));
            subnets.Add(subnet);
            cidrs.Add(planner.Plan(subnet));
        }

        return (subnets.ToValueList(), [.. cidrs]);
    }

    // Who names neither a network nor an address for the nodes gets the network that the plugin is made for.
    private static UnderlaySpec WithNetwork(UnderlaySpec underlay, ValueList<NodeSpec> nodes, PodAddressing addressing) =>
        underlay.Networks.Count == 0 && underlay.Subnets.Count == 0 && underlay.Router.LinkAddresses.Count == 0 && nodes.All(n => n.Addresses.Count == 0)
        && addressing.NodesNetwork is { } network
            ? underlay with { Networks = [network] }
            : underlay;

    private static void CheckWithin(IpPrefix pods, PlannedUnderlay underlay, SourcePosition at, ClusterSpec spec, ProblemList problems)
    {
        if (!underlay.Subnet.Contains(pods))
        {
            problems.Add(at, $"podSubnet {pods} is not within the nodes' network {underlay.Subnet}, which this CNI gives pods their addresses of");
            return;
        }

        foreach (NodeSpec node in spec.Nodes.Where(n => n.Addresses.Any(a => pods.Contains(a.Address))))
            problems.Add(node.At.Of("address"), $"address {node.Addresses[0].Address} is within podSubnet {pods}, whose addresses are for pods");
    }

    private static void CheckOverlaps(
        ClusterSpec spec, IReadOnlyList<IpPrefix> podNetworks, IpPrefix services, PlannedUnderlay underlay, int family, PodAddressing addressing, ProblemList problems)
    {
        NetworkingSpec networking = spec.Networking;
        foreach (IpPrefix pods in podNetworks) Check(pods, "podSubnet", services, "serviceSubnet", networking.At.Of("serviceSubnet"));
        IpPrefix[] networks = underlay.IsOfSubnets ? [.. underlay.Racks.Select(r => r.Networks[family].Subnet)] : [underlay.Subnets[family]];
        foreach (IpPrefix network in networks)
        {
            foreach (IpPrefix pods in addressing.IsInNodesNetwork ? [] : podNetworks) Check(pods, "podSubnet", network, "the nodes' network", networking.At.Of("podSubnet"));
            Check(services, "serviceSubnet", network, "the nodes' network", networking.At.Of("serviceSubnet"));
        }

        foreach (InterfaceAddress address in underlay.Router.Addresses)
        {
            IpPrefix host = IpPrefix.Host(address.Address);
            SourcePosition at = spec.Underlay.Router.At.Of("addresses");
            foreach (IpPrefix pods in podNetworks) Check(pods, "podSubnet", host, "the router's address", at);
            Check(services, "serviceSubnet", host, "the router's address", at);
            foreach (IpPrefix network in networks) Check(network, "the nodes' network", host, "the router's further address", at);
        }

        void Check(IpPrefix a, string nameOfA, IpPrefix b, string nameOfB, SourcePosition at)
        {
            if (a.Overlaps(b)) problems.Add(at, $"{nameOfA} {a} overlaps {nameOfB} {(b.IsHost ? b.Address.ToString() : b.ToString())}");
        }
    }
}
