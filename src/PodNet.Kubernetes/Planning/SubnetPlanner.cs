using System.Globalization;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Planning;

/// <summary>Lays out nodes in several subnets that the file names, a switch for each, joined by the router.</summary>
internal sealed class SubnetPlanner(UnderlaySpec spec, ValueList<NodeSpec> nodes, string[] names, ValueList<IpFamily> families, ProblemList problems)
{
    // Of each subnet the network in each family. Where the file leaves one out it is that of a routed rack.
    private readonly IpPrefix[][] _networks =
        [.. spec.Subnets.Select((s, r) => families.Select(f => s.Networks.Of(f) ?? UnderlayPlanner.RackSubnet(r, f)).ToArray())];

    private readonly int[] _subnetOf = new int[nodes.Count];

    /// <summary>The subnets as racks; each node's addresses are put into <paramref name="addresses"/>.</summary>
    /// <param name="routerMac">MAC of the router's interface to a subnet, by its index.</param>
    /// <param name="freeAddresses">A subnet's addresses in the order in which nodes get them.</param>
    public PlannedRack[] Plan(Func<int, MacAddress> routerMac, Func<IpPrefix, IEnumerable<IpAddress>> freeAddresses, IpAddress[][] addresses)
    {
        CheckSubnets();
        for (int i = 0; i < nodes.Count; i++) _subnetOf[i] = SubnetOf(i);
        CheckOrder();
        PlannedRack[] racks = new PlannedRack[_networks.Length];
        int first = 0;
        for (int r = 0; r < racks.Length; r++)
        {
            int count = _subnetOf.Count(s => s == r);
            if (count > UnderlayPlanner.MostNodesOnASwitch)
                problems.Add(spec.At.Of("subnets"), $"underlay.subnets: {count} nodes in {_networks[r][0]}, but a Linux bridge has 1023 ports, of which one is the router's");
            string name = string.Create(CultureInfo.InvariantCulture, $"{spec.Switch ?? "sw"}-{r + 1}");
            racks[r] = new(r, new(name), _networks[r].Select(n => new LinkNetwork(n, n.Address.Plus(1))).ToValueList(), routerMac(r), first, count);
            for (int f = 0; f < families.Count; f++) GiveAddresses(r, racks[r].Networks[f], freeAddresses(_networks[r][f]), addresses[f]);
            first += count;
        }

        return racks;
    }

    /// <summary>The smallest network that holds all subnets, in the family of that index.</summary>
    public IpPrefix Whole(int family)
    {
        IpPrefix whole = _networks[0][family];
        while (!_networks.All(n => whole.Contains(n[family]))) whole = new(whole.Address, whole.Length - 1);
        return whole;
    }

    private void CheckSubnets()
    {
        if (spec.Networks.Count > 0) problems.Add(spec.At.Of("subnet"), "underlay.subnet: give either it or subnets");
        if (spec.Router.LinkAddresses.Count > 0)
            problems.Add(spec.Router.At.Of("address"), "underlay.router.address: cannot be given with subnets; the router has the first address of each");
        IpPrefix[] all = [.. _networks.SelectMany(n => n)];
        for (int i = 0; i < all.Length; i++)
        {
            (int least, int most) = all[i].Address.Family == IpFamily.V4 ? (8, 29) : (16, 120);
            if (all[i].Length < least || all[i].Length > most)
                problems.Add(spec.At.Of("subnets"), string.Create(
                    CultureInfo.InvariantCulture, $"underlay.subnets: {all[i]}: a subnet of nodes has a prefix length from {least} to {most}"));
            if (all.Take(i).Any(all[i].Overlaps)) problems.Add(spec.At.Of("subnets"), $"underlay.subnets: {all[i]} overlaps another subnet");
        }
    }

    // By address, by number, else as the node before; where no node says anything, so many to each in turn of the file.
    private int SubnetOf(int node)
    {
        foreach (IpFamily family in families)
        {
            if (nodes[node].Addresses.Given(family) is not { Address: var address }) continue;
            int at = Holding(address);
            if (at < 0) problems.Add(nodes[node].At.Of("address"), $"node {names[node]}: address {address} is in none of underlay.subnets");
            return Math.Max(0, at);
        }

        if (nodes[node].Subnet is { } number)
        {
            if (number <= spec.Subnets.Count) return number - 1;
            problems.Add(nodes[node].At.Of("subnet"), $"node {names[node]}: there is no subnet {number}; underlay.subnets has {spec.Subnets.Count}");
            return 0;
        }

        bool nobodySays = nodes.All(n => n.Addresses.Count == 0 && n.Subnet is null);
        if (nobodySays) return (int)((long)node * spec.Subnets.Count / nodes.Count);
        return node == 0 ? 0 : _subnetOf[node - 1];
    }

    private int Holding(IpAddress address) => Array.FindIndex(_networks, networks => networks.Any(n => n.Contains(address)));

    private void CheckOrder()
    {
        for (int i = 1; i < nodes.Count; i++)
        {
            if (_subnetOf[i] < _subnetOf[i - 1])
                problems.Add(nodes[i].At.Start, $"node {names[i]}: nodes stand in the file in the order of underlay.subnets; {names[i - 1]} is in a later one");
        }
    }

    private void GiveAddresses(int subnet, LinkNetwork network, IEnumerable<IpAddress> all, IpAddress[] addresses)
    {
        IpFamily family = network.Router.Family;
        Dictionary<IpAddress, string> taken = new() { [network.Router] = "the router" };
        int[] members = [.. Enumerable.Range(0, nodes.Count).Where(i => _subnetOf[i] == subnet)];
        foreach (int i in members)
        {
            if (nodes[i].Addresses.Given(family) is not { Address: var address }) continue;
            addresses[i] = address;
            if (Holding(address) >= 0 && !IsUsable(address, network.Subnet))
                problems.Add(nodes[i].At.Of("address"), $"node {names[i]}: address {address} is not one for a machine in {network.Subnet}");
            if (!taken.TryAdd(address, $"node {names[i]}"))
                problems.Add(nodes[i].At.Of("address"), $"node {names[i]}: address {address} is that of {taken[address]} already");
        }

        IEnumerator<IpAddress> free = all.Where(a => !taken.ContainsKey(a)).GetEnumerator();
        foreach (int i in members.Where(i => nodes[i].Addresses.Given(family) is null))
        {
            if (free.MoveNext()) addresses[i] = free.Current;
            else problems.Add(spec.At.Of("subnets"), $"underlay.subnets: {network.Subnet} is too small for its {members.Length} nodes and the router");
        }
    }

    private static bool IsUsable(IpAddress address, IpPrefix subnet) =>
        subnet.Contains(address) && address != subnet.Address && (address.Family == IpFamily.V6 || address != subnet.Last);
}
