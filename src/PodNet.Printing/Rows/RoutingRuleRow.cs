using System.Globalization;
using System.Text;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Printing.Rows;

/// <summary>A line of <c>ip rule</c> (iproute2 ip/iprule.c, print_rule).</summary>
internal static class RoutingRuleRow
{
    /// <summary>The line; a tab follows the priority.</summary>
    public static string Text(RoutingRule rule)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{rule.Priority}:\t{(rule.Negated ? "not " : "")}from {(rule.From is { } from ? Network(from) : "all")} ");
        if (rule.To is { } to) text.Append("to ").Append(Network(to)).Append(' ');
        if (rule.Mark is { } mark)
        {
            text.Append(CultureInfo.InvariantCulture, $"fwmark 0x{mark:x}");
            if (rule.MarkMask != uint.MaxValue) text.Append(CultureInfo.InvariantCulture, $"/0x{rule.MarkMask:x}");
            text.Append(' ');
        }

        if (rule.IncomingDevice is { } device) text.Append("iif ").Append(Printable.Word(device)).Append(' ');
        return text.Append("lookup ").Append(RouteTable.Name(rule.Table)).ToString();
    }

    private static string Network(IpPrefix prefix) =>
        prefix.Length == 0 ? "all" : prefix.IsHost ? prefix.Address.ToString() : prefix.ToString();
}
