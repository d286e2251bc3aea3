using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Tests;

/// <summary>WireGuard: who gets a packet, what it looks like on the wire, and whose packets are thrown away.</summary>
public class WireGuardTests
{
    [Fact]
    public void The_outer_packet_is_udp_padded_and_without_df()
    {
        Exchange exchange = Ping(Network());
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
        Encapsulated wrapped = Assert.Single(exchange.Request!.Hops.SelectMany(h => h.Steps).OfType<Encapsulated>());
        Packet outer = wrapped.Outer;

        // 84 bytes become 96, a multiple of 16; 60 more round them.
        Assert.Equal((156, 64, false, 51820), (outer.NetworkLength, (int)outer.Ip!.Ttl, outer.Ip.DontFragment, (int)outer.Udp!.SourcePort));
        Assert.Equal(64, outer.Inner!.Ip!.Ttl);
        Assert.True(outer.Tunnel!.Encrypts);
        Assert.Equal("b", Assert.IsType<WireGuardPeer>(wrapped.Row).PublicKey);
    }

    [Fact]
    public void A_full_packet_is_padded_no_further_than_the_mtu()
    {
        Exchange exchange = Ping(Network(), bytes: 1420 - 28);
        Assert.Equal(1480, Assert.Single(exchange.Request!.Hops.SelectMany(h => h.Steps).OfType<Encapsulated>()).Outer.NetworkLength);
    }

    [Fact]
    public void The_longest_allowed_prefix_names_the_peer()
    {
        WireGuard device = new(1, "wg", 1420, "a", 1, [Peer("wide", "10.0.0.0/8"), Peer("narrow", "10.1.0.0/16", "10.2.0.0/16")]);
        Assert.Equal("narrow", device.PeerOf(IpAddress.Parse("10.2.3.4"))!.PublicKey);
        Assert.Equal("wide", device.PeerOf(IpAddress.Parse("10.3.3.4"))!.PublicKey);
        Assert.Null(device.PeerOf(IpAddress.Parse("11.0.0.1")));
    }

    [Fact]
    public void What_is_in_nobodys_allowed_ips_is_answered_with_host_unreachable()
    {
        TestCluster net = Network();
        net["a"].SetDevice("wg", d => ((WireGuard)d) with { Peers = [] });
        Exchange exchange = Ping(net);
        Assert.Equal(Disposition.NoTunnelEndpoint, exchange.Request!.Disposition);
        Assert.Equal(OutcomeKind.Unreachable, exchange.Outcome);
    }

    [Fact]
    public void A_peer_may_send_from_its_allowed_ips_only()
    {
        TestCluster net = Network();
        net["b"].SetDevice("wg", d => ((WireGuard)d) with { Peers = [Peer("a", "10.9.9.0/24") with { Endpoint = IpAddress.Parse("10.0.1.2") }] });
        Exchange exchange = Ping(net);
        Assert.Equal(Disposition.UnknownTunnel, exchange.Request!.Disposition);
        Assert.Contains("allowed IPs", ((Dropped)exchange.Request.Hops[^1].Steps[^1]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_senders_key_nothing_is_opened()
    {
        TestCluster net = Network();
        net["b"].SetDevice("wg", d => ((WireGuard)d) with { PublicKey = "other" });
        Exchange exchange = Ping(net);
        Assert.Equal(Disposition.UnknownTunnel, exchange.Request!.Disposition);
        Assert.DoesNotContain(exchange.Request.Hops.SelectMany(h => h.Steps), s => s is Decapsulated);
    }

    private static Exchange Ping(TestCluster net, int bytes = 56) => net.Run("a", new EchoProbe(IpAddress.Parse("172.16.0.2"), DataBytes: bytes));

    private static TestCluster Network()
    {
        TestCluster net = TestCluster.Routed();
        Add(net["a"], "a", "172.16.0.1", Peer("b", "172.16.0.2/32") with { Endpoint = IpAddress.Parse("10.0.2.2") });
        Add(net["b"], "b", "172.16.0.2", Peer("a", "172.16.0.1/32") with { Endpoint = IpAddress.Parse("10.0.1.2") });
        return net;
    }

    private static void Add(NamespaceBuilder host, string key, string address, WireGuardPeer peer) => host
        .AddDevice(i => new WireGuard(i, "wg", 1420, key, 51820, [peer]))
        .AddAddress("wg", new(IpAddress.Parse(address), 24))
        .Listen(new(IpProtocol.Udp, null, 51820, "wg"));

    private static WireGuardPeer Peer(string key, params string[] allowed) => new(key, IpAddress.AnyV4, 51820, allowed.Select(IpPrefix.Parse).ToValueList());
}
