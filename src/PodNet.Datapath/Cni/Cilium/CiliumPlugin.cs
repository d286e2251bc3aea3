using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

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
    public bool HasIpv6(string mode) => true;

    /// <inheritdoc/>
    public PodAddressing Addressing(string mode) => new CiliumAddressing();

    /// <inheritdoc/>
    public ICniDatapath Configure(ClusterPlan plan, string mode) => new CiliumDatapath(plan, CiliumSettings.Of(plan, mode));
}

/// <summary>IPAM mode cluster-pool: a /24 of 10.0.0.0/8 and a /120 of fd00::/104 for each node (Documentation/network/concepts/ipam/cluster-pool.rst;
/// Helm's clusterPoolIPv6PodCIDRList). Upstream the agent takes a free address of it for itself; here it is the first, and pods follow in
/// order.</summary>
internal sealed class CiliumAddressing : PodAddressing
{
    private const int HashDigits = 12;

    /// <inheritdoc/>
    public override IpPrefix PodSubnet { get; } = IpPrefix.Parse("10.0.0.0/8");

    /// <inheritdoc/>
    public override IpPrefix PodSubnetV6 { get; } = IpPrefix.Parse("fd00::/104");

    /// <inheritdoc/>
    public override int NodeMaskSizeV6 => 120;

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
/// <param name="Underlay">Family of the tunnel's outer header: IPv4 where there is any (the agent's underlay-protocol).</param>
/// <param name="NativeRouting">What is not masqueraded because the network routes it, one of each family; empty with a tunnel.</param>
/// <param name="BpfMasquerade">A program on eth0 masquerades instead of iptables.</param>
/// <param name="BpfHostRouting">Programs deliver to pods by bpf_redirect_peer, past the node's stack; false: by their lxc devices.</param>
internal sealed record CiliumSettings(
    string Mode, int Mtu, ushort Port, IpFamily Underlay, ValueList<IpPrefix> NativeRouting, bool BpfMasquerade, bool BpfHostRouting)
{
    // Outer IP 20 or 40, UDP 8, VXLAN or Geneve without options 8, inner Ethernet 14: pkg/mtu, TunnelOverheadIPv4 and TunnelOverheadIPv6.
    private const int TunnelOverhead = 50;
    private const int TunnelOverheadV6 = 70;

    /// <summary>The tunnel device, or null without a tunnel.</summary>
    public string? TunnelDevice => Mode switch { "vxlan" => "cilium_vxlan", "geneve" => "cilium_geneve", _ => null };

    public static CiliumSettings Of(ClusterPlan plan, string mode)
    {
        bool native = mode == "native";
        IpFamily underlay = plan.Has(IpFamily.V4) ? IpFamily.V4 : IpFamily.V6;
        int overhead = native ? 0 : underlay == IpFamily.V4 ? TunnelOverhead : TunnelOverheadV6;
        return new(
            mode, plan.Cni.Mtu ?? plan.Underlay.Mtu - overhead, (ushort)(plan.Cni.Port ?? (mode == "geneve" ? 6081 : 8472)), underlay,
            native ? RoutedNetworks(plan) : [], plan.Cni.BpfMasquerade ?? false, plan.Cni.HostRouting != "legacy");
    }

    /// <summary>The address of the router, which cilium_host has, in a family.</summary>
    public static IpAddress RouterOf(PlannedNode node, IpFamily family) =>
        node.Gateway.Family == family ? node.Gateway : PlannedNode.GatewayOf(node.PodCidrs.Of(family)!.Value);

    private static ValueList<IpPrefix> RoutedNetworks(ClusterPlan plan) =>
        plan.PodSubnets.Select(s => plan.Cni.NativeRoutingCidr is { } given && given.Address.Family == s.Address.Family ? given : s).ToValueList();
}
