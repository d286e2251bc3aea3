using System.Globalization;
using System.Text;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Printing.Rows;

/// <summary>A line of <c>ip route</c> (iproute2 ip/iproute.c, print_route).</summary>
internal static class RouteRow
{
    /// <summary>The line, of IPv4 with the space that iproute2 leaves at its end.</summary>
    /// <param name="showDevice">False under a <c>dev</c> filter.</param>
    /// <param name="showTable">True under <c>table all</c>.</param>
    /// <param name="linkDown">The device has no carrier.</param>
    public static string Text(Route route, bool showDevice = true, bool showTable = false, bool linkDown = false)
    {
        StringBuilder text = new();
        if (route.Type != RouteType.Unicast) Word(text, TypeName(route.Type));
        Word(text, Destination(route.Destination));
        if (route.Via is { } via) Word(text, $"via {via}");
        bool v6 = route.Destination.Address.Family == IpFamily.V6;

        // A refusal of IPv6 hangs on lo.
        if (showDevice && (route.Device ?? (v6 ? "lo" : null)) is { } device) Word(text, $"dev {Printable.Word(device)}");
        if (showTable && route.Table != RouteTable.Main) Word(text, $"table {RouteTable.Name(route.Table)}");
        if (route.Protocol != RouteProtocol.Boot) Word(text, $"proto {ProtocolName(route.Protocol)}");
        if (route.Scope != RouteScope.Global && !v6) Word(text, $"scope {ScopeName(route.Scope)}");
        if (route.PreferredSource is { } source) Word(text, $"src {source}");
        if (route.Metric != 0 || v6) Word(text, string.Create(CultureInfo.InvariantCulture, $"metric {(uint)route.Metric}"));
        if (route.OnLink) Word(text, "onlink");
        if (linkDown && route.Type != RouteType.Local) Word(text, "linkdown");
        if (route.Mtu is { } mtu) Word(text, string.Create(CultureInfo.InvariantCulture, $"mtu {mtu}"));
        return v6 ? text.Append("pref medium").ToString() : text.ToString();
    }

    /// <summary>The order in which the kernel's trie hands routes out (net/ipv4/fib_trie.c): by address, longer prefix first, then
    /// metric.</summary>
    public static IEnumerable<Route> InTrieOrder(IEnumerable<Route> routes) => routes
        .OrderBy(r => r.Destination.Address)
        .ThenByDescending(r => r.Destination.Length)
        .ThenBy(r => (uint)r.Metric);

    /// <summary>The order in which the kernel walks IPv6's tree (net/ipv6/ip6_fib.c, fib6_walk): a network after all that lies in it.</summary>
    public static IEnumerable<Route> InTreeOrder(IEnumerable<Route> routes) => routes
        .OrderBy(r => r.Destination.Last)
        .ThenByDescending(r => r.Destination.Length)
        .ThenBy(r => (uint)r.Metric);

    private static void Word(StringBuilder text, string word) => text.Append(word).Append(' ');

    private static string Destination(IpPrefix prefix) =>
        prefix.Length == 0 ? "default" : prefix.IsHost ? prefix.Address.ToString() : prefix.ToString();

    private static string TypeName(RouteType type) => type.ToString().ToLowerInvariant();

    private static string ScopeName(RouteScope scope) => scope switch
    {
        RouteScope.Link => "link",
        RouteScope.Host => "host",
        _ => ((byte)scope).ToString(CultureInfo.InvariantCulture),
    };

    private static string ProtocolName(RouteProtocol protocol) => protocol switch
    {
        RouteProtocol.Kernel => "kernel",
        RouteProtocol.Static => "static",
        RouteProtocol.Bird => "bird",
        _ => ((byte)protocol).ToString(CultureInfo.InvariantCulture),
    };
}
