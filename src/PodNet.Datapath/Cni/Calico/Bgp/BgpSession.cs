using PodNet.Model.Addressing;

namespace PodNet.Datapath.Cni.Calico.Bgp;

/// <summary>A session bird holds with one peer: a <c>protocol bgp</c> block of its configuration. Seen with <c>birdcl show protocols</c>.</summary>
/// <param name="Name">Mesh_, Global_ or Node_ and the address; a port of its own follows.</param>
/// <param name="LocalAs">What the node says its own autonomous system is.</param>
/// <param name="IsPassive">Waits to be called; of two nodes the one with the lower address calls.</param>
/// <param name="IsReflected">The peer is a client of this node, a route reflector: it is told what other clients announce.</param>
/// <param name="NextHopSelf">Routes are announced with this node as the next hop.</param>
/// <param name="NextHopKeep">Routes are announced with the next hop they came with.</param>
public sealed record BgpSession(
    string Name, IpAddress Peer, uint PeerAs, uint LocalAs, bool IsPassive, bool IsReflected, bool NextHopSelf, bool NextHopKeep);
