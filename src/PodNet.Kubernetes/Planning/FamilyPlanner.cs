using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Planning;

/// <summary>Which families a cluster has, and in which order: as ipFamily says, else as the networks given have it, else IPv4.</summary>
internal static class FamilyPlanner
{
    /// <summary>The families; problems are noted where something is given of a family that the cluster does not have.</summary>
    public static ValueList<IpFamily> Plan(ClusterSpec spec, ValueList<NodeSpec> nodes, string[] names, ProblemList problems)
    {
        NetworkingSpec networking = spec.Networking;
        ValueList<IpFamily> families = Choose(networking, nodes);
        foreach (IpPrefix subnet in networking.PodSubnets) Check(subnet.Address, "podSubnet", networking.At.Of("podSubnet"));
        foreach (IpPrefix subnet in networking.ServiceSubnets) Check(subnet.Address, "serviceSubnet", networking.At.Of("serviceSubnet"));
        foreach (IpPrefix subnet in spec.Underlay.Networks) Check(subnet.Address, "underlay.subnet", spec.Underlay.At.Of("subnet"));
        foreach (IpPrefix subnet in spec.Underlay.Subnets.SelectMany(s => s.Networks)) Check(subnet.Address, "underlay.subnets", spec.Underlay.At.Of("subnets"));
        foreach (GivenAddress address in spec.Underlay.Router.LinkAddresses) Check(address.Address, "router", spec.Underlay.Router.At.Of("address"));
        foreach (InterfaceAddress address in spec.Underlay.Router.Addresses ?? []) Check(address.Address, "router", spec.Underlay.Router.At.Of("addresses"));
        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (GivenAddress address in nodes[i].Addresses) Check(address.Address, $"node {names[i]}: address", nodes[i].At.Of("address"));
            foreach (IpPrefix cidr in nodes[i].PodCidrs) Check(cidr.Address, $"node {names[i]}: podCIDR", nodes[i].At.Of("podCIDR"));
        }

        foreach (PodSpec pod in spec.Pods)
        {
            foreach (IpAddress address in pod.Addresses) Check(address, $"pod {pod.Namespace}/{pod.Name}: address", pod.At.Of("address"));
        }

        return families;

        void Check(IpAddress given, string what, SourcePosition at)
        {
            if (families.Contains(given.Family)) return;
            string has = families.Count == 1 && families[0] == IpFamily.V4 ? "IPv4" : "IPv6";
            problems.Add(at, $"{what}: {given} is not {has}, and the cluster has no other addresses; set networking.ipFamily to \"dual\"");
        }
    }

    private static ValueList<IpFamily> Choose(NetworkingSpec networking, ValueList<NodeSpec> nodes)
    {
        if (networking.Families.Count > 0) return networking.Families;
        IEnumerable<IpFamily> given = networking.PodSubnets.Count > 0
            ? networking.PodSubnets.Select(s => s.Address.Family)
            : nodes.SelectMany(n => n.PodCidrs).Select(c => c.Address.Family);
        ValueList<IpFamily> families = given.Distinct().ToValueList();
        return families.Count > 0 ? families : [IpFamily.V4];
    }
}
