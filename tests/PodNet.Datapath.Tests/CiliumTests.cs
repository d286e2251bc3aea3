using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Kubernetes.Presets;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;
using PodNet.Printing;

namespace PodNet.Datapath.Tests;

/// <summary>Cilium's datapath: what its documentation and its source say, and what small programs of the same kind did on a real kernel.</summary>
public class CiliumTests
{
    private static readonly IpAddress Outside = IpAddress.Parse("203.0.113.10");

    private static Cluster Reference { get; } = ClusterBuilder.Load(ClusterPresets.Text("reference-cilium-vxlan"));

    [Fact]
    public void Another_nodes_pod_is_reached_through_the_tunnel_and_the_far_lxc_device_sees_nothing()
    {
        Journey request = Trace(Reference, "p11", new EchoProbe(Pod("p21"))).Request!;
        Assert.Equal("p11:eth0 64, n1:lxc11 64, n1:cilium_vxlan 64, n1:eth0 64, sw:p-n1 64, sw:p-n2 64, n2:eth0 64, n2:cilium_vxlan 64, p21:eth0 63", Way(request));
        Packet outer = Seen(request, "n2", "eth0");
        Assert.Equal((64, false, 134), (outer.Ip!.Ttl, outer.Ip.DontFragment, outer.NetworkLength));
        Assert.Equal((8472, true), (outer.Udp!.DestinationPort, outer.Udp.ZeroChecksum));
        Packet sent = Seen(request, "p11", "eth0");
        Assert.Equal((sent, sent), (outer.Inner, Seen(request, "n2", "cilium_vxlan")));
        Packet arrived = Seen(request, "p21", "eth0");
        Assert.Equal((Device("n2", "lxc21").Mac, Device("p21", "eth0").Mac), (arrived.Ethernet!.Source, arrived.Ethernet.Destination));
    }

    [Fact]
    public void The_same_nodes_pod_gets_it_from_the_senders_lxc_device()
    {
        Exchange exchange = Trace(Reference, "p11", new EchoProbe(Pod("p12")));
        Assert.Equal("p11:eth0 64, n1:lxc11 64, p12:eth0 63", Way(exchange.Request!));
        Assert.Equal("p12:eth0 64, n1:lxc12 64, p11:eth0 63", Way(exchange.Answer!));
    }

    [Fact]
    public void The_lxc_device_answers_for_the_router_by_its_own_address()
    {
        Journey reply = Trace(Reference, "p11", new EchoProbe(Pod("p21"))).Journeys.First(j => j.Packet.Arp is { Operation: ArpOperation.Reply });
        Assert.Equal(("10.244.1.1", Device("n1", "lxc11").Mac), (reply.Packet.Arp!.SenderIp.ToString(), reply.Packet.Arp.SenderMac));
    }

    [Theory]
    [InlineData("n1", "p11", "10.244.1.1")]
    [InlineData("n1", "p21", "10.244.1.1")]
    public void Pods_see_a_node_by_its_routers_address(string from, string to, string seen)
    {
        Exchange exchange = Trace(Reference, from, new EchoProbe(Pod(to)));
        Packet arrived = Seen(exchange.Request!, to, "eth0");
        Assert.Equal((OutcomeKind.Answered, seen, 63), (exchange.Outcome, arrived.Ip!.Source.ToString(), (int)arrived.Ip.Ttl));
    }

    [Fact]
    public void What_comes_from_outside_by_another_node_gets_that_nodes_router_as_source_so_that_the_answer_comes_back_there()
    {
        Cluster routed = Reference.With(Reference.Namespace(new("gw")).ToBuilder()
            .AddRoute(new(IpPrefix.Parse("10.244.0.0/16")) { Via = IpAddress.Parse("192.168.50.13"), Device = "eth0" }).Build());
        Exchange exchange = Trace(routed, "gw", new TcpProbe(Pod("p21"), 8080));
        Packet arrived = Seen(exchange.Request!, "p21", "eth0");
        Assert.Equal((OutcomeKind.Answered, "10.244.3.1", 62), (exchange.Outcome, arrived.Ip!.Source.ToString(), (int)arrived.Ip.Ttl));
    }

    [Fact]
    public void The_device_keeps_the_links_MTU_and_the_route_makes_room_for_the_tunnel()
    {
        Assert.Equal((1500, 1450), (Device("p11", "eth0").Mtu, Reference.Topology.Cni.Mtu));
        Packet syn = Trace(Reference, "p11", new TcpProbe(Pod("p21"), 8080)).Request!.Hops[0].In;
        Assert.Equal(1410, syn.Tcp!.Mss);
    }

    [Fact]
    public void Routes_and_rules_are_those_of_published_dumps()
    {
        Assert.Equal(
            """
            local default dev lo table 2004 proto kernel scope host
            default via 192.168.50.1 dev eth0
            10.244.1.0/24 via 10.244.1.1 dev cilium_host proto kernel src 10.244.1.1
            10.244.1.1 dev cilium_host proto kernel scope link
            10.244.2.0/24 via 10.244.1.1 dev cilium_host proto kernel src 10.244.1.1 mtu 1450
            10.244.3.0/24 via 10.244.1.1 dev cilium_host proto kernel src 10.244.1.1 mtu 1450
            192.168.50.0/24 dev eth0 proto kernel scope link src 192.168.50.11
            """,
            string.Join('\n', Show(Reference, "n1", "ip route show table all").Where(l => !l.Contains(" table local "))));
        Assert.Equal(["9:\tfrom all fwmark 0x200/0xf00 lookup 2004", "100:\tfrom all lookup local"], Show(Reference, "n1", "ip rule").Take(2));
        Assert.Equal(["default via 10.244.1.1 dev eth0 mtu 1450", "10.244.1.1 dev eth0 scope link"], Show(Reference, "p11", "ip route"));
        Assert.Contains("inet 10.244.1.2/32", string.Join('\n', Show(Reference, "p11", "ip addr")), StringComparison.Ordinal);
    }

    [Fact]
    public void Native_routing_leaves_the_way_to_the_kernels_routes()
    {
        Cluster cluster = Load("{name: cilium, mode: native}");
        Journey request = Trace(cluster, "pod1-1", new EchoProbe(Pod(cluster, "pod2-1"))).Request!;
        Assert.Equal(62, Seen(request, "pod2-1", "eth0").Ip!.Ttl);
        Assert.DoesNotContain(request.MainSteps, s => s.Step is Encapsulated);
        Assert.Contains("10.0.1.0/24 via 192.168.50.12 dev eth0 proto kernel", Show(cluster, "node1", "ip route"));
        Assert.Equal(1460, Trace(cluster, "pod1-1", new TcpProbe(Pod(cluster, "pod2-1"), 80)).Request!.Hops[0].In.Tcp!.Mss);
        Packet atNode = Seen(Trace(cluster, "pod1-1", new EchoProbe(IpAddress.Parse("192.168.50.12"))).Request!, "node2", "eth0");
        Assert.Equal(Pod(cluster, "pod1-1"), atNode.Ip!.Source);
    }

    [Fact]
    public void Legacy_host_routing_delivers_by_the_lxc_device()
    {
        Cluster cluster = Load("{name: cilium, hostRouting: legacy}");
        string host = cluster.Topology.Pod(new("pod2-1"))!.HostInterface;
        Assert.Contains($"node2:{host} 63", Way(Trace(cluster, "pod1-1", new EchoProbe(Pod(cluster, "pod2-1"))).Request!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vxlan")]
    [InlineData("geneve")]
    [InlineData("native")]
    public void A_program_masquerades_what_leaves_the_cluster_and_only_that(string mode)
    {
        Cluster cluster = Load($"{{name: cilium, mode: {mode}, bpfMasquerade: true}}");
        Assert.DoesNotContain("CILIUM_POST_nat", string.Join('\n', Show(cluster, "node1", "iptables-save")), StringComparison.Ordinal);
        foreach (Probe probe in (Probe[])[new EchoProbe(Outside), new TcpProbe(Outside, 80)])
        {
            Exchange exchange = Trace(cluster, "pod1-1", probe);
            Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
            Assert.Equal("192.168.50.11", exchange.Request!.Hops[exchange.Request.MainEnd].In.Ip!.Source.ToString());
        }

        IpAddress pod = Pod(cluster, "pod1-1"), node = IpAddress.Parse("192.168.50.12");
        Assert.Equal(pod, Seen(Trace(cluster, "pod1-1", new EchoProbe(node)).Request!, "node2", "eth0").Ip!.Source);
        Assert.Equal(pod, Seen(Trace(cluster, "pod1-1", new EchoProbe(Pod(cluster, "pod2-1"))).Request!, "pod2-1", "eth0").Ip!.Source);
    }

    [Fact]
    public void Every_node_hears_of_a_pod_that_comes_and_of_one_that_goes()
    {
        Cluster cluster = Load("cilium");
        string[] before = [.. Show(cluster, "node2", "cilium-dbg bpf ipcache list")];
        Cluster with = cluster.WithPod(new PodSpec { Name = "late", Node = "node1" });
        IpAddress address = Pod(with, "late");
        Assert.Contains(Show(with, "node2", "cilium-dbg bpf ipcache list"), l => l.StartsWith($"{address}/32 ", StringComparison.Ordinal));
        Assert.Equal(OutcomeKind.Answered, Trace(with, "pod2-1", new EchoProbe(address)).Outcome);
        Cluster without = with.WithoutPod(new("late"));
        Assert.Equal(before, Show(without, "node2", "cilium-dbg bpf ipcache list"));
        Assert.DoesNotContain(Show(without, "node1", "cilium-dbg bpf endpoint list"), l => l.Contains(address.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Pods_of_one_namespace_with_the_same_labels_share_an_identity_which_the_tunnel_carries()
    {
        Cluster cluster = ClusterBuilder.Load("""
            nodes: 2
            networking: {cni: cilium}
            pods:
              - {name: plain, node: node1}
              - {name: other, node: node1}
              - {name: far, node: node1, namespace: far}
              - {name: target, node: node2}
            """);
        int[] identities = [.. new[] { "plain", "other", "far.far" }.Select(from =>
            ((VxlanHeader)Seen(Trace(cluster, from, new EchoProbe(Pod(cluster, "target"))).Request!, "node2", "eth0").Tunnel!).Vni)];
        Assert.Equal(identities[0], identities[1]);
        Assert.NotEqual(identities[0], identities[2]);
        Assert.All(identities, i => Assert.InRange(i, 256, 65535));
    }

    [Fact]
    public void Without_a_pod_network_of_its_own_a_cluster_gets_a_part_of_10_8_beside_its_services()
    {
        Cluster cluster = Load("cilium");
        Assert.Equal(["10.0.0.0/24", "10.0.1.0/24"], cluster.Topology.Nodes.Select(n => n.PodCidr.ToString()));
        Assert.Matches("^lxc[0-9a-f]{12}$", cluster.Topology.Pods[0].HostInterface);
        Assert.Contains("overlaps", Assert.Throws<ClusterFileException>(
            () => ClusterBuilder.Load("networking: {cni: cilium, serviceSubnet: 10.0.1.0/24}")).Message, StringComparison.Ordinal);
    }

    private static Cluster Load(string cni) => ClusterBuilder.Load($"nodes: 2\npods: 2\nnetworking: {{cni: {cni}}}");

    private static IpAddress Pod(string name) => Pod(Reference, name);

    private static IpAddress Pod(Cluster cluster, string name) => cluster.Topology.Pod(new(name))!.Address;

    private static NetDevice Device(string ns, string name) => Reference.Namespace(new(ns)).Device(name);

    private static Exchange Trace(Cluster cluster, string from, Probe probe) =>
        PacketTracer.Trace(cluster, KernelState.Cold, new(from), probe, new(SimulatedTime.Start)).Exchange;

    private static IEnumerable<(string Where, Packet Packet)> Sightings(Journey journey) => journey.MainSteps.Select(s => s.Step switch
    {
        Received r => ($"{s.Hop.Namespace}:{r.Device}", r.Packet),
        Transmitted t => ($"{s.Hop.Namespace}:{t.Device}", t.Packet),
        _ => ("", new Packet(null)),
    }).Where(s => s.Item1.Length > 0);

    private static string Way(Journey journey) => string.Join(", ", Sightings(journey).Select(s => $"{s.Where} {s.Packet.Ip!.Ttl}"));

    private static Packet Seen(Journey journey, string ns, string device) => Sightings(journey).First(s => s.Where == $"{ns}:{device}").Packet;

    private static IEnumerable<string> Show(Cluster cluster, string ns, string command) =>
        NamespaceCommands.Run(NamespaceView.Cold(cluster.Namespace(new(ns)), SimulatedTime.Start), command.Split(' '))
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd());
}
