using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni.Calico;

/// <summary>No encapsulation: bird on each node tells its blocks to all others (BGP in a full mesh, AS 64512), and each writes a route by the
/// node itself. A second daemon, bird6, does the same for IPv6. Seen with <c>ip route show proto bird</c>.</summary>
internal sealed class BirdRoutes(ClusterPlan plan, IpFamily family = IpFamily.V4) : ICalicoBackend
{
    private const ushort BgpPort = 179;

    public IpFamily Family => family;

    public int Mtu => plan.Underlay.Mtu;

    public string? Device => null;

    public RouteProtocol Protocol => RouteProtocol.Bird;

    // bird 2's kernel protocol gives its routes metric 32; the bird 1 in Calico's image gives none.
    public int Metric => plan.Cni.RouteMetric ?? 0;

    public CniFidelity Fidelity => CniFidelity.ProvenOnTheKernel;

    public void AddDevice(NamespaceBuilder node, PlannedNode self) => Listen(node, family);

    /// <summary>bird itself, reached by its peers.</summary>
    public static void Listen(NamespaceBuilder node, IpFamily family) =>
        node.Listen(new(IpProtocol.Tcp, IpAddress.Any(family), BgpPort, family == IpFamily.V4 ? "bird" : "bird6"));

    public Route RouteTo(IpPrefix block, PlannedNode self, PlannedNode peer) => new(block)
    {
        Via = peer.Addresses.Of(family),
        Device = "eth0",
        Protocol = Protocol,
        Metric = Metric,
    };
}
