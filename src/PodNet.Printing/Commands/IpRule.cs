using PodNet.Model.Addressing;
using PodNet.Printing.Rows;

namespace PodNet.Printing.Commands;

/// <summary><c>ip rule</c></summary>
internal static class IpRule
{
    /// <summary>The IPv4 rules in order of priority.</summary>
    public static IEnumerable<string> Lines(NamespaceView view) => view.Config.Fib.Rules
        .Where(r => (r.From ?? r.To) is not { Address.Family: IpFamily.V6 })
        .Select(RoutingRuleRow.Text);
}
