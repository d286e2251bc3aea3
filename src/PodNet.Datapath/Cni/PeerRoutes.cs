using PodNet.Kubernetes.Planning;
using PodNet.Model.Linux;

namespace PodNet.Datapath.Cni;

/// <summary>Routes to each peer's pods through the peer itself, one of each family.</summary>
internal static class PeerRoutes
{
    /// <param name="nodes">The peers; <paramref name="self"/> may be among them.</param>
    public static void Add(NamespaceBuilder node, PlannedNode self, IEnumerable<PlannedNode> nodes)
    {
        foreach (PlannedNode peer in nodes)
        {
            if (peer.Ordinal == self.Ordinal) continue;
            for (int f = 0; f < peer.PodCidrs.Count; f++)
                node.AddRoute(new(peer.PodCidrs[f]) { Via = peer.Addresses[f], Device = "eth0", Origin = new("Node", "", peer.Name) });
        }
    }
}
