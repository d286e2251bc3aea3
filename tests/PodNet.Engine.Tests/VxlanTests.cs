using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;
using static PodNet.Engine.Tests.TestCluster;

namespace PodNet.Engine.Tests;

public class VxlanTests
{
    private static readonly IpAddress Far = IpAddress.Parse("172.16.0.2");

    [Fact]
    public void A_frame_crosses_the_tunnel_inside_a_new_packet()
    {
        Exchange exchange = Tunnel().Run("a", new EchoProbe(Far));
        Journey request = exchange.Request!;
        Assert.Equal("a:vx a:eth0 r:ra r:rb b:eth0 b:vx", request.Way());
        Encapsulated wrapped = Assert.Single(request.Steps<Encapsulated>());
        Assert.Equal((64, false, 134), (wrapped.Outer.Ip!.Ttl, wrapped.Outer.Ip.DontFragment, wrapped.Outer.NetworkLength));
        Assert.InRange(wrapped.Outer.Udp!.SourcePort, 32768, 60999);
        Assert.Equal(new VxlanHeader(7), Assert.Single(request.Steps<Decapsulated>()).Outer.Tunnel);
        Assert.Equal(64, exchange.Observations[0].Ttl);
    }

    [Fact]
    public void Without_its_FDB_row_the_frame_has_nowhere_to_go()
    {
        TestCluster net = Tunnel();
        net["a"].Fdb.Clear();
        Assert.Equal(Disposition.NoTunnelEndpoint, net.Run("a", new EchoProbe(Far)).Request!.Disposition);
    }

    [Fact]
    public void Another_network_identifier_is_not_ours()
    {
        TestCluster net = Tunnel();
        net["b"].SetDevice("vx", d => ((Vxlan)d) with { Vni = 8 });
        Assert.Equal(Disposition.UnknownTunnel, net.Run("a", new EchoProbe(Far)).Request!.Disposition);
    }

    [Fact]
    public void A_learning_device_notes_the_remote_end()
    {
        TestCluster net = Tunnel();
        net["b"].SetDevice("vx", d => ((Vxlan)d) with { Learning = true }).Fdb.Clear();
        TraceResult result = net.Trace("a", new EchoProbe(Far));
        Assert.Equal(OutcomeKind.Answered, result.Exchange.Outcome);
        Assert.Equal(IpAddress.Parse("10.0.1.2"), Assert.Single(result.After.Of(new("b")).Fdb.Values).Remote);
    }

    [Fact]
    public void Pings_their_parts_and_errors_between_two_hosts_have_one_source_port_whatever_their_identifiers()
    {
        TestCluster net = Tunnel();
        Exchange[] exchanges =
        [
            net.Trace("a", new EchoProbe(Far)).Exchange,
            net.Trace("a", new EchoProbe(Far), seed: 2).Exchange,
            net.Run("a", new EchoProbe(Far, DataBytes: 3000)),
        ];
        int port = Assert.Single(exchanges.SelectMany(SourcePorts).Distinct());
        Exchange refused = net.Run("a", new UdpProbe(Far, 53));
        Assert.Equal([port], SourcePorts(refused).Skip(1));
        Assert.NotEqual(port, SourcePorts(refused).First());
    }

    [Fact]
    public void A_SYN_that_is_sent_again_takes_another_source_port()
    {
        TestCluster net = Tunnel();
        net["b"].Append("filter", "INPUT", ExchangeText.Rule(new DropTarget(), new ProtocolMatch(IpProtocol.Tcp)));
        int[] ports = [.. SourcePorts(net.Run("a", new TcpProbe(Far, 80)))];
        Assert.True(ports.Length > 1);
        Assert.Equal(ports.Length, ports.Distinct().Count());
        Assert.All(ports, p => Assert.InRange(p, 32768, 60999));
    }

    private static IEnumerable<int> SourcePorts(Exchange exchange) =>
        exchange.Journeys.SelectMany(j => j.Steps<Encapsulated>()).Select(s => (int)s.Outer.Udp!.SourcePort);

    private static TestCluster Tunnel()
    {
        TestCluster net = Routed();
        Add("a", "10.0.1.2", "172.16.0.1/24", 1, "10.0.2.2", "172.16.0.2", 2);
        Add("b", "10.0.2.2", "172.16.0.2/24", 2, "10.0.1.2", "172.16.0.1", 1);
        return net;

        void Add(string ns, string local, string address, int mac, string remote, string peer, int peerMac) => net[ns]
            .AddDevice(i => new Vxlan(i, "vx", Mac(mac), 1450, 7, IpAddress.Parse(local), "eth0", 4789) { Learning = false })
            .AddAddress("vx", InterfaceAddress.Parse(address))
            .Listen(new(IpProtocol.Udp, null, 4789, "vx"))
            .AddNeighbor(IpAddress.Parse(peer), Mac(peerMac), "vx")
            .AppendFdb(Mac(peerMac), "vx", IpAddress.Parse(remote));
    }

    private static MacAddress Mac(int last) => new(0x0eee_0000_0000ul + (ulong)last);
}
