using PodNet.Model.Linux;

namespace PodNet.Lab.Recording;

/// <summary>The order in which devices come into being so that each namespace gets its own in order of their index: a veth pair comes when
/// both of its ends are next. Where two pairs cross, one goes before its turn; its index is given, but the kernel's list of devices keeps
/// that order.</summary>
internal sealed class DeviceOrder
{
    private readonly List<(NetworkNamespace Namespace, List<NetDevice> Waiting)> _queues;
    private readonly Dictionary<NamespaceId, List<NetDevice>> _byNamespace;

    private DeviceOrder(IEnumerable<NetworkNamespace> namespaces)
    {
        _queues = [.. namespaces.Select(n => (n, n.Devices.Where(d => d is not Loopback).OrderBy(d => d.Index).ToList()))];
        _byNamespace = _queues.ToDictionary(q => q.Namespace.Id, q => q.Waiting);
    }

    /// <summary>A device with its namespace, and of a veth pair the other end too.</summary>
    internal sealed record Birth(NamespaceId Namespace, NetDevice Device, NamespaceId? PeerNamespace = null, VethEnd? Peer = null);

    /// <summary>All devices but lo, each once, in the order to make them.</summary>
    /// <exception cref="LabException">A veth end without its other end.</exception>
    public static IEnumerable<Birth> Of(IReadOnlyList<NetworkNamespace> namespaces) => new DeviceOrder(namespaces).Births();

    private IEnumerable<Birth> Births()
    {
        while (_queues.Any(q => q.Waiting.Count > 0))
        {
            bool moved = false;
            foreach ((NetworkNamespace ns, List<NetDevice> waiting) in _queues)
            {
                while (waiting.Count > 0 && IsNext(ns.Id, waiting))
                {
                    yield return Take(ns.Id, waiting);
                    moved = true;
                }
            }

            if (moved) continue;
            (NetworkNamespace stuck, List<NetDevice> its) = _queues.First(q => q.Waiting.Count > 0);
            yield return Take(stuck.Id, its);
        }
    }

    private bool IsNext(NamespaceId ns, List<NetDevice> waiting)
    {
        if (waiting[0] is not VethEnd end) return true;
        List<NetDevice> others = Others(ns, end);
        return others[end.PeerNamespace == ns ? 1 : 0].Name == end.PeerName;
    }

    private Birth Take(NamespaceId ns, List<NetDevice> waiting)
    {
        NetDevice device = waiting[0];
        waiting.RemoveAt(0);
        if (device is not VethEnd end) return new(ns, device);
        List<NetDevice> others = Others(ns, end);
        VethEnd peer = (VethEnd)others.First(d => d.Name == end.PeerName);
        others.Remove(peer);
        // The bridge's port, or else the end that was met first, is the one that is named first.
        return peer.Port is not null && end.Port is null
            ? new(end.PeerNamespace, peer, ns, end)
            : new(ns, end, end.PeerNamespace, peer);
    }

    private List<NetDevice> Others(NamespaceId ns, VethEnd end) =>
        _byNamespace.TryGetValue(end.PeerNamespace, out List<NetDevice>? others) && others.Any(d => d is VethEnd && d.Name == end.PeerName)
            ? others
            : throw new LabException($"{ns}: the other end of {end.Name}, {end.PeerNamespace}:{end.PeerName}, is not there");
}
