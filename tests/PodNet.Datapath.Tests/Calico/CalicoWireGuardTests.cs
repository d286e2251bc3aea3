using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;
using PodNet.Printing;

namespace PodNet.Datapath.Tests.Calico;

/// <summary>Calico with wireguardEnabled.</summary>
public class CalicoWireGuardTests
{
    private const string Nodes = "nodes: [{name: n1}, {name: n2}, {name: n3}]\npods: [{name: a, node: n1}, {name: b, node: n2}]\n";

    // As felix's own tests look at them (felix/fv/wireguard_test.go), in the order in which the kernel lists them.
    [Theory]
    [InlineData("ip rule", "0:\tfrom all lookup local\n99:\tnot from all fwmark 0x200000/0x200000 lookup 1\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n")]
    [InlineData("ip route show table 1", "throw 10.244.0.0/26 \n10.244.1.0 dev wireguard.cali scope link \n10.244.1.0/26 dev wireguard.cali scope link \n"
        + "10.244.2.0 dev wireguard.cali scope link \n10.244.2.0/26 dev wireguard.cali scope link \n")]
    [InlineData("ip route show 10.244.1.0/26", "10.244.1.0/26 via 192.168.50.12 dev eth0 proto bird \n")]
    [InlineData("ip route get 10.244.1.1", "10.244.1.1 dev wireguard.cali table 1 src 10.244.0.0 uid 0 \n    cache \n")]
    [InlineData("ip route get 192.168.50.11", "local 192.168.50.11 dev lo table local src 192.168.50.11 uid 0 \n    cache <local> \n")]
    [InlineData("ip -6 rule", "0:\tfrom all lookup local\n99:\tnot from all fwmark 0x200000/0x200000 lookup 2\n32766:\tfrom all lookup main\n")]
    [InlineData("ip -6 route show table 2", "throw fd00:10:244::/122 dev lo metric 1024 pref medium\nfd00:10:244:1:: dev wg-v6.cali metric 1024 pref medium\n"
        + "fd00:10:244:1::/122 dev wg-v6.cali metric 1024 pref medium\nfd00:10:244:2:: dev wg-v6.cali metric 1024 pref medium\n"
        + "fd00:10:244:2::/122 dev wg-v6.cali metric 1024 pref medium\n")]
    public void A_table_of_its_own_is_asked_before_birds_routes(string command, string printed) =>
        Assert.Equal(printed, NamespaceCommands.Run(new(Load().Namespace(new("n1")), [], [], [], SimulatedTime.Start), command.Split(' ')).Text);

    [Fact]
    public void A_device_of_each_family_has_a_port_and_a_key_of_its_own_and_both_the_same_mark()
    {
        NetworkNamespace node = Load().Namespace(new("n1"));
        WireGuard four = (WireGuard)node.Device("wireguard.cali"), six = (WireGuard)node.Device("wg-v6.cali");
        Assert.Equal((1440, 51820, 0x200000u), (four.Mtu, (int)four.ListenPort, four.FirewallMark));
        Assert.Equal((1420, 51821, 0x200000u), (six.Mtu, (int)six.ListenPort, six.FirewallMark));
        Assert.NotEqual(four.PublicKey, six.PublicKey);
        Assert.Equal("192.168.50.12:51820 10.244.1.0/32 10.244.1.0/26", Peer(four.Peers[0]));
        Assert.Equal("fd00:50::13:51821 fd00:10:244:2::/128 fd00:10:244:2::/122", Peer(six.Peers[1]));
        Assert.Equal("10.244.0.0/32 fd00:10:244::/128", string.Join(' ', four.Addresses.Concat(six.Addresses)));
    }

    [Fact]
    public void A_block_that_is_claimed_later_is_told_to_every_device()
    {
        Cluster cluster = ClusterBuilder.Load("nodes: 2\npods: 62\nnetworking: {cni: {name: calico, mode: wireguard}}");
        Cluster more = cluster;
        for (int i = 0; i < 2; i++) more = more.WithPod(new PodSpec { Name = $"late{i}", Node = "node1" });
        IpAddress late = more.Topology.Pod(new("late1"))!.Address;
        Assert.Equal("10.244.0.64", late.ToString());
        WireGuard far = (WireGuard)more.Namespace(new("node2")).Device("wireguard.cali");
        Assert.Equal("192.168.50.11:51820 10.244.0.0/32 10.244.0.0/26 10.244.0.64/26", Peer(Assert.Single(far.Peers)));
        Assert.Contains(more.Namespace(new("node1")).Fib.Routes, r => r.Type == RouteType.Throw && r.Destination == IpPrefix.Parse("10.244.0.64/26"));
        Assert.Equal(OutcomeKind.Answered, Trace(more, "pod2-1", new EchoProbe(late)).Outcome);
    }

    // A rule before the question is asked about what the device itself sends would lead into the device again.
    [Fact]
    public void What_is_encrypted_is_marked_and_not_asked_about_again()
    {
        Cluster cluster = Load();
        IpAddress b = cluster.Topology.Pod(new("b"))!.Address;
        Exchange ping = Trace(cluster, "a", new EchoProbe(b, DataBytes: 1412 - 20, Discovery: PathMtuDiscovery.Do));
        Assert.Equal(OutcomeKind.Answered, ping.Outcome);
        Encapsulated wrapped = Assert.Single(ping.Request!.MainSteps.Select(s => s.Step).OfType<Encapsulated>());
        Assert.Equal("192.168.50.12", wrapped.Outer.Ip!.Destination.ToString());
        NetworkNamespace node = cluster.Namespace(new("n1"));
        IpAddress own = cluster.Topology.Pod(new("a"))!.Address;
        Assert.Equal(RouteTable.Main, node.Fib.Lookup(new(own)).Route!.Table);
        Assert.Equal(("wireguard.cali", "eth0"), (node.Fib.Lookup(new(b)).Route!.Device, node.Fib.Lookup(new(b, Mark: 0x200000)).Route!.Device));
    }

    [Theory]
    [InlineData("port: 65535", 65535, 65534)]
    [InlineData("port: 5000", 5000, 5001)]
    public void The_file_may_choose_the_port(string setting, int four, int six)
    {
        NetworkNamespace node = Load(setting).Namespace(new("n1"));
        Assert.Equal((four, six), ((int)((WireGuard)node.Device("wireguard.cali")).ListenPort, (int)((WireGuard)node.Device("wg-v6.cali")).ListenPort));
    }

    private static string Peer(WireGuardPeer peer) => $"{peer.Endpoint}:{peer.EndpointPort} {string.Join(' ', peer.AllowedIps)}";

    private static Exchange Trace(Cluster cluster, string from, Probe probe) =>
        PacketTracer.Trace(cluster, KernelState.Cold, new(from), probe, new(SimulatedTime.Start)).Exchange;

    private static Cluster Load(string setting = "blockSize: 26") =>
        ClusterBuilder.Load($"{Nodes}networking: {{ipFamily: dual, cni: {{name: calico, mode: wireguard, {setting}}}}}");
}
