using System.Globalization;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni.Kindnet;

/// <summary>kindnetd as it comes with kind (images/kindnetd): the ptp plugin of containernetworking/plugins gives each pod a cable of its own to the node, and
/// the daemon writes a route to each other node's pods.</summary>
public sealed class KindnetPlugin : ICniPlugin
{
    /// <inheritdoc/>
    public string Name => "kindnet";

    /// <inheritdoc/>
    public IReadOnlyList<string> Modes => [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Settings(string mode) => [];

    /// <inheritdoc/>
    public string? RoutedUnderlayProblem(string mode) =>
        "kindnet routes pods by their nodes' addresses, so all nodes must be on one Ethernet; use flannel with mode vxlan";

    /// <inheritdoc/>
    public ICniDatapath Configure(ClusterPlan plan, string mode) => new KindnetDatapath(plan);
}

/// <summary>kindnetd in one cluster.</summary>
internal sealed class KindnetDatapath(ClusterPlan plan) : ICniDatapath
{
    private const string Chain = "KIND-MASQ-AGENT";

    // In a pod lo, then eth0.
    private const int PodInterfaceIndex = 2;

    private static readonly Origin Agent = new("kindnetd", "", "ip-masq-agent");

    // What eth0 has (computeBridgeMTU).
    private readonly int _mtu = plan.Cni.Mtu ?? plan.Underlay.Mtu;

    public CniDescription Description => new("kindnet", "", _mtu, CniFidelity.ProvenOnTheKernel);

    public IReadOnlyList<string> NodeDevices => [];

    public int DevicesAfterPods => 0;

    public void PrepareNode(NamespaceBuilder node, PlannedNode self)
    {
    }

    // Every cable's end here has the gateway's address, so each pod's ARP for it is answered on its own cable; the pod is found by a route of its own
    // (ptp.go, setupHostVeth).
    public void AddPod(NamespaceBuilder node, PlannedNode self, PlannedPod pod, int index)
    {
        node.AddDevice(_ => new VethEnd(
            index, pod.HostInterface, BridgedPods.HostMac(self, pod), pod.Mtu ?? _mtu, pod.Id, "eth0", PodInterfaceIndex));
        node.AddAddress(pod.HostInterface, new(self.Gateway, 32));
        node.AddRoute(new(IpPrefix.Host(pod.Address)) { Device = pod.HostInterface, Scope = RouteScope.Host, Origin = new("Pod", pod.Namespace, pod.Name) });
    }

    public void ConnectNode(NamespaceBuilder node, PlannedNode self)
    {
        PeerRoutes.Add(node, self, plan.Nodes);
        WriteMasquerade(node);
    }

    // images/kindnetd/cmd/kindnetd/cni.go, cniConfigTemplate.
    public ValueList<CniFile> Files(PlannedNode node) =>
    [
        CniFile.ConfigList("10-kindnet.conflist", string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "cniVersion": "0.3.1",
              "name": "kindnet",
              "plugins": [
                {
                  "type": "ptp",
                  "ipMasq": false,
                  "ipam": {
                    "type": "host-local",
                    "dataDir": "/run/cni-ipam-state",
                    "routes": [{"dst": "{{IpPrefix.DefaultV4}}"}],
                    "ranges": [[{"subnet": "{{node.PodCidr}}"}]]
                  },
                  "mtu": {{_mtu}}
                },
                {
                  "type": "portmap",
                  "capabilities": {
                    "portMappings": true
                  }
                }
              ]
            }
            """)),
    ];

    // The pod has an address of the node's whole network, but the kernel's route to that network is taken away: nobody but the gateway is a neighbour, and
    // pods of one node reach each other by way of the node too (ptp.go, setupContainerVeth).
    public void ConfigurePod(NamespaceBuilder pod, PlannedNode node, PlannedPod self, int hostIndex)
    {
        InterfaceAddress address = new(self.Address, node.PodCidr.Length);
        pod.AddDevice(i => new VethEnd(i, "eth0", self.Mac, self.Mtu ?? _mtu, node.Id, self.HostInterface, hostIndex));
        pod.AddAddress("eth0", address);
        pod.Routes.RemoveAll(r => r.Destination == address.Network && r.Table == RouteTable.Main);
        pod.AddRoute(new(IpPrefix.Host(node.Gateway)) { Device = "eth0", Scope = RouteScope.Link, PreferredSource = self.Address });
        pod.AddRoute(new(address.Network) { Via = node.Gateway, Device = "eth0", PreferredSource = self.Address });
        pod.AddRoute(new(IpPrefix.DefaultV4) { Via = node.Gateway, Device = "eth0" });
    }

    // What goes to a pod keeps its source, whoever sends it; everything else that leaves gets the node's address (masq.go).
    private void WriteMasquerade(NamespaceBuilder node)
    {
        node.NewChain("nat", Chain);
        node.Append("nat", Chain, new([new DestinationMatch(plan.PodSubnet), Comment("local traffic is not subject to MASQUERADE")], new ReturnTarget())
        {
            Origin = Agent,
        });
        node.Append("nat", Chain, new([Comment("outbound traffic is subject to MASQUERADE (must be last in chain)")], new MasqueradeTarget()) { Origin = Agent });
        node.Append("nat", "POSTROUTING", new(
            [
                new AddressTypeMatch(AddressType.Local, OfSource: false) { Negated = true },
                Comment($"ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom {Chain} chain"),
            ],
            new JumpTarget(Chain))
        {
            Origin = Agent,
        });
    }

    private static CommentMatch Comment(string text) => new($"kind-masq-agent: {text}");
}
