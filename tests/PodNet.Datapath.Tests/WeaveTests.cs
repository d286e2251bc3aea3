using PodNet.Datapath.Tests.Flows;
using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Kubernetes.Presets;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests;

/// <summary>Weave's own ways: the ring, one Ethernet over all nodes, the two overlays.</summary>
public sealed class WeaveTests
{
    private static readonly Cluster Reference = ClusterBuilder.Load(ClusterPresets.Text("reference-weave"));

    // Worked out by hand from ipam/space/space.go; the first three are what is seen in the field.
    [Fact]
    public void Each_node_that_joins_is_given_half_of_somebodys_room()
    {
        Cluster cluster = ClusterBuilder.Load("nodes: 5\npods: 1\nnetworking: {cni: weave}");
        Assert.Equal(
            ["10.32.0.0/14", "10.44.0.0/14", "10.36.0.0/14", "10.42.0.0/15", "10.40.0.0/15"],
            cluster.Topology.Nodes.Select(n => n.PodCidr.ToString()));
        Assert.Equal(
            ["10.32.0.1/12", "10.44.0.0/12", "10.36.0.0/12", "10.42.0.0/12", "10.40.0.0/12"],
            cluster.Topology.Nodes.Select(n => cluster.Namespace(n.Id).Device("weave").Addresses[0].ToString()));
        Assert.Equal("10.32.0.2", cluster.Topology.Pods[0].Address.ToString());
        Assert.Equal("10.44.0.1", cluster.Topology.Pods[1].Address.ToString());
        Assert.Equal("vethwepl", cluster.Topology.Pods[0].HostInterface[..8]);
        Assert.Equal(15, cluster.Topology.Pods[0].HostInterface.Length);
    }

    [Fact]
    public void More_peers_than_weave_connects_to_are_refused() =>
        Assert.Contains("CONN_LIMIT", Assert.Throws<ClusterFileException>(() => ClusterBuilder.Load("nodes: 202\nnetworking: {cni: weave}")).Problems[0].Message);

    [Fact]
    public void Pods_of_all_nodes_are_on_one_ethernet()
    {
        Exchange exchange = Trace(Reference, "p11", new TcpProbe(IpAddress.Parse("10.44.0.2"), 8080));
        Packet syn = exchange.Request!.Packet;
        Packet arrived = exchange.Request.Hops[exchange.Request.MainEnd].In;
        Assert.Equal((64, 1336), (arrived.Ip!.Ttl, arrived.Tcp!.Mss));
        Assert.Equal(Reference.Namespace(new("p21")).Device("eth0").Mac, Sent(exchange.Request, "p11", "eth0").Single().Ethernet!.Destination);
        Assert.Equal(syn.Ip!.Source, arrived.Ip.Source);
        Assert.Single(Trace(Reference, "p11", new TracerouteProbe(IpAddress.Parse("10.44.0.2"), Queries: 1, Simultaneous: 1)).Observations);
    }

    [Fact]
    public void The_tunnel_carries_both_peers_numbers()
    {
        Packet outer = Sent(Trace(Reference, "p11", new EchoProbe(IpAddress.Parse("10.44.0.2"))).Request!, "n1", "eth0").Single();
        Assert.Equal((64, false, 6784, false), (outer.Ip!.Ttl, outer.Ip.DontFragment, outer.Udp!.DestinationPort, outer.Udp.ZeroChecksum));
        Assert.Equal(1 | 2 << 12, Assert.IsType<VxlanHeader>(outer.Tunnel).Vni);
        Cluster asInSource = ClusterBuilder.Load("nodes: 2\npods: 1\nnetworking: {cni: {name: weave, df: true, udpcsum: false}}");
        Packet other = Sent(Trace(asInSource, "pod1-1", new EchoProbe(asInSource.Topology.Pods[1].Address)).Request!, "node1", "eth0").Single();
        Assert.True(other.Ip!.DontFragment && other.Udp!.ZeroChecksum);
    }

    [Fact]
    public void A_question_crosses_the_tunnel_to_every_peer()
    {
        Exchange exchange = Trace(Reference, "p11", new EchoProbe(IpAddress.Parse("10.44.0.2")));
        Journey question = exchange.Journeys.First(j => j.Packet.Arp is { Operation: ArpOperation.Request } && j.Hops[0].Namespace.Name == "p11");
        Assert.Superset(
            new HashSet<string> { "n1", "n2", "n3", "p12", "p21", "p22", "p31", "p32" }, question.Hops.Select(h => h.Namespace.Name).ToHashSet());
        Assert.Equal(["192.168.50.12", "192.168.50.13"], Sent(question, "n1", "eth0").Select(p => p.Ip!.Destination.ToString()).Order());
    }

    [Fact]
    public void Each_node_reaches_pods_from_its_own_address_on_the_bridge()
    {
        foreach (string pod in (string[])["10.32.0.2", "10.44.0.2"])
            Assert.Equal("10.32.0.1", Trace(Reference, "n1", new EchoProbe(IpAddress.Parse(pod))).Request!.Packet.Ip!.Source.ToString());
        Packet outside = Sent(Trace(Reference, "p11", new EchoProbe(IpAddress.Parse("203.0.113.10"))).Request!, "n1", "eth0").Single();
        Assert.Equal("192.168.50.11", outside.Ip!.Source.ToString());
    }

    [Fact]
    public void A_pod_that_comes_later_is_found_without_a_row_about_it()
    {
        Cluster cluster = Reference.WithPod(new() { Name = "late", Node = "n3", Containers = [] });
        Assert.Equal(OutcomeKind.Answered, Trace(cluster, "p11", new EchoProbe(cluster.Topology.Pod(new("late"))!.Address)).Outcome);
    }

    [Fact]
    public void A_forgotten_address_is_looked_for_behind_every_peer()
    {
        EchoProbe probe = new(IpAddress.Parse("10.44.0.2"));
        KernelState warm = PacketTracer.Trace(Reference, KernelState.Cold, new("p11"), probe, new(SimulatedTime.Start)).After;
        KernelState forgotten = warm.With(new("n1"), warm.Of(new("n1")) with { Fdb = warm.Of(new("n1")).Fdb.Clear() });
        Exchange exchange = PacketTracer.Trace(Reference, forgotten, new("p11"), probe, new(SimulatedTime.Start)).Exchange;
        Assert.Equal(2, Sent(exchange.Request!, "n1", "eth0").Count());
        Exchange known = PacketTracer.Trace(Reference, warm, new("p11"), probe, new(SimulatedTime.Start)).Exchange;
        Assert.Single(Sent(known.Request!, "n1", "eth0"));
    }

    [Fact]
    public void Sleeve_carries_frames_in_user_space()
    {
        Cluster cluster = PacketFlows.Load("weave", "sleeve");
        Exchange exchange = Trace(cluster, "a1", new EchoProbe(cluster.Topology.Pod(new("a2"))!.Address));
        (Packet request, Packet reply) = (Sent(exchange.Request!, "n1", "eth0").Single(), Sent(exchange.Answer!, "n2", "eth0").Single());

        // A request of ping has DF, its answer has not.
        Assert.Equal((true, true, 6783, 6783), (request.Ip!.DontFragment, request.Udp!.ZeroChecksum, request.Udp.SourcePort, request.Udp.DestinationPort));
        Assert.Equal((false, false), (reply.Ip!.DontFragment, reply.Udp!.ZeroChecksum));
        Assert.Equal(20 + 8 + 20 + 14 + 84, request.NetworkLength);
        Assert.Contains(exchange.Request!.MainSteps, s => s.Step is PassedToUserSpace { Program: "weaver", Device: "vethwe-pcap" });
        Assert.Equal(Disposition.Delivered, exchange.Request.Disposition);
        Assert.DoesNotContain(exchange.Request.MainSteps.SkipLast(1), s => s.Step is TerminalStep);
    }

    [Fact]
    public void Sleeve_says_what_fits_in_the_far_pods_name()
    {
        Cluster cluster = PacketFlows.Load("weave", "sleeve");
        IpAddress far = cluster.Topology.Pod(new("a2"))!.Address;
        Observation refusal = Assert.Single(Trace(cluster, "a1", new EchoProbe(far, DataBytes: 1411, Discovery: PathMtuDiscovery.Do)).Observations);
        Assert.Equal((far, 1438), (refusal.From, refusal.Mtu));
        Assert.Equal(OutcomeKind.Answered, Trace(cluster, "a1", new EchoProbe(far, DataBytes: 1410, Discovery: PathMtuDiscovery.Do)).Outcome);
    }

    private static Exchange Trace(Cluster cluster, string from, Probe probe) =>
        PacketTracer.Trace(cluster, KernelState.Cold, new(from), probe, new(SimulatedTime.Start)).Exchange;

    private static IEnumerable<Packet> Sent(Journey journey, string ns, string device) => journey.Hops.Where(h => h.Namespace.Name == ns)
        .SelectMany(h => h.Steps.OfType<Transmitted>()).Where(t => t.Device == device).Select(t => t.Packet);
}
