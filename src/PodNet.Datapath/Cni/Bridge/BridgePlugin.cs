using System.Globalization;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni.Bridge;

/// <summary>The bridge plugin as kubelet's kubenet configured it: a bridge cbr0 on each node, and routes to the others' podCIDRs, which in
/// a cloud stood in the provider's route table and here on each node.</summary>
public sealed class BridgePlugin : ICniPlugin
{
    /// <inheritdoc/>
    public string Name => "bridge";

    /// <inheritdoc/>
    public IReadOnlyList<string> Modes => [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Settings(string mode) => ["nonMasqueradeCIDR", "masquerade"];

    /// <inheritdoc/>
    public string? RoutedUnderlayProblem(string mode) =>
        "bridge routes pods by their nodes' addresses, so all nodes must be on one Ethernet; use flannel with mode vxlan";

    /// <inheritdoc/>
    public bool HasIpv6(string mode) => true;

    /// <inheritdoc/>
    public ICniDatapath Configure(ClusterPlan plan, string mode) => new BridgeDatapath(plan);
}

/// <summary>cbr0 in one cluster.</summary>
internal sealed class BridgeDatapath(ClusterPlan plan) : ICniDatapath
{
    // kubenet's hairpin mode "promiscuous-bridge": a pod that reaches itself through a Service needs its own frame back from the bridge.
    // A promiscuous bridge takes every frame up into the node's own stack, which routes it back down, so the ports need no hairpin flag.
    private readonly BridgedPods _pods = new("cbr0", plan.Cni.Mtu ?? plan.Underlay.Mtu, Hairpin: false);

    // kubelet's flag has one network, and kubenet masquerades in that one's family only: by default IPv6 pods keep their addresses towards everybody.
    private readonly ValueList<IpPrefix> _nonMasquerade =
        plan.Cni.NonMasqueradeCidrs.Count > 0 ? plan.Cni.NonMasqueradeCidrs : [IpPrefix.Parse("10.0.0.0/8")];

    public CniDescription Description => new("bridge", "", _pods.Mtu, CniFidelity.ProvenOnTheKernel);

    public IReadOnlyList<string> NodeDevices => [_pods.Bridge];

    public int DevicesAfterPods => 0;

    public void PrepareNode(NamespaceBuilder node, PlannedNode self) => _pods.AddBridge(node, self, promiscuous: true);

    public void AddPod(NamespaceBuilder node, PlannedNode self, PlannedPod pod, int index) => _pods.AddPort(node, self, pod, index);

    public void ConnectNode(NamespaceBuilder node, PlannedNode self)
    {
        PeerRoutes.Add(node, self, plan.Nodes);
        WriteMasquerade(node);
    }

    // Beside ip-masq-agent kubelet is told --non-masquerade-cidr=0.0.0.0/0, and kubenet masquerades nothing.
    private void WriteMasquerade(NamespaceBuilder node)
    {
        if (plan.Cni.IpMasqAgent is { } agent)
        {
            IpMasqAgent.Write(node, agent, plan.Families);
            return;
        }

        foreach (IpPrefix network in _nonMasquerade.Where(n => plan.Has(n.Address.Family)))
            node.Append("nat", "POSTROUTING", Masquerade(network), network.Address.Family);
    }

    public void ConfigurePod(NamespaceBuilder pod, PlannedNode node, PlannedPod self, int hostIndex) =>
        _pods.AddPodInterface(pod, node, self, hostIndex);

    public IHostPorts HostPorts(PlannedNode node) => new KubenetHostPorts(_pods.Bridge);

    // kubenet wrote no file: it put this together anew for each node (pkg/kubelet/dockershim/network/kubenet/kubenet_linux.go).
    public ValueList<CniFile> Files(PlannedNode node) =>
    [
        new("no file: kubenet keeps it in memory", "kubelet hands it to the bridge plugin", string.Create(CultureInfo.InvariantCulture, $$$"""
            {
              "cniVersion": "0.1.0",
              "name": "kubenet",
              "type": "bridge",
              "bridge": "{{{_pods.Bridge}}}",
              "mtu": {{{_pods.Mtu}}},
              "addIf": "eth0",
              "isGateway": true,
              "ipMasq": false,
              "hairpinMode": false,
              "ipam": {
                "type": "host-local",
                "ranges": [[{"subnet": "{{{node.PodCidr}}}"}]],
                "routes": [{"dst": "0.0.0.0/0"}]
              }
            }
            """).ReplaceLineEndings("\n")),
        .. plan.Cni.IpMasqAgent is { } agent ? IpMasqAgent.Files(agent) : [],
    ];

    // What leaves the network inside (10.0.0.0/8) must carry an address the outside can answer to. Everything inside, ClusterIPs too, keeps the pod's: hence a
    // pod's packet to an unreachable 10.x address goes out unmasqueraded, and no error finds its way back. A packet to the node's own
    // address never leaves, so it is left alone.
    private static Rule Masquerade(IpPrefix inside) => new(
        [
            new DestinationMatch(inside) { Negated = true },
            new CommentMatch("kubenet: SNAT for outbound traffic from cluster"),
            new AddressTypeMatch(AddressType.Local, OfSource: false) { Negated = true },
        ],
        new MasqueradeTarget())
    {
        Origin = new("kubenet", "", "masquerade"),
    };
}
