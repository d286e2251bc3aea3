using CsCheck;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Printing.Tests;

/// <summary>Routes and rules as a real kernel and iproute2 6.1 listed them.</summary>
public class RoutingTests
{
    [Fact]
    public void Routes_come_in_the_order_of_the_trie()
    {
        Assert.Equal(
            """
            default via 10.1.1.2 dev e0 
            default via 10.1.1.3 dev e0 metric 100 
            10.1.1.0/24 dev e0 proto kernel scope link src 10.1.1.1 
            10.7.0.0/24 via 10.99.0.1 dev e0 onlink mtu 1450 
            blackhole 10.8.0.0/16 proto bird metric 32 
            unreachable 10.8.1.0/24 metric 4278198272 
            10.9.0.0 via 10.1.1.2 dev e0 src 10.1.1.1 mtu 1400 
            10.9.0.0/24 via 10.1.1.2 dev e0 
            10.9.0.0/16 dev e0 scope link metric 3 
            10.9.0.0/16 dev e0 scope link metric 5 

            """, Run(Host(), "ip route").Text);
    }

    [Fact]
    public void All_tables_come_by_bucket_and_name_themselves()
    {
        string[] lines = Run(Host(), "ip r s table all").Text.Split('\n');
        Assert.Equal("default via 10.1.1.2 dev e0 table 100 ", lines[0]);
        Assert.Equal("10.20.0.0/16 dev e0 table 100 proto static scope link ", lines[1]);
        Assert.Equal("default via 10.1.1.2 dev e0 ", lines[2]);
        Assert.Equal("local 10.1.1.1 dev e0 table local proto kernel scope host src 10.1.1.1 ", lines[12]);
        Assert.Equal("broadcast 127.255.255.255 dev lo table local proto kernel scope link src 127.0.0.1 ", lines[^2]);
    }

    [Theory]
    [InlineData("ip route show dev e0 10.9.0.0/24", "10.9.0.0/24 via 10.1.1.2 \n")]
    [InlineData("ip route list exact 10.9.0.0", "10.9.0.0 via 10.1.1.2 dev e0 src 10.1.1.1 mtu 1400 \n")]
    [InlineData("ip ro s t 100 dev e0 default", "default via 10.1.1.2 \n")]
    [InlineData("ip r g 1.2.3.4", "1.2.3.4 via 10.1.1.2 dev e0 src 10.1.1.1 uid 0 \n    cache \n")]
    [InlineData("ip route get 10.1.1.1", "local 10.1.1.1 dev lo src 10.1.1.1 uid 0 \n    cache <local> \n")]
    [InlineData("ip route get 10.1.1.255", "broadcast 10.1.1.255 dev e0 src 10.1.1.1 uid 0 \n    cache <local,brd> \n")]
    [InlineData("ip route get to 10.7.0.9", "10.7.0.9 via 10.99.0.1 dev e0 src 10.1.1.1 uid 0 \n    cache mtu 1450 \n")]
    [InlineData("ip route get 10.9.3.3", "10.9.3.3 dev e0 src 10.1.1.1 uid 0 \n    cache \n")]
    public void A_part_of_them(string command, string expected) => Assert.Equal(new(expected, "", 0), Run(Host(), command));

    [Theory]
    [InlineData("ip route get 10.8.0.1", "RTNETLINK answers: Invalid argument", 2)]
    [InlineData("ip route get 10.8.1.1", "RTNETLINK answers: No route to host", 2)]
    [InlineData("ip route get foo", "Error: any valid prefix is expected rather than \"foo\".", 1)]
    [InlineData("ip route get", "Command line is not complete. Try option \"help\"", 255)]
    [InlineData("ip route show table 77", "Error: ipv4: FIB table does not exist.\nDump terminated", 2)]
    [InlineData("ip route show table foo", "Error: argument \"foo\" is wrong: table id value is invalid", 255)]
    [InlineData("ip route show dev nope", "Cannot find device \"nope\"", 1)]
    public void Refusals_are_the_tools_own(string command, string error, int exitCode) =>
        Assert.Equal(new("", error, exitCode), Run(Host(), command));

    [Fact]
    public void Without_any_route_the_network_is_unreachable() =>
        Assert.Equal("RTNETLINK answers: Network is unreachable", Run(new(new("h")), "ip route get 1.2.3.4").Error);

    [Fact]
    public void A_route_without_carrier_is_marked_but_not_the_local_address()
    {
        NamespaceView view = NamespaceView.Cold(Host().Build(), SimulatedTime.Start) with { WithoutCarrier = new HashSet<string> { "e0" } };
        Assert.Equal(
            "10.1.1.0/24 proto kernel scope link src 10.1.1.1 linkdown \n",
            NamespaceCommands.Run(view, ["ip", "r", "s", "dev", "e0", "10.1.1.0/24"]).Text);
        Assert.Equal(
            "local 10.1.1.1 proto kernel scope host src 10.1.1.1 \nbroadcast 10.1.1.255 proto kernel scope link src 10.1.1.1 linkdown \n",
            NamespaceCommands.Run(view, ["ip", "route", "show", "table", "local", "dev", "e0"]).Text);
    }

    [Fact]
    public void A_learned_path_mtu_shows_in_route_get()
    {
        SimulatedTime learnedAt = SimulatedTime.Start;
        Dictionary<IpAddress, PathMtuException> learned = new() { [IpAddress.Parse("1.2.3.4")] = new(1450, learnedAt.Plus(PathMtuException.Lifetime)) };
        NamespaceView At(double seconds) => NamespaceView.Cold(Host().Build(), learnedAt.Plus(TimeSpan.FromSeconds(seconds))) with { PathMtu = learned };
        string Second(NamespaceView view) => NamespaceCommands.Run(view, ["ip", "route", "get", "1.2.3.4"]).Text.Split('\n')[1];
        Assert.Equal("    cache expires 599sec mtu 1450 ", Second(At(0.3)));
        Assert.Equal("    cache expires 0sec mtu 1450 ", Second(At(599.5)));
        Assert.Equal("    cache ", Second(At(600)));
    }

    [Fact]
    public void The_route_cache_lists_what_was_learned_and_is_not_too_old()
    {
        Dictionary<IpAddress, PathMtuException> learned = new()
        {
            [IpAddress.Parse("10.7.0.9")] = new(1400, SimulatedTime.Start.Plus(TimeSpan.FromSeconds(20))),
            [IpAddress.Parse("10.9.3.3")] = new(1300, SimulatedTime.Start.Plus(TimeSpan.FromSeconds(10))),
        };
        NamespaceView view = NamespaceView.Cold(Host().Build(), SimulatedTime.Start.Plus(TimeSpan.FromSeconds(10.5))) with { PathMtu = learned };
        string shown = "10.7.0.9 via 10.99.0.1 dev e0 \n    cache expires 9sec mtu 1400 \n";
        Assert.Equal(shown, NamespaceCommands.Run(view, ["ip", "route", "show", "cache"]).Text);
        Assert.Equal(shown, NamespaceCommands.Run(view, ["ip", "route", "show", "cache", "10.7.0.9"]).Text);
        Assert.Equal("", NamespaceCommands.Run(view, ["ip", "route", "show", "cache", "10.9.3.3"]).Text);
    }

    [Fact]
    public void Rules_name_what_they_select()
    {
        NamespaceBuilder host = new(new("h"));
        host.Rules.Add(new(32765, 100) { From = IpPrefix.Parse("10.1.0.0/16") });
        host.Rules.Add(new(50, 100)
        {
            From = IpPrefix.Parse("10.1.1.1/32"),
            To = IpPrefix.Parse("10.2.0.0/16"),
            IncomingDevice = "e0",
            Mark = 0x10,
            MarkMask = 0xff,
        });
        host.Rules.Add(new(60, RouteTable.Main) { Mark = 0x200 });
        Assert.Equal(
            "0:\tfrom all lookup local\n"
            + "50:\tfrom 10.1.1.1 to 10.2.0.0/16 fwmark 0x10/0xff iif e0 lookup 100\n"
            + "60:\tfrom all fwmark 0x200 lookup main\n"
            + "32765:\tfrom 10.1.0.0/16 lookup 100\n"
            + "32766:\tfrom all lookup main\n"
            + "32767:\tfrom all lookup default\n",
            Run(host, "ip ru").Text);
    }

    [Fact]
    public void Whatever_the_order_of_writing_the_list_is_the_same()
    {
        Route[] routes = [.. Host().Routes.Where(r => r.Table == RouteTable.Main)];
        string expected = Run(Host(), "ip route").Text;
        Gen.Shuffle(routes).Sample(shuffled =>
        {
            NamespaceBuilder host = Host();
            host.Routes.RemoveAll(r => r.Table == RouteTable.Main);
            host.Routes.AddRange(shuffled);
            return Run(host, "ip route").Text == expected;
        }, iter: 200);
    }

    private static NamespaceBuilder Host()
    {
        IpAddress gateway = IpAddress.Parse("10.1.1.2"), self = IpAddress.Parse("10.1.1.1");
        NamespaceBuilder host = new(new("h"));
        host.AddDevice(i => new VethEnd(i, "e0", new(0x020000000001), 1500, new("other"), "e0", 2)).AddAddress("e0", new(self, 24));
        Route To(string prefix) => new(IpPrefix.Parse(prefix)) { Device = "e0" };
        Route[] routes =
        [
            To("10.9.0.0/16") with { Metric = 5, Scope = RouteScope.Link },
            To("10.9.0.0/16") with { Metric = 3, Scope = RouteScope.Link },
            To("10.9.0.0/24") with { Via = gateway },
            To("0.0.0.0/0") with { Via = IpAddress.Parse("10.1.1.3"), Metric = 100 },
            To("0.0.0.0/0") with { Via = gateway },
            To("10.9.0.0/32") with { Via = gateway, Mtu = 1400, PreferredSource = self },
            To("10.7.0.0/24") with { Via = IpAddress.Parse("10.99.0.1"), OnLink = true, Mtu = 1450 },
            new(IpPrefix.Parse("10.8.0.0/16")) { Type = RouteType.Blackhole, Protocol = RouteProtocol.Bird, Metric = 32 },
            new(IpPrefix.Parse("10.8.1.0/24")) { Type = RouteType.Unreachable, Metric = unchecked((int)4278198272) },
            To("10.20.0.0/16") with { Table = 100, Protocol = RouteProtocol.Static, Scope = RouteScope.Link },
            To("0.0.0.0/0") with { Table = 100, Via = gateway },
        ];
        host.Routes.AddRange(routes);
        return host;
    }

    private static CommandOutput Run(NamespaceBuilder host, string command) =>
        NamespaceCommands.Run(NamespaceView.Cold(host.Build(), SimulatedTime.Start), command.Split(' '));
}
