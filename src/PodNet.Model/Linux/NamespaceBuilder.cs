using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Netfilter;

namespace PodNet.Model.Linux;

/// <summary>Configures a namespace with the acts of iproute2, bridge and iptables, and with what the kernel does by itself at each: an address
/// brings its local, broadcast and connected routes, a bridge port its own FDB row.</summary>
public sealed class NamespaceBuilder
{
    private readonly List<BpfMapRow> _mapRows = [];
    private readonly List<Func<IEnumerable<BpfMapRow>>> _rowsToCome = [];
    private readonly RulesetBuilder _iptables;
    private readonly RulesetBuilder _ip6tables;

    /// <summary>A new namespace: lo is there, up, with 127.0.0.1/8. IPv6 is off until net.ipv6.conf.all.disable_ipv6 is set to 0.</summary>
    public NamespaceBuilder(NamespaceId id)
    {
        Id = id;
        (_iptables, _ip6tables) = (new(id, Ruleset.Empty), new(id, Ruleset.Empty));
        Rules.AddRange(Fib.DefaultRules);
        AddDevice(i => new Loopback(i));
        AddAddress("lo", new(IpAddress.LoopbackV4, 8));
    }

    internal NamespaceBuilder(NetworkNamespace from)
    {
        Id = from.Id;
        Devices.AddRange(from.Devices);
        Rules.AddRange(from.Fib.Rules);
        Routes.AddRange(from.Fib.Routes);
        Neighbors.AddRange(from.Neighbors);
        Fdb.AddRange(from.Fdb);
        Sockets.AddRange(from.Sockets);
        IpSets.AddRange(from.IpSets);
        _rowsToCome.Add(() => from.MapRows);
        Forwarders.AddRange(from.Forwarders);
        Sysctls = from.Sysctls;
        (_iptables, _ip6tables) = (new(Id, from.Netfilter), new(Id, from.Netfilter6));
    }

    public NamespaceId Id { get; }

    /// <summary>Devices so far; edit through the methods unless an object is to be taken away.</summary>
    public List<NetDevice> Devices { get; } = [];

    public List<RoutingRule> Rules { get; } = [];

    public List<Route> Routes { get; } = [];

    public List<Neighbor> Neighbors { get; } = [];

    public List<FdbEntry> Fdb { get; } = [];

    public List<Socket> Sockets { get; } = [];

    public List<IpSet> IpSets { get; } = [];

    /// <summary>Rows of all maps that programs here look into.</summary>
    public List<BpfMapRow> MapRows
    {
        get
        {
            foreach (Func<IEnumerable<BpfMapRow>> rows in _rowsToCome) _mapRows.AddRange(rows());
            _rowsToCome.Clear();
            return _mapRows;
        }
    }

    /// <summary>Programs that forward frames in user space.</summary>
    public List<UserSpaceForwarder> Forwarders { get; } = [];

    public Sysctls Sysctls { get; private set; } = Sysctls.Default;

    /// <summary>Adds a device, made from the index it gets: <c>ip link add</c>.</summary>
    /// <exception cref="ArgumentException">The name is taken or longer than 15 bytes.</exception>
    public NamespaceBuilder AddDevice(Func<int, NetDevice> make)
    {
        NetDevice device = make(Devices.Count == 0 ? 1 : Devices[^1].Index + 1);
        if (System.Text.Encoding.UTF8.GetByteCount(device.Name) > 15)
            throw new ArgumentException($"interface name '{device.Name}' is longer than 15 bytes", nameof(make));
        if (Devices.Any(d => d.Name == device.Name))
            throw new ArgumentException($"device '{device.Name}' exists already in {Id}", nameof(make));
        Devices.Add(device);
        if (device.Port is { } port) AddPortRow(device, port.Bridge);
        if (Sysctls.Ipv6On(device.Name)) StartIpv6(device);
        return this;
    }

    /// <summary>Replaces a device by an edited copy: <c>ip link set</c>, <c>bridge link set</c>.</summary>
    public NamespaceBuilder SetDevice(string name, Func<NetDevice, NetDevice> edit)
    {
        int at = IndexOf(name);
        Devices[at] = edit(Devices[at]);
        return this;
    }

    /// <summary>Takes a device away with its addresses, routes, neighbours, FDB rows and settings: <c>ip link del</c>. With an end of a veth pair goes
    /// the other one, if it is in this namespace.</summary>
    public NamespaceBuilder DeleteDevice(string name)
    {
        NetDevice gone = Devices[IndexOf(name)];
        Devices.Remove(gone);
        if (gone is VethEnd veth && veth.PeerNamespace == Id && Devices.Exists(d => d.Name == veth.PeerName)) DeleteDevice(veth.PeerName);
        Routes.RemoveAll(r => r.Device == name);
        Neighbors.RemoveAll(n => n.Device == name);
        Fdb.RemoveAll(f => f.Device == name || f.Master == name);
        Sysctls = Sysctls.WithoutDevice(name);
        return this;
    }

    /// <summary>Adds an address and the routes the kernel makes for it (net/ipv4/fib_frontend.c, fib_add_ifaddr): <c>ip addr add</c>. A further
    /// address of a network the device has already is secondary: it brings its local route only, whose source is the primary address.</summary>
    public NamespaceBuilder AddAddress(string device, InterfaceAddress address)
    {
        if (address.Address.Family == IpFamily.V6)
        {
            if (!Sysctls.Ipv6On(device)) throw new InvalidOperationException($"IPv6 is off on {device} of {Id}, so it takes no address {address}");
            Ipv6Addresses.Add(this, device, address);
            return this;
        }

        Ipv4Addresses.Add(this, device, address);
        return this;
    }

    /// <summary><c>ip route add</c></summary>
    public NamespaceBuilder AddRoute(Route route)
    {
        bool takesDefault = route is { Metric: 0, Destination.Address.Family: IpFamily.V6 } && route.Table != RouteTable.Local;
        Routes.Add(takesDefault ? route with { Metric = RouteTable.UserMetricV6 } : route);
        return this;
    }

    /// <summary><c>ip neigh add ADDRESS lladdr MAC dev DEVICE nud permanent</c></summary>
    public NamespaceBuilder AddNeighbor(IpAddress address, MacAddress mac, string device)
    {
        Neighbors.Add(new(address, device, mac, NeighborState.Permanent));
        return this;
    }

    /// <summary><c>bridge fdb append MAC dev DEVICE dst REMOTE self permanent</c></summary>
    public NamespaceBuilder AppendFdb(MacAddress mac, string device, IpAddress remote)
    {
        Fdb.Add(new(mac, device, Master: null, remote, Permanent: true));
        return this;
    }

    /// <summary>A row of a program's map: <c>bpftool map update</c>.</summary>
    public NamespaceBuilder AddMapRow(BpfMapRow row)
    {
        _mapRows.Add(row);
        return this;
    }

    /// <summary>Rows of programs' maps that are made when a program first looks into one: a row about each pod of a large cluster is worth nothing on a
    /// node whose programs are never asked.</summary>
    public NamespaceBuilder AddMapRows(Func<IEnumerable<BpfMapRow>> rows)
    {
        _rowsToCome.Add(rows);
        return this;
    }

    /// <summary>Opens a listening socket.</summary>
    public NamespaceBuilder Listen(Socket socket)
    {
        Sockets.Add(socket);
        return this;
    }

    /// <summary><c>sysctl -w NAME=VALUE</c>. IPv6 begins or ends on the devices when it is switched, as it does in the kernel.</summary>
    public NamespaceBuilder SetSysctl(string name, int value)
    {
        Sysctls before = Sysctls;
        Sysctls = Sysctls.With(name, value);
        if (before.Ipv6Forwarding != Sysctls.Ipv6Forwarding) Ipv6Addresses.ForwardingChanged(this, Sysctls.Ipv6Forwarding);
        if (!name.EndsWith(".disable_ipv6", StringComparison.Ordinal)) return this;
        foreach (NetDevice device in Devices.ToArray())
        {
            if (Sysctls.Ipv6On(device.Name)) StartIpv6(device);
            else Ipv6Addresses.Stop(this, device.Name);
        }

        return this;
    }

    /// <summary><c>ipset create</c> and <c>ipset add</c>.</summary>
    /// <exception cref="ArgumentException">There is a set of that name.</exception>
    public NamespaceBuilder AddIpSet(IpSet set)
    {
        if (IpSets.Any(s => s.Name == set.Name)) throw new ArgumentException($"set '{set.Name}' exists already in {Id}", nameof(set));
        IpSets.Add(set);
        return this;
    }

    /// <summary><c>iptables -t TABLE -N CHAIN</c>, or <c>ip6tables</c>. The table and its built-in chains come into being with the first act on them.</summary>
    public NamespaceBuilder NewChain(string table, string chain, IpFamily family = IpFamily.V4)
    {
        RulesOf(family).NewChain(table, chain);
        return this;
    }

    /// <summary><c>iptables -t TABLE -F CHAIN</c> and <c>-X CHAIN</c>. Rules that lead to it have to be gone.</summary>
    public NamespaceBuilder DeleteChain(string table, string chain, IpFamily family = IpFamily.V4)
    {
        RulesOf(family).DeleteChain(table, chain);
        return this;
    }

    /// <summary>Whether there is such a chain.</summary>
    public bool HasChain(string table, string chain, IpFamily family = IpFamily.V4) => RulesOf(family).Find(table, chain) is not null;

    /// <summary>The rules of a chain so far; none where it is not.</summary>
    public ValueList<Rule> RulesOf(string table, string chain, IpFamily family = IpFamily.V4) => RulesOf(family).Find(table, chain)?.Rules ?? [];

    /// <summary><c>iptables -t TABLE -A CHAIN ...</c></summary>
    public NamespaceBuilder Append(string table, string chain, Rule rule, IpFamily family = IpFamily.V4) =>
        EditChain(table, chain, family, c => c with { Rules = c.Rules.Add(rule) });

    /// <summary><c>iptables -t TABLE -I CHAIN POSITION ...</c>, positions from 1.</summary>
    public NamespaceBuilder Insert(string table, string chain, int position, Rule rule, IpFamily family = IpFamily.V4) =>
        EditChain(table, chain, family, c => c with { Rules = c.Rules.Insert(position - 1, rule) });

    /// <summary><c>iptables -t TABLE -D CHAIN POSITION</c>, positions from 1.</summary>
    public NamespaceBuilder DeleteRule(string table, string chain, int position, IpFamily family = IpFamily.V4) =>
        EditChain(table, chain, family, c => c with { Rules = c.Rules.RemoveAt(position - 1) });

    /// <summary><c>iptables-restore --noflush</c>: chains in the place of all that <paramref name="owned"/> names.</summary>
    public NamespaceBuilder ReplaceChains(string table, Func<string, bool> owned, IEnumerable<Chain> chains, IpFamily family = IpFamily.V4)
    {
        RulesOf(family).Replace(table, owned, chains);
        return this;
    }

    /// <summary><c>iptables -t TABLE -P CHAIN POLICY</c></summary>
    public NamespaceBuilder SetPolicy(string table, string chain, ChainPolicy policy, IpFamily family = IpFamily.V4) =>
        EditChain(table, chain, family, c => c with { Policy = policy });

    /// <summary>The finished, immutable namespace. The builder may be used further.</summary>
    public NetworkNamespace Build() => new(this);

    internal Ruleset BuildRuleset(IpFamily family) => RulesOf(family).Build();

    internal Lazy<ValueList<BpfMapRow>> BuildMapRows()
    {
        if (_rowsToCome.Count == 0) return new(_mapRows.ToValueList());
        (BpfMapRow[] made, Func<IEnumerable<BpfMapRow>>[] toCome) = ([.. _mapRows], [.. _rowsToCome]);
        return new(() => made.Concat(toCome.SelectMany(rows => rows())).ToValueList());
    }

    private RulesetBuilder RulesOf(IpFamily family) => family == IpFamily.V4 ? _iptables : _ip6tables;

    private int IndexOf(string device)
    {
        int at = Devices.FindIndex(d => d.Name == device);
        return at >= 0 ? at : throw new KeyNotFoundException($"no device '{device}' in {Id}");
    }

    private void AddPortRow(NetDevice port, string bridge)
    {
        NetDevice master = Devices[IndexOf(bridge)];
        if (port.Mac == master.Mac) Fdb.RemoveAll(f => f.Device == bridge && f.Mac == port.Mac);
        Fdb.Add(new(port.Mac, port.Name, bridge, null, Permanent: true) { Local = true });
        // A bridge that took its address from a port has no row of its own: the port's is there (net/bridge/br_fdb.c, fdb_add_local).
        if (!Fdb.Any(f => f.Master == bridge && f.Mac == master.Mac))
            Fdb.Add(new(master.Mac, bridge, bridge, null, Permanent: true) { Local = true });
    }

    private NamespaceBuilder EditChain(string table, string chain, IpFamily family, Func<Chain, Chain> edit)
    {
        RulesOf(family).Edit(table, chain, edit);
        return this;
    }

    // A bridge has no carrier, and so no address of its own making, before its first port.
    private void StartIpv6(NetDevice device)
    {
        if (device is not Bridge || Devices.Any(d => d.Port?.Bridge == device.Name)) Ipv6Addresses.Start(this, device);
        if (device.Port is { } port && Sysctls.Ipv6On(port.Bridge)) Ipv6Addresses.Start(this, Devices[IndexOf(port.Bridge)]);
    }
}
