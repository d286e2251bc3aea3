using System.Diagnostics.CodeAnalysis;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Netfilter;

namespace PodNet.Model.Linux;

/// <summary>What programs configured in one network namespace: devices, addresses, routes, rules, permanent neighbours and FDB rows, netfilter,
/// sysctls and listening sockets. Immutable and shared; what the kernel learns while it runs is kept apart from it.</summary>
public sealed class NetworkNamespace
{
    private readonly Dictionary<string, NetDevice> _devices;
    private readonly Lazy<Dictionary<(IpAddress, string), Neighbor>> _neighbors;
    private readonly Dictionary<string, NetDevice[]> _ports;
    private readonly Lazy<Dictionary<(string Table, MacAddress), FdbEntry>> _fdb;
    private readonly Lazy<ValueList<BpfMapRow>> _mapRows;
    private readonly Lazy<Dictionary<string, BpfMap>> _maps;

    internal NetworkNamespace(NamespaceBuilder builder)
    {
        Id = builder.Id;
        Devices = builder.Devices.ToValueList();
        Neighbors = builder.Neighbors.ToValueList();
        Fdb = builder.Fdb.ToValueList();
        Sockets = builder.Sockets.ToValueList();
        _mapRows = builder.BuildMapRows();
        Forwarders = builder.Forwarders.ToValueList();
        Sysctls = builder.Sysctls;
        Netfilter = builder.BuildRuleset(IpFamily.V4);
        Netfilter6 = builder.BuildRuleset(IpFamily.V6);
        IpSets = builder.IpSets.ToValueList();
        Fib = new(builder.Rules.ToValueList(), builder.Routes.ToValueList());
        _devices = Devices.ToDictionary(d => d.Name);

        // In a large cluster a broadcast visits many nodes that need none of their thousands of rows about peers.
        _neighbors = new(IndexNeighbors);
        _ports = Devices.Where(d => d.Port is not null).GroupBy(d => d.Port!.Bridge).ToDictionary(g => g.Key, g => g.ToArray());
        _fdb = new(IndexFdb);
        _maps = new(() => MapRows.GroupBy(r => r.Map).ToDictionary(g => g.Key, g => new BpfMap(g)));
    }

    /// <summary>The namespace's name.</summary>
    public NamespaceId Id { get; }

    /// <summary>Devices in order of their index.</summary>
    public ValueList<NetDevice> Devices { get; }

    /// <summary>Rules and routes.</summary>
    public Fib Fib { get; }

    /// <summary>Neighbours somebody configured (PERMANENT).</summary>
    public ValueList<Neighbor> Neighbors { get; }

    /// <summary>FDB rows somebody configured, and the ports' and bridges' own.</summary>
    public ValueList<FdbEntry> Fdb { get; }

    /// <summary>iptables' tables.</summary>
    public Ruleset Netfilter { get; }

    /// <summary>ip6tables' tables.</summary>
    public Ruleset Netfilter6 { get; }

    /// <summary>Sets of addresses that rules ask; a name occurs once.</summary>
    public ValueList<IpSet> IpSets { get; }

    public Sysctls Sysctls { get; }

    /// <summary>Rows of the maps that programs here look into, map by map.</summary>
    public ValueList<BpfMapRow> MapRows => _mapRows.Value;

    /// <summary>Listening sockets.</summary>
    public ValueList<Socket> Sockets { get; }

    /// <summary>Programs that forward frames in user space.</summary>
    public ValueList<UserSpaceForwarder> Forwarders { get; }

    /// <summary>The tables that packets of a family meet.</summary>
    public Ruleset NetfilterOf(IpFamily family) => family == IpFamily.V4 ? Netfilter : Netfilter6;

    /// <summary>The device of that name.</summary>
    /// <exception cref="KeyNotFoundException">No such device; the message names it and the namespace.</exception>
    public NetDevice Device(string name) =>
        _devices.TryGetValue(name, out NetDevice? device) ? device : throw new KeyNotFoundException($"no device '{name}' in {Id}");

    /// <summary>The device of that name, if there is one.</summary>
    public bool TryDevice(string name, [NotNullWhen(true)] out NetDevice? device) => _devices.TryGetValue(name, out device);

    /// <summary>The set of that name, or null.</summary>
    public IpSet? FindIpSet(string name)
    {
        foreach (IpSet set in IpSets)
        {
            if (set.Name == name) return set;
        }

        return null;
    }

    /// <summary>The ports of a bridge in order of their index.</summary>
    public ReadOnlySpan<NetDevice> PortsOf(string bridge) => _ports.GetValueOrDefault(bridge);

    /// <summary>The configured neighbour, or null.</summary>
    public Neighbor? PermanentNeighbor(IpAddress address, string device) => _neighbors.Value.GetValueOrDefault((address, device));

    /// <summary>The configured FDB row of a bridge or tunnel device, or null.</summary>
    public FdbEntry? PermanentFdb(string bridgeOrTunnel, MacAddress mac) => _fdb.Value.GetValueOrDefault((bridgeOrTunnel, mac));

    /// <summary>The row of a map with the longest prefix that holds <paramref name="address"/>, or null.</summary>
    public BpfMapRow? LookUp(string map, IpAddress address) => _maps.Value.GetValueOrDefault(map)?.Find(address);

    /// <summary>A builder that starts from this configuration.</summary>
    public NamespaceBuilder ToBuilder() => new(this);

    private Dictionary<(IpAddress, string), Neighbor> IndexNeighbors()
    {
        Dictionary<(IpAddress, string), Neighbor> index = new(Neighbors.Count);
        foreach (Neighbor neighbor in Neighbors) index.TryAdd((neighbor.Address, neighbor.Device), neighbor);
        return index;
    }

    private Dictionary<(string Table, MacAddress), FdbEntry> IndexFdb()
    {
        Dictionary<(string Table, MacAddress), FdbEntry> index = [];
        foreach (FdbEntry entry in Fdb) index.TryAdd((entry.Master ?? entry.Device, entry.Mac), entry);
        return index;
    }

    /// <summary>One map: rows by prefix length, longest first.</summary>
    private sealed class BpfMap(IEnumerable<BpfMapRow> rows)
    {
        private readonly (int Length, Dictionary<IpPrefix, BpfMapRow> Rows)[] _byLength =
        [
            .. rows.GroupBy(r => r.Key.Length).OrderByDescending(g => g.Key)
                .Select(g => (g.Key, g.GroupBy(r => r.Key).ToDictionary(k => k.Key, k => k.Last()))),
        ];

        public BpfMapRow? Find(IpAddress address)
        {
            foreach ((int length, Dictionary<IpPrefix, BpfMapRow> rows) in _byLength)
            {
                if (length <= address.Width && rows.TryGetValue(new(address, length), out BpfMapRow? row)) return row;
            }

            return null;
        }
    }
}
