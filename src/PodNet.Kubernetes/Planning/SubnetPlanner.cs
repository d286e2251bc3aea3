using System.Globalization;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Planning;

/// <summary>Lays out nodes in several subnets that the file names, a switch for each, joined by the router.</summary>
internal sealed class SubnetPlanner(UnderlaySpec spec, ValueList<NodeSpec> nodes, string[] names, ProblemList problems)
{
    private readonly int[] _subnetOf = new int[nodes.Count];

    /// <summary>The subnets as racks; each node's address is put into <paramref name="addresses"/>.</summary>
    /// <param name="routerMac">MAC of the router's interface to a subnet, by its index.</param>
    /// <param name="freeAddresses">A subnet's addresses in the order in which nodes get them.</param>
    public PlannedRack[] Plan(Func<int, MacAddress> routerMac, Func<IpPrefix, IEnumerable<IpAddress>> freeAddresses, IpAddress[] addresses)
    {
        CheckSubnets();
        for (int i = 0; i < nodes.Count; i++) _subnetOf[i] = SubnetOf(i);
        CheckOrder();
        PlannedRack[] racks = new PlannedRack[spec.Subnets.Count];
        int first = 0;
        for (int r = 0; r < racks.Length; r++)
        {
            IpPrefix subnet = spec.Subnets[r];
            int count = _subnetOf.Count(s => s == r);
            if (count > UnderlayPlanner.MostNodesOnASwitch)
                problems.Add(spec.At.Of("subnets"), $"underlay.subnets: {count} nodes in {subnet}, but a Linux bridge has 1023 ports, of which one is the router's");
            string name = string.Create(CultureInfo.InvariantCulture, $"{spec.Switch ?? "sw"}-{r + 1}");
            racks[r] = new(r, new(name), [new LinkNetwork(subnet, subnet.Address.Plus(1))], routerMac(r), first, count);
            GiveAddresses(racks[r], freeAddresses(subnet), addresses);
            first += count;
        }

        return racks;
    }

    /// <summary>The smallest network that holds all subnets.</summary>
    public IpPrefix Whole()
    {
        IpPrefix whole = spec.Subnets[0];
        while (!spec.Subnets.All(whole.Contains)) whole = new(whole.Address, whole.Length - 1);
        return whole;
    }

    private void CheckSubnets()
    {
        if (spec.Networks.Count > 0) problems.Add(spec.At.Of("subnet"), "underlay.subnet: give either it or subnets");
        if (spec.Router.LinkAddresses.Count > 0)
            problems.Add(spec.Router.At.Of("address"), "underlay.router.address: cannot be given with subnets; the router has the first address of each");
        for (int i = 0; i < spec.Subnets.Count; i++)
        {
            if (spec.Subnets[i].Length is < 8 or > 29)
                problems.Add(spec.At.Of("subnets"), $"underlay.subnets: {spec.Subnets[i]}: a subnet of nodes has a prefix length from 8 to 29");
            if (spec.Subnets.Take(i).Any(spec.Subnets[i].Overlaps))
                problems.Add(spec.At.Of("subnets"), $"underlay.subnets: {spec.Subnets[i]} overlaps another subnet");
        }
    }

    // By address, by number, else as the node before; where no node says anything, so many to each in turn of the file.
    private int SubnetOf(int node)
    {
        if (nodes[node].Addresses.Given(IpFamily.V4) is { Address: var address })
        {
            int at = spec.Subnets.ToList().FindIndex(s => s.Contains(address));
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

    private void CheckOrder()
    {
        for (int i = 1; i < nodes.Count; i++)
        {
            if (_subnetOf[i] < _subnetOf[i - 1])
                problems.Add(nodes[i].At.Start, $"node {names[i]}: nodes stand in the file in the order of underlay.subnets; {names[i - 1]} is in a later one");
        }
    }

    private void GiveAddresses(PlannedRack rack, IEnumerable<IpAddress> all, IpAddress[] addresses)
    {
        Dictionary<IpAddress, string> taken = new() { [rack.RouterAddress] = "the router" };
        int[] members = [.. Enumerable.Range(0, nodes.Count).Where(i => _subnetOf[i] == rack.Index)];
        foreach (int i in members)
        {
            if (nodes[i].Addresses.Given(IpFamily.V4) is not { Address: var address }) continue;
            addresses[i] = address;
            bool usable = address != rack.Subnet.Address && address != rack.Subnet.Last;
            if (!usable) problems.Add(nodes[i].At.Of("address"), $"node {names[i]}: address {address} is not one for a machine in {rack.Subnet}");
            if (!taken.TryAdd(address, $"node {names[i]}"))
                problems.Add(nodes[i].At.Of("address"), $"node {names[i]}: address {address} is that of {taken[address]} already");
        }

        IEnumerator<IpAddress> free = all.Where(a => !taken.ContainsKey(a)).GetEnumerator();
        foreach (int i in members.Where(i => nodes[i].Addresses.Given(IpFamily.V4) is null))
        {
            if (free.MoveNext()) addresses[i] = free.Current;
            else problems.Add(spec.At.Of("subnets"), $"underlay.subnets: {rack.Subnet} is too small for its {members.Length} nodes and the router");
        }
    }
}
