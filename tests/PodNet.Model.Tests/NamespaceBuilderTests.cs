using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Model.Tests;

public class NamespaceBuilderTests
{
    [Fact]
    public void A_new_namespace_has_lo_and_its_routes()
    {
        NetworkNamespace ns = new NamespaceBuilder(new NamespaceId("x")).Build();
        Assert.Equal(
            ["Local 127.0.0.1/32", "Local 127.0.0.0/8", "Broadcast 127.255.255.255/32"],
            ns.Fib.Routes.Select(r => $"{r.Type} {r.Destination}"));
    }

    [Fact]
    public void An_address_brings_its_routes_and_a_deleted_device_takes_them_away()
    {
        NamespaceBuilder builder = new(new NamespaceId("x"));
        int before = builder.Routes.Count;
        builder.AddDevice(i => new Bridge(i, "br0", MacAddress.Parse("02:00:00:00:00:01"), 1500))
            .AddAddress("br0", InterfaceAddress.Parse("10.0.0.1/24"));
        Assert.Equal(
            ["Local 10.0.0.1/32", "Unicast 10.0.0.0/24", "Broadcast 10.0.0.255/32"],
            builder.Routes.Skip(before).Select(r => $"{r.Type} {r.Destination}"));
        Assert.Equal(before, builder.DeleteDevice("br0").Routes.Count);
    }

    /// <summary>Expected is what <c>ip route show table all</c> printed after the same commands on Linux 6.18.</summary>
    [Fact]
    public void A_second_address_of_a_network_is_secondary()
    {
        NamespaceBuilder builder = new NamespaceBuilder(new NamespaceId("x"))
            .AddDevice(i => Named(i, "br0")).AddDevice(i => Named(i, "d1"));
        int before = builder.Routes.Count;
        foreach (string address in (string[])["10.0.0.1/24", "10.0.0.2/24", "10.0.0.3/25", "10.0.0.4/32", "10.1.0.1/24", "10.0.0.5/24"])
            builder.AddAddress("br0", InterfaceAddress.Parse(address));
        foreach (string address in (string[])["10.0.0.9/24", "10.9.0.0/31", "10.9.0.1/31"]) builder.AddAddress("d1", InterfaceAddress.Parse(address));
        builder.AddAddress("lo", InterfaceAddress.Parse("127.0.0.2/8"));

        string[] expected =
        [
            "Broadcast 10.0.0.127/32 dev br0 src 10.0.0.3",
            "Broadcast 10.0.0.255/32 dev br0 src 10.0.0.1",
            "Broadcast 10.0.0.255/32 dev d1 src 10.0.0.9",
            "Broadcast 10.1.0.255/32 dev br0 src 10.1.0.1",
            "Local 10.0.0.1/32 dev br0 src 10.0.0.1",
            "Local 10.0.0.2/32 dev br0 src 10.0.0.1",
            "Local 10.0.0.3/32 dev br0 src 10.0.0.3",
            "Local 10.0.0.4/32 dev br0 src 10.0.0.4",
            "Local 10.0.0.5/32 dev br0 src 10.0.0.1",
            "Local 10.0.0.9/32 dev d1 src 10.0.0.9",
            "Local 10.1.0.1/32 dev br0 src 10.1.0.1",
            "Local 10.9.0.0/32 dev d1 src 10.9.0.0",
            "Local 10.9.0.1/32 dev d1 src 10.9.0.0",
            "Local 127.0.0.2/32 dev lo src 127.0.0.1",
            "Unicast 10.0.0.0/24 dev br0 src 10.0.0.1",
            "Unicast 10.0.0.0/24 dev d1 src 10.0.0.9",
            "Unicast 10.0.0.0/25 dev br0 src 10.0.0.3",
            "Unicast 10.1.0.0/24 dev br0 src 10.1.0.1",
            "Unicast 10.9.0.0/31 dev d1 src 10.9.0.0",
        ];
        Assert.Equal(expected, builder.Routes.Skip(before)
            .Select(r => $"{r.Type} {r.Destination} dev {r.Device} src {r.PreferredSource}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_name_the_kernel_would_refuse_is_refused()
    {
        NamespaceBuilder builder = new(new NamespaceId("x"));
        Assert.Contains("longer than 15", Assert.Throws<ArgumentException>(() => builder.AddDevice(i => Named(i, "sixteen-letters-"))).Message, StringComparison.Ordinal);
        Assert.Contains("exists already", Assert.Throws<ArgumentException>(() => builder.AddDevice(i => Named(i, "lo"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Netfilter_chains_come_with_their_table()
    {
        NetworkNamespace ns = new NamespaceBuilder(new NamespaceId("x")).NewChain("nat", "MINE").Build();
        Assert.Equal(["PREROUTING", "INPUT", "OUTPUT", "POSTROUTING", "MINE"], ns.Netfilter.Find("nat")!.Chains.Select(c => c.Name));
    }

    // On Linux 6.18, with iptables-nft and iptables-legacy: conntrack -L after a ping of 127.0.0.1.
    [Fact]
    public void Connections_are_tracked_from_the_first_rule_that_needs_it_and_no_chain_is_one()
    {
        NamespaceBuilder ns = new NamespaceBuilder(new NamespaceId("x")).NewChain("nat", "MINE").Append("nat", "POSTROUTING", new Rule([], new JumpTarget("MINE")));
        Assert.False(ns.Build().Netfilter.TracksConnections);
        Assert.True(ns.Build().ToBuilder().Append("filter", "INPUT", new Rule([new ConntrackMatch(ConntrackStates.New)], null)).Build().Netfilter.TracksConnections);
        NetworkNamespace unreached = ns.NewChain("nat", "NOBODY").Append("nat", "NOBODY", new Rule([], new MasqueradeTarget())).Build();
        Assert.Equal((true, false), (unreached.Netfilter.TracksConnections, unreached.Netfilter6.TracksConnections));
    }

    [Fact]
    public void A_copy_is_edited_and_the_original_stays()
    {
        NetworkNamespace ns = new NamespaceBuilder(new NamespaceId("x")).SetSysctl("net.ipv4.ip_forward", 1).Append("filter", "FORWARD", new Rule([], new DropTarget())).Build();
        NetworkNamespace edited = ns.ToBuilder().SetSysctl("net.ipv4.ip_forward", 0).DeleteRule("filter", "FORWARD", 1).Build();
        Assert.True(ns.Sysctls.IpForward);
        Assert.False(edited.Sysctls.IpForward);
        Assert.Equal((1, 0), (ns.Netfilter.Find("filter")!.Find("FORWARD")!.Rules.Count, edited.Netfilter.Find("filter")!.Find("FORWARD")!.Rules.Count));
    }

    [Fact]
    public void An_unknown_sysctl_is_refused_by_name() =>
        Assert.Contains("net.ipv4.ip_froward", Assert.Throws<ArgumentException>(() => new NamespaceBuilder(new NamespaceId("x")).SetSysctl("net.ipv4.ip_froward", 1)).Message, StringComparison.Ordinal);

    private static Bridge Named(int index, string name) => new(index, name, MacAddress.Zero, 1500);
}
