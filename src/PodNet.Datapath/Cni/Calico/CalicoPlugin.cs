using PodNet.Kubernetes.Ipam.CalicoIpam;
using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;

namespace PodNet.Datapath.Cni.Calico;

/// <summary>Calico with the iptables dataplane: every pod's packets are routed, also to the pod beside it. Its agent felix writes what is on a
/// node; the nodes learn each other's blocks by BGP from the daemon bird, or with VXLAN from felix itself.</summary>
public sealed class CalicoPlugin : ICniPlugin
{
    /// <inheritdoc/>
    public string Name => "calico";

    /// <summary>ipip, everything encapsulated, is what the project's manifest calico.yaml sets up.</summary>
    public IReadOnlyList<string> Modes => ["ipip", "ipip-crosssubnet", "vxlan", "vxlan-crosssubnet", "bgp", "wireguard"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Settings(string mode) => mode switch
    {
        "wireguard" => ["blockSize", "routeMetric", "port"],
        _ when IsVxlan(mode) => ["blockSize", "vni", "port"],
        _ => ["blockSize", "routeMetric"],
    };

    /// <inheritdoc/>
    public string? RoutedUnderlayProblem(string mode) => mode switch
    {
        "bgp" =>
            "calico bgp sends pods' packets as they are to the next node, and a router between the nodes knows no pod; use mode ipip-crosssubnet or vxlan-crosssubnet",
        "wireguard" => "calico wireguard stands here on bgp's routes, whose next hop must be on the node's own Ethernet; use mode ipip-crosssubnet or vxlan-crosssubnet",
        _ => null,
    };

    /// <summary>An IP pool of IPv6 cannot have ipipMode: tunl0 carries IPv4 over IPv4.</summary>
    public bool HasIpv6(string mode) => !mode.StartsWith("ipip", StringComparison.Ordinal);

    /// <inheritdoc/>
    public PodAddressing Addressing(string mode, CniSpec cni) => new CalicoAddressing(cni.BlockSize ?? NodeBlocks.DefaultBlockSize, hasTunnel: mode != "bgp");

    /// <inheritdoc/>
    public ICniDatapath Configure(ClusterPlan plan, string mode)
    {
        bool crossSubnet = mode.EndsWith("-crosssubnet", StringComparison.Ordinal);
        CalicoAddressing addressing = (CalicoAddressing)plan.Addressing;
        return new CalicoDatapath(plan, addressing, mode, [.. plan.Families.Order().Select(Backend)]);

        ICalicoBackend Backend(IpFamily family) => mode switch
        {
            "bgp" => new BirdRoutes(plan, family),
            "wireguard" => new WireGuardTunnel(plan, addressing, family),
            _ when IsVxlan(mode) => new VxlanTunnel(plan, addressing, crossSubnet, family),
            _ => new IpipTunnel(plan, addressing, crossSubnet),
        };
    }

    private static bool IsVxlan(string mode) => mode.StartsWith("vxlan", StringComparison.Ordinal);
}
