using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;

namespace PodNet.Datapath.Cni.Cilium;

/// <summary>Cilium: no bridge; programs on each pod's lxc device, on cilium_host and on the tunnel device look addresses up in maps and redirect
/// packets (cilium/cilium, Documentation/network/concepts/routing.rst).</summary>
public sealed class CiliumPlugin : ICniPlugin
{
    /// <inheritdoc/>
    public string Name => "cilium";

    /// <inheritdoc/>
    public IReadOnlyList<string> Modes => ["vxlan", "geneve", "native"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Settings(string mode) =>
        ["bpfMasquerade", "hostRouting", mode == "native" ? "ipv4NativeRoutingCIDR" : "port"];

    /// <inheritdoc/>
    public string? RoutedUnderlayProblem(string mode) => mode == "native"
        ? "cilium native with auto-direct-node-routes makes each node a gateway for the others, so all nodes must be on one Ethernet; use mode vxlan"
        : null;

    /// <inheritdoc/>
    public PodAddressing Addressing(string mode) => new CiliumAddressing();

    /// <inheritdoc/>
    public ICniDatapath Configure(ClusterPlan plan, string mode) => new CiliumDatapath(plan, CiliumSettings.Of(plan, mode));
}

/// <summary>IPAM mode cluster-pool: a /24 of 10.0.0.0/8 for each node (Documentation/network/concepts/ipam/cluster-pool.rst). Upstream the agent
/// takes a free address of it for itself; here it is the first, and pods follow in order.</summary>
internal sealed class CiliumAddressing : PodAddressing
{
    private const int HashDigits = 12;

    /// <inheritdoc/>
    public override IpPrefix PodSubnet { get; } = IpPrefix.Parse("10.0.0.0/8");

    /// <inheritdoc/>
    public override bool MayHoldServices => true;

    /// <inheritdoc/>
    public override string HostInterfaceOf(string @namespace, string pod, int slot)
    {
        // pkg/endpoint/connector, Endpoint2IfName: "lxc" and the SHA-256 of the endpoint's id, which upstream is the container's.
        string id = slot == 0 ? $"{@namespace}/{pod}" : string.Create(CultureInfo.InvariantCulture, $"{@namespace}/{pod}#{slot}");
        return "lxc" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..HashDigits];
    }
}

/// <summary>How Cilium is configured.</summary>
/// <param name="Mode">"vxlan", "geneve" or "native".</param>
/// <param name="Mtu">MTU in bytes that routes give to what goes to other nodes.</param>
/// <param name="Port">The tunnel's UDP port.</param>
/// <param name="NativeRouting">What is not masqueraded because the network routes it, or null.</param>
/// <param name="BpfMasquerade">A program on eth0 masquerades instead of iptables.</param>
/// <param name="BpfHostRouting">Programs deliver to pods by bpf_redirect_peer, past the node's stack; false: by their lxc devices.</param>
internal sealed record CiliumSettings(string Mode, int Mtu, ushort Port, IpPrefix? NativeRouting, bool BpfMasquerade, bool BpfHostRouting)
{
    // Outer IP 20, UDP 8, VXLAN or Geneve without options 8, inner Ethernet 14: pkg/mtu, TunnelOverheadIPv4.
    private const int TunnelOverhead = 50;

    /// <summary>The tunnel device, or null without a tunnel.</summary>
    public string? TunnelDevice => Mode switch { "vxlan" => "cilium_vxlan", "geneve" => "cilium_geneve", _ => null };

    public static CiliumSettings Of(ClusterPlan plan, string mode)
    {
        bool native = mode == "native";
        return new(
            mode, plan.Cni.Mtu ?? plan.Underlay.Mtu - (native ? 0 : TunnelOverhead), (ushort)(plan.Cni.Port ?? (mode == "geneve" ? 6081 : 8472)),
            native ? plan.Cni.NativeRoutingCidr ?? plan.PodSubnet : null, plan.Cni.BpfMasquerade ?? false, plan.Cni.HostRouting != "legacy");
    }
}
