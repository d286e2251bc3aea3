using System.Text.RegularExpressions;
using PodNet.Lab.Captures;
using PodNet.Lab.Verify;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;
using Capture = PodNet.Lab.Captures.Capture;

namespace PodNet.Lab.Tests.Verify;

/// <summary>What a capture of one cluster becomes in another of the same shape: namespace for namespace, device for device, MAC for
/// MAC; addresses keep their offset in their network, whether anybody has them or not; all else stays.</summary>
internal sealed partial class Renaming
{
    private readonly Dictionary<string, string> _namespaces = [];
    private readonly Dictionary<(string Namespace, string Device), string> _devices = [];
    private readonly Dictionary<MacAddress, MacAddress> _macs = [];
    private readonly Dictionary<int, int> _tunnels = [];
    private readonly List<(IpPrefix From, IpPrefix To)> _networks;

    /// <summary>From <paramref name="before"/> to <paramref name="after"/>.</summary>
    public Renaming(Cluster before, Cluster after)
    {
        foreach ((NamespaceId from, NamespaceId to) in Pairs(Namespaces(before), Namespaces(after)))
        {
            _namespaces.Add(from.Name, to.Name);
            foreach ((NetDevice old, NetDevice @new) in Pairs(before.Namespace(from).Devices, after.Namespace(to).Devices))
                Add(from.Name, old, @new);
        }

        (ClusterTopology a, ClusterTopology b) = (before.Topology, after.Topology);
        IEnumerable<IpAddress> routersOld = a.Underlay.Router!.Addresses, routersNew = b.Underlay.Router!.Addresses;
        _networks =
        [
            (a.PodSubnet, b.PodSubnet), (a.Underlay.Subnet, b.Underlay.Subnet),
            .. Pairs(routersOld, routersNew).Select(p => (IpPrefix.Host(p.Old), IpPrefix.Host(p.New))),
        ];
    }

    /// <summary>The capture with names and numbers of the other cluster.</summary>
    public Capture Of(Capture capture) => new([], capture.Probes.Select(Of).ToValueList());

    /// <summary>The capture with namespaces and devices of the other cluster, and with the numbers it had.</summary>
    public Capture NamesOnly(Capture capture) => new([], capture.Probes.Select(NamesOnly).ToValueList());

    private static IEnumerable<NamespaceId> Namespaces(Cluster cluster) => HeardAddresses.Namespaces(cluster.Topology);

    private static IEnumerable<(T Old, T New)> Pairs<T>(IEnumerable<T> old, IEnumerable<T> @new)
    {
        (T[] a, T[] b) = ([.. old], [.. @new]);
        Assert.Equal(a.Length, b.Length);
        return a.Zip(b);
    }

    private void Add(string ns, NetDevice old, NetDevice @new)
    {
        Assert.Equal((old.GetType(), old.Index, old.Mtu), (@new.GetType(), @new.Index, @new.Mtu));
        _devices.Add((ns, old.Name), @new.Name);
        if (!_macs.TryAdd(old.Mac, @new.Mac)) Assert.Equal(_macs[old.Mac], @new.Mac);
        if (old is Vxlan from && @new is Vxlan to) _tunnels[from.Vni] = to.Vni;
    }

    private CapturedProbe NamesOnly(CapturedProbe probe) => probe with
    {
        From = _namespaces[probe.From],
        ChosenEndpoint = probe.ChosenEndpoint is { } endpoint ? _namespaces[endpoint] : null,
        Frames = probe.Frames.Select(f => f with
        {
            Namespace = _namespaces[f.Namespace],
            Device = _devices[(f.Namespace, f.Device)],
        }).ToValueList(),
    };

    private CapturedProbe Of(CapturedProbe probe)
    {
        CapturedProbe named = NamesOnly(probe);
        return named with
        {
            Argv = named.Argv.Select(word => V4().Replace(word, m => Of(IpAddress.Parse(m.Value)).ToString())).ToValueList(),
            Frames = named.Frames.Select(f => f with { Content = Of(f.Content) }).ToValueList(),
        };
    }

    private FrameContent Of(FrameContent content) => content with
    {
        SourceMac = content.SourceMac is { } source ? Of(source) : null,
        DestinationMac = content.DestinationMac is { } destination ? Of(destination) : null,
        Arp = content.Arp is { } arp
            ? new(arp.Operation, Of(arp.SenderMac), Of(arp.SenderIp), Of(arp.TargetMac), Of(arp.TargetIp)) : null,
        Ip = content.Ip is { } ip ? Of(ip) : null,
    };

    private FrameIp Of(FrameIp ip) => ip with
    {
        Source = Of(ip.Source),
        Destination = Of(ip.Destination),
        About = ip.About is { } about ? about with { Source = Of(about.Source), Destination = Of(about.Destination) } : null,
        Vni = ip.Vni is { } vni ? _tunnels[vni] : null,
        Inner = ip.Inner is { } inner ? Of(inner) : null,
    };

    private MacAddress Of(MacAddress mac) => _macs.GetValueOrDefault(mac, mac);

    private IpAddress Of(IpAddress address)
    {
        foreach ((IpPrefix from, IpPrefix to) in _networks)
        {
            if (from.Contains(address)) return to.Address.Plus((long)(address.Bits - from.Address.Bits));
        }

        return address;
    }

    [GeneratedRegex(@"\b\d+\.\d+\.\d+\.\d+\b")]
    private static partial Regex V4();
}
