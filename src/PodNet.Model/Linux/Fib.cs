using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Model.Linux;

/// <summary>What a route lookup asks: the kernel's flowi4.</summary>
/// <param name="Source">Source address, or default when it is still to be chosen.</param>
/// <param name="IncomingDevice">Device the packet came in by, or null for a packet that starts here.</param>
/// <param name="OutgoingDevice">Device the sender is bound to, or null.</param>
public readonly record struct FibQuery(
    IpAddress Destination, IpAddress Source = default, string? IncomingDevice = null, string? OutgoingDevice = null, uint Mark = 0);

/// <summary>The route that won, the rule that asked its table, and a way to ask for the runner-up.</summary>
public sealed record FibResult(Fib Fib, FibQuery Query, Route? Route, RoutingRule? Rule)
{
    /// <summary>The route that came nearest without deciding: the one that would have won if the winner were gone, or, when none
    /// matched, the one that shares the most leading bits. Null in an empty FIB.</summary>
    public Route? Nearest() => Fib.Nearest(this);

    /// <summary>Where the packet goes next on the link: the next hop, or the destination itself.</summary>
    public IpAddress NextHop => Route?.Via ?? Query.Destination;
}

/// <summary>The routing tables of a namespace with the rules that choose among them. Seen with <c>ip rule</c> and
/// <c>ip route show table all</c>; one lookup with <c>ip route get</c>. Immutable.</summary>
public sealed class Fib
{
    private readonly Dictionary<int, LongestPrefixMatch> _tables;

    /// <summary>Compiles rules and routes for lookup.</summary>
    public Fib(ValueList<RoutingRule> rules, ValueList<Route> routes)
    {
        Rules = rules.OrderBy(r => r.Priority).ToValueList();
        Routes = routes;
        _tables = routes.GroupBy(r => r.Table).ToDictionary(g => g.Key, g => new LongestPrefixMatch(g));
    }

    /// <summary>The rules every namespace starts with: three of IPv4, two of IPv6.</summary>
    public static ValueList<RoutingRule> DefaultRules { get; } =
    [
        new(0, RouteTable.Local), new(0, RouteTable.Local) { Family = IpFamily.V6 },
        new(32766, RouteTable.Main), new(32766, RouteTable.Main) { Family = IpFamily.V6 },
        new(32767, RouteTable.Default),
    ];

    /// <summary>Rules in order of priority.</summary>
    public ValueList<RoutingRule> Rules { get; }

    /// <summary>Routes of all tables.</summary>
    public ValueList<Route> Routes { get; }

    /// <summary>Asks the rules in turn; the first table with a match answers, unless the match throws the question back.</summary>
    public FibResult Lookup(in FibQuery query)
    {
        foreach (RoutingRule rule in Rules)
        {
            if (!Selects(rule, query) || !_tables.TryGetValue(rule.Table, out LongestPrefixMatch? table)) continue;
            Route? route = table.Find(query, except: null);
            if (route is { Type: not RouteType.Throw }) return new(this, query, route, rule);
        }

        return new(this, query, null, null);
    }

    /// <summary>Whether <paramref name="address"/> belongs to this namespace (it is in the local table).</summary>
    public bool IsLocal(IpAddress address) =>
        _tables.TryGetValue(RouteTable.Local, out LongestPrefixMatch? table)
        && table.Has(address, RouteType.Local);

    /// <summary>What <paramref name="address"/> is to this namespace (the kernel's inet_addr_type).</summary>
    public RouteType? TypeOf(IpAddress address) => LocalRoute(address)?.Type;

    /// <summary>The local table's route for <paramref name="address"/>, or null.</summary>
    public Route? LocalRoute(IpAddress address) =>
        _tables.TryGetValue(RouteTable.Local, out LongestPrefixMatch? table) ? table.Find(new(address), except: null) : null;

    internal Route? Nearest(FibResult result)
    {
        FibQuery query = result.Query;
        if (result.Route is not null)
        {
            foreach (RoutingRule rule in Rules)
            {
                if (rule.Priority < result.Rule!.Priority || !Selects(rule, query)) continue;
                if (_tables.TryGetValue(rule.Table, out LongestPrefixMatch? table) && table.Find(query, result.Route) is { Type: not RouteType.Throw } next)
                    return next;
            }
        }

        Route? best = null;
        int bestBits = -1;
        foreach (Route route in Routes)
        {
            if (ReferenceEquals(route, result.Route) || route.Destination.Address.Family != query.Destination.Family) continue;
            if (route.Type is RouteType.Broadcast or RouteType.Multicast or RouteType.Anycast or RouteType.Throw) continue;
            UInt128 differ = route.Destination.Address.Bits ^ query.Destination.Bits;
            int same = (int)UInt128.LeadingZeroCount(differ) - (128 - query.Destination.Width);
            int bits = Math.Min(same, route.Destination.Length);
            // Of two that agree in as many bits the shorter one wants fewer more: a subnet rather than an address in it.
            if (bits < bestBits || (bits == bestBits && route.Destination.Length >= best!.Destination.Length)) continue;
            (best, bestBits) = (route, bits);
        }

        return best;
    }

    private static bool Selects(RoutingRule rule, in FibQuery query) =>
        rule.Family == query.Destination.Family && Matches(rule, query) != rule.Negated;

    private static bool Matches(RoutingRule rule, in FibQuery query) =>
        (rule.From is not { } from || (!query.Source.IsNone && from.Contains(query.Source)))
        && (rule.To is not { } to || to.Contains(query.Destination))
        && (rule.IncomingDevice is null || rule.IncomingDevice == query.IncomingDevice)
        && (rule.Mark is not { } mark || (query.Mark & rule.MarkMask) == mark);

    /// <summary>One table: routes by prefix length, longest first; equal destinations by metric. Indexed when first asked.</summary>
    private sealed class LongestPrefixMatch
    {
        private readonly Lazy<(IpFamily Family, int Length, Dictionary<IpPrefix, Route[]> Routes)[]> _byLength;

        public LongestPrefixMatch(IEnumerable<Route> routes) => _byLength = new(() =>
        [
            .. routes.GroupBy(r => (r.Destination.Address.Family, r.Destination.Length))
                .OrderByDescending(g => g.Key.Length)
                .Select(g => (g.Key.Family, g.Key.Length,
                    g.GroupBy(r => r.Destination).ToDictionary(d => d.Key, d => d.OrderBy(r => r.Metric).ToArray()))),
        ]);

        // Of an IPv6 address the table may say two things: a router's anycast address can be somebody's own as well.
        public bool Has(IpAddress address, RouteType type)
        {
            foreach ((IpFamily family, int length, Dictionary<IpPrefix, Route[]> routes) in _byLength.Value)
            {
                if (family == address.Family && routes.TryGetValue(new(address, length), out Route[]? found)) return Array.Exists(found, r => r.Type == type);
            }

            return false;
        }

        public Route? Find(in FibQuery query, Route? except)
        {
            foreach ((IpFamily family, int length, Dictionary<IpPrefix, Route[]> routes) in _byLength.Value)
            {
                if (family != query.Destination.Family || !routes.TryGetValue(new(query.Destination, length), out Route[]? candidates)) continue;
                foreach (Route route in candidates)
                {
                    if (ReferenceEquals(route, except)) continue;
                    if (query.OutgoingDevice is null || route.Device is null || route.Device == query.OutgoingDevice) return route;
                }
            }

            return null;
        }
    }
}
