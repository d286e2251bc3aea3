using System.Globalization;
using PodNet.Model.Addressing;

namespace PodNet.Datapath.Cni.Calico.Bgp;

/// <summary>Works out who peers with whom from the BGPPeer resources (confd/pkg/backends/calico/client.go, updatePeersV1): first the peers
/// all nodes have, then those of some, last the other ends of sessions between nodes. What is there already is not made twice.</summary>
internal sealed class BgpPeerings
{
    private const uint DefaultAsNumber = 64512;
    private readonly CalicoResources _resources;
    private readonly Dictionary<(string Node, IpAddress Peer, int Port), BgpPeering> _peerings = [];

    public BgpPeerings(CalicoResources resources)
    {
        _resources = resources;
        foreach (BgpPeer peer in resources.Peers.Where(p => p.Node is null && p.NodeSelector is null))
        {
            foreach (BgpPeering peering in Forward(peer)) _peerings.TryAdd(("", peering.Peer, peering.Port), peering);
        }

        foreach (BgpPeer peer in resources.Peers.Where(p => p.Node is not null || p.NodeSelector is not null)) Add(NodesOf(peer), Forward(peer));
        foreach (BgpPeer peer in resources.Peers.Where(p => p.ReversesPeering && !p.IsLocalWorkload)) Add(FarNodesOf(peer), Reverse(peer));
    }

    /// <summary>The AS of nodes that have none of their own.</summary>
    public static uint ClusterAsNumber(CalicoResources resources) => resources.Global.AsNumber ?? DefaultAsNumber;

    /// <summary>Peers that all nodes have, by address.</summary>
    public IEnumerable<BgpPeering> Global(IpFamily family) => Of("", family);

    /// <summary>Peers that this node has of its own, by address.</summary>
    public IEnumerable<BgpPeering> Of(string node, IpFamily family) => _peerings
        .Where(p => p.Key.Node == node && p.Key.Peer.Family == family)
        .Select(p => p.Value)
        .OrderBy(p => p.Port > 0 ? string.Create(CultureInfo.InvariantCulture, $"{p.Peer}-{p.Port}") : p.Peer.ToString(), StringComparer.Ordinal);

    private void Add(IEnumerable<CalicoNode> nodes, IEnumerable<BgpPeering> peerings)
    {
        BgpPeering[] made = [.. peerings];
        foreach (string node in nodes.Select(n => n.Name))
        {
            foreach (BgpPeering peering in made)
            {
                if (!_peerings.ContainsKey(("", peering.Peer, peering.Port))) _peerings.TryAdd((node, peering.Peer, peering.Port), peering);
            }
        }
    }

    private IEnumerable<BgpPeering> Forward(BgpPeer peer)
    {
        if (peer.IsLocalWorkload) return [];
        if (peer.PeerSelector is { } selector) return Selected(selector).SelectMany(n => ToNode(n, peer, null));
        (string host, int port) = AddressAndPort(peer.PeerIp ?? "");
        if (!IpAddress.TryParse(host, out IpAddress address) || peer.ReachableBy is { } by && by.Family != address.Family) return [];
        if (port == 0 && NodesAt(address, peer.AsNumber, 0).FirstOrDefault() is { } node) port = _resources.ListenPort(node.Name) ?? 0;
        bool isNode = _resources.Nodes.Any(n => n.Ipv4?.Address == address || n.Ipv6?.Address == address);
        return [new(address, port, peer.AsNumber, isNode, "", peer) { LocalAsNumber = peer.LocalAsNumber }];
    }

    // A peer given by one address is answered over that address's family only.
    private IEnumerable<BgpPeering> Reverse(BgpPeer peer)
    {
        IpFamily? family = null;
        if (peer.PeerSelector is null) family = AddressAndPort(peer.PeerIp ?? "").Host.Contains(':', StringComparison.Ordinal) ? IpFamily.V6 : IpFamily.V4;
        return NodesOf(peer).SelectMany(n => ToNode(n, peer, family));
    }

    private IEnumerable<BgpPeering> ToNode(CalicoNode node, BgpPeer peer, IpFamily? only)
    {
        foreach (InterfaceAddress? address in (InterfaceAddress?[])[node.Ipv4, node.Ipv6])
        {
            if (address is not { } own || only is { } family && own.Address.Family != family) continue;
            yield return new(own.Address, _resources.ListenPort(node.Name) ?? 0, node.AsNumber ?? ClusterAsNumber(_resources), false, node.ClusterId, peer);
        }
    }

    private IEnumerable<CalicoNode> NodesOf(BgpPeer peer) => peer switch
    {
        { NodeSelector: { } selector } => Selected(selector),
        { Node: { } name } => _resources.Nodes.Where(n => n.Name == name),
        _ => _resources.Nodes,
    };

    private IEnumerable<CalicoNode> FarNodesOf(BgpPeer peer)
    {
        if (peer.PeerSelector is { } selector) return Selected(selector);
        (string host, int port) = AddressAndPort(peer.PeerIp ?? "");
        return IpAddress.TryParse(host, out IpAddress address) ? NodesAt(address, peer.AsNumber, port) : [];
    }

    private IEnumerable<CalicoNode> Selected(string selector)
    {
        CalicoSelector parsed = CalicoSelector.Parse(selector);
        return _resources.Nodes.Where(n => parsed.Selects(n.Labels));
    }

    private IEnumerable<CalicoNode> NodesAt(IpAddress address, uint asNumber, int port)
    {
        uint cluster = ClusterAsNumber(_resources), wanted = asNumber == 0 ? cluster : asNumber;
        return _resources.Nodes.Where(n => (n.Ipv4?.Address == address || n.Ipv6?.Address == address) && (n.AsNumber ?? cluster) == wanted && Listens(n, port));
    }

    // As upstream has it: a node's own port may agree, and the cluster's has to all the same.
    private bool Listens(CalicoNode node, int port)
    {
        if (port == 0) return true;
        int? own = _resources.OfNodes.Where(n => n.Key == node.Name).Select(n => n.Value.ListenPort).FirstOrDefault();
        return own is { } listening && listening != port ? false : _resources.Global.ListenPort is null || _resources.Global.ListenPort == port;
    }

    private static (string Host, int Port) AddressAndPort(string text)
    {
        int colon = text.LastIndexOf(':');
        bool hasPort = text.StartsWith('[') ? text.Contains("]:", StringComparison.Ordinal) : colon > 0 && colon == text.IndexOf(':', StringComparison.Ordinal);
        return hasPort && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
            ? (text[..colon].Trim('[', ']'), port)
            : (text, 0);
    }
}
