using System.Globalization;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Planning;

/// <summary>Lays out the network between the nodes: one switch; or several joined by the router, because the file names several
/// subnets, or because there are more nodes than a Linux bridge takes.</summary>
internal sealed class UnderlayPlanner(UnderlaySpec spec, ValueList<NodeSpec> nodes, string[] names, ProblemList problems)
{
    /// <summary>A Linux bridge has at most 1,023 ports (BR_MAX_PORTS); one is the router's.</summary>
    public const int MostNodesOnASwitch = 1022;

    /// <summary>Nodes in a rack when there are several racks.</summary>
    public const int NodesInARack = 40;

    private const int FirstNodeHost = 11;
    private const ulong NodeMacs = 0x5254_0000_0010;
    private const ulong RackRouterMacs = 0x5254_0100_0000;
    private static readonly MacAddress DefaultRouterMac = new(0x5254_0000_0001);
    private static readonly IpPrefix RackNetwork = IpPrefix.Parse("172.16.0.0/12");
    private static readonly ValueList<InterfaceAddress> OutsideAddress = [InterfaceAddress.Parse("203.0.113.10/32")];

    private readonly bool _routed = nodes.Count > MostNodesOnASwitch && spec.Subnets.Count == 0;
    private readonly IpAddress[] _addresses = new IpAddress[nodes.Count];
    private PlannedRack[] _racks = [];

    public IpAddress AddressOf(int node) => _addresses[node];

    public MacAddress MacOf(int node) => nodes[node].Mac ?? new(NodeMacs + (ulong)node + 1);

    public int RackOf(int node) => Math.Max(0, Array.FindIndex(_racks, r => node >= r.FirstNode && node < r.FirstNode + r.NodeCount));

    /// <summary>Makes the plan; the nodes' addresses and MACs can be asked for afterwards.</summary>
    public PlannedUnderlay Plan()
    {
        CheckMacs();
        PlannedRouter router = new(spec.Router.Name ?? "gw", spec.Router.Addresses ?? OutsideAddress);
        IpPrefix subnet;
        if (spec.Subnets.Count > 0)
        {
            SubnetPlanner subnets = new(spec, nodes, names, problems);
            (subnet, _racks) = (subnets.Whole(), subnets.Plan(RouterMac, FreeAddresses, _addresses));
        }
        else
        {
            CheckNoSubnetIsChosen();
            subnet = _routed ? RackNetwork : new UnderlaySubnet(spec, nodes, names, problems).Choose();
            _racks = _routed ? PlanRacks() : [PlanSwitch(subnet)];
        }

        return new(_racks.ToValueList(), spec.Bridge ?? "br-under", subnet, spec.Mtu ?? 1500, router) { IsOfSubnets = spec.Subnets.Count > 0 };
    }

    private PlannedRack PlanSwitch(IpPrefix subnet)
    {
        Dictionary<IpAddress, string> taken = [];
        IpAddress router = spec.Router.Address ?? subnet.Address.Plus(1);
        taken[router] = "the router";
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Address is not { } address) continue;
            if (taken.TryGetValue(address, out string? other))
                problems.Add(nodes[i].At.Of("address"), $"node {names[i]}: address {address} is that of {other} already");
            else taken[address] = $"node {names[i]}";
        }

        IEnumerator<IpAddress> free = FreeAddresses(subnet).Where(a => !taken.ContainsKey(a)).GetEnumerator();
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Address is { } given) _addresses[i] = given;
            else if (free.MoveNext()) _addresses[i] = free.Current;
            else
            {
                problems.Add(spec.At.Of("subnet"), $"the underlay's subnet {subnet} is too small for {nodes.Count} nodes and the router");
                break;
            }
        }

        return new(0, new(spec.Switch ?? "sw"), subnet, router, spec.Router.Mac ?? DefaultRouterMac, 0, nodes.Count);
    }

    // From .11 up as far as there are addresses, then what is left below.
    private static IEnumerable<IpAddress> FreeAddresses(IpPrefix subnet)
    {
        long size = (long)subnet.Size;
        for (long host = FirstNodeHost; host < size - 1; host++) yield return subnet.Address.Plus(host);
        for (long host = 2; host < Math.Min(FirstNodeHost, size - 1); host++) yield return subnet.Address.Plus(host);
    }

    private PlannedRack[] PlanRacks()
    {
        RefuseAddresses();
        PlannedRack[] racks = new PlannedRack[(nodes.Count + NodesInARack - 1) / NodesInARack];
        for (int r = 0; r < racks.Length; r++)
        {
            IpPrefix subnet = new(RackNetwork.Address.Plus((r + 1) * 256L), 24);
            int first = r * NodesInARack;
            int count = Math.Min(NodesInARack, nodes.Count - first);
            for (int i = 0; i < count; i++) _addresses[first + i] = subnet.Address.Plus(FirstNodeHost + i);
            string name = string.Create(CultureInfo.InvariantCulture, $"{spec.Switch ?? "sw"}-{r + 1}");
            racks[r] = new(r, new(name), subnet, subnet.Address.Plus(1), RouterMac(r), first, count);
        }

        return racks;
    }

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
        if (spec.Subnet is not null) problems.Add(spec.At.Of("subnet"), $"underlay.subnet: {because}");
        if (spec.Router.Address is not null) problems.Add(spec.Router.At.Of("address"), $"underlay.router.address: {because}");
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Address is not null) problems.Add(nodes[i].At.Of("address"), $"node {names[i]}: address {because}");
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
