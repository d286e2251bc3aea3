using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests.Calico;

/// <summary>Nodes in two subnets that a router joins.</summary>
public class CrossSubnetTests
{
    private const string Nodes = """
        nodes: [{name: n1}, {name: n2}, {name: n3, subnet: 2}]
        underlay: {subnets: [192.168.50.0/24, 192.168.60.0/24]}
        pods: [{name: a, node: n1}, {name: b, node: n2}, {name: c, node: n3}]

        """;

    [Theory]
    [InlineData("ipip-crosssubnet", "tunl0")]
    [InlineData("vxlan-crosssubnet", "vxlan.calico")]
    public void Only_what_goes_to_another_subnet_is_encapsulated(string mode, string tunnel)
    {
        Cluster cluster = Load($"{{name: calico, mode: {mode}}}");
        Exchange near = Ping(cluster, "a", "b"), far = Ping(cluster, "a", "c");
        Assert.Equal((OutcomeKind.Answered, OutcomeKind.Answered), (near.Outcome, far.Outcome));
        Assert.DoesNotContain(near.Journeys.SelectMany(j => j.Hops).SelectMany(h => h.Steps), s => s is Encapsulated);
        Encapsulated wrapped = Assert.Single(far.Request!.MainSteps.Select(s => s.Step).OfType<Encapsulated>());
        Assert.Equal((tunnel, "192.168.60.11"), (wrapped.Device, wrapped.Outer.Ip!.Destination.ToString()));
        Assert.Contains(far.Request.Main, h => h.Namespace == cluster.Topology.Underlay.Router!.Id);
        Assert.Equal((62, 62), (near.Observations[0].Ttl, far.Observations[0].Ttl));
    }

    [Theory]
    [InlineData("ipip")]
    [InlineData("vxlan")]
    public void Always_is_for_the_same_subnet_too(string mode) => Assert.Contains(
        Ping(Load($"{{name: calico, mode: {mode}}}"), "a", "b").Request!.MainSteps, s => s.Step is Encapsulated);

    [Fact]
    public void Routes_within_a_subnet_and_across()
    {
        NetworkNamespace ipip = Load("{name: calico, mode: ipip-crosssubnet}").Namespace(new("n1"));
        NetworkNamespace vxlan = Load("{name: calico, mode: vxlan-crosssubnet}").Namespace(new("n1"));
        Assert.Equal("eth0 tunl0", string.Join(' ', ipip.Fib.Routes.Where(r => r is { Protocol: RouteProtocol.Bird, Via: not null }).Select(r => r.Device)));
        Route direct = vxlan.Fib.Routes.Single(r => r.Via == IpAddress.Parse("192.168.50.12"));
        Assert.Equal(("eth0", true, 80), (direct.Device, direct.OnLink, (int)direct.Protocol));
        Assert.Single(vxlan.Neighbors);
    }

    [Theory]
    [InlineData("{name: calico, mode: bgp}", "a router between the nodes knows no pod")]
    [InlineData("{name: flannel, mode: host-gw}", "all nodes must be on one Ethernet")]
    [InlineData("bridge", "all nodes must be on one Ethernet")]
    public void What_needs_one_Ethernet_is_refused(string cni, string problem)
    {
        string message = Assert.Throws<ClusterFileException>(() => Load(cni)).Message;
        Assert.Contains("the nodes stand in several subnets", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nodes: 4", "50.11 50.12 60.11 60.12")]
    [InlineData("nodes: [{name: a}, {name: b, address: 192.168.60.5}, {name: c}]", "50.11 60.5 60.11")]
    [InlineData("nodes: [{name: a, subnet: 2}, {name: b}]", "60.11 60.12")]
    public void Nodes_stand_where_their_address_or_number_says(string nodes, string addresses) => Assert.Equal(
        addresses, string.Join(' ', Loaded(nodes).Topology.Nodes.Select(n => n.Address.ToString()["192.168.".Length..])));

    [Theory]
    [InlineData("nodes: [{name: a, address: 192.168.60.255}]", "is not one for a machine in 192.168.60.0/24")]
    [InlineData("nodes: [{name: a, subnet: 3}]", "there is no subnet 3")]
    [InlineData("nodes: [{name: a, subnet: 2}, {name: b, subnet: 1}]", "nodes stand in the file in the order of underlay.subnets")]
    [InlineData("nodes: [{name: a, address: 10.9.9.9}]", "is in none of underlay.subnets")]
    [InlineData("nodes: [{name: a, address: 192.168.60.1}]", "is that of the router already")]
    public void What_cannot_be_is_said(string nodes, string problem) =>
        Assert.Contains(problem, Assert.Throws<ClusterFileException>(() => Loaded(nodes)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("192.168.50.0/24, 192.168.60.0/24", "192.168.50.11 fd00:50:0:1::11", "192.168.60.11 fd00:50:0:2::11")]
    [InlineData("'192.168.50.0/24,fd00:a::/64', 'fd00:b::/64,192.168.60.0/24'", "192.168.50.11 fd00:a::11", "192.168.60.11 fd00:b::11")]
    [InlineData("'fd00:a::/64', 'fd00:b::/64'", "172.16.1.11 fd00:a::11", "172.16.2.11 fd00:b::11")]
    public void A_subnet_has_a_network_of_each_family(string subnets, string first, string second)
    {
        Cluster cluster = ClusterBuilder.Load($"nodes: 2\nnetworking: {{ipFamily: dual, cni: {{name: calico, mode: vxlan-crosssubnet}}}}\nunderlay: {{subnets: [{subnets}]}}");
        Assert.Equal((first, second), (string.Join(' ', cluster.Topology.Nodes[0].Addresses), string.Join(' ', cluster.Topology.Nodes[1].Addresses)));
        IpPrefix second6 = new(cluster.Topology.Nodes[1].Addresses[1], 64);
        Assert.Contains(cluster.Namespace(new("gw")).Device("eth1").Addresses, a => a.Address == second6.Address.Plus(1));
    }

    [Theory]
    [InlineData("dual", "[fd00:a::/64, 'fd00:b::/64,fd00:c::/64']", "or one of each family")]
    [InlineData("dual", "[192.168.50.0/24, 172.16.0.0/14, 'fd00:b::/64']", "172.16.3.0/24 overlaps another subnet")]
    [InlineData("ipv4", "[192.168.50.0/24, 'fd00:b::/64']", "fd00:b:: is not IPv4")]
    [InlineData("dual", "['fd00:a::/125', 'fd00:b::/64']", "fd00:a::/125: a subnet of nodes has a prefix length from 16 to 120")]
    public void Networks_of_subnets_are_checked_in_both_families(string families, string subnets, string problem) => Assert.Contains(
        problem,
        Assert.Throws<ClusterFileException>(() => ClusterBuilder.Load(
            $"nodes: 2\nnetworking: {{ipFamily: {families}, cni: {{name: calico, mode: vxlan-crosssubnet}}}}\nunderlay: {{subnets: {subnets}}}")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Between_subnets_IPv6_goes_through_a_tunnel_of_IPv6_and_within_one_as_it_is()
    {
        Cluster cluster = Load("{name: calico, mode: vxlan-crosssubnet}", "ipFamily: dual, ");
        Exchange near = Ping(cluster, "a", "b", IpFamily.V6), far = Ping(cluster, "a", "c", IpFamily.V6);
        Assert.Equal((OutcomeKind.Answered, OutcomeKind.Answered), (near.Outcome, far.Outcome));
        Assert.DoesNotContain(near.Journeys.SelectMany(j => j.Hops).SelectMany(h => h.Steps), s => s is Encapsulated);
        Encapsulated wrapped = Assert.Single(far.Request!.MainSteps.Select(s => s.Step).OfType<Encapsulated>());
        Assert.Equal(("vxlan-v6.calico", "fd00:50:0:2::11"), (wrapped.Device, wrapped.Outer.Ip!.Destination.ToString()));
        Route direct = cluster.Namespace(new("n1")).Fib.Routes.Single(r => r.Via == IpAddress.Parse("fd00:50:0:1::12"));
        Assert.Equal(("eth0", true, 80), (direct.Device, direct.OnLink, (int)direct.Protocol));
    }

    [Fact]
    public void A_number_needs_subnets() => Assert.Contains(
        "there is no choice without underlay.subnets",
        Assert.Throws<ClusterFileException>(() => ClusterBuilder.Load("nodes: [{name: a, subnet: 1}]")).Message, StringComparison.Ordinal);

    private static Cluster Loaded(string nodes) =>
        ClusterBuilder.Load($"{nodes}\nunderlay: {{subnets: [192.168.50.0/24, 192.168.60.0/24]}}");

    private static Cluster Load(string cni, string families = "") => ClusterBuilder.Load($"{Nodes}networking: {{{families}cni: {cni}}}");

    private static Exchange Ping(Cluster cluster, string from, string to, IpFamily family = IpFamily.V4) => PacketTracer.Trace(
        cluster, KernelState.Cold, new(from), new EchoProbe(cluster.Topology.Pod(new(to))!.Addresses.Of(family)!.Value), new(SimulatedTime.Start)).Exchange;
}
