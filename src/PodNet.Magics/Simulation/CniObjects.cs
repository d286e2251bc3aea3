using System.Globalization;
using PodNet.Datapath.Cni;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Topology;
using PodNet.Printing;

namespace PodNet.Magics.Simulation;

/// <summary>Kernel objects that serve one purpose.</summary>
/// <param name="Purpose">What they are for.</param>
/// <param name="Rows">As their tools print them.</param>
/// <param name="Commands">What shows them on a real node.</param>
internal sealed record CniObjectGroup(string Purpose, ValueList<string> Rows, string Commands);

/// <summary>What a CNI wrote on a node and for a pod of it, by what it is for. What a node has without any CNI is left out.</summary>
internal sealed class CniObjects
{
    /// <summary>In a large cluster a node has a row for each peer.</summary>
    private const int MostRows = 12;

    private readonly NetworkNamespace _node;
    private readonly NetworkNamespace _bare;
    private readonly ClusterNode _where;
    private readonly ClusterPod? _pod;
    private readonly Cluster _cluster;
    private readonly HashSet<string> _podEnds;

    private CniObjects(Cluster cluster, ClusterNode where, ClusterPod? pod)
    {
        (_cluster, _where, _pod) = (cluster, where, pod);
        (_node, _bare) = (cluster.Namespace(where.Id), CniWork.BareNode(cluster, where.Name));
        _podEnds = [.. _node.Devices.OfType<VethEnd>().Where(v => cluster.Topology.Pod(v.PeerNamespace) is not null).Select(v => v.Name)];
    }

    /// <summary>The groups that have any row.</summary>
    public static IEnumerable<CniObjectGroup> Of(Cluster cluster, ClusterNode node, ClusterPod? pod) =>
        new CniObjects(cluster, node, pod).Groups().Where(g => g.Rows.Count > 0);

    private IEnumerable<CniObjectGroup> Groups()
    {
        if (_pod is not null) yield return InPod(_pod);
        if (_pod is not null) yield return Group($"on {_where.Name}, for this pod", ForPod(_pod), "ip link; ip route; ip neigh");
        yield return Group($"on {_where.Name}, for all of its pods", ForAllPods(), "ip -d link; ip addr; ip route");
        yield return Group($"on {_where.Name}, towards pods of other nodes", TowardsPeers(), "ip route; ip neigh; bridge fdb; ss -lnu");
        yield return Group($"on {_where.Name}, which routing table is asked", _node.Fib.Rules.Except(Fib.DefaultRules).Select(RowText.Of), "ip rule");
        yield return Group($"on {_where.Name}, netfilter", Netfilter(_node.Netfilter), "iptables-save");
        yield return Group($"on {_where.Name}, netfilter of IPv6", Netfilter(_node.Netfilter6), "ip6tables-save");
        yield return Group($"on {_where.Name}, ipsets", _node.IpSets.Select(RowText.Of), "ipset save");
        yield return Group($"on {_where.Name}, BPF maps", _node.MapRows.Select(RowText.Of), "bpftool map dump");
    }

    private CniObjectGroup InPod(ClusterPod pod)
    {
        NetworkNamespace own = _cluster.Namespace(pod.Id);
        IEnumerable<string> rows = own.Devices.Where(d => d is not Loopback).SelectMany(Device)
            .Concat(own.Fib.Routes.Where(r => r.Table == RouteTable.Main && r.Type != RouteType.Local).Select(RowText.Of))
            .Concat(own.Neighbors.Select(RowText.Of));
        return Group($"in pod {pod.DisplayName}: its interface and its ways out", rows, "ip addr; ip route; ip neigh");
    }

    private IEnumerable<string> ForPod(ClusterPod pod) =>
        _node.Devices.Where(d => d.Name == pod.HostInterface).SelectMany(Device)
            .Concat(Routes.Where(r => pod.Addresses.Any(a => r.Destination == IpPrefix.Host(a)) || (r.Device == pod.HostInterface && r.Destination.IsHost)).Select(RowText.Of))
            .Concat(_node.Neighbors.Where(n => pod.Addresses.Contains(n.Address)).Select(RowText.Of));

    private IEnumerable<string> ForAllPods()
    {
        IEnumerable<string> devices = Devices.Where(d => d is not TunnelDevice && !_podEnds.Contains(d.Name)).SelectMany(Device);
        IEnumerable<string> routes = Routes.Where(r => IsOwn(r.Destination) && !r.Destination.IsHost).Select(RowText.Of);
        int others = _podEnds.Count - (_pod is null ? 0 : 1);
        string[] rest = others > 0 ? [string.Create(CultureInfo.InvariantCulture, $"(and the interfaces of {others} {(_pod is null ? "" : "other ")}pods)")] : [];
        return devices.Concat(routes).Concat(rest);
    }

    private IEnumerable<string> TowardsPeers() =>
        Devices.OfType<TunnelDevice>().SelectMany(Device)
            .Concat(Routes.Where(r => !IsOwn(r.Destination) && !_podEnds.Contains(r.Device ?? "")).Select(RowText.Of))
            .Concat(_node.Neighbors.Where(n => _pod is null || !_pod.Addresses.Contains(n.Address)).Select(RowText.Of))
            .Concat(_node.Fdb.Where(f => f.Remote is not null).Select(RowText.Of))
            .Concat(_node.Sockets.Except(_bare.Sockets).Select(RowText.Of));

    private static IEnumerable<string> Netfilter(Ruleset rules)
    {
        foreach (Table table in rules.Tables)
        {
            foreach (Chain chain in table.Chains)
            {
                if (chain.Hook is null && chain.Rules.Count == 0) yield return $"{table.Name}: {RowText.Of(chain)}";
                foreach (Rule rule in chain.Rules) yield return $"{table.Name}: {RowText.Of(rule, chain.Name)}";
            }
        }
    }

    private IEnumerable<NetDevice> Devices => _node.Devices.Where(d => d is not Loopback && !_bare.TryDevice(d.Name, out _));

    // The local table follows from the addresses.
    private IEnumerable<Route> Routes => _node.Fib.Routes.Except(_bare.Fib.Routes).Where(r => r.Table != RouteTable.Local);

    private bool IsOwn(IpPrefix destination) => _where.PodCidrs.Any(cidr => cidr.Overlaps(destination)) && destination.Length > 0;

    private static IEnumerable<string> Device(NetDevice device) => device.Addresses.Select(a => RowText.Of(a)).Prepend(RowText.Of(device));

    private static CniObjectGroup Group(string purpose, IEnumerable<string> rows, string commands)
    {
        string[] all = [.. rows.Distinct()];
        IEnumerable<string> more = all.Length > MostRows ? [string.Create(CultureInfo.InvariantCulture, $"(and {all.Length - MostRows:N0} more)")] : [];
        return new(purpose, all.Take(MostRows).Concat(more).ToValueList(), commands);
    }
}
