using PodNet.Engine.Stages;
using PodNet.Engine.State;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;
using PodNet.Printing;

namespace PodNet.Containers;

/// <summary>What commands see in a namespace: its configuration with what its kernel learned.</summary>
public static class KernelViews
{
    /// <summary>The namespace at a moment.</summary>
    /// <exception cref="KeyNotFoundException">No such namespace.</exception>
    public static NamespaceView Of(Cluster cluster, KernelState kernel, NamespaceId id, SimulatedTime now)
    {
        NetworkNamespace config = cluster.Namespace(id);
        NamespaceState learned = kernel.Of(id);
        return new(
            config,
            learned.Neighbors.Select(n => new Neighbor(n.Key.Address, n.Key.Device, n.Value.Mac, n.Value.StateAt(now)) { IsRouter = n.Value.IsRouter }),
            learned.Fdb.Where(f => f.Value.IsAliveAt(now) && !config.Forwarders.Any(p => p.Device == f.Key.Table)).Select(f => Entry(f.Key.Table, f.Key.Mac, f.Value)),
            learned.Conntrack.Values,
            now)
        {
            WithoutCarrier = config.Devices.OfType<VethEnd>().Where(d => !Carrier.PeerIsUp(cluster, d))
                .Select(d => d.Name).ToHashSet(StringComparer.Ordinal),
            PathMtu = learned.PathMtu,
        };
    }

    private static FdbEntry Entry(string table, MacAddress mac, LearnedFdb learned) =>
        new(mac, learned.Port, learned.Port == table ? null : table, learned.Remote, Permanent: false);
}
