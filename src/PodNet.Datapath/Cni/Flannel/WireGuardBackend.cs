using System.Security.Cryptography;
using System.Text;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni.Flannel;

/// <summary>wireguard: an encrypted tunnel between all nodes (flannel's pkg/backend/wireguard). One route leads the whole pod network into the
/// device; which peer gets a packet is the device's own business. Seen with <c>wg show flannel-wg</c>.</summary>
internal sealed class WireGuardBackend(ClusterPlan plan) : IFlannelBackend
{
    // 20 or, over IPv6, 40 for the outer IP header, 8 for UDP, 16 for WireGuard's header and 16 for its authentication: flannel counts with 40.
    private const int Overhead = 80;
    private const string Device = "flannel-wg";
    private readonly ushort _port = (ushort)(plan.Cni.Port ?? 51820);

    public string Mode => "wireguard";

    public int Mtu => plan.Underlay.Mtu - Overhead;

    public CniFidelity Fidelity => CniFidelity.FromDocumentation;

    public IReadOnlyList<string> Devices => [Device];

    // The address is the podCIDR's first as a /32, as with vxlan: what a node itself sends to remote pods comes from there. The route to the
    // node's own podCIDR, cni0's, is longer than the one to the whole network and wins at home.
    public void Connect(NamespaceBuilder node, PlannedNode self)
    {
        ValueList<WireGuardPeer> peers = plan.Nodes.Where(n => n.Ordinal != self.Ordinal)
            .Select(n => new WireGuardPeer(KeyOf(n), n.Address, _port, [n.PodCidr])).ToValueList();
        node.AddDevice(i => new WireGuard(i, Device, Mtu, KeyOf(self), _port, peers));
        node.AddAddress(Device, new(self.PodCidr.Address, 32));
        node.AddRoute(new(plan.PodSubnet) { Device = Device, Scope = RouteScope.Link, Origin = new("flanneld", "", "network") });
        node.Listen(new(IpProtocol.Udp, null, _port, Device));
    }

    // flanneld makes a pair of keys at random and tells the public one in the Node's annotation; here it follows from the node's name.
    private static string KeyOf(PlannedNode node) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"wireguard {node.Name}")));
}
