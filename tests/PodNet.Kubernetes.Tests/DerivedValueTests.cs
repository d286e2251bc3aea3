using CsCheck;
using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Reading;
using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Tests;

/// <summary>What a cluster file leaves open.</summary>
public sealed class DerivedValueTests
{
    private static ClusterPlan Plan(string file) => ClusterPlanner.Plan(ClusterFileReader.Read(file));

    private static string Nodes(string file) =>
        string.Join('\n', Plan(file).Nodes.Select(n => $"{n.Name} {n.Address} {n.Mac} {n.PodCidr}"));

    private static string Pods(string file) =>
        string.Join('\n', Plan(file).Pods.Select(p => $"{p.Id} {p.Node} {p.Slot} {p.Address} {p.Mac} {p.HostInterface}"));

    [Fact]
    public void Nodes_are_counted() => Assert.Equal(
        """
        node1 192.168.50.11 52:54:00:00:00:11 10.244.0.0/24
        node2 192.168.50.12 52:54:00:00:00:12 10.244.1.0/24
        node3 192.168.50.13 52:54:00:00:00:13 10.244.2.0/24
        """,
        Nodes("nodes: 3"),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void What_is_given_is_left_out_of_what_is_derived() => Assert.Equal(
        """
        node1 192.168.50.11 52:54:00:00:00:11 10.244.0.0/24
        b 192.168.50.12 02:00:00:00:00:05 10.244.1.0/24
        node3 192.168.50.13 52:54:00:00:00:13 10.244.2.0/24
        """,
        Nodes("nodes: [{}, {name: b, mac: '02:00:00:00:00:05', podCIDR: 10.244.1.0/24, address: 192.168.50.12}, {}]"),
        ignoreLineEndingDifferences: true);

    [Theory]
    [InlineData("nodes: 244", "192.168.50.0/24", "192.168.50.1", "192.168.50.254")]
    [InlineData("nodes: 245", "192.168.48.0/20", "192.168.48.1", "192.168.48.255")]
    [InlineData("nodes: 1", "192.168.50.0/24", "192.168.50.1", "192.168.50.11")]
    [InlineData("{nodes: 2, underlay: {subnet: 10.9.0.0/29}}", "10.9.0.0/29", "10.9.0.1", "10.9.0.3")]
    [InlineData("{nodes: 2, underlay: {router: {address: 172.30.4.254}}}", "172.30.4.0/24", "172.30.4.254", "172.30.4.12")]
    [InlineData("{nodes: 2, underlay: {router: {address: 172.30.4.254/22}}}", "172.30.4.0/22", "172.30.4.254", "172.30.4.12")]
    [InlineData("nodes: [{address: 172.18.0.3}, {address: 172.18.1.4}]", "172.18.0.0/23", "172.18.0.1", "172.18.1.4")]
    [InlineData("nodes: [{address: 172.18.0.3/16}, {}]", "172.18.0.0/16", "172.18.0.1", "172.18.0.11")]
    [InlineData("nodes: 1023", "172.16.0.0/12", "172.16.1.1", "172.16.26.33")]
    public void The_nodes_network_follows_from_what_is_given(string file, string subnet, string router, string lastNode)
    {
        ClusterPlan plan = Plan(file);
        Assert.Equal(
            (subnet, router, lastNode),
            (plan.Underlay.Subnet.ToString(), plan.Underlay.Racks[0].RouterAddress.ToString(), plan.Nodes[^1].Address.ToString()));
    }

    [Theory]
    [InlineData("nodes: 256", "10.244.0.0/16", "10.244.255.0/24")]
    [InlineData("nodes: 257", "10.244.0.0/15", "10.245.0.0/24")]
    [InlineData("nodes: 2000", "10.240.0.0/13", "10.247.207.0/24")]
    [InlineData("{nodes: 3, networking: {nodeCidrMaskSize: 26}}", "10.244.0.0/16", "10.244.0.128/26")]
    [InlineData("{nodes: 16, networking: {podSubnet: 10.200.0.0/20}}", "10.200.0.0/20", "10.200.15.0/24")]
    [InlineData("{nodes: 1, networking: {podSubnet: 10.200.0.0/26}}", "10.200.0.0/26", "10.200.0.0/26")]
    public void Pod_networks_are_dealt_from_the_beginning(string file, string podSubnet, string last)
    {
        ClusterPlan plan = Plan(file);
        Assert.Equal((podSubnet, last), (plan.PodSubnet.ToString(), plan.Nodes[^1].PodCidr.ToString()));
    }

    [Fact]
    public void Names_of_the_underlay()
    {
        PlannedUnderlay underlay = Plan("nodes: 1").Underlay;
        Assert.Equal(("sw", "br-under", "gw", 1500), (underlay.Racks[0].Switch.Name, underlay.Bridge, underlay.Router.Name, underlay.Mtu));
        Assert.Equal(("52:54:00:00:00:01", "203.0.113.10/32"), (underlay.Racks[0].RouterMac.ToString(), Assert.Single(underlay.Router.Addresses).ToString()));
        Assert.Equal("10.96.0.0/16", Plan("nodes: 1").ServiceSubnet.ToString());
    }

    [Fact]
    public void Pods_get_addresses_in_order_and_interfaces_from_their_names() => Assert.Equal(
        """
        a node2 1 10.244.1.2 0a:58:0a:f4:01:02 veth9efb3611
        shop.a node2 2 10.244.1.3 0a:58:0a:f4:01:03 veth8585119b
        b node1 1 10.244.0.2 0a:58:0a:f4:00:02 vethb
        c node1 2 10.244.0.3 02:00:00:00:00:09 vethc
        d node1 3 10.244.0.4 0a:58:0a:f4:00:04 vethd
        """,
        Pods("""
        nodes: 2
        pods:
          - {name: a}
          - {name: a, namespace: shop}
          - {name: b, node: node1, hostInterface: vethb}
          - {name: c, node: node1, address: 10.244.0.3, mac: "02:00:00:00:00:09", hostInterface: vethc}
          - {name: d, hostInterface: vethd}
        """),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void Pods_without_a_node_go_where_there_are_fewest() => Assert.Equal(
        ["node1", "node1", "node2", "node3", "node2", "node3", "node1"],
        Plan("{nodes: 3, pods: [{name: a, node: node1}, {name: b, node: node1}, {name: c}, {name: d}, {name: e}, {name: f}, {name: g}]}")
            .Pods.Select(p => p.Node));

    [Fact]
    public void A_number_of_pods_is_for_every_node() => Assert.Equal(
        ["pod1-1 node1", "pod1-2 node1", "pod2-1 node2", "pod2-2 node2"],
        Plan("{nodes: 2, pods: 2}").Pods.Select(p => $"{p.Name} {p.Node}"));

    [Fact]
    public void The_same_file_gives_the_same_plan_and_no_address_twice() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[0, 40]).Sample((nodes, pods) =>
        {
            string file = $"nodes: {nodes}\npods: {pods}";
            ClusterPlan plan = Plan(file);
            Assert.Equal(plan.Pods, Plan(file).Pods);
            Assert.Equal(plan.Nodes, Plan(file).Nodes);
            IpAddress[] addresses = [.. plan.Pods.Select(p => p.Address), .. plan.Nodes.Select(n => n.Address), .. plan.Nodes.Select(n => n.Gateway)];
            Assert.Equal(addresses.Length, addresses.Distinct().Count());
            Assert.All(plan.Pods, p => Assert.True(plan.Node(p.Node)!.PodCidr.Contains(p.Address)));
        }, iter: 30);
}
