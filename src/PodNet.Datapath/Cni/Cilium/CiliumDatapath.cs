using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni.Cilium;

/// <summary>Cilium in one cluster.</summary>
internal sealed class CiliumDatapath : ICniDatapath
{
    // The table and rule by which packets of the L7 proxy come back to this host (pkg/datapath/linux/linux_defaults).
    private const int ProxyTable = 2004;
    private const int PodInterfaceIndex = 2;
    private readonly ClusterPlan _plan;
    private readonly CiliumSettings _settings;
    private readonly Identities _identities;
    private readonly CiliumMaps _maps;

    public CiliumDatapath(ClusterPlan plan, CiliumSettings settings)
    {
        (_plan, _settings, _identities) = (plan, settings, new(plan));
        _maps = new(plan, settings, _identities);
    }

    public CniDescription Description => new("cilium", _settings.Mode, _settings.Mtu, CniFidelity.FromDocumentation);

    public IReadOnlyList<string> NodeDevices =>
        _settings.TunnelDevice is { } tunnel ? ["cilium_net", "cilium_host", tunnel] : ["cilium_net", "cilium_host"];

    public int DevicesAfterPods => 0;

    public bool Announces(PlannedPod pod) => true;

    public string HostPortProblem => "Cilium does it with its BPF programs for Services, which are not known here yet";

    public ICniDatapath For(ClusterPlan changed) => new CiliumDatapath(changed, _settings);

    // daemon/cmd/cni/config.go, chaining mode "none": the plugin asks the agent on its node for all else.
    public ValueList<CniFile> Files(PlannedNode node) =>
    [
        CniFile.ConfigList("05-cilium.conflist", """
            {
              "cniVersion": "0.3.1",
              "name": "cilium",
              "plugins": [
                {
                   "type": "cilium-cni",
                   "enable-debug": false,
                   "log-file": "/var/run/cilium/cilium-cni.log"
                }
              ]
            }
            """),
    ];

    // cilium_host has the router's address, and what the node itself sends to pods leaves by it, straight into its program. cilium_net is only the
    // pair's other end. Neither takes part in ARP.
    public void PrepareNode(NamespaceBuilder node, PlannedNode self)
    {
        CiliumPrograms programs = new(_settings, self, _identities);
        int at = node.Devices[^1].Index + 1;
        node.AddDevice(i => new VethEnd(i, "cilium_net", programs.Macs.Net, _plan.Underlay.Mtu, node.Id, "cilium_host", at + 1) { NoArp = true });
        node.AddDevice(i => new VethEnd(i, "cilium_host", programs.Macs.Host, _plan.Underlay.Mtu, node.Id, "cilium_net", at)
        {
            NoArp = true,
            Attachments = DeviceAttachments.None with { TcEgress = [programs.FromHost()] },
        });
        if (_settings.TunnelDevice is { } tunnel) AddTunnel(node, programs, tunnel);
        node.SetDevice("eth0", d => d with { Attachments = programs.OnUplink() });
        node.AddAddress("cilium_host", new(self.Gateway, 32));
        AddRouting(node, self);
    }

    public void AddPod(NamespaceBuilder node, PlannedNode self, PlannedPod pod, int index)
    {
        MacAddress mac = BridgedPods.HostMac(self, pod);
        node.AddDevice(_ => new VethEnd(index, pod.HostInterface, mac, pod.Mtu ?? _plan.Underlay.Mtu, pod.Id, "eth0", PodInterfaceIndex)
        {
            Attachments = DeviceAttachments.None with { TcIngress = [new CiliumPrograms(_settings, self, _identities).FromContainer(pod, mac)] },
        });
        node.AddMapRow(_maps.Endpoint(pod, mac));
    }

    public void ConnectNode(NamespaceBuilder node, PlannedNode self)
    {
        foreach (PlannedNode peer in _plan.Nodes)
        {
            if (peer.Ordinal != self.Ordinal) node.AddRoute(RouteTo(peer, self));
        }

        node.AddMapRows(() => _maps.Of(self));
        CiliumRules.Write(node, _plan, self, _settings);
    }

    public void Announce(NamespaceBuilder node, PlannedNode self, PlannedPod pod) => node.AddMapRow(_maps.Pod(pod, self));

    public void Withdraw(NamespaceBuilder node, PlannedPod pod) => node.MapRows.RemoveAll(r => r.Key == IpPrefix.Host(pod.Address));

    // The pod's address is a /32: there is no neighbour but the router, whose ARP the lxc device's program answers. How large a packet to another node
    // may be is said by the route, not the device, which also serves the same node's pods.
    public void ConfigurePod(NamespaceBuilder pod, PlannedNode node, PlannedPod self, int hostIndex)
    {
        pod.AddDevice(i => new VethEnd(i, "eth0", self.Mac, self.Mtu ?? _plan.Underlay.Mtu, node.Id, self.HostInterface, hostIndex));
        pod.AddAddress("eth0", new(self.Address, 32));
        pod.AddRoute(new(IpPrefix.Host(node.Gateway)) { Device = "eth0", Scope = RouteScope.Link });
        pod.AddRoute(new(IpPrefix.DefaultV4) { Via = node.Gateway, Device = "eth0", Mtu = _settings.Mtu });
    }

    private void AddTunnel(NamespaceBuilder node, CiliumPrograms programs, string name)
    {
        DeviceAttachments attachments = DeviceAttachments.None with { TcIngress = [programs.FromOverlay()] };
        node.AddDevice(i => _settings.Mode == "geneve"
            ? new Geneve(i, name, programs.Macs.Tunnel, _plan.Underlay.Mtu, _settings.Port) { Attachments = attachments }
            : new Vxlan(i, name, programs.Macs.Tunnel, _plan.Underlay.Mtu, 0, default, null, _settings.Port)
            {
                External = true,
                Learning = false,
                Attachments = attachments,
            });
        node.Listen(new(IpProtocol.Udp, null, _settings.Port, name));
    }

    private static void AddRouting(NamespaceBuilder node, PlannedNode self)
    {
        node.AddRoute(new(IpPrefix.Host(self.Gateway)) { Device = "cilium_host", Scope = RouteScope.Link, Protocol = RouteProtocol.Kernel });
        node.AddRoute(ByHost(self.PodCidr, self, mtu: null));

        // The rule for the local table steps back behind the proxy's (pkg/datapath/linux/routing of the agent: "move_local_rules").
        node.Rules.RemoveAll(r => r is { Priority: 0, Table: RouteTable.Local });
        node.Rules.Add(new(9, ProxyTable) { Mark = 0x200, MarkMask = 0xf00 });
        node.Rules.Add(new(100, RouteTable.Local));
        node.AddRoute(new(IpPrefix.DefaultV4)
        {
            Type = RouteType.Local,
            Device = "lo",
            Table = ProxyTable,
            Protocol = RouteProtocol.Kernel,
            Scope = RouteScope.Host,
        });
    }

    private Route RouteTo(PlannedNode peer, PlannedNode self)
    {
        Route route = _settings.TunnelDevice is null
            ? new(peer.PodCidr) { Via = peer.Address, Device = "eth0", Protocol = RouteProtocol.Kernel }
            : ByHost(peer.PodCidr, self, _settings.Mtu);
        return route with { Origin = new("CiliumNode", "", peer.Name) };
    }

    private static Route ByHost(IpPrefix pods, PlannedNode self, int? mtu) => new(pods)
    {
        Via = self.Gateway,
        Device = "cilium_host",
        Protocol = RouteProtocol.Kernel,
        PreferredSource = self.Gateway,
        Mtu = mtu,
    };
}

/// <summary>MAC addresses of a node's devices, which upstream the kernel chooses at random; here they tell the node's number.</summary>
internal sealed record NodeMacs(MacAddress Net, MacAddress Host, MacAddress Tunnel)
{
    public static NodeMacs Of(PlannedNode node) => new(
        new(0xeec1_0000_0000UL | (uint)node.Ordinal), new(0xeec2_0000_0000UL | (uint)node.Ordinal), new(0xeec3_0000_0000UL | (uint)node.Ordinal));
}
