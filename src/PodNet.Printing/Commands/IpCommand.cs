using PodNet.Model.Addressing;

namespace PodNet.Printing.Commands;

/// <summary>Reads the arguments of <c>ip</c> and <c>bridge</c> (iproute2 ip/ip.c, bridge/bridge.c).</summary>
internal static class IpCommand
{
    private static readonly string[] Show = ["show", "list", "lst"];

    /// <summary>Lines of an <c>ip</c> command, or null when it is none of those known here.</summary>
    public static IEnumerable<string>? Ip(NamespaceView view, Arguments arguments)
    {
        bool details = Options(arguments, out string? kind, out IpFamily? family);
        if (kind is null) return null;
        return Arguments.Expand(kind, "address", "route", "rule", "neighbor", "neighbour", "link") switch
        {
            "address" => DeviceFilterOf(arguments) is { } filter ? IpAddr.Lines(view, filter, details, family) : null,
            "link" => DeviceFilterOf(arguments) is { } filter ? IpLink.Lines(view, filter, details) : null,
            "route" => Route(view, arguments, family),
            "rule" => Shows(arguments) && arguments.AtEnd ? IpRule.Lines(view, family ?? IpFamily.V4) : null,
            "neighbor" or "neighbour" => Neighbors(arguments, family)?.Lines(view),
            _ => null,
        };
    }

    /// <summary>Lines of a <c>bridge</c> command, or null when it is none of those known here.</summary>
    public static IEnumerable<string>? Bridge(NamespaceView view, Arguments arguments)
    {
        bool details = Options(arguments, out string? kind, out _);
        if (kind is null) return null;
        return Arguments.Expand(kind, "link", "fdb") switch
        {
            "link" => DeviceFilterOf(arguments) is { Master: null, Up: false } filter ? BridgeLink.Lines(view, filter.Name, details) : null,
            "fdb" => Fdb(arguments)?.Lines(view),
            _ => null,
        };
    }

    /// <summary>Takes options and the object's name: <c>-d</c> asks for details, <c>-4</c> and <c>-6</c> for one family.</summary>
    private static bool Options(Arguments arguments, out string? kind, out IpFamily? family)
    {
        bool details = false;
        family = null;
        while (arguments.TryTake(out kind) && kind.StartsWith('-'))
        {
            if (kind is "-4" or "-6")
            {
                family = kind == "-4" ? IpFamily.V4 : IpFamily.V6;
                continue;
            }

            if (Arguments.Expand(kind, "-details") is null)
            {
                kind = null;
                return details;
            }

            details = true;
        }

        return details;
    }

    /// <summary>Takes the verb. Without one nothing else may follow; any verb but "show" would change something.</summary>
    private static bool Shows(Arguments arguments) => arguments.AtEnd || arguments.Skip(Show);

    private static DeviceFilter? DeviceFilterOf(Arguments arguments)
    {
        if (!Shows(arguments)) return null;
        DeviceFilter filter = new();
        while (arguments.TryTake(out string? word))
        {
            filter = word switch
            {
                "up" => filter with { Up = true },
                "master" => filter with { Master = arguments.Value() },
                "dev" => filter with { Name = arguments.Value() },
                _ => filter with { Name = word },
            };
        }

        return filter;
    }

    private static IEnumerable<string>? Route(NamespaceView view, Arguments arguments, IpFamily? family)
    {
        if (!Shows(arguments))
        {
            if (!arguments.Skip("get")) return null;
            arguments.Skip("to");
            IpAddress address = AddressOf(arguments.Value(), family);
            return !arguments.AtEnd ? null : IpRouteGet.Lines(view, address);
        }

        if (arguments.Skip("cache"))
        {
            IpPrefix? only = arguments.AtEnd ? null : PrefixOf(arguments.Value(), family);
            return arguments.AtEnd ? IpRouteGet.CacheLines(view, only) : null;
        }

        IpRoute route = new() { Family = family };
        while (arguments.TryTake(out string? word))
        {
            route = Arguments.Expand(word, "table", "dev", "exact", "to") switch
            {
                "table" => route with { Table = arguments.Value() },
                "dev" => route with { Device = arguments.Value() },
                "exact" or "to" => route with { Destination = PrefixOf(arguments.Value(), family) },
                _ => route with { Destination = PrefixOf(word, family) },
            };
        }

        return route.Lines(view);
    }

    private static IpNeigh? Neighbors(Arguments arguments, IpFamily? family)
    {
        if (!Shows(arguments)) return null;
        IpNeigh neighbors = new() { Family = family };
        while (arguments.TryTake(out string? word))
        {
            neighbors = word switch
            {
                "dev" => neighbors with { Device = arguments.Value() },
                "to" => neighbors with { Address = AddressOf(arguments.Value(), family) },
                _ => neighbors with { Address = AddressOf(word, family) },
            };
        }

        return neighbors;
    }

    private static BridgeFdb? Fdb(Arguments arguments)
    {
        if (!Shows(arguments)) return null;
        BridgeFdb fdb = new();
        while (arguments.TryTake(out string? word))
        {
            switch (word)
            {
                case "dev" or "brport": fdb = fdb with { Device = arguments.Value() }; break;
                case "br": fdb = fdb with { OfBridge = arguments.Value() }; break;
                default: return null;
            }
        }

        return fdb;
    }

    private static IpAddress AddressOf(string text, IpFamily? family)
    {
        if (!IpAddress.TryParse(text, out IpAddress address)) throw Expected("any valid", text);
        return family is null || family == address.Family ? address : throw Expected(family == IpFamily.V4 ? "inet" : "inet6", text);
    }

    private static IpPrefix PrefixOf(string text, IpFamily? family)
    {
        if (text == "default") return IpPrefix.Default(family ?? IpFamily.V4);
        if (IpAddress.TryParse(text, out IpAddress address)) return IpPrefix.Host(address);
        return IpPrefix.TryParse(text, out IpPrefix prefix, out _) ? prefix : throw Expected("any valid", text);
    }

    private static CommandFailure Expected(string what, string text) =>
        new($"Error: {what} prefix is expected rather than \"{Printable.Word(text)}\".", 1);
}
