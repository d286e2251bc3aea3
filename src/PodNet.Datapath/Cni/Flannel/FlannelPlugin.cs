using PodNet.Kubernetes.Planning;

namespace PodNet.Datapath.Cni.Flannel;

/// <summary>flannel: its CNI plugin calls the bridge plugin (cni0), its daemon flanneld connects the nodes, by a VXLAN tunnel or, where
/// they share an Ethernet, by routes (flannel's Documentation/backends.md).</summary>
public sealed class FlannelPlugin : ICniPlugin
{
    /// <inheritdoc/>
    public string Name => "flannel";

    /// <inheritdoc/>
    public IReadOnlyList<string> Modes => ["vxlan", "host-gw", "wireguard"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Settings(string mode) => mode switch
    {
        "vxlan" => ["vni", "port", "directRouting"],
        "wireguard" => ["port"],
        _ => [],
    };

    /// <inheritdoc/>
    public string? RoutedUnderlayProblem(string mode) => mode != "host-gw"
        ? null
        : "flannel host-gw makes each node a gateway for the others, so all nodes must be on one Ethernet; use mode vxlan or wireguard";

    /// <inheritdoc/>
    public bool HasIpv6(string mode) => true;

    /// <inheritdoc/>
    public ICniDatapath Configure(ClusterPlan plan, string mode) =>
        new FlannelDatapath(plan, mode switch
        {
            "wireguard" => new WireGuardBackend(plan),
            "host-gw" => new HostGatewayBackend(plan),
            _ => new VxlanBackend(plan),
        });
}
