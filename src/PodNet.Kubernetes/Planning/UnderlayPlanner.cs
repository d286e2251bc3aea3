using System.Globalization;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Planning;

/// <summary>Lays out the network between the nodes: one switch; or several joined by the router, because the file names several
/// subnets, or because there are more nodes than a Linux bridge takes.</summary>
internal sealed class UnderlayPlanner(UnderlaySpec spec, ValueList<NodeSpec> nodes, string[] names, ValueList<IpFamily> families, ProblemList problems)
{
    /// <summary>A Linux bridge has at most 1,023 ports (BR_MAX_PORTS); one is the router's.</summary>
    public const int MostNodesOnASwitch = 1022;

    /// <summary>Nodes in a rack when there are several racks.</summary>
    public const int NodesInARack = 40;

    // .11 and ::11.
    private const int FirstNodeHost = 11;
    private const int FirstNodeHostV6 = 0x11;

    // More than any switch has ports.
    private const long MostHosts = 1 << 16;
    private const ulong NodeMacs = 0x5254_0000_0010;
    private const ulong RackRouterMacs = 0x5254_0100_0000;
    private static readonly MacAddress DefaultRouterMac = new(0x5254_0000_0001);
    private static readonly IpPrefix RackNetwork = IpPrefix.Parse("172.16.0.0/12");
    private static readonly IpPrefix RackNetworkV6 = IpPrefix.Parse("fd00:50::/48");
    private static readonly InterfaceAddress OutsideAddress = InterfaceAddress.Parse("203.0.113.10/32");
    private static readonly InterfaceAddress OutsideAddressV6 = InterfaceAddress.Parse("2001:db8::10/128");

    private readonly bool _routed = nodes.Count > MostNodesOnASwitch && spec.Subnets.Count == 0;
    private readonly IpAddress[][] _addresses = [.. families.Select(_ => new IpAddress[nodes.Count])];
    private PlannedRack[] _racks = [];

    public ValueList<IpAddress> AddressesOf(int node) => _addresses.Select(a => a[node]).ToValueList();

    public MacAddress MacOf(int node) => nodes[node].Mac ?? new(NodeMacs + (ulong)node + 1);

    public int RackOf(int node) => Math.Max(0, Array.FindIndex(_racks, r => node >= r.FirstNode && node < r.FirstNode + r.NodeCount));

    /// <summary>Makes the plan; the nodes' addresses and MACs can be asked for afterwards.</summary>
    public PlannedUnderlay Plan()
    {
        CheckMacs();
        PlannedRouter router = new(
            spec.Router.Name ?? "gw", spec.Router.Addresses ?? families.Select(f => f == IpFamily.V4 ? OutsideAddress : OutsideAddressV6).ToValueList());
        ValueList<IpPrefix> whole;
        if (spec.Subnets.Count > 0)
        {
            SubnetPlanner subnets = new(spec, nodes, names, families, problems);
            whole = families.Select((_, f) => subnets.Whole(f)).ToValueList();
            _racks = subnets.Plan(RouterMac, FreeAddresses, _addresses);
        }
        else
        {
            CheckNoSubnetIsChosen();
            whole = families.Select(SubnetOf).ToValueList();
            _racks = _routed ? PlanRacks() : [PlanSwitch(whole)];
        }

        return new(_racks.ToValueList(), spec.Bridge ?? "br-under", whole, spec.Mtu ?? 1500, router) { IsOfSubnets = spec.Subnets.Count > 0 };
    }

    private IpPrefix SubnetOf(IpFamily family) => _routed
        ? family == IpFamily.V4 ? RackNetwork : RackNetworkV6
        : new UnderlaySubnet(spec, nodes, names, family, problems).Choose();

    private PlannedRack PlanSwitch(ValueList<IpPrefix> subnets)
    {
        ValueList<LinkNetwork> networks = subnets.Select((subnet, f) => PlanNetwork(subnet, _addresses[f])).ToValueList();
        return new(0, new(spec.Switch ?? "sw"), networks, spec.Router.Mac ?? DefaultRouterMac, 0, nodes.Count);
    }

    private LinkNetwork PlanNetwork(IpPrefix subnet, IpAddress[] addresses)
    {
        IpFamily family = subnet.Address.Family;
        Dictionary<IpAddress, string> taken = [];
        IpAddress router = spec.Router.LinkAddresses.Given(family)?.Address ?? subnet.Address.Plus(1);
        taken[router] = "the router";
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Addresses.Given(family) is not { Address: var address }) continue;
            if (taken.TryGetValue(address, out string? other))
                problems.Add(nodes[i].At.Of("address"), $"node {names[i]}: address {address} is that of {other} already");
            else taken[address] = $"node {names[i]}";
        }

        IEnumerator<IpAddress> free = FreeAddresses(subnet).Where(a => !taken.ContainsKey(a)).GetEnumerator();
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Addresses.Given(family) is { } given) addresses[i] = given.Address;
            else if (free.MoveNext()) addresses[i] = free.Current;
            else
            {
                problems.Add(spec.At.Of("subnet"), $"the underlay's subnet {subnet} is too small for {nodes.Count} nodes and the router");
                break;
            }
        }

        return new(subnet, router);
    }

    // From .11 up as far as there are addresses, then what is left below.
    private static IEnumerable<IpAddress> FreeAddresses(IpPrefix subnet)
    {
        long size = subnet.Size > MostHosts ? MostHosts : (long)subnet.Size;
        int first = subnet.Address.Family == IpFamily.V4 ? FirstNodeHost : FirstNodeHostV6;
        for (long host = first; host < size - 1; host++) yield return subnet.Address.Plus(host);
        for (long host = 2; host < Math.Min(first, size - 1); host++) yield return subnet.Address.Plus(host);
    }

    private PlannedRack[] PlanRacks()
    {
        RefuseAddresses();
        PlannedRack[] racks = new PlannedRack[(nodes.Count + NodesInARack - 1) / NodesInARack];
        for (int r = 0; r < racks.Length; r++)
        {
            int first = r * NodesInARack;
            int count = Math.Min(NodesInARack, nodes.Count - first);
            ValueList<LinkNetwork> networks = families.Select((family, f) => PlanRack(r, family, _addresses[f].AsSpan(first, count))).ToValueList();
            string name = string.Create(CultureInfo.InvariantCulture, $"{spec.Switch ?? "sw"}-{r + 1}");
            racks[r] = new(r, new(name), networks, RouterMac(r), first, count);
        }

        return racks;
    }

    private static LinkNetwork PlanRack(int rack, IpFamily family, Span<IpAddress> addresses)
    {
        IpPrefix subnet = RackSubnet(rack, family);
        int first = family == IpFamily.V4 ? FirstNodeHost : FirstNodeHostV6;
        for (int i = 0; i < addresses.Length; i++) addresses[i] = subnet.Address.Plus(first + i);
        return new(subnet, subnet.Address.Plus(1));
    }

    /// <summary>172.16.1.0/24 and fd00:50:0:1::/64, 172.16.2.0/24 and so on.</summary>
    public static IpPrefix RackSubnet(int rack, IpFamily family) => family == IpFamily.V4
        ? new(RackNetwork.Address.Plus((rack + 1) * 256L), 24)
        : new(IpAddress.FromBits(RackNetworkV6.Address.Bits + ((UInt128)(rack + 1) << 64), IpFamily.V6), 64);

    private MacAddress RouterMac(int rack) => rack == 0 ? spec.Router.Mac ?? DefaultRouterMac : new(RackRouterMacs + (ulong)rack);

    private void CheckNoSubnetIsChosen()
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Subnet is not null) problems.Add(nodes[i].At.Of("subnet"), $"node {names[i]}: subnet: there is no choice without underlay.subnets");
        }
    }

    private void RefuseAddresses()
    {
        string because = string.Create(CultureInfo.InvariantCulture,
            $"cannot be given: {nodes.Count} nodes do not fit on one switch (a Linux bridge has 1023 ports), ")
            + "so they stand in routed racks with networks of their own";
        if (spec.Networks.Count > 0) problems.Add(spec.At.Of("subnet"), $"underlay.subnet: {because}");
        if (spec.Router.LinkAddresses.Count > 0) problems.Add(spec.Router.At.Of("address"), $"underlay.router.address: {because}");
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Addresses.Count > 0) problems.Add(nodes[i].At.Of("address"), $"node {names[i]}: address {because}");
        }
    }

    private void CheckMacs()
    {
        Dictionary<MacAddress, string> owners = new(nodes.Count + 1) { [spec.Router.Mac ?? DefaultRouterMac] = "the router" };
        for (int i = 0; i < nodes.Count; i++)
        {
            if (owners.TryAdd(MacOf(i), $"node {names[i]}")) continue;
            problems.Add(nodes[i].At.Of("mac"), $"node {names[i]}: MAC address {MacOf(i)} is that of {owners[MacOf(i)]} already");
        }
    }
}
