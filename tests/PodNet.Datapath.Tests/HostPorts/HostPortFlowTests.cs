using PodNet.Datapath.Tests.Flows;
using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests.HostPorts;

/// <summary>A manifest's hostPort, by the packets it moves, under every plugin that knows it.</summary>
public sealed class HostPortFlowTests
{
    // Nothing is known of how Cilium does it, and sample's configuration list has no portmap.
    private static readonly string[] Without = ["cilium", "sample"];

    private static readonly string[] Everywhere = ["c", "n2", "n1", "b", "b2"];

    public static TheoryData<string, string> Plugins => new(PacketFlows.Plugins().Where(p => !Without.Contains(p.Item1)));

    public static TheoryData<string, string> PluginsWithIpv6 => new(PacketFlows.PluginsWithIpv6().Where(p => !Without.Contains(p.Item1)));

    public static TheoryData<string> PluginsWithout => new(Without);

    [Theory]
    [MemberData(nameof(Plugins))]
    public void The_nodes_port_leads_to_the_pod_from_everywhere(string cni, string mode)
    {
        Cluster cluster = Load(cni, mode);
        CheckWays(cluster, cluster.Topology.Node(new("n1"))!.Addresses[0], cluster.Topology.Pod(new("a"))!.Addresses[0], Everywhere);
    }

    [Theory]
    [MemberData(nameof(PluginsWithIpv6))]
    public void So_does_its_port_in_IPv6(string cni, string mode)
    {
        Cluster cluster = Load(cni, mode, "ipFamily: dual");
        (IpAddress node, IpAddress pod) = (cluster.Topology.Node(new("n1"))!.Addresses[1], cluster.Topology.Pod(new("a"))!.Addresses[1]);
        bool encrypts = (cni, mode) == ("calico", "wireguard");
        CheckWays(cluster, node, pod, encrypts ? ["c", "n2", "n1", "b"] : Everywhere);
        if (!encrypts) return;

        // Nothing is masqueraded, so the answer to a pod of another node goes into the tunnel with the node's address, which no allowed IPs hold.
        Exchange lost = Trace(cluster, "b2", new TcpProbe(node, 8080));
        Assert.Equal(OutcomeKind.TimedOut, lost.Outcome);
        Assert.Contains(lost.Journeys, j => j.Hops.Any(h => h.Steps[^1] is Dropped { Why: Disposition.UnknownTunnel }));
    }

    // cbr0, promiscuous, loses such a packet on the real kernel as well.
    [Theory]
    [MemberData(nameof(Plugins))]
    public void A_pod_that_reaches_itself_is_masqueraded_and_so_is_localhost(string cni, string mode)
    {
        if (cni == "bridge") return;
        Cluster cluster = Load(cni, mode);
        (IpAddress node, IpAddress pod) = (cluster.Topology.Node(new("n1"))!.Address, cluster.Topology.Pod(new("a"))!.Address);
        foreach ((string from, IpAddress to) in ((string, IpAddress)[])[("a", node), ("n1", IpAddress.LoopbackV4)])
        {
            Exchange exchange = Trace(cluster, from, new TcpProbe(to, 8080));
            Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
            IpHeader seen = Seen(exchange);
            Assert.Equal(pod, seen.Destination);
            Assert.Contains(cluster.Namespace(new("n1")).Devices, d => d.Addresses.Any(a => a.Address == seen.Source && !a.Address.IsLoopback));
        }
    }

    [Theory]
    [MemberData(nameof(Plugins))]
    public void Only_that_port_of_only_that_node_leads_to_the_pod(string cni, string mode)
    {
        Cluster cluster = Load(cni, mode);
        Assert.Equal(OutcomeKind.ConnectionRefused, Trace(cluster, "c", new TcpProbe(cluster.Topology.Node(new("n2"))!.Address, 8080)).Outcome);
        Assert.Equal(OutcomeKind.ConnectionRefused, Trace(cluster, "c", new TcpProbe(cluster.Topology.Node(new("n1"))!.Address, 8081)).Outcome);
        Assert.Equal(OutcomeKind.ConnectionRefused, Trace(cluster, "c", new UdpProbe(cluster.Topology.Node(new("n1"))!.Address, 8080)).Outcome);
    }

    [Theory]
    [MemberData(nameof(Plugins))]
    public void One_pod_costs_one_pod_and_leaves_nothing_behind(string cni, string mode)
    {
        Cluster before = Load(cni, mode);
        foreach (string id in (string[])["n1", "n2", "a", "b", "c"]) before.Namespace(new(id));
        IpAddress node = before.Topology.Node(new("n1"))!.Address;
        Cluster with = before.WithPod(Extra());
        Assert.All((string[])["a", "b", "c"], id => Assert.Same(before.Namespace(new(id)), with.Namespace(new(id))));
        Assert.Equal(before.Namespace(new("n2")).Netfilter.Tables, with.Namespace(new("n2")).Netfilter.Tables);
        Assert.Equal(OutcomeKind.Answered, Trace(with, "c", new TcpProbe(node, 9090)).Outcome);

        // The same as if the node had come up so.
        Table edited = with.Namespace(new("n1")).Netfilter.Find("nat")!, fresh = Load(cni, mode).WithPod(Extra()).Namespace(new("n1")).Netfilter.Find("nat")!;
        Assert.Equal(fresh.Chains, edited.Chains);

        Cluster without = with.WithoutPod(new("extra"));
        Assert.Equal(before.Namespace(new("n1")).Netfilter.Find("nat")!.Chains, without.Namespace(new("n1")).Netfilter.Find("nat")!.Chains);
        Assert.Equal(before.Namespace(new("n1")).Sockets, without.Namespace(new("n1")).Sockets);
        Assert.Equal(OutcomeKind.ConnectionRefused, Trace(without, "c", new TcpProbe(node, 9090)).Outcome);
        Assert.Equal(OutcomeKind.Answered, Trace(without, "c", new TcpProbe(node, 8080)).Outcome);
    }

    [Fact]
    public void A_hostIP_opens_the_port_on_one_address_only()
    {
        Cluster cluster = ClusterBuilder.Load("""
            nodes: [{name: n1, address: 192.168.50.11}]
            pods: [{name: a, node: n1, ports: [{containerPort: 80, hostPort: 8080, hostIP: 192.168.50.11}]}]
            """);
        Assert.Equal(OutcomeKind.Answered, Trace(cluster, "gw", new TcpProbe(IpAddress.Parse("192.168.50.11"), 8080)).Outcome);
        Assert.Equal(OutcomeKind.ConnectionRefused, Trace(cluster, "n1", new TcpProbe(IpAddress.LoopbackV4, 8080)).Outcome);
    }

    [Theory]
    [MemberData(nameof(PluginsWithout))]
    public void Who_cannot_says_so(string cni)
    {
        string message = Assert.Throws<ClusterFileException>(() => Load(cni, "")).Message;
        Assert.Contains($"pod default/a: host port 8080/TCP: nothing would lead from the node to the pod under {cni}", message, StringComparison.Ordinal);
    }

    // From the outside, from another node, from the node itself, from another pod: the pod is asked, and the node seems to answer.
    private static void CheckWays(Cluster cluster, IpAddress node, IpAddress pod, string[] froms)
    {
        foreach (string from in froms)
        {
            Exchange exchange = Trace(cluster, from, new TcpProbe(node, 8080));
            Assert.Equal((from, OutcomeKind.Answered), (from, exchange.Outcome));
            Assert.Equal((pod, (ushort)80), (Seen(exchange).Destination, exchange.Request!.Hops[exchange.Request.MainEnd].In.Innermost.Tcp!.DestinationPort));
            Assert.Equal(node, exchange.Observations[0].From);
        }

        // The outside's own address reaches the pod.
        IpAddress outside = Seen(Trace(cluster, "c", new TcpProbe(node, 8080))).Source;
        Assert.Contains(cluster.Namespace(new("c")).Devices, d => d.Addresses.Any(a => a.Address == outside));
    }

    private static IpHeader Seen(Exchange exchange) => exchange.Request!.Hops[exchange.Request.MainEnd].In.Innermost.Ip!;

    private static PodSpec Extra() => new()
    {
        Name = "extra",
        Node = "n1",
        Containers = [new() { Name = "x", Listens = [new(IpProtocol.Tcp, 90)], HostPorts = [new(IpProtocol.Tcp, 9090, 90)] }],
    };

    private static Cluster Load(string cni, string mode, string networking = "ipFamily: ipv4") => ClusterBuilder.Load($$"""
        nodes: [{name: n1}, {name: n2}]
        networking:
          {{networking}}
          cni:
            name: {{cni}}
            {{(mode.Length > 0 ? $"mode: {mode}" : "")}}
        underlay: {router: {name: c} }
        pods:
          - {name: a, node: n1, ports: [{containerPort: 80, hostPort: 8080}]}
          - {name: b, node: n1, ports: [80]}
          - {name: b2, node: n2, ports: [80]}
        """);

    private static Exchange Trace(Cluster cluster, string from, Probe probe) =>
        PacketTracer.Trace(cluster, KernelState.Cold, new(from), probe, new(SimulatedTime.Start)).Exchange;
}
