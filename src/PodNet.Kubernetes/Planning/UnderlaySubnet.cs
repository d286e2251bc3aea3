using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Planning;

/// <summary>Finds the network that nodes on one switch have their addresses in.</summary>
internal sealed class UnderlaySubnet(UnderlaySpec spec, ValueList<NodeSpec> nodes, string[] names, ProblemList problems)
{
    private static readonly IpPrefix Small = IpPrefix.Parse("192.168.50.0/24");

    // Contains 192.168.50.0/24 and has room for every node that one switch takes.
    private static readonly IpPrefix Large = IpPrefix.Parse("192.168.48.0/20");

    /// <summary>The given network; else that of an address with a prefix length; else a /24 round the addresses given, widened until it
    /// holds them and all nodes; else 192.168.50.0/24, or 192.168.48.0/20 when there are more than 244 nodes.</summary>
    public IpPrefix Choose()
    {
        IpPrefix subnet = spec.Subnet ?? OfPrefixLength() ?? OfAddresses() ?? (nodes.Count <= 244 ? Small : Large);
        if (spec.Router.Address is { } router) Check(subnet, router, spec.Router.PrefixLength, "router", spec.Router.At.Of("address"));
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Address is { } address)
                Check(subnet, address, nodes[i].PrefixLength, $"node {names[i]}", nodes[i].At.Of("address"));
        }

        return subnet;
    }

    private IpPrefix? OfPrefixLength()
    {
        if (spec.Router is { Address: { } router, PrefixLength: { } length }) return new(router, length);
        foreach (NodeSpec node in nodes)
        {
            if (node is { Address: { } address, PrefixLength: { } bits }) return new(address, bits);
        }

        return null;
    }

    private IpPrefix? OfAddresses()
    {
        IpAddress[] given = [.. nodes.Select(n => n.Address).Append(spec.Router.Address).OfType<IpAddress>()];
        if (given.Length == 0) return null;
        IpPrefix subnet = new(spec.Router.Address ?? given[0], 24);
        while (subnet.Length > 8 && !(given.All(subnet.Contains) && nodes.Count + 1 <= (long)subnet.Size - 2))
            subnet = new(subnet.Address, subnet.Length - 1);
        return subnet;
    }

    private void Check(IpPrefix subnet, IpAddress address, int? length, string what, SourcePosition at)
    {
        bool usable = subnet.Contains(address) && address != subnet.Address && address != subnet.Last;
        if (!usable) problems.Add(at, $"{what}: address {address} is not one for a machine in the nodes' network {subnet}");
        else if (length is { } bits && bits != subnet.Length)
            problems.Add(at,
                $"{what}: address {new InterfaceAddress(address, bits)} is not in the nodes' network {subnet}: all have the same prefix length");
    }
}
