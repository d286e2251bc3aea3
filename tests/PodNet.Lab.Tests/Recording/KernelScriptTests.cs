using PodNet.Lab.Recording;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Lab.Tests.Recording;

/// <summary>From kernel objects to commands.</summary>
public sealed class KernelScriptTests
{
    [Fact]
    public void Devices_come_in_the_order_of_their_index_on_both_sides()
    {
        NamespaceBuilder left = Namespace("left"), right = Namespace("right");
        left.AddDevice(i => new Bridge(i, "br0", Mac(9), 1500));
        left.AddDevice(i => Veth(i, "a", 1, "right", "b", 2));
        left.AddDevice(i => Veth(i, "c", 3, "right", "d", 3));
        right.AddDevice(i => Veth(i, "b", 2, "left", "a", 3));
        right.AddDevice(i => Veth(i, "d", 4, "left", "c", 4));
        Assert.Equal(
            [
                "ip -n left link add name br0 index 2 address 02:00:00:00:00:09 type bridge",
                "ip -n left link add name a index 3 address 02:00:00:00:00:01 type veth "
                    + "peer name b index 2 address 02:00:00:00:00:02 netns right",
                "ip -n left link add name c index 4 address 02:00:00:00:00:03 type veth "
                    + "peer name d index 3 address 02:00:00:00:00:04 netns right",
            ],
            Lines("link add", left, right));
    }

    [Fact]
    public void Crossed_pairs_are_made_all_the_same()
    {
        NamespaceBuilder left = Namespace("left"), right = Namespace("right");
        left.AddDevice(i => Veth(i, "a", 1, "right", "b", 3));
        left.AddDevice(i => Veth(i, "c", 3, "right", "d", 2));
        right.AddDevice(i => Veth(i, "d", 4, "left", "c", 3));
        right.AddDevice(i => Veth(i, "b", 2, "left", "a", 2));
        string[] made = [.. Lines("link add", left, right).Select(l => l.Split(' ')[6])];
        Assert.Equal(["a", "c"], made);
    }

    [Fact]
    public void A_pair_within_one_namespace()
    {
        NamespaceBuilder only = Namespace("only");
        only.AddDevice(i => Veth(i, "x", 1, "only", "y", 3));
        only.AddDevice(i => Veth(i, "y", 2, "only", "x", 2));
        Assert.Single(Lines("link add", only));
    }

    [Fact]
    public void An_end_without_the_other_is_refused()
    {
        NamespaceBuilder only = Namespace("only");
        only.AddDevice(i => Veth(i, "x", 1, "gone", "y", 3));
        Assert.Contains("gone:y", Assert.Throws<LabException>(() => Lines("", only)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vxlan_with_its_rows()
    {
        NamespaceBuilder node = Namespace("n");
        node.AddDevice(i => new Vxlan(i, "flannel.1", Mac(1), 1450, 1, Ip("192.0.2.1"), "lo", 8472) { Learning = false });
        node.AddNeighbor(Ip("10.1.2.0"), Mac(2), "flannel.1").AppendFdb(Mac(2), "flannel.1", Ip("192.0.2.2"));
        node.AddRoute(new Route(Net("10.1.2.0/24")) { Via = Ip("10.1.2.0"), Device = "flannel.1", OnLink = true });
        node.SetSysctl("net.ipv4.conf.flannel.1.rp_filter", 2);
        Assert.Equal(
            [
                "ip -n n link add name flannel.1 index 2 address 02:00:00:00:00:01 mtu 1450 "
                    + "type vxlan id 1 dev lo local 192.0.2.1 dstport 8472 nolearning",
                "ip -n n link set dev flannel.1 up",
                "ip netns exec n sysctl -qw net/ipv4/conf/flannel.1/rp_filter=2",
                "ip -n n route add 10.1.2.0/24 via 10.1.2.0 dev flannel.1 onlink",
                "ip -n n neigh add 10.1.2.0 lladdr 02:00:00:00:00:02 dev flannel.1 nud permanent",
                "bridge -n n fdb append 02:00:00:00:00:02 dev flannel.1 dst 192.0.2.2 self permanent",
            ],
            Lines("flannel.1", node));
    }

    [Fact]
    public void Routes_of_every_kind_and_rules()
    {
        NamespaceBuilder node = Namespace("n");
        node.AddAddress("lo", InterfaceAddress.Parse("203.0.113.1/24"));
        node.AddRoute(new Route(IpPrefix.DefaultV4)
        {
            Via = Ip("203.0.113.9"),
            Device = "lo",
            Metric = 7,
            PreferredSource = Ip("203.0.113.1"),
            Mtu = 1400,
        });
        node.AddRoute(new Route(IpPrefix.DefaultV4) { Via = Ip("203.0.113.8"), Device = "lo", Metric = 7 });
        node.AddRoute(new Route(Net("10.0.0.0/8")) { Type = RouteType.Blackhole, Protocol = RouteProtocol.Bird });
        node.AddRoute(new Route(Net("10.9.0.0/16"))
        {
            Device = "lo",
            Scope = RouteScope.Link,
            Table = 100,
            Protocol = RouteProtocol.Static,
        });
        node.AddRoute(new Route(Net("10.8.0.1/32"))
        {
            Type = RouteType.Local,
            Device = "lo",
            Scope = RouteScope.Host,
            Table = RouteTable.Local,
        });
        node.Rules.Add(new RoutingRule(99, 100) { From = Net("10.9.0.0/16"), IncomingDevice = "lo", Mark = 1, MarkMask = 0xff });
        node.Rules.Add(new RoutingRule(98, 100) { Mark = 0x200000, MarkMask = 0x200000, Negated = true });
        node.AddRoute(new Route(Net("10.7.0.0/16")) { Type = RouteType.Throw, Table = 100 });
        node.Rules.RemoveAll(r => r.Table == RouteTable.Default);
        node.Routes.RemoveAll(r => r.Type == RouteType.Broadcast && r.Destination.Contains(Ip("203.0.113.255")));
        Assert.Equal(
            [
                "ip -n n rule del lookup 253 pref 32767",
                "ip -n n rule add not fwmark 0x200000/0x200000 lookup 100 pref 98",
                "ip -n n rule add from 10.9.0.0/16 iif lo fwmark 0x1/0xff lookup 100 pref 99",
                "ip -n n route del broadcast 203.0.113.255/32 dev lo table 255 proto kernel src 203.0.113.1",
                "ip -n n route add default via 203.0.113.9 dev lo metric 7 src 203.0.113.1 mtu 1400",
                "ip -n n route append default via 203.0.113.8 dev lo metric 7",
                "ip -n n route add blackhole 10.0.0.0/8 proto bird",
                "ip -n n route add 10.9.0.0/16 dev lo table 100 proto static",
                "ip -n n route add local 10.8.0.1/32 dev lo table 255",
                "ip -n n route add throw 10.7.0.0/16 table 100",
            ],
            [.. Lines("rule ", node), .. Lines("route ", node)]);
    }

    [Fact]
    public void A_bridge_gets_no_address_that_its_ports_give_it_and_the_mtu_they_would_take_from_it()
    {
        NamespaceBuilder node = Namespace("n");
        node.AddDevice(i => new Bridge(i, "br0", Mac(1), 9000) { Promiscuous = true });
        node.AddDevice(i => Veth(i, "x", 1, "n", "y", 4) with { Port = new("br0") { Hairpin = true, Learning = false, Flood = false } });
        node.AddDevice(i => Veth(i, "y", 2, "n", "x", 3) with { Up = false });
        Assert.Equal(
            [
                "ip -n n link add name br0 index 2 mtu 9000 type bridge",
                "ip -n n link add name x index 3 address 02:00:00:00:00:01 type veth peer name y index 4 address 02:00:00:00:00:02 netns n",
                "ip -n n link set dev x master br0",
                "bridge -n n link set dev x hairpin on",
                "bridge -n n link set dev x learning off",
                "bridge -n n link set dev x flood off",
                "ip -n n link set dev br0 mtu 9000",
                "ip -n n link set dev lo up",
                "ip -n n link set dev br0 promisc on",
                "ip -n n link set dev br0 up",
                "ip -n n link set dev x up",
            ],
            Lines("link ", node));
    }

    [Fact]
    public void Rules_go_to_iptables_restore_as_they_are_and_no_shell_reads_them()
    {
        NamespaceBuilder node = Namespace("n");
        node.Append("filter", "INPUT", new Rule([new CommentMatch("$(reboot) `x`")], new AcceptTarget()));
        KernelCommand restore = KernelScript.Of([node.Build()])[^1];
        Assert.Equal(("iptables-restore", "n"), (restore.Tool, restore.Namespace));
        Assert.Contains("-A INPUT -m comment --comment \"$(reboot) `x`\" -j ACCEPT\n", restore.Input, StringComparison.Ordinal);
        Assert.StartsWith("ip netns exec n iptables-restore <<'E'\n*filter\n", restore.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\nCOMMIT\nE", restore.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../etc")]
    [InlineData("-n")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("a\"b")]
    [InlineData("#a")]
    [InlineData("a\\")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("ü")]
    public void Names_that_a_tool_or_a_file_system_would_misread_are_refused(string name)
    {
        Assert.Throws<LabException>(() => KernelScript.Of([Namespace(name).Build()]));
        NamespaceBuilder node = Namespace("n");
        node.AddDevice(i => new Bridge(i, name, Mac(1), 1500));
        Assert.Throws<LabException>(() => KernelScript.Of([node.Build()]));
    }

    private static string[] Lines(string with, params NamespaceBuilder[] namespaces) =>
    [
        .. KernelScript.Of([.. namespaces.Select(n => n.Build())]).Select(c => c.ToString())
            .Where(l => l.Contains(with, StringComparison.Ordinal)),
    ];

    private static NamespaceBuilder Namespace(string name) => new(new(name));

    private static VethEnd Veth(int index, string name, ulong mac, string peerNamespace, string peer, int peerIndex) =>
        new(index, name, Mac(mac), 1500, new(peerNamespace), peer, peerIndex);

    private static MacAddress Mac(ulong last) => new(0x0200_0000_0000 | last);

    private static IpAddress Ip(string text) => IpAddress.Parse(text);

    private static IpPrefix Net(string text) => IpPrefix.Parse(text);
}
