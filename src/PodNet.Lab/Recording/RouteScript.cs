using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Lab.Recording;

/// <summary>The commands that bring routing rules, routes, neighbours and FDB rows from what the kernel makes by itself to what the
/// namespace has.</summary>
internal static class RouteScript
{
    /// <summary><c>ip rule</c>, <c>ip route</c>, <c>ip neigh</c> and <c>bridge fdb</c> commands.</summary>
    public static IEnumerable<KernelCommand> Of(NetworkNamespace ns) =>
        Rules(ns).Concat(Routes(ns)).Concat(Neighbors(ns)).Concat(Fdb(ns));

    private static IEnumerable<KernelCommand> Rules(NetworkNamespace ns)
    {
        foreach (RoutingRule rule in Fib.DefaultRules.Except(ns.Fib.Rules))
            yield return KernelCommand.Of("ip", ns.Id, [$"{Ip(rule.Family)}rule del", .. Words(rule)]);
        foreach (RoutingRule rule in ns.Fib.Rules.Except(Fib.DefaultRules))
            yield return KernelCommand.Of("ip", ns.Id, [$"{Ip(rule.Family)}rule add", .. Words(rule)]);
    }

    private static IEnumerable<KernelCommand> Routes(NetworkNamespace ns)
    {
        List<Route> wanted = [.. ns.Fib.Routes.Where(r => !IsOfIpv6Kernel(r)).Select(r => r with { Origin = null })];
        List<Route> made = [.. MadeByKernel(ns).Where(r => !IsOfIpv6Kernel(r))];
        foreach (Route route in made.Except(wanted)) yield return KernelCommand.Of("ip", ns.Id, [$"{Ip(route.Destination.Address.Family)}route del", .. Words(route)]);
        HashSet<(int, IpPrefix, int)> taken = [];
        foreach (Route route in wanted.Except(made))
        {
            // The kernel wants to be told when a second route has the same destination and metric.
            string verb = taken.Add((route.Table, route.Destination, route.Metric)) ? "route add" : "route append";
            yield return KernelCommand.Of("ip", ns.Id, [Ip(route.Destination.Address.Family) + verb, .. Words(route)]);
        }
    }

    private static IEnumerable<KernelCommand> Neighbors(NetworkNamespace ns) =>
        from neighbor in ns.Neighbors
        where neighbor is { State: NeighborState.Permanent, Mac: not null }
        select KernelCommand.Of("ip", ns.Id, "neigh add", neighbor.Address.ToString(), "lladdr", neighbor.Mac.ToString()!,
            "dev", KernelNames.Device(neighbor.Device), "nud permanent");

    private static IEnumerable<KernelCommand> Fdb(NetworkNamespace ns) =>
        from row in ns.Fdb
        where row is { Permanent: true, Local: false }
        select KernelCommand.Of("bridge", ns.Id,
        [
            "fdb append", row.Mac.ToString(), "dev", KernelNames.Device(row.Device),
            .. row.Remote is { } remote ? ["dst", remote.ToString()] : Array.Empty<string>(),
            // On a bridge "permanent" would mean the host's own address.
            row.Master is null ? "self permanent" : "master static",
        ]);

    // The routes an address brings once its device is up; the builder does at "ip addr add" what the kernel does.
    private static IEnumerable<Route> MadeByKernel(NetworkNamespace ns)
    {
        NamespaceBuilder builder = new(ns.Id);
        if (ns.Sysctls.Get("net.ipv6.conf.all.disable_ipv6") == 0) builder.SetSysctl("net.ipv6.conf.all.disable_ipv6", 0);
        foreach (NetDevice device in ns.Devices.AsEnumerable())
        {
            if (device is not Loopback) builder.AddDevice(_ => device with { Port = null, Addresses = [] });
            foreach (InterfaceAddress address in device.Addresses.AsEnumerable())
            {
                if (builder.Devices.Any(d => d.Name == device.Name && d.Addresses.Contains(address))) continue;
                if (device is not Loopback || !address.Address.IsLoopback) builder.AddAddress(device.Name, address);
            }
        }

        HashSet<string> up = [.. ns.Devices.Where(d => d.Up).Select(d => d.Name)];
        return builder.Routes.Where(r => up.Contains(r.Device!));
    }

    // They come and go with the addresses, and nobody takes them away by hand.
    private static bool IsOfIpv6Kernel(Route route) => route is { Destination.Address.Family: IpFamily.V6, Protocol: RouteProtocol.Kernel };

    // Without it a rule or a default route would be one of IPv4.
    private static string Ip(IpFamily family) => family == IpFamily.V4 ? "" : "-6 ";

    private static IEnumerable<string> Words(RoutingRule rule)
    {
        if (rule.Negated) yield return "not";
        if (rule.From is { } from) yield return $"from {from}";
        if (rule.To is { } to) yield return $"to {to}";
        if (rule.IncomingDevice is { } device) yield return $"iif {KernelNames.Device(device)}";
        if (rule.Mark is { } mark) yield return $"fwmark 0x{mark:x}/0x{rule.MarkMask:x}";
        yield return $"lookup {Number(rule.Table)} pref {Number(rule.Priority)}";
    }

    private static IEnumerable<string> Words(Route route)
    {
        if (route.Type != RouteType.Unicast) yield return route.Type.ToString().ToLowerInvariant();
        yield return route.Destination.Length == 0 ? "default" : route.Destination.ToString();
        if (route.Via is { } via) yield return $"via {via}";
        if (route.Device is { } device) yield return $"dev {KernelNames.Device(device)}";
        if (route.Table != RouteTable.Main) yield return $"table {Number(route.Table)}";
        if (route.Protocol != RouteProtocol.Boot) yield return $"proto {route.Protocol.ToString().ToLowerInvariant()}";
        if (route.Scope != UsualScope(route)) yield return $"scope {route.Scope.ToString().ToLowerInvariant()}";
        if (route.Metric != 0) yield return $"metric {Number(route.Metric)}";
        if (route.PreferredSource is { } source) yield return $"src {source}";
        if (route.Mtu is { } mtu) yield return $"mtu {Number(mtu)}";
        if (route.OnLink) yield return "onlink";
    }

    // What ip(8) takes when no scope is given (ip-route(8), SCOPE_VAL).
    private static RouteScope UsualScope(Route route) => route.Destination.Address.Family == IpFamily.V6 ? route.Scope : route.Type switch
    {
        RouteType.Local => RouteScope.Host,
        RouteType.Broadcast => RouteScope.Link,
        RouteType.Unicast => route.Via is null ? RouteScope.Link : RouteScope.Global,
        _ => RouteScope.Global,
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
