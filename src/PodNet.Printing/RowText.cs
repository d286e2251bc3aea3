using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Printing.Commands;
using PodNet.Printing.Rows;

namespace PodNet.Printing;

/// <summary>One row of a kernel table as the tool that shows it prints it: on one line, trimmed, a tab as a space.</summary>
public static class RowText
{
    /// <summary>Any object that can decide what happens to a packet: <see cref="Route"/>, <see cref="RoutingRule"/>, <see
    /// cref="Neighbor"/>,
    /// <see cref="FdbEntry"/>, <see cref="Rule"/> (without its chain), <see cref="Chain"/> (its policy), <see cref="IpSet"/>, <see cref="Socket"/>,
    /// <see cref="BpfMapRow"/>, <see cref="ConntrackEntry"/> (without the time left), <see cref="InterfaceAddress"/>, <see cref="NetDevice"/>,
    /// <see cref="OvsFlow"/>, <see cref="WireGuardPeer"/>, <see cref="ForwarderPeer"/>.</summary>
    /// <exception cref="ArgumentException">No tool prints such an object.</exception>
    public static string Of(object row) => Trimmed(row switch
    {
        Route route => RouteRow.Text(route),
        RoutingRule rule => RoutingRuleRow.Text(rule),
        Neighbor neighbor => NeighborRow.Text(neighbor),
        FdbEntry entry => FdbRow.Text(entry),
        Rule rule => NetfilterRow.RuleText(rule),
        IpSet set => IpSetRow.Create(set),
        Chain chain => NetfilterRow.ChainText(chain),
        Socket socket => SocketStatistics.Row(socket),
        ConntrackEntry entry => ConntrackRow.Text(entry),
        InterfaceAddress address => $"{(address.Address.Family == IpFamily.V6 ? "inet6" : "inet")} {address}",
        WireGuardPeer peer => WgShow.Row(peer),
        NetDevice device => Device(device),
        BpfMapRow map => MapRow.Text(map),
        OvsFlow flow => OvsFlowRow.Text(flow),
        ForwarderPeer peer => $"{Printable.Word(peer.Name)} {peer.Address}",
        _ => throw new ArgumentException($"no tool prints a row for {row.GetType().Name}", nameof(row)),
    });

    /// <summary>"-A CHAIN ..."</summary>
    public static string Of(Rule rule, string chain) => Trimmed(NetfilterRow.RuleText(chain, rule));

    /// <summary>":CHAIN POLICY [0:0]"</summary>
    public static string Of(ChainPolicy policy, string chain) => Trimmed(NetfilterRow.PolicyText(chain, policy));

    /// <summary>A tracked connection with the seconds it has left at <paramref name="now"/>.</summary>
    public static string Of(ConntrackEntry entry, SimulatedTime now) => Trimmed(ConntrackRow.Text(entry, now));

    private static string Device(NetDevice device)
    {
        string master = (device.Port?.Bridge ?? device.Datapath) is { } name ? $" master {Printable.Word(name)}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{device.Index}: {IpLink.NameAndLink(device, localPeer: null)}: <{LinkStates.Flags(device)}> mtu {device.Mtu}{master}");
    }

    private static string Trimmed(string row) => Printable.Line(row).Replace('\t', ' ').Trim();
}
