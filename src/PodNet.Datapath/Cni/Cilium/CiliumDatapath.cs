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

    // cilium_host has the router's addresses, and what the node itself sends to pods leaves by it, straight into its program. cilium_net is only the
    // pair's other end. Neither takes part in ARP or neighbour discovery.
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
        foreach (IpPrefix pods in self.PodCidrs) AddRouting(node, self, pods);
    }

    public void AddPod(NamespaceBuilder node, PlannedNode self, PlannedPod pod, int index)
    {
        MacAddress mac = BridgedPods.HostMac(self, pod);
        node.AddDevice(_ => new VethEnd(index, pod.HostInterface, mac, pod.Mtu ?? _plan.Underlay.Mtu, pod.Id, "eth0", PodInterfaceIndex)
        {
            Attachments = DeviceAttachments.None with { TcIngress = [new CiliumPrograms(_settings, self, _identities).FromContainer(pod, mac)] },
        });
        foreach (BpfMapRow row in _maps.Endpoint(pod, mac)) node.AddMapRow(row);
    }

    public void ConnectNode(NamespaceBuilder node, PlannedNode self)
    {
        foreach (PlannedNode peer in _plan.Nodes)
        {
            if (peer.Ordinal == self.Ordinal) continue;
            foreach (IpPrefix pods in peer.PodCidrs) node.AddRoute(RouteTo(peer, pods, self));
        }

        node.AddMapRows(() => _maps.Of(self));
        foreach (IpFamily family in _plan.Families) new CiliumRules(node, _plan, self, _settings, family).Write();
    }

    public void Announce(NamespaceBuilder node, PlannedNode self, PlannedPod pod)
    {
        foreach (BpfMapRow row in _maps.Pod(pod, self)) node.AddMapRow(row);
    }

    public void Withdraw(NamespaceBuilder node, PlannedPod pod) =>
        node.MapRows.RemoveAll(r => pod.Addresses.Any(address => r.Key == IpPrefix.Host(address)));

    // The pod's address is a /32 or /128: there is no neighbour but the router, for which the lxc device's program answers. How large a packet to another
    // node may be is said by the route, not the device, which also serves the same node's pods (pkg/datapath/connector, IPv4Routes and IPv6Routes).
    public void ConfigurePod(NamespaceBuilder pod, PlannedNode node, PlannedPod self, int hostIndex)
    {
        pod.AddDevice(i => new VethEnd(i, "eth0", self.Mac, self.Mtu ?? _plan.Underlay.Mtu, node.Id, self.HostInterface, hostIndex));
        foreach (IpAddress address in self.Addresses)
        {
            IpAddress router = CiliumSettings.RouterOf(node, address.Family);
            pod.AddAddress("eth0", new(address, address.Width));
            pod.AddRoute(new(IpPrefix.Host(router)) { Device = "eth0", Scope = RouteScope.Link });
            pod.AddRoute(new(IpPrefix.Default(address.Family)) { Via = router, Device = "eth0", Mtu = _settings.Mtu });
        }
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

    // An IPv6 address brings the route to itself along.
    private static void AddRouting(NamespaceBuilder node, PlannedNode self, IpPrefix pods)
    {
        IpFamily family = pods.Address.Family;
        IpAddress router = CiliumSettings.RouterOf(self, family);
        node.AddAddress("cilium_host", new(router, router.Width));
        if (family == IpFamily.V4)
            node.AddRoute(new(IpPrefix.Host(router)) { Device = "cilium_host", Scope = RouteScope.Link, Protocol = RouteProtocol.Kernel });
        node.AddRoute(ByHost(pods, router, mtu: null));

        // The rule for the local table steps back behind the proxy's (pkg/datapath/linux/routing of the agent: "move_local_rules").
        node.Rules.RemoveAll(r => r is { Priority: 0, Table: RouteTable.Local } && r.Family == family);
        node.Rules.Add(new(9, ProxyTable) { Mark = 0x200, MarkMask = 0xf00, Family = family });
        node.Rules.Add(new(100, RouteTable.Local) { Family = family });
        node.AddRoute(new(IpPrefix.Default(family))
        {
            Type = RouteType.Local,
            Device = "lo",
            Table = ProxyTable,
            Protocol = RouteProtocol.Kernel,
            Scope = RouteScope.Host,
        });
    }

    private Route RouteTo(PlannedNode peer, IpPrefix pods, PlannedNode self)
    {
        IpFamily family = pods.Address.Family;
        Route route = _settings.TunnelDevice is null
            ? new(pods) { Via = peer.Addresses.Of(family), Device = "eth0", Protocol = RouteProtocol.Kernel }
            : ByHost(pods, CiliumSettings.RouterOf(self, family), _settings.Mtu);
        return route with { Origin = new("CiliumNode", "", peer.Name) };
    }

    // The next hop is the device's own address, which the kernel takes in IPv4 only; without one it is the same, for the device asks for no MAC
    // address (pkg/datapath/linux, createNodeRouteSpec).
    private static Route ByHost(IpPrefix pods, IpAddress router, int? mtu) => new(pods)
    {
        Via = router.Family == IpFamily.V4 ? router : null,
        Device = "cilium_host",
        Protocol = RouteProtocol.Kernel,
        PreferredSource = router,
        Mtu = mtu,
    };
}

/// <summary>MAC addresses of a node's devices, which upstream the kernel chooses at random; here they tell the node's number.</summary>
internal sealed record NodeMacs(MacAddress Net, MacAddress Host, MacAddress Tunnel)
{
    public static NodeMacs Of(PlannedNode node) => new(
        new(0xeec1_0000_0000UL | (uint)node.Ordinal), new(0xeec2_0000_0000UL | (uint)node.Ordinal), new(0xeec3_0000_0000UL | (uint)node.Ordinal));
}
