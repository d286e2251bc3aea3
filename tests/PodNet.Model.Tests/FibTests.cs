using CsCheck;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Model.Tests;

public class FibTests
{
    private static readonly Gen<Route> AnyRoute = Gen.Select(Gen.UInt, Gen.Int[0, 32], Gen.Int[0, 3], (bits, length, metric) =>
        new Route(new IpPrefix(IpAddress.FromV4(bits & 0x0000_00ff | 0x0a00_0000), length)) { Device = "eth0", Metric = metric });

    [Fact]
    public void The_longest_prefix_wins_and_then_the_lowest_metric() =>
        Gen.Select(AnyRoute.Array[1, 20], Gen.UInt[0, 255], (routes, host) => (routes, IpAddress.FromV4(0x0a00_0000 | host))).Sample((routes, destination) =>
        {
            Route? expected = routes.Where(r => r.Destination.Contains(destination))
                .OrderByDescending(r => r.Destination.Length).ThenBy(r => r.Metric).FirstOrDefault();
            Route? found = new Fib(Fib.DefaultRules, routes.ToValueList()).Lookup(new(destination)).Route;
            return (found?.Destination, found?.Metric) == (expected?.Destination, expected?.Metric);
        });

    [Fact]
    public void The_runner_up_is_the_one_that_would_win_without_the_winner() =>
        AnyRoute.Array[2, 12].Where(r => r.DistinctBy(x => x.Destination).Count() == r.Length).Sample(routes =>
        {
            IpAddress destination = routes[0].Destination.Address;
            FibResult first = new Fib(Fib.DefaultRules, routes.ToValueList()).Lookup(new(destination));
            Route? second = new Fib(Fib.DefaultRules, routes.Where(r => r != first.Route).ToValueList()).Lookup(new(destination)).Route;
            return second is null || first.Nearest() == second;
        });

    [Fact]
    public void Of_routes_that_agree_in_as_many_bits_the_widest_is_nearest()
    {
        Route address = new(IpPrefix.Parse("10.244.0.2/32")) { Device = "eth0", Type = RouteType.Local, Table = RouteTable.Local };
        Route subnet = new(IpPrefix.Parse("10.244.0.0/24")) { Device = "eth0" };
        Assert.Same(subnet, new Fib(Fib.DefaultRules, [address, subnet]).Lookup(new(IpAddress.Parse("10.244.1.2"))).Nearest());
    }

    [Fact]
    public void Rules_are_asked_in_order_of_priority()
    {
        Route main = new(IpPrefix.DefaultV4) { Device = "eth0" };
        Route other = new(IpPrefix.DefaultV4) { Device = "eth1", Table = 100 };
        ValueList<RoutingRule> rules = [.. Fib.DefaultRules, new(100, 100) { From = IpPrefix.Parse("10.1.0.0/16") }];
        Fib fib = new(rules, [main, other]);
        IpAddress far = IpAddress.Parse("192.0.2.1");
        Assert.Same(other, fib.Lookup(new(far, IpAddress.Parse("10.1.2.3"))).Route);
        Assert.Same(main, fib.Lookup(new(far, IpAddress.Parse("10.2.2.3"))).Route);
    }

    // ip rule add not fwmark 0x200000/0x200000 lookup 1 pref 99; ip route add throw 10.1.0.0/16 table 1
    [Fact]
    public void A_throw_route_ends_its_table_and_the_next_rule_is_asked()
    {
        Route wide = new(IpPrefix.Parse("10.0.0.0/8")) { Device = "wg", Table = 1 };
        Route thrown = new(IpPrefix.Parse("10.1.0.0/16")) { Type = RouteType.Throw, Table = 1 };
        Route main = new(IpPrefix.DefaultV4) { Device = "eth0" };
        Fib fib = new([.. Fib.DefaultRules, new(99, 1) { Mark = 0x200000, MarkMask = 0x200000, Negated = true }], [wide, thrown, main]);
        Assert.Same(wide, fib.Lookup(new(IpAddress.Parse("10.2.0.1"))).Route);
        Assert.Same(main, fib.Lookup(new(IpAddress.Parse("10.1.0.1"))).Route);
        Assert.Same(main, fib.Lookup(new(IpAddress.Parse("10.2.0.1"), Mark: 0x300000)).Route);
        Assert.Same(wide, fib.Lookup(new(IpAddress.Parse("10.2.0.1"), Mark: 0x100000)).Route);
        Assert.Null(fib.Lookup(new(IpAddress.Parse("fd00::1"))).Route);
        Assert.Same(main, fib.Lookup(new(IpAddress.Parse("10.2.0.1"))).Nearest());
    }

    [Fact]
    public void A_sender_bound_to_a_device_sees_only_its_routes()
    {
        Route one = new(IpPrefix.Parse("10.0.0.0/24")) { Device = "eth0" };
        Route two = new(IpPrefix.DefaultV4) { Device = "eth1" };
        Fib fib = new(Fib.DefaultRules, [one, two]);
        Assert.Same(two, fib.Lookup(new(IpAddress.Parse("10.0.0.9"), OutgoingDevice: "eth1")).Route);
    }
}
