using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Kubernetes.Presets;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests;

/// <summary>5,000 nodes with 30 pods each: nothing is made that nobody looks at.</summary>
public sealed class ScaleTests
{
    private static Cluster Large() => ClusterBuilder.Load(ClusterPresets.Text("five-thousand-nodes"));

    [Fact]
    public void Nothing_is_compiled_before_somebody_looks()
    {
        Cluster cluster = Large();
        Assert.Equal((5000, 150_000, 125),
            (cluster.Topology.Nodes.Count, cluster.Topology.Pods.Count, cluster.Topology.Underlay.Switches.Count));
        Assert.Empty(cluster.Compiled);
        NetworkNamespace pod = cluster.Namespace(new("pod4321-7"));
        Assert.Equal([pod], cluster.Compiled);
        NetworkNamespace node = cluster.Namespace(new("node4321"));
        Assert.Equal([node, pod], cluster.Compiled);
        Assert.Equal(4999, node.Neighbors.Count);
        Assert.Equal(4999, node.Fdb.Count(f => f.Remote is not null));
        Assert.Equal(30, node.PortsOf("cni0").Length);
    }

    [Fact]
    public void All_addresses_differ_and_lie_where_they_should()
    {
        ClusterTopology topology = Large().Topology;
        Assert.Equal("10.224.0.0/11", topology.PodSubnet.ToString());
        Assert.Equal(topology.Pods.Count, topology.Pods.Select(p => p.Address).Distinct().Count());
        Assert.Equal(topology.Nodes.Count, topology.Nodes.Select(n => n.Address).Distinct().Count());
        Assert.All(topology.Nodes,
            n => Assert.True(topology.PodSubnet.Contains(n.PodCidr) && topology.Underlay.Subnet.Contains(n.Address)));
        Dictionary<string, ClusterNode> nodes = topology.Nodes.ToDictionary(n => n.Name);
        Assert.All(topology.Pods, p => Assert.True(nodes[p.Node].PodCidr.Contains(p.Address)));
        Assert.Equal(new NamespaceId("pod5000-30"), topology.OwnerOf(IpAddress.Parse("10.243.135.31")));
    }

    [Fact]
    public void The_router_joins_the_racks()
    {
        Cluster cluster = Large();
        NetworkNamespace router = cluster.Namespace(new("gw"));
        Assert.Equal(126, router.Devices.Count);
        Assert.Equal("172.16.125.1/24", Assert.Single(router.Device("eth124").Addresses).ToString());
        UnderlaySegment last = cluster.Topology.Underlay.Segments[^1];
        Assert.Equal(("sw-125", "172.16.125.0/24", 4960, 40), (last.Switch.Name, last.Subnet.ToString(), last.FirstNode, last.NodeCount));
        VethEnd eth0 = Assert.IsType<VethEnd>(cluster.Namespace(new("node4961")).Device("eth0"));
        Assert.Equal(("sw-125", "p-node4961", 4), (eth0.PeerNamespace.Name, eth0.PeerName, eth0.PeerIndex));
        VethEnd port = Assert.IsType<VethEnd>(cluster.Namespace(new("sw-125")).Device("p-gw"));
        Assert.Equal(("gw", "eth124", 126), (port.PeerNamespace.Name, port.PeerName, port.PeerIndex));
        Assert.Equal(126, router.Device("eth124").Index);
    }

    [Fact]
    public void A_packet_across_racks_compiles_only_where_it_passes()
    {
        Cluster cluster = Large();
        ClusterPod to = cluster.Topology.Pod(new("pod5000-30"))!;
        TraceResult result = PacketTracer.Trace(
            cluster, KernelState.Cold, new("pod1-1"), new EchoProbe(to.Address), new TraceOptions(default));
        Assert.Equal(OutcomeKind.Answered, result.Exchange.Outcome);
        Assert.Equal(62, result.Exchange.Observations[0].Ttl);
        Assert.All(
            (string[])["pod1-1", "node1", "sw-1", "gw", "sw-125", "node5000", "pod5000-30"],
            id => Assert.Contains(cluster.Compiled, n => n.Id.Name == id));

        // Broadcasts of four Ethernets reach a rack's 40 nodes and a node's 30 pods, twice each; no third rack.
        Assert.True(cluster.Compiled.Count() <= 7 + (2 * 40) + (2 * 30), $"{cluster.Compiled.Count()} namespaces were compiled");
    }

    [Fact]
    public void A_switch_takes_1022_nodes_and_not_one_more()
    {
        Cluster one = ClusterBuilder.Load("nodes: 1022\nnetworking: {cni: bridge}");
        Assert.Equal(1023, one.Namespace(new("sw")).PortsOf("br-under").Length);
        Assert.Equal("192.168.48.0/20", one.Topology.Underlay.Subnet.ToString());
        Assert.Equal(26, ClusterBuilder.Load("nodes: 1023").Topology.Underlay.Switches.Count);
    }

    [Fact]
    public void A_bridge_takes_1023_pods_and_not_one_more()
    {
        ClusterSpec spec = new()
        {
            Nodes = [new() { PodCidrs = [IpPrefix.Parse("10.244.0.0/20")] }],
            Pods = Enumerable.Range(1, 1023).Select(i => new PodSpec { Name = $"p{i}" }).ToValueList(),
        };
        Assert.Equal(1023, ClusterBuilder.Build(spec).Namespace(new("node1")).PortsOf("cni0").Length);
        Assert.Equal(
            "node node1 has 1024 pods, but a Linux bridge has at most 1023 ports",
            Assert.Throws<ClusterFileException>(
                () => ClusterBuilder.Build(spec with { Pods = spec.Pods.Add(new() { Name = "last" }) })).Message);
    }
}
