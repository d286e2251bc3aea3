using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;
using static PodNet.Engine.Tests.ExchangeText;

namespace PodNet.Engine.Tests;

public class IpSetMatchTests
{
    [Theory]
    [InlineData("10.0.1.0/24", false, true)]
    [InlineData("10.0.1.0/24", true, false)]
    [InlineData("10.0.3.0/24", false, false)]
    [InlineData("10.0.3.0/24", true, true)]
    public void A_rule_asks_whether_an_address_is_in_a_set(string member, bool negated, bool dropped) => Assert.Equal(
        dropped, IsDropped(new("s", IpSetType.HashNet, [Entry(member)]), new SetMatch("s", [SetSide.Source]) { Negated = negated }));

    [Theory]
    [InlineData(80, IpProtocol.Tcp, true)]
    [InlineData(81, IpProtocol.Tcp, false)]
    [InlineData(80, IpProtocol.Udp, false)]
    public void A_set_with_ports_asks_for_both(int port, IpProtocol protocol, bool dropped) => Assert.Equal(
        dropped,
        IsDropped(
            new("s", IpSetType.HashIpPort, [Entry("10.0.2.2/32") with { Port = (protocol, (ushort)port) }]),
            new SetMatch("s", [SetSide.Destination, SetSide.Destination])));

    [Fact]
    public void The_longest_entry_decides() => Assert.False(IsDropped(
        new("s", IpSetType.HashNet, [Entry("10.0.0.0/8"), Entry("10.0.1.0/24") with { NoMatch = true }]), new SetMatch("s", [SetSide.Source])));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_rule_about_a_set_that_is_gone_holds_for_nothing(bool negated) =>
        Assert.False(IsDropped(new("other", IpSetType.HashNet, []), new SetMatch("s", [SetSide.Source]) { Negated = negated }));

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Limited_to_the_output_an_address_of_another_device_is_not_local(bool limited, bool dropped)
    {
        TestCluster net = TestCluster.Routed();
        net["a"].AddAddress("lo", InterfaceAddress.Parse("10.9.9.9/32"));
        net["a"].Routes.RemoveAll(r => r.Destination.Length == 0);
        net["a"].AddRoute(TestCluster.Default("10.0.1.1") with { PreferredSource = IpAddress.Parse("10.9.9.9") })
            .Append("filter", "OUTPUT", Rule(new DropTarget(), new AddressTypeMatch(AddressType.Local, OfSource: true) { LimitInterfaceOut = limited }));
        Assert.Equal(dropped, net.Run("a", new EchoProbe(IpAddress.Parse("10.0.2.2"))).Request!.Disposition == Disposition.DroppedByRule);
    }

    private static bool IsDropped(IpSet set, Match match)
    {
        TestCluster net = TestCluster.Routed();
        net["r"].AddIpSet(set).Append("filter", "FORWARD", Rule(new DropTarget(), match));
        return net.Run("a", new TcpProbe(IpAddress.Parse("10.0.2.2"), 80)).Request!.Disposition == Disposition.DroppedByRule;
    }

    private static IpSetEntry Entry(string prefix) => new(IpPrefix.Parse(prefix));
}
