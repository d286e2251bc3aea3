using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Datapath.Cni.Calico.Bgp;

/// <summary>What confd writes for bird on one node (confd/pkg/backends/calico/bgp_processor.go), for IPv4. Seen in a calico-node container in
/// /etc/calico/confd/config.</summary>
public sealed class BirdConfiguration
{
    private const uint FirstMulticast = 0xe000_0000;
    private const uint Class = 0x2000_0000;
    private readonly CalicoResources _resources;
    private readonly CalicoNode _node;
    private readonly IpAddress? _address;
    private readonly uint _asNumber;
    private readonly BgpPeerings _peerings;

    /// <summary>The configuration of one node.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public BirdConfiguration(CalicoResources resources, string node)
    {
        _resources = resources;
        _node = resources.Node(node) ?? throw new ArgumentException($"there is no Node {node}");
        _address = _node.Ipv4?.Address;
        _asNumber = _node.AsNumber ?? BgpPeerings.ClusterAsNumber(resources);
        _peerings = new(resources);
        if (_address is null) return;
        Sessions = Mesh().Concat(_peerings.Global(IpFamily.V4).Select(p => Session("Global", p)))
            .Concat(_peerings.Of(node, IpFamily.V4).Select(p => Session("Node", p)))
            .OfType<BgpSession>().OrderBy(s => s.Name, StringComparer.Ordinal).ToValueList();
    }

    /// <summary>bird's router id: the node's address; null where it has none, and calico-node must be told one (CALICO_ROUTER_ID).</summary>
    public IpAddress? RouterId => _address;

    /// <summary>The router id where calico-node runs with CALICO_ROUTER_ID=hash, as nodes without IPv4 need it: the first four bytes of the
    /// SHA-256 of the name, 32 less in the first where that would be a multicast address.</summary>
    public IpAddress HashedRouterId
    {
        get
        {
            uint hash = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(_node.Name)));
            return IpAddress.FromV4(hash >= FirstMulticast ? hash - Class : hash);
        }
    }

    /// <summary>The sessions by name; none on a node without an IPv4 address for BGP.</summary>
    public ValueList<BgpSession> Sessions { get; }

    /// <summary>bird_ipam.cfg: what is announced to peers, and what the kernel gets.</summary>
    public string Ipam => new BirdIpam(_resources, _node).Text;

    /// <summary>bird_aggr.cfg: the node's blocks as blackhole routes, announced in place of the addresses in them.</summary>
    public string Aggregation => new BirdAggregation(_resources, _node, _peerings).Text;

    // Each node with each: unless a node reflects routes, or the mesh is off.
    private IEnumerable<BgpSession> Mesh()
    {
        if (_node.ClusterId.Length > 0 || _resources.Global.NodeToNodeMesh == false) yield break;
        foreach (CalicoNode peer in _resources.Nodes)
        {
            if (peer.Ipv4 is not { Address: var address } || address == _address || peer.ClusterId.Length > 0) continue;
            yield return new(Name("Mesh", address, 0), address, peer.AsNumber ?? _asNumber, _asNumber, Waits(address), false, false, false);
        }
    }

    private BgpSession? Session(string kind, BgpPeering peering)
    {
        if (peering.Peer == _address) return null;
        BgpPeer from = peering.From;
        uint local = peering.LocalAsNumber is { } own and > 0 ? own : _asNumber;
        bool isInternal = peering.AsNumber == local;
        bool keeps = from.NextHopMode == "Keep" || from.NextHopMode is null && from.KeepsNextHop && !isInternal;
        bool isClient = isInternal && _node.ClusterId.Length > 0 && peering.ClusterId != _node.ClusterId;
        bool waits = kind == "Global" && peering.IsCalicoNode && Waits(peering.Peer);
        return new(Name(kind, peering.Peer, peering.Port), peering.Peer, peering.AsNumber, local, waits, isClient, from.NextHopMode == "Self", keeps);
    }

    // Compared as text, as confd does: 10.0.0.9 is greater than 10.0.0.10.
    private bool Waits(IpAddress peer) => string.CompareOrdinal(peer.ToString(), _address.ToString()) > 0;

    private static string Name(string kind, IpAddress peer, int port)
    {
        string address = peer.ToString().Replace('.', '_').Replace(':', '_');
        return port > 0 ? string.Create(CultureInfo.InvariantCulture, $"{kind}_{address}_port_{port}") : $"{kind}_{address}";
    }
}
