using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Datapath.Cni.Calico;

/// <summary>A pod as Calico connects it (cni-plugin/pkg/dataplane/linux, felix/dataplane/linux/endpoint_mgr.go): a veth pair without a bridge,
/// and a /32 or /128 address, so the pod sends everything to its node.</summary>
/// <param name="Mtu">MTU in bytes of pods that have none of their own.</param>
internal sealed record RoutedPods(int Mtu)
{
    // In a pod lo, then eth0.
    private const int PodInterfaceIndex = 2;

    // No machine has this address. The pod asks for it, and its node answers: proxy ARP. So every pod of every node has the same gateway,
    // and none needs an address of a subnet.
    private static readonly IpAddress Gateway = IpAddress.Parse("169.254.1.1");

    // The MAC of every host's end: a pod that moves to another node finds its gateway's unchanged.
    private static readonly MacAddress HostMac = MacAddress.Parse("ee:ee:ee:ee:ee:ee");

    // In IPv6 no machine need pretend: the host's end has a link-local address, and with that MAC always the same, fe80::ecee:eeff:feee:eeee.
    private static readonly IpAddress GatewayV6 = LinkScope.AddressOf(HostMac);

    /// <summary>The node's end, with the route to the pod and the settings of the device.</summary>
    public void AddHostEnd(NamespaceBuilder node, PlannedPod pod, int index)
    {
        string device = pod.HostInterface;
        node.AddDevice(_ => new VethEnd(index, device, HostMac, pod.Mtu ?? Mtu, pod.Id, "eth0", PodInterfaceIndex));
        foreach (IpAddress address in pod.Addresses)
        {
            if (address.Family == IpFamily.V4) ConfigureIpv4(node, device);
            else ConfigureIpv6(node, device);
            node.AddRoute(new(IpPrefix.Host(address)) { Device = device, Scope = RouteScope.Link, Origin = new("Pod", pod.Namespace, pod.Name) });
        }
    }

    /// <summary>The pod's end.</summary>
    public void AddPodEnd(NamespaceBuilder pod, PlannedNode node, PlannedPod plan, int hostIndex)
    {
        pod.AddDevice(i => new VethEnd(i, "eth0", plan.Mac, plan.Mtu ?? Mtu, node.Id, plan.HostInterface, hostIndex));
        foreach (IpAddress address in plan.Addresses)
        {
            pod.AddAddress("eth0", new(address, address.Width));
            bool v4 = address.Family == IpFamily.V4;
            // A link-local gateway is on the link by itself; the other has to be said.
            if (v4) pod.AddRoute(new(IpPrefix.Host(Gateway)) { Device = "eth0", Scope = RouteScope.Link });
            pod.AddRoute(new(IpPrefix.Default(address.Family)) { Via = v4 ? Gateway : GatewayV6, Device = "eth0" });
        }
    }

    private static void ConfigureIpv4(NamespaceBuilder node, string device)
    {
        node.SetSysctl($"net.ipv4.conf.{device}.proxy_arp", 1);
        // Answer at once: nobody else on this cable could.
        node.SetSysctl($"net.ipv4.neigh.{device}.proxy_delay", 0);
        // A pod cannot send with another's address.
        node.SetSysctl($"net.ipv4.conf.{device}.rp_filter", 1);
        // NodePorts answer on 127.0.0.1 too.
        node.SetSysctl($"net.ipv4.conf.{device}.route_localnet", 1);
        node.SetSysctl($"net.ipv4.conf.{device}.forwarding", 1);
    }

    // Without IPv6 the device would get no link-local address. proxy_ndp answers for nobody as long as nobody is named (ip neigh add proxy).
    private static void ConfigureIpv6(NamespaceBuilder node, string device)
    {
        node.SetSysctl($"net.ipv6.conf.{device}.disable_ipv6", 0);
        node.SetSysctl($"net.ipv6.conf.{device}.proxy_ndp", 1);
        node.SetSysctl($"net.ipv6.conf.{device}.forwarding", 1);
    }
}
