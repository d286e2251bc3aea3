using System.Globalization;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni.Sample;

/// <summary>The simplest network there can be: a cable to each pod, and routes. docs/how-to-add-a-cni.md walks through this file.</summary>
public sealed class SamplePlugin : ICniPlugin
{
    /// <inheritdoc/>
    public string Name => "sample";

    /// <inheritdoc/>
    public IReadOnlyList<string> Modes => [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Settings(string mode) => [];

    /// <inheritdoc/>
    public string? RoutedUnderlayProblem(string mode) => "sample makes each node a gateway for the others, so all nodes must be on one Ethernet";

    /// <inheritdoc/>
    public ICniDatapath Configure(ClusterPlan plan, string mode) => new SampleDatapath(plan);
}

/// <summary>The sample network in one cluster.</summary>
internal sealed class SampleDatapath(ClusterPlan plan) : ICniDatapath
{
    private readonly int _mtu = plan.Cni.Mtu ?? plan.Underlay.Mtu;

    public CniDescription Description => new("sample", "", _mtu, CniFidelity.FromDocumentation);

    public IReadOnlyList<string> NodeDevices => [];

    public int DevicesAfterPods => 0;

    // Nothing is shared by the pods of a node: no bridge, no tunnel.
    public void PrepareNode(NamespaceBuilder node, PlannedNode self)
    {
    }

    // CNI ADD, the node's side: one end of the cable, with the gateway's address, and the route to the pod at its other end. Every cable has
    // the same gateway address; as a /32 it brings no route to a subnet that would contradict the others'.
    public void AddPod(NamespaceBuilder node, PlannedNode self, PlannedPod pod, int index)
    {
        node.AddDevice(_ => new VethEnd(index, pod.HostInterface, new(0x0200_0000_0000 + (ulong)index), pod.Mtu ?? _mtu, pod.Id, "eth0", PeerIndex: 2));
        node.AddAddress(pod.HostInterface, new(self.Gateway, 32));
        node.AddRoute(new(IpPrefix.Host(pod.Address)) { Device = pod.HostInterface, Scope = RouteScope.Link, Origin = new("Pod", pod.Namespace, pod.Name) });
    }

    // Connectivity between nodes: one route for each peer's pods, with the peer as the next hop.
    public void ConnectNode(NamespaceBuilder node, PlannedNode self)
    {
        foreach (PlannedNode peer in plan.Nodes.Where(n => n.Ordinal != self.Ordinal))
            node.AddRoute(new(peer.PodCidr) { Via = peer.Address, Device = "eth0", Origin = new("Node", "", peer.Name) });
        node.Append("nat", "POSTROUTING", Masquerade(plan.PodSubnet));
    }

    // Outside of the cluster nobody knows a way back to a pod: what goes there gets the node's address.
    private static Rule Masquerade(IpPrefix pods) =>
        new([new SourceMatch(pods), new DestinationMatch(pods) { Negated = true }], new MasqueradeTarget()) { Origin = new("sample", "", "masquerade") };

    // CNI ADD, the pod's side: the other end, with the pod's address, and everything goes to the gateway, which is on the link.
    public void ConfigurePod(NamespaceBuilder pod, PlannedNode node, PlannedPod self, int hostIndex)
    {
        pod.AddDevice(i => new VethEnd(i, "eth0", self.Mac, self.Mtu ?? _mtu, node.Id, self.HostInterface, hostIndex));
        pod.AddAddress("eth0", new(self.Address, 32));
        pod.AddRoute(new(IpPrefix.Host(node.Gateway)) { Device = "eth0", Scope = RouteScope.Link });
        pod.AddRoute(new(IpPrefix.DefaultV4) { Via = node.Gateway, Device = "eth0" });
    }

    // Shown by #!cni: what a container runtime would read to call a program of this name.
    public ValueList<CniFile> Files(PlannedNode node) =>
    [
        CniFile.ConfigList("10-sample.conflist", string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "cniVersion": "1.0.0",
              "name": "sample",
              "plugins": [
                {
                  "type": "sample",
                  "mtu": {{_mtu}},
                  "ipam": {
                    "type": "host-local",
                    "ranges": [[{"subnet": "{{node.PodCidr}}"}]]
                  }
                }
              ]
            }
            """)),
    ];
}
