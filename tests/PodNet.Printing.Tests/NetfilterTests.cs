using CsCheck;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Printing.Tests;

/// <summary>Rules as iptables-save v1.8.9 wrote them back when each was given to the real one.</summary>
public class NetfilterTests
{
    private const string Breaking = "\n\r\t\"\\'\u2028\u0085\u001b -";

    private static readonly IpPrefix Ten = IpPrefix.Parse("10.0.0.0/8"), Host = IpPrefix.Parse("10.1.1.1/32");

    public static TheoryData<string, Rule> Rules => new()
    {
        { "-A c", new([], null) },
        { "-A c -m mark --mark 0x10", new([new MarkMatch(0x10, uint.MaxValue)], null) },
        {
            "-A c -m mark ! --mark 0x10/0xff -j MARK --set-xmark 0x4000/0x4000",
            new([new MarkMatch(0x10, 0xff) { Negated = true }], new MarkTarget(0x4000, 0x4000))
        },
        {
            "-A c -m set --match-set pods src -m set ! --match-set ports dst,src -j ACCEPT",
            new([new SetMatch("pods", [SetSide.Source]),
                new SetMatch("ports", [SetSide.Destination, SetSide.Source]) { Negated = true }], new AcceptTarget())
        },
        {
            "-A c -o tunl0 -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully",
            new([new OutInterfaceMatch("tunl0"), new AddressTypeMatch(AddressType.Local, true) { Negated = true, LimitInterfaceOut = true },
                new AddressTypeMatch(AddressType.Local, true)], new MasqueradeTarget(true))
        },
        { "-A c -j MARK --set-xmark 0x0/0x0", new([], new MarkTarget(0, 0)) },
        {
            "-A c -s 10.0.0.0/8 -d 10.1.1.1/32 -i eth0 -o eth1 -p tcp -m tcp --sport 5 --dport 1:1024 -j a",
            new([new SourcePortMatch(IpProtocol.Tcp, 5, 5), new DestinationPortMatch(IpProtocol.Tcp, 1, 1024),
                new ProtocolMatch(IpProtocol.Tcp), new OutInterfaceMatch("eth1"), new InInterfaceMatch("eth0"), new DestinationMatch(Host),
                new SourceMatch(Ten)], new JumpTarget("a"))
        },
        {
            "-A c ! -s 10.0.0.0/8 ! -d 10.1.1.1/32 ! -i cali+ ! -o eth1 ! -p tcp -j DROP",
            new([new SourceMatch(Ten) { Negated = true }, new DestinationMatch(Host) { Negated = true },
                new InInterfaceMatch("cali+") { Negated = true }, new OutInterfaceMatch("eth1") { Negated = true },
                new ProtocolMatch(IpProtocol.Tcp) { Negated = true }], new DropTarget())
        },
        {
            "-A c -p tcp -m tcp ! --sport 5 ! --dport 1:1024 -g a",
            new([new ProtocolMatch(IpProtocol.Tcp), new SourcePortMatch(IpProtocol.Tcp, 5, 5) { Negated = true },
                new DestinationPortMatch(IpProtocol.Tcp, 1, 1024) { Negated = true }], new GotoTarget("a"))
        },
        {
            "-A c -p udp -m udp --dport 53 -j RETURN",
            new([new ProtocolMatch(IpProtocol.Udp), new SourcePortMatch(IpProtocol.Udp, 0, 65535),
                new DestinationPortMatch(IpProtocol.Udp, 53, 53)], new ReturnTarget())
        },
        {
            "-A c -p tcp -m comment --comment \"default/web:http\" -m tcp -j DNAT --to-destination 10.1.1.1:8080",
            new([new ProtocolMatch(IpProtocol.Tcp), new CommentMatch("default/web:http"),
                new DestinationPortMatch(IpProtocol.Tcp, 0, 65535)], new DnatTarget(Host.Address, 8080))
        },
        { "-A c -j DNAT --to-destination 10.1.1.1", new([], new DnatTarget(Host.Address, null)) },
        { "-A c -j SNAT --to-source 10.1.1.1", new([], new SnatTarget(Host.Address)) },
        { "-A c -j MASQUERADE", new([], new MasqueradeTarget()) },
        { "-A c -j MASQUERADE --random-fully", new([], new MasqueradeTarget(true)) },
        {
            "-A c -j ACCEPT",
            new([new SourceMatch(IpPrefix.DefaultV4), new DestinationMatch(IpPrefix.DefaultV4), new InInterfaceMatch("+")],
                new AcceptTarget())
        },
        {
            "-A c -m conntrack --ctstate INVALID,NEW,RELATED,ESTABLISHED,UNTRACKED,SNAT,DNAT -j REJECT --reject-with icmp-port-unreachable",
            new([new ConntrackMatch((ConntrackStates)127)], new RejectTarget())
        },
        {
            "-A c -m conntrack ! --ctstate NEW -j REJECT --reject-with icmp-admin-prohibited",
            new([new ConntrackMatch(ConntrackStates.New) { Negated = true }], new RejectTarget(13))
        },
        { "-A c -p tcp -j REJECT --reject-with tcp-reset", new([new ProtocolMatch(IpProtocol.Tcp)], new RejectTarget(TcpReset: true)) },
        {
            "-A c -m addrtype ! --dst-type BROADCAST -j ACCEPT",
            new([new AddressTypeMatch(AddressType.Broadcast, false) { Negated = true }], new AcceptTarget())
        },
        { "-A c -m addrtype --src-type LOCAL -j ACCEPT", new([new AddressTypeMatch(AddressType.Local, true)], new AcceptTarget()) },
        { "-A c -m statistic --mode random --probability 0.33333333349 -j ACCEPT", new([new RandomMatch(715827883)], new AcceptTarget()) },
        { "-A c -m statistic --mode random --probability 0.50000000000 -j ACCEPT", new([new RandomMatch(1u << 30)], new AcceptTarget()) },
        {
            "-A c -m statistic --mode random ! --probability 0.10000000009 -j ACCEPT",
            new([new RandomMatch(214748365) { Negated = true }], new AcceptTarget())
        },
        { "-A c -p ipencap -j ACCEPT", new([new ProtocolMatch(IpProtocol.IpInIp)], new AcceptTarget()) },
    };

    [Theory]
    [MemberData(nameof(Rules), DisableDiscoveryEnumeration = true)]
    public void A_rule_reads_as_iptables_saves_it(string expected, Rule rule) => Assert.Equal(expected, RowText.Of(rule, "c"));

    [Theory]
    [InlineData("simple", "simple")]
    [InlineData("a_c-d", "a_c-d")]
    [InlineData("", "\"\"")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("a:b", "\"a:b\"")]
    [InlineData("d.e", "\"d.e\"")]
    [InlineData("q\"uote", "\"q\\\"uote\"")]
    [InlineData("b\\slash", "\"b\\\\slash\"")]
    [InlineData("it's", "\"it\\'s\"")]
    [InlineData("tab\tx", "\"tab\tx\"")]
    [InlineData("é", "\"é\"")]
    [InlineData("a<b>&$", "\"a<b>&$\"")]
    public void A_comment_is_quoted_only_where_it_must_be(string text, string quoted)
    {
        NamespaceBuilder host = new(new("h"));
        host.Append("filter", "INPUT", new([new CommentMatch(text)], null));
        Assert.Contains($"\n-A INPUT -m comment --comment {quoted}\n", Save(host), StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_and_chains_have_the_order_of_iptables_nft()
    {
        NamespaceBuilder host = new(new("h"));
        foreach (string table in (string[])["nat", "filter", "raw", "mangle"]) host.NewChain(table, "z");
        foreach (string chain in (string[])["b", "A-1", "Z", "FOO.BAR", "a"]) host.NewChain("filter", chain);
        host.Append("filter", "a", new([], new DropTarget())).Append("filter", "OUTPUT", new([], new JumpTarget("a")));
        host.SetPolicy("filter", "INPUT", ChainPolicy.Drop);
        Golden.Check("iptables-save-order.golden", Save(host));
    }

    [Fact]
    public void Only_tables_that_exist_are_printed_unless_one_is_asked_for()
    {
        NamespaceView view = NamespaceView.Cold(new NamespaceBuilder(new("h")).Build(), SimulatedTime.Start);
        Assert.Equal("", NamespaceCommands.Run(view, ["iptables-save"]).Text);
        string nat = NamespaceCommands.Run(view, ["iptables-save", "-t", "nat"]).Text;
        string[] empty =
            ["*nat", ":PREROUTING ACCEPT [0:0]", ":INPUT ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]", ":POSTROUTING ACCEPT [0:0]", "COMMIT"];
        Assert.Equal(empty, nat.Split('\n')[1..7]);
        Assert.Equal(new("", "Table `foo' does not exist", 1), NamespaceCommands.Run(view, ["iptables-save", "-t", "foo"]));
    }

    [Fact]
    public void The_day_of_the_month_is_padded_as_ctime_does()
    {
        NamespaceView view = NamespaceView.Cold(ReferenceHosts.Build("kubenet", "n1"), SimulatedTime.Start);
        string[] lines = NamespaceCommands.Run(view, ["iptables-save"]).Text.Split('\n');
        Assert.Equal("# Generated by iptables-save v1.8.9 (nf_tables) on Thu Jan  1 00:00:00 2026", lines[0]);
    }

    [Fact]
    public void No_comment_and_no_name_can_break_a_line_or_leave_its_quotes()
    {
        Gen<char> breaking = Gen.Int[0, Breaking.Length - 1].Select(i => Breaking[i]);
        Gen<string> hostile = Gen.OneOf(Gen.Char, breaking).Array[0, 40].Select(c => new string(c));
        Gen.Select(hostile, hostile).Sample((comment, chain) =>
        {
            NamespaceBuilder host = new(new("h"));
            host.NewChain("filter", chain);
            host.Append("filter", "INPUT", new([new CommentMatch(comment)], new JumpTarget(chain)));
            string[] lines = Save(host).ReplaceLineEndings("\n").Split('\n');
            Assert.Equal(10, lines.Length);
            Assert.Matches("""^-A INPUT -m comment --comment ([A-Za-z0-9_-]+|"([^"'\\]|\\["'\\])*") -j \S*$""", lines[6]);
            Assert.Matches(@"^:\S* - \[0:0\]$", lines[5]);
        });
    }

    private static string Save(NamespaceBuilder host) =>
        NamespaceCommands.Run(NamespaceView.Cold(host.Build(), SimulatedTime.Start), ["iptables-save"]).Text;
}
