using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Printing.Tests;

/// <summary>Sets as ipset v7.17 printed them on a real kernel, the random seed aside.</summary>
public class IpSetTests
{
    private const string Options = "family inet hashsize 1024 maxelem 65536 bucketsize 12 initval 0x";

    [Fact]
    public void A_saved_set_has_its_options_and_its_entries() => Assert.Equal(
        [
            $"create nets hash:net {Options}", "add nets 10.0.0.0/8", "add nets 10.1.0.0/16 nomatch", "add nets 10.1.2.3",
            $"create ports hash:ip,port {Options}", "add ports 10.0.0.1,tcp:80", "add ports 10.0.0.1,udp:53",
        ], Lines("ipset save"));

    [Fact]
    public void A_listed_set_says_how_large_it_is_and_how_many_rules_ask_it() => Assert.Equal(
        [
            "Name: nets", "Type: hash:net", "Revision: 7", $"Header: {Options}", "Size in memory: 600", "References: 1", "Number of entries: 3",
            "Members:", "10.0.0.0/8", "10.1.0.0/16 nomatch", "10.1.2.3",
        ], Lines("ipset list nets"));

    [Fact]
    public void Sets_are_listed_with_an_empty_line_between() => Assert.Equal("", Lines("ipset list")[11]);

    [Fact]
    public void A_set_that_is_not_there_is_said_so()
    {
        CommandOutput output = Run("ipset list nobody");
        Assert.Equal((1, "ipset v7.17: The set with the given name does not exist"), (output.ExitCode, output.Error));
    }

    private static string[] Lines(string command) =>
        [.. Run(command).Text.TrimEnd('\n').Split('\n').Select(l => l.Contains("initval 0x", StringComparison.Ordinal) ? l[..^8] : l)];

    private static CommandOutput Run(string command)
    {
        NamespaceBuilder host = new(new("h"));
        host.AddIpSet(new("nets", IpSetType.HashNet, [Net("10.1.2.3/32"), Net("10.0.0.0/8"), Net("10.1.0.0/16") with { NoMatch = true }]));
        host.AddIpSet(new("ports", IpSetType.HashIpPort,
            [Net("10.0.0.1/32") with { Port = (IpProtocol.Tcp, 80) }, Net("10.0.0.1/32") with { Port = (IpProtocol.Udp, 53) }]));
        host.Append("filter", "INPUT", new([new SetMatch("nets", [SetSide.Source])], new DropTarget()));
        return NamespaceCommands.Run(NamespaceView.Cold(host.Build(), SimulatedTime.Start), command.Split(' '));
    }

    private static IpSetEntry Net(string prefix) => new(IpPrefix.Parse(prefix));
}
