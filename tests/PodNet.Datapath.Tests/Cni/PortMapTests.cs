using PodNet.Datapath.Cni.PortMap;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Datapath.Tests.Cni;

/// <summary>portmap's chains, and what iptables makes of their arguments.</summary>
public class PortMapTests
{
    private static readonly InterfaceAddress Pod = InterfaceAddress.Parse("10.9.1.2/24");
    private static readonly Origin Owner = new("Pod", "default", "p");

    [Fact]
    public void A_rule_has_room_for_fifteen_ports()
    {
        PortMapConfig config = new("net", Enumerable.Range(1, 16).Select(p => new PortMapping(p, p, "tcp")).ToValueList());
        CniChain chain = PortMapRules.Container(config, Pod, "id");
        Assert.Equal(["1,2,3,4,5,6,7,8,9,10,11,12,13,14,15", "16"], chain.EntryRules.Select(r => r[9]));
    }

    [Fact]
    public void A_long_comment_is_cut_to_what_iptables_keeps()
    {
        CniChain chain = PortMapRules.Container(new("net", [new(1, 1, "tcp")]), Pod, new string('x', 300));
        Assert.Equal(256, chain.EntryRules[0][3].Length);
        Assert.EndsWith("...", chain.EntryRules[0][3], StringComparison.Ordinal);
    }

    [Fact]
    public void Masquerading_all_marks_every_source_once()
    {
        CniChain chain = PortMapRules.Container(new("net", [new(80, 8080, "tcp")]) { MasqueradeAll = true }, Pod, "id");
        Assert.Equal("-p tcp --dport 80 -s 0.0.0.0/0 -j CNI-HOSTPORT-SETMARK", string.Join(' ', chain.Rules[0]));
        Assert.Equal(2, chain.Rules.Count);
    }

    [Fact]
    public void The_arguments_become_rules_that_can_move_packets()
    {
        NamespaceBuilder node = new(new("n"));
        PortMapRules.Add(node, new("net", [new(8080, 80, "tcp")]), Pod, "id", Owner);
        PortMapRules.Add(node, new("net", [new(8081, 80, "tcp")]), InterfaceAddress.Parse("10.9.1.3/24"), "other", Owner);
        Table nat = node.Build().Netfilter.Find("nat")!;
        Chain container = nat.Find(CniChainName.OfPortMappings("net", "id"))!;
        Assert.Equal(
            new Rule([new ProtocolMatch(IpProtocol.Tcp), new DestinationPortMatch(IpProtocol.Tcp, 8080, 8080)], new DnatTarget(Pod.Address, 80)) { Origin = Owner },
            container.Rules[^1]);
        Assert.Equal(new SourceMatch(IpPrefix.Parse("10.9.1.0/24")), container.Rules[0].Matches[2]);
        Assert.Equal(new MarkTarget(0x2000, 0x2000), nat.Find("CNI-HOSTPORT-SETMARK")!.Rules.Single().Target);
        Assert.Equal(2, nat.Find("CNI-HOSTPORT-DNAT")!.Rules.Count);
        Assert.Single(nat.Find("PREROUTING")!.Rules);
        Assert.Single(nat.Find("POSTROUTING")!.Rules);
    }

    [Fact]
    public void The_jump_to_the_masquerading_stands_first()
    {
        NamespaceBuilder node = new(new("n"));
        node.Append("nat", "POSTROUTING", new([], new AcceptTarget()));
        PortMapRules.Add(node, new("net", [new(8080, 80, "tcp")]), Pod, "id", Owner);
        Assert.Equal(new JumpTarget("CNI-HOSTPORT-MASQ"), node.RulesOf("nat", "POSTROUTING")[0].Target);
    }

    [Theory]
    [InlineData("-a b", "unknown option \"-a\"")]
    [InlineData("-p", "option \"-p\" requires an argument")]
    [InlineData("--dports 80", "multiport needs -p tcp or -p udp")]
    [InlineData("-p tcp --dport x", "invalid port/service `x' specified")]
    [InlineData("-p nonsense", "unknown IpProtocol \"nonsense\"")]
    [InlineData("-m mark --mark 0xzz", "bad integer value for a mark: \"0xzz\"")]
    public void What_iptables_would_refuse_is_refused(string arguments, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => IptablesArguments.Parse(arguments.Split(' ').ToValueList())).Message);

    [Fact]
    public void Ipv6_endpoints_are_in_brackets()
    {
        CniChain chain = PortMapRules.Container(new("net", [new(80, 8080, "udp")]), InterfaceAddress.Parse("fd00::2/64"), "id");
        Assert.Equal("[fd00::2]:8080", chain.Rules[^1][^1]);
        Assert.Equal(new DnatTarget(IpAddress.Parse("fd00::2"), 8080), IptablesArguments.Parse(chain.Rules[^1]).Target);
    }
}
