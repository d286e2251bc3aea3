using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Engine.Tests;

/// <summary>A host that asks for a gateway which nobody has, and a router that answers for it (arp_process, arp_fwd_proxy).</summary>
public class ProxyArpTests
{
    private static readonly EchoProbe Ping = new(IpAddress.Parse("10.0.2.2"));

    [Fact]
    public void The_router_answers_for_whatever_it_would_route_elsewhere() => Assert.Equal(OutcomeKind.Answered, Net().Run("a", Ping).Outcome);

    [Theory]
    [InlineData("net.ipv4.conf.ra.proxy_arp", 0)]
    [InlineData("net.ipv4.conf.ra.forwarding", 0)]
    [InlineData("net.ipv4.ip_forward", 0)]
    public void It_does_not_without(string setting, int value)
    {
        TestCluster net = Net();
        net["r"].SetSysctl(setting, value);
        Exchange exchange = net.Run("a", Ping);
        Assert.NotEqual(OutcomeKind.Answered, exchange.Outcome);
        Assert.Contains(exchange.Journeys, j => j.Disposition == Disposition.ArpIgnored);
    }

    [Fact]
    public void It_does_not_for_what_lies_behind_the_asking_device()
    {
        TestCluster net = Net();
        net["r"].Routes.RemoveAll(r => r.Destination.Length == 0);
        net["r"].AddRoute(TestCluster.RouteTo("169.254.1.1/32", device: "ra"));
        Assert.NotEqual(OutcomeKind.Answered, net.Run("a", Ping).Outcome);
    }

    [Fact]
    public void It_does_not_for_an_asker_it_would_not_take_packets_from()
    {
        TestCluster net = Net();
        net["r"].SetSysctl("net.ipv4.conf.ra.rp_filter", 1).Routes.RemoveAll(r => r.Destination == IpPrefix.Parse("10.244.0.5/32"));
        Assert.Contains(net.Run("a", Ping).Journeys, j => j.Disposition == Disposition.ArpIgnored);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(80, 800)]
    public void The_answer_is_held_back_for_at_most_proxy_delay(int delay, int milliseconds)
    {
        TestCluster net = Net();
        net["r"].SetSysctl("net.ipv4.neigh.ra.proxy_delay", delay);
        foreach (ulong seed in (ulong[])[1, 2, 3, 4, 5])
        {
            Journey[] arp = [.. net.Trace("a", Ping, seed: seed).Exchange.Journeys.Where(j => j.Packet.Arp is not null)];
            TimeSpan waited = arp[1].Hops[0].Steps[0].At.Since(arp[0].Hops[0].Steps[0].At);
            Assert.InRange(waited.TotalMilliseconds, 0, milliseconds + 1);
            if (delay > 0 && seed == 1) Assert.True(waited.TotalMilliseconds > 1);
        }
    }

    // a has a /32 and a gateway that no machine has; r knows a by a route, and everything else by a default route.
    private static TestCluster Net()
    {
        TestCluster net = new();
        net.Wire("a", "eth0", "r", "ra");
        net.Wire("b", "eth0", "r", "rb");
        net["a"].AddAddress("eth0", InterfaceAddress.Parse("10.244.0.5/32"))
            .AddRoute(TestCluster.RouteTo("169.254.1.1/32", device: "eth0") with { Scope = RouteScope.Link }).AddRoute(TestCluster.Default("169.254.1.1"));
        net["b"].AddAddress("eth0", InterfaceAddress.Parse("10.0.2.2/24")).AddRoute(TestCluster.Default("10.0.2.1"));
        net["r"].AddAddress("rb", InterfaceAddress.Parse("10.0.2.1/24")).SetSysctl("net.ipv4.ip_forward", 1)
            .SetSysctl("net.ipv4.conf.ra.proxy_arp", 1).AddRoute(TestCluster.RouteTo("10.244.0.5/32", device: "ra"))
            .AddRoute(new(IpPrefix.DefaultV4) { Via = IpAddress.Parse("10.0.2.2"), Device = "rb" });
        return net;
    }
}
