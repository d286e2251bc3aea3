using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Programs;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Tests;

/// <summary>Compiled flannel clusters edited into nodes of other kinds: no bridge, programs at devices, a second switch, two subnets.</summary>
internal static class SpecialNodes
{
    private static readonly IpAddress Gateway = IpAddress.Parse("169.254.1.1");

    /// <summary>Without a bridge: a /32 route to each pod's veth, and proxy ARP at it.</summary>
    public static Cluster Routed(this Cluster cluster)
    {
        foreach (ClusterNode node in cluster.Topology.Nodes)
        {
            NamespaceBuilder kernel = cluster.Namespace(node.Id).ToBuilder();
            foreach (ClusterPod pod in cluster.Topology.PodsOn(node.Name))
            {
                kernel.SetDevice(pod.HostInterface, d => d with { Port = null }).SetSysctl($"net.ipv4.conf.{pod.HostInterface}.proxy_arp", 1);
                kernel.AddRoute(new(IpPrefix.Host(pod.Address)) { Device = pod.HostInterface, Scope = RouteScope.Link });
                cluster = cluster.With(Routed(cluster.Namespace(pod.Id).ToBuilder(), pod.Address));
            }

            if (kernel.Devices.Exists(d => d.Name == "cni0")) kernel.DeleteDevice("cni0");
            cluster = cluster.With(kernel.Build());
        }

        return cluster;
    }

    private static NetworkNamespace Routed(NamespaceBuilder pod, IpAddress address)
    {
        pod.Routes.RemoveAll(r => r.Device == "eth0");
        return pod.SetDevice("eth0", d => d with { Addresses = [] }).AddAddress("eth0", new(address, 32))
            .AddRoute(new(IpPrefix.Host(Gateway)) { Device = "eth0", Scope = RouteScope.Link })
            .AddRoute(new(IpPrefix.DefaultV4) { Device = "eth0", Via = Gateway }).Build();
    }

    /// <summary>With programs at the pods' devices, the tunnel and the uplink, and a pair of the node's own.</summary>
    public static Cluster WithPrograms(this Cluster cluster)
    {
        foreach (ClusterNode node in cluster.Topology.Nodes)
        {
            NamespaceBuilder kernel = cluster.Namespace(node.Id).ToBuilder();
            AddPair(kernel, node, "cilium_host", "cilium_net", null);
            foreach (ClusterPod pod in cluster.Topology.PodsOn(node.Name)) kernel.SetDevice(pod.HostInterface, d => With(d, "cil_from_container"));
            foreach (string device in (string[])["eth0", "flannel.1", "cilium_host"])
            {
                if (kernel.Devices.Exists(d => d.Name == device)) kernel.SetDevice(device, d => With(d, "cil_from_netdev"));
            }

            cluster = cluster.With(kernel.Build());
        }

        return cluster;
    }

    private static NetDevice With(NetDevice device, string program) => device with
    {
        Attachments = DeviceAttachments.None with { TcIngress = [new PacketProgram(program, [])] },
    };

    /// <summary>With a pair that leads on from the bridge, to a second switch before the tunnel or, without <paramref name="inner"/>, to a
    /// program.</summary>
    public static Cluster WithWayOn(this Cluster cluster, string? inner)
    {
        foreach (ClusterNode node in cluster.Topology.Nodes)
        {
            NamespaceBuilder kernel = cluster.Namespace(node.Id).ToBuilder();
            AddPair(kernel, node, "vethwe-bridge", inner is null ? "vethwe-pcap" : "vethwe-datapath", "cni0");
            if (inner is not null) kernel.AddDevice(i => new OvsDatapath(i, inner, new(0x020000000000ul + (ulong)i), 65535));
            else if (kernel.Devices.Exists(d => d.Name == "flannel.1")) kernel.DeleteDevice("flannel.1");
            cluster = cluster.With(kernel.Build());
        }

        return cluster;
    }

    /// <summary>One Ethernet for all: each pod takes all pods for neighbours.</summary>
    public static Cluster OnOneEthernet(this Cluster cluster)
    {
        foreach (ClusterPod pod in cluster.Topology.Pods)
        {
            NamespaceBuilder kernel = cluster.Namespace(pod.Id).ToBuilder();
            kernel.Routes.RemoveAll(r => r.Device == "eth0");
            kernel.SetDevice("eth0", d => d with { Addresses = [] }).AddAddress("eth0", new(pod.Address, cluster.Topology.PodSubnet.Length));
            cluster = cluster.With(kernel.Build());
        }

        return cluster;
    }

    private static void AddPair(NamespaceBuilder kernel, ClusterNode node, string near, string far, string? bridge)
    {
        int next = kernel.Devices[^1].Index + 1;
        kernel.AddDevice(i => new VethEnd(i, near, new(0x060000000000ul + (ulong)i), 1500, node.Id, far, next + 1)
        {
            Port = bridge is null ? null : new(bridge),
            Addresses = bridge is null ? [new(node.PodCidr.Address.Plus(1), 32)] : [],
        });
        kernel.AddDevice(i => new VethEnd(i, far, new(0x060000000000ul + (ulong)i), 1500, node.Id, near, next));
    }

    /// <summary>The second half of the nodes on a switch of its own, in the upper half of the subnet; the router joins both.</summary>
    public static Cluster OnTwoSubnets(this Cluster cluster)
    {
        ClusterTopology topology = cluster.Topology;
        NamespaceId old = topology.Underlay.Switches[0], added = new("sw-2");
        UnderlaySegment whole = topology.Underlay.Segments[0];
        IpAddress network = whole.Subnet.Address;
        IpPrefix[] halves = [new(network, 25), new(network.Plus(128), 25)];
        IpAddress[] gateways = [network.Plus(1), network.Plus(129)];
        int first = (topology.Nodes.Count + 1) / 2;
        NamespaceBuilder[] switches = [new(old), new(added)];
        foreach (NamespaceBuilder s in switches) s.AddDevice(i => new Bridge(i, whole.Bridge, new(0x025000000000ul + (ulong)s.Id.Name.Length), 1500));
        NamespaceBuilder router = new NamespaceBuilder(topology.Underlay.Router!.Id).SetSysctl("net.ipv4.ip_forward", 1);
        for (int s = 0; s < 2; s++)
        {
            string device = $"eth{s}";
            NamespaceId at = switches[s].Id;
            MacAddress mac = new(0x525400000100ul + (ulong)s);
            router.AddDevice(i => new VethEnd(i, device, mac, 1500, at, "p-router", 3)).AddAddress(device, new(gateways[s], 25));
            switches[s].AddDevice(i => new VethEnd(i, "p-router", new(mac.Bits | 0x020000000000ul), 1500, router.Id, device, 2) { Port = new(whole.Bridge) });
        }

        for (int n = 0; n < topology.Nodes.Count; n++)
        {
            int s = n < first ? 0 : 1;
            cluster = cluster.With(Move(cluster.Namespace(topology.Nodes[n].Id), topology.Nodes[n], switches[s], whole.Bridge, gateways[s], $"p-{n}"));
        }

        foreach (NamespaceBuilder kernel in switches.Append(router)) cluster = cluster.With(kernel.Build());
        Underlay underlay = topology.Underlay with
        {
            Switches = [old, added],
            Router = topology.Underlay.Router with { Addresses = [.. gateways] },
            Segments =
            [
                new(old, whole.Bridge, halves[0], "eth0", gateways[0], 0, first),
                new(added, whole.Bridge, halves[1], "eth1", gateways[1], first, topology.Nodes.Count - first),
            ],
        };
        return new(With(topology, underlay), cluster.Compiler, cluster.Compiled);
    }

    private static NetworkNamespace Move(
        NetworkNamespace node, ClusterNode of, NamespaceBuilder to, string bridge, IpAddress gateway, string port)
    {
        NamespaceBuilder kernel = node.ToBuilder();
        VethEnd uplink = (VethEnd)node.Device("eth0");
        to.AddDevice(i => new VethEnd(i, port, new(uplink.Mac.Bits | 0x020000000000ul), 1500, of.Id, "eth0", uplink.Index) { Port = new(bridge) });
        kernel.Routes.RemoveAll(r => r.Device == "eth0" && r.Via is null || r.Destination.Length == 0);
        kernel.SetDevice("eth0", _ => uplink with { Addresses = [], PeerNamespace = to.Id, PeerName = port, PeerIndex = to.Devices[^1].Index });
        return kernel.AddAddress("eth0", new(of.Address, 25)).AddRoute(new(IpPrefix.DefaultV4) { Via = gateway, Device = "eth0" }).Build();
    }

    private static ClusterTopology With(ClusterTopology topology, Underlay underlay) => new()
    {
        Nodes = topology.Nodes,
        Pods = topology.Pods,
        Underlay = underlay,
        Cni = topology.Cni,
        PodSubnets = topology.PodSubnets,
        ServiceSubnets = topology.ServiceSubnets,
        Proxy = topology.Proxy,
    };
}
