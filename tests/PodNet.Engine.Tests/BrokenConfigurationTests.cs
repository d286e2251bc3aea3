using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Engine.Tests;

/// <summary>Configurations no kernel would take, or none that works: a packet still comes to an end that says why.</summary>
public class BrokenConfigurationTests
{
    private static readonly EchoProbe PingB = new(IpAddress.Parse("10.0.2.2"));

    [Fact]
    public void Forwarding_by_a_device_that_is_gone_ends_there()
    {
        TestCluster net = TestCluster.Routed();
        net["r"].Devices.RemoveAll(d => d.Name == "rb");

        Dropped end = Assert.IsType<Dropped>(net.Run("a", PingB).Request!.Ending);

        Assert.Equal(Disposition.LinkDown, end.Why);
        Assert.Equal("the route to 10.0.2.0/24 leaves by rb, and there is no such device here", end.Reason);
    }

    [Theory]
    [InlineData("eth0")]
    [InlineData("lo")]
    public void Sending_by_a_device_that_is_gone_is_an_error_to_the_program(string device)
    {
        TestCluster net = TestCluster.Routed();
        net["a"].Devices.RemoveAll(d => d.Name == device);

        IpAddress destination = IpAddress.Parse(device == "lo" ? "127.0.0.1" : "10.0.2.2");
        foreach (Probe probe in (Probe[])[new EchoProbe(destination), new TcpProbe(destination, 80), new UdpProbe(destination, 53), new TracerouteProbe(destination)])
        {
            Exchange exchange = net.Run("a", probe);
            Assert.Equal((OutcomeKind.NetworkUnreachable, 0), (exchange.Outcome, exchange.Journeys.Count));
        }
    }

    [Fact]
    public void A_route_without_a_device_ends_the_packet()
    {
        TestCluster net = TestCluster.Routed();
        net["r"].AddRoute(TestCluster.RouteTo("10.0.2.2/32", via: "10.0.2.2"));

        Assert.Equal(Disposition.LinkDown, net.Run("a", PingB).Request!.Disposition);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_jump_to_a_chain_that_is_not_there_ends_the_packet(bool isGoto)
    {
        TestCluster net = TestCluster.Routed();
        net["r"].Append("filter", "FORWARD", ExchangeText.Rule(isGoto ? new GotoTarget("NOWHERE") : new JumpTarget("NOWHERE")));

        Dropped end = Assert.IsType<Dropped>(net.Run("a", PingB).Request!.Ending);

        Assert.Equal((Disposition.DroppedByRule, "a rule of table filter jumps to chain NOWHERE, which does not exist"), (end.Why, end.Reason));
    }

    [Fact]
    public void Chains_that_jump_in_a_circle_end_the_packet()
    {
        TestCluster net = TestCluster.Routed();
        net["r"].NewChain("filter", "A").Append("filter", "FORWARD", ExchangeText.Rule(new JumpTarget("A")));
        for (int i = 0; i < 3; i++) net["r"].Append("filter", "A", ExchangeText.Rule(new JumpTarget("A")));

        Assert.Contains("circle", Assert.IsType<Dropped>(net.Run("a", PingB).Request!.Ending).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_routers_that_send_to_each_other_use_up_the_TTL()
    {
        TestCluster net = TestCluster.Routed();
        net["b"].SetSysctl("net.ipv4.ip_forward", 1);
        net["r"].AddRoute(TestCluster.RouteTo("203.0.113.0/24", via: "10.0.2.2", device: "rb"));

        Exchange exchange = net.Run("a", new EchoProbe(IpAddress.Parse("203.0.113.1")));

        Assert.Equal(Disposition.TtlExceeded, exchange.Request!.Disposition);
        Assert.Equal((byte?)11, exchange.Observations[0].IcmpType);
    }

    [Fact]
    public void A_tunnel_whose_far_end_lies_in_the_tunnel_is_a_loop()
    {
        TestCluster net = TestCluster.Routed();
        net["a"].AddDevice(i => new Vxlan(i, "vx0", MacAddress.Parse("02:aa:00:00:00:01"), 1450, 1, IpAddress.Parse("10.0.1.2"), null, 8472))
            .AddAddress("vx0", InterfaceAddress.Parse("10.9.0.1/24"))
            .AddNeighbor(IpAddress.Parse("10.9.0.2"), MacAddress.Parse("02:aa:00:00:00:02"), "vx0")
            .AppendFdb(MacAddress.Parse("02:aa:00:00:00:02"), "vx0", IpAddress.Parse("10.9.0.2"));

        Dropped end = Assert.IsType<Dropped>(net.Run("a", new EchoProbe(IpAddress.Parse("10.9.0.2"))).Request!.Ending);

        Assert.Equal((Disposition.Loop, "a circular route: the way to the remote end 10.9.0.2 leads into vx0 itself"), (end.Why, end.Reason));
    }

    [Fact]
    public void Bridges_that_are_each_others_ports_are_a_dead_loop()
    {
        TestCluster net = new();
        net["h"].AddDevice(i => new Bridge(i, "br0", MacAddress.Parse("02:bb:00:00:00:01"), 1500))
            .AddDevice(i => new Bridge(i, "br1", MacAddress.Parse("02:bb:00:00:00:02"), 1500) { Port = new("br0") })
            .SetDevice("br0", d => d with { Port = new("br1") })
            .AddAddress("br0", InterfaceAddress.Parse("10.0.0.1/24"))
            .AddNeighbor(IpAddress.Parse("10.0.0.2"), MacAddress.Parse("02:bb:00:00:00:09"), "br0");

        Assert.Equal(Disposition.Loop, net.Run("h", new EchoProbe(IpAddress.Parse("10.0.0.2"))).Request!.Disposition);
    }

    [Fact]
    public void Switches_joined_twice_make_a_storm_that_ends()
    {
        TestCluster net = TestCluster.Bridged();
        net["sw2"].AddDevice(i => new Bridge(i, "br", MacAddress.Parse("02:ff:00:00:00:02"), 1500));
        for (int i = 0; i < 3; i++) net.Wire("sw", $"x{i}", "sw2", $"y{i}", port: new BridgePort("br"));
        foreach (string port in (string[])["x0", "x1", "x2"]) net["sw"].SetDevice(port, d => d with { Port = new("br") });

        Exchange exchange = net.Run("a", new EchoProbe(IpAddress.Parse("10.0.0.2")));

        Assert.All(exchange.Journeys, j => Assert.InRange(j.Hops.Count, 1, 10_000));
        Assert.Contains(exchange.Journeys, j => j.Hops.Any(h => h.Ending is Dropped { Why: Disposition.Loop }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(68)]
    [InlineData(65535)]
    public void Any_MTU_comes_to_an_end(int mtu)
    {
        TestCluster net = TestCluster.Routed();
        foreach ((string ns, string device) in ((string, string)[])[("a", "eth0"), ("b", "eth0"), ("r", "ra"), ("r", "rb")])
            net[ns].SetDevice(device, d => d with { Mtu = mtu });

        Assert.Equal(mtu >= 68, net.Run("a", PingB with { DataBytes = 1000 }).Outcome == OutcomeKind.Answered);
        Assert.Equal(mtu >= 68, net.Run("a", new TcpProbe(PingB.Destination, 80, RequestBytes: 10)).Outcome == OutcomeKind.Answered);
    }

    [Fact]
    public void A_neighbour_that_stands_twice_is_the_first_of_the_two()
    {
        TestCluster net = TestCluster.Routed();
        MacAddress right = net["r"].Devices.Single(d => d.Name == "ra").Mac;
        net["a"].AddNeighbor(IpAddress.Parse("10.0.1.1"), right, "eth0")
            .AddNeighbor(IpAddress.Parse("10.0.1.1"), MacAddress.Parse("02:00:00:00:00:99"), "eth0");

        Assert.Equal(OutcomeKind.Answered, net.Run("a", PingB).Outcome);
    }
}
