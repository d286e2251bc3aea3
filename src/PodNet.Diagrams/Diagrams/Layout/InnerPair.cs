using PodNet.Model.Linux;

namespace PodNet.Diagrams.Layout;

/// <summary>A veth pair with both ends in a node's own namespace.</summary>
/// <param name="Near">The end that is a bridge's port, or else has the addresses.</param>
/// <param name="Far">The other end.</param>
internal sealed record InnerPair(VethEnd Near, VethEnd Far)
{
    /// <summary>The first pair of a node, or null.</summary>
    public static InnerPair? In(NetworkNamespace node)
    {
        foreach (VethEnd end in node.Devices.OfType<VethEnd>().Where(d => d.PeerNamespace == node.Id)
            .OrderBy(d => d.Port is null).ThenBy(d => d.Addresses.Count == 0))
        {
            if (node.TryDevice(end.PeerName, out NetDevice? peer) && peer is VethEnd far) return new(end, far);
        }

        return null;
    }
}
