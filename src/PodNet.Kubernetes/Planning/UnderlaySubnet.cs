using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Planning;

/// <summary>Finds the network that nodes on one switch have their addresses in.</summary>
internal sealed class UnderlaySubnet(UnderlaySpec spec, ValueList<NodeSpec> nodes, string[] names, IpFamily family, ProblemList problems)
{
    private static readonly IpPrefix Small = IpPrefix.Parse("192.168.50.0/24");

    // Contains 192.168.50.0/24 and has room for every node that one switch takes.
    private static readonly IpPrefix Large = IpPrefix.Parse("192.168.48.0/20");

    private static readonly IpPrefix SmallV6 = IpPrefix.Parse("fd00:50::/64");

    /// <summary>The given network; else that of an address with a prefix length; else a /24 round the addresses given, widened until it
    /// holds them and all nodes; else 192.168.50.0/24, or 192.168.48.0/20 when there are more than 244 nodes. Of IPv6 it is a /64, fd00:50::/64 where
    /// nothing is given.</summary>
    public IpPrefix Choose()
    {
        IpPrefix subnet = spec.Networks.Of(family) ?? OfPrefixLength() ?? OfAddresses() ?? Default();
        if (RouterAddress is { } router) Check(subnet, router, "router", spec.Router.At.Of("address"));
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Addresses.Given(family) is { } address) Check(subnet, address, $"node {names[i]}", nodes[i].At.Of("address"));
        }

        return subnet;
    }

    private GivenAddress? RouterAddress => spec.Router.LinkAddresses.Given(family);

    private IpPrefix Default() => family == IpFamily.V6 ? SmallV6 : nodes.Count <= 244 ? Small : Large;

    private IpPrefix? OfPrefixLength()
    {
        foreach (GivenAddress? given in nodes.Select(n => n.Addresses.Given(family)).Prepend(RouterAddress))
        {
            if (given is { Address: var address, PrefixLength: { } length }) return new(address, length);
        }

        return null;
    }

    private IpPrefix? OfAddresses()
    {
        IpAddress[] given = [.. nodes.Select(n => n.Addresses.Given(family)).Append(RouterAddress).OfType<GivenAddress>().Select(g => g.Address)];
        if (given.Length == 0) return null;
        IpAddress first = RouterAddress?.Address ?? given[0];
        if (family == IpFamily.V6) return new(first, SmallV6.Length);
        IpPrefix subnet = new(first, 24);
        while (subnet.Length > 8 && !(given.All(subnet.Contains) && nodes.Count + 1 <= (long)subnet.Size - 2))
            subnet = new(subnet.Address, subnet.Length - 1);
        return subnet;
    }

    private void Check(IpPrefix subnet, GivenAddress given, string what, SourcePosition at)
    {
        (IpAddress address, int? length) = given;
        bool usable = subnet.Contains(address) && address != subnet.Address && (family == IpFamily.V6 || address != subnet.Last);
        if (!usable) problems.Add(at, $"{what}: address {address} is not one for a machine in the nodes' network {subnet}");
        else if (length is { } bits && bits != subnet.Length)
            problems.Add(at,
                $"{what}: address {new InterfaceAddress(address, bits)} is not in the nodes' network {subnet}: all have the same prefix length");
    }
}
