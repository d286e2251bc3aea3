using PodNet.Model.Addressing;

namespace PodNet.Datapath.Cni.Calico.Bgp;

/// <summary>A peer of one node, or of all, worked out from a <see cref="BgpPeer"/>.</summary>
/// <param name="Port">TCP port, or 0 for BGP's own, 179.</param>
/// <param name="IsCalicoNode">The address is a node's: both ends would call each other.</param>
/// <param name="ClusterId">Of a peer that is a route reflector; else empty.</param>
internal sealed record BgpPeering(IpAddress Peer, int Port, uint AsNumber, bool IsCalicoNode, string ClusterId, BgpPeer From)
{
    /// <summary>What this node calls its own autonomous system to that peer where it is not the usual one.</summary>
    public uint? LocalAsNumber { get; init; }
}
