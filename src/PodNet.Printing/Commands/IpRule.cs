using PodNet.Model.Addressing;
using PodNet.Printing.Rows;

namespace PodNet.Printing.Commands;

/// <summary><c>ip rule</c></summary>
internal static class IpRule
{
    /// <summary>The rules of a family in order of priority.</summary>
    public static IEnumerable<string> Lines(NamespaceView view, IpFamily family) => view.Config.Fib.Rules
        .Where(r => r.Family == family)
        .Select(RoutingRuleRow.Text);
}
