using PodNet.Kubernetes.Planning;
using PodNet.Model.Linux;

namespace PodNet.Datapath.Cni;

/// <summary>Routes to a peer's pods through the peer itself, one of each family.</summary>
internal static class PeerRoutes
{
    public static void Add(NamespaceBuilder node, PlannedNode peer)
    {
        for (int f = 0; f < peer.PodCidrs.Count; f++)
            node.AddRoute(new(peer.PodCidrs[f]) { Via = peer.Addresses[f], Device = "eth0", Origin = new("Node", "", peer.Name) });
    }
}
