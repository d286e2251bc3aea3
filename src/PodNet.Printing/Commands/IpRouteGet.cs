using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Printing.Commands;

/// <summary><c>ip route get ADDRESS</c>: what a program of this namespace would get (net/ipv4/route.c, ip_route_output_key_hash).</summary>
internal static class IpRouteGet
{
    /// <summary>Two lines: the way, and what the kernel caches about it. One of IPv6.</summary>
    /// <exception cref="CommandFailure">No route, or one that refuses.</exception>
    public static IEnumerable<string> Lines(NamespaceView view, IpAddress destination)
    {
        Route? route = view.Config.Fib.Lookup(new(destination)).Route;
        if (destination.Family == IpFamily.V6) return [Ipv6Line(view, route, destination)];
        string kind = route?.Type switch
        {
            RouteType.Local => "local ",
            RouteType.Broadcast => "broadcast ",
            RouteType.Unicast => "",
            RouteType.Blackhole => throw Refused("Invalid argument"),
            RouteType.Unreachable => throw Refused("No route to host"),
            RouteType.Prohibit => throw Refused("Permission denied"),
            _ => throw Refused("Network is unreachable"),
        };
        bool local = route.Type == RouteType.Local;
        string via = route.Via is { } gateway ? $"via {gateway} " : "";
        string device = local ? "lo" : Printable.Word(route.Device ?? "");
        string source = Source(view.Config, route, destination) is { } chosen ? $"src {chosen} " : "";
        return [$"{kind}{destination} {via}dev {device} {Table(view.Config.Fib, route)}{source}uid 0 ", $"    cache {Cached(view, route, destination)}"];
    }

    // The tables local and main are one until somebody adds a rule (net/ipv4/fib_frontend.c, fib_unmerge), and one has no other name.
    private static string Table(Fib fib, Route route) =>
        route.Table == RouteTable.Main || (route.Table == RouteTable.Local && !HasRulesOfItsOwn(fib)) ? "" : $"table {RouteTable.Name(route.Table)} ";

    private static bool HasRulesOfItsOwn(Fib fib) => fib.Rules.Any(r => r.Family == IpFamily.V4 && !Fib.DefaultRules.Contains(r));

    // net/ipv6/route.c, rt6_fill_node: the route itself, with the source it would have.
    private static string Ipv6Line(NamespaceView view, Route? route, IpAddress destination)
    {
        switch (route?.Type)
        {
            case null: throw Refused("Network is unreachable");
            case RouteType.Blackhole: throw Refused("Invalid argument");
            case RouteType.Unreachable: throw Refused("No route to host");
            case RouteType.Prohibit: throw Refused("Permission denied");
            default: break;
        }

        bool here = route.Type is RouteType.Local or RouteType.Anycast;
        string kind = route.Type == RouteType.Unicast ? "" : $"{route.Type.ToString().ToLowerInvariant()} ";
        string via = route.Via is { } gateway ? $"via {gateway} " : "";
        string table = route.Table == RouteTable.Main ? "" : $"table {RouteTable.Name(route.Table)} ";
        string protocol = route.Protocol == RouteProtocol.Kernel ? "proto kernel " : "";
        IpAddress? from = route.Type == RouteType.Local ? destination : Ipv6Source(view.Config, route, destination);
        string source = from is { } chosen ? $"src {chosen} " : "";
        string learned = view.PathMtu.TryGetValue(destination, out PathMtuException? exception) && exception.IsAliveAt(view.Now)
            ? Learned(view, exception)
            : route.Mtu is { } given ? string.Create(CultureInfo.InvariantCulture, $"mtu {given} ") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{kind}{destination} from :: {via}dev {(here ? "lo" : Printable.Word(route.Device ?? ""))} {table}{protocol}{source}metric {route.Metric} {learned}pref medium");
    }

    // RFC 6724 as far as it tells one device's addresses from another's: scope, outgoing device, longest prefix.
    private static IpAddress? Ipv6Source(NetworkNamespace ns, Route route, IpAddress destination)
    {
        if (route.PreferredSource is { } preferred) return preferred;
        bool link = destination.IsLinkLocal || destination.IsMulticast;
        return ns.Devices.SelectMany(d => d.Addresses.Select(a => (Device: d, Address: a)))
            .Where(c => c.Address.Address is { Family: IpFamily.V6, IsLoopback: false })
            .OrderByDescending(c => c.Address.Address.IsLinkLocal == link)
            .ThenByDescending(c => c.Device.Name == route.Device)
            .ThenByDescending(c => Math.Min((int)UInt128.LeadingZeroCount(c.Address.Address.Bits ^ destination.Bits), c.Address.PrefixLength))
            .Select(c => (IpAddress?)c.Address.Address)
            .FirstOrDefault();
    }

    /// <summary><c>ip route show cache [PREFIX]</c>: what the kernel learned about single destinations, two lines each, without what only a
    /// lookup tells.</summary>
    public static IEnumerable<string> CacheLines(NamespaceView view, IpPrefix? only) =>
        from learned in view.PathMtu.OrderBy(p => p.Key)
        where learned.Value.IsAliveAt(view.Now) && only?.Contains(learned.Key) != false
        let route = view.Config.Fib.Lookup(new(learned.Key)).Route
        where route is { Type: RouteType.Unicast }
        let via = route.Via is { } gateway ? $"via {gateway} " : ""
        from line in (string[])[$"{learned.Key} {via}dev {Printable.Word(route.Device ?? "")} ", $"    cache {Learned(view, learned.Value)}"]
        select line;

    // Whole seconds that are left.
    private static string Learned(NamespaceView view, PathMtuException learned) => string.Create(
        CultureInfo.InvariantCulture, $"expires {(int)learned.Expires.Since(view.Now).TotalSeconds}sec mtu {learned.Mtu} ");

    private static CommandFailure Refused(string reason) => new($"RTNETLINK answers: {reason}", 2);

    private static string Cached(NamespaceView view, Route route, IpAddress destination)
    {
        if (route.Type == RouteType.Local) return "<local> ";
        if (route.Type == RouteType.Broadcast) return "<local,brd> ";
        if (view.PathMtu.TryGetValue(destination, out PathMtuException? learned) && learned.IsAliveAt(view.Now)) return Learned(view, learned);
        return route.Mtu is { } mtu ? string.Create(CultureInfo.InvariantCulture, $"mtu {mtu} ") : "";
    }

    /// <summary>The source address: the route's own; else the device's address in the next hop's network, else the device's first, else
    /// the first
    /// of any device (net/ipv4/devinet.c, inet_select_addr).</summary>
    private static IpAddress? Source(NetworkNamespace ns, Route route, IpAddress destination)
    {
        if (route.PreferredSource is { } preferred) return preferred;
        if (route.Type == RouteType.Local) return destination;
        NetDevice[] candidates = [.. ns.Devices.OrderBy(d => d.Name == route.Device ? 0 : 1)];
        foreach (NetDevice device in candidates)
        {
            InterfaceAddress[] usable = [.. device.Addresses.Where(a => a.Address.Family == destination.Family && !a.Address.IsLoopback)];
            if (usable.Length == 0) continue;
            if (device.Name != route.Device || route.Via is not { } gateway) return usable[0].Address;
            return usable.Where(a => a.Network.Contains(gateway)).Append(usable[0]).First().Address;
        }

        return null;
    }
}
