using System.Diagnostics.CodeAnalysis;
using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>Why a packet could not even be made, as the errno the program gets.</summary>
internal enum SendError
{
    None,

    /// <summary>ENETUNREACH</summary>
    NetworkUnreachable,

    /// <summary>EHOSTUNREACH</summary>
    HostUnreachable,

    /// <summary>EINVAL, from a blackhole route.</summary>
    Invalid,

    /// <summary>EMSGSIZE</summary>
    MessageTooLong,

    /// <summary>EACCES, from a prohibit route.</summary>
    Prohibited,
}

/// <summary>What a program or kernel part asks to be sent.</summary>
/// <param name="Source">Null: to be chosen by the route.</param>
internal sealed record Outgoing(
    string Program, JourneyRole Role, IpAddress? Source, IpAddress Destination, IpProtocol Protocol, Header? Transport, int PayloadLength = 0)
{
    public byte? Ttl { get; init; }

    public PathDiscovery Discovery { get; init; } = PathDiscovery.Never;

    /// <summary>DF of a packet that a tunnel makes, whatever <see cref="Discovery"/> says.</summary>
    public bool DontFragment { get; init; }

    public TunnelHeader? Tunnel { get; init; }

    public Packet? Inner { get; init; }

    /// <summary>Only routes that leave by this device count.</summary>
    public string? BoundTo { get; init; }

    public uint Mark { get; init; }

    /// <summary>How often the socket has changed its flow hash.</summary>
    public int Rehashed { get; init; }

    /// <summary>The packet this one answers or carries.</summary>
    public SkBuff? Cause { get; init; }
}

/// <summary>How a sender sets DF.</summary>
internal enum PathDiscovery
{
    Never,
    WhereItFits,
    Always,
}

/// <summary>Packets that start in this kernel (net/ipv4/ip_output.c, ip_local_out): route, source address, OUTPUT, and out.</summary>
internal static class LocalOutput
{
    /// <summary>net.ipv6.conf.all.hop_limit</summary>
    private const byte HopLimit = 64;

    /// <summary>Routes and sends a new packet.</summary>
    /// <param name="mtu">The MTU in force when the answer is <see cref="SendError.MessageTooLong"/>.</param>
    public static SendError Send(Kernel kernel, Outgoing message, out int mtu)
    {
        mtu = 0;
        SendError error = Route(kernel, message, out FibResult route, out NetDevice? device);
        if (error != SendError.None) return error;
        mtu = PathMtu.Of(kernel, route, device!);
        IpAddress source = SourceOf(kernel, message, route);
        Packet packet = Build(kernel, message, source);
        bool fits = packet.NetworkLength <= mtu;
        if (!fits && message.Discovery == PathDiscovery.Always) return SendError.MessageTooLong;
        bool v6 = source.Family == IpFamily.V6;
        bool df = !v6 && (message.Discovery == PathDiscovery.Always || (fits && message.Discovery == PathDiscovery.WhereItFits));
        if (df) packet = packet with { Ip = packet.Ip! with { DontFragment = true } };

        SkBuff skb = kernel.Network.Originate(kernel, message.Program, packet, message.Role, message.Cause);
        skb.Mark = message.Mark;
        (skb.Rehashed, skb.MayBeCut) = (message.Rehashed, v6);
        skb.Log.Steps.Add(new RouteLookup(kernel.Now, route));
        if (message.Source is null) skb.Log.Steps.Add(new SourceSelected(kernel.Now, source, device!.Name, route.Route!));
        Run(kernel, route, device!, skb);
        return SendError.None;
    }

    /// <summary>As the other, for a packet that goes on in <paramref name="skb"/>'s own journey: what a tunnel wraps. Where it has no way it is dropped.</summary>
    /// <param name="tunnel">The device that the inner packet left by.</param>
    /// <param name="row">The row that named the far end, or null.</param>
    public static void Wrap(Kernel kernel, SkBuff skb, Outgoing outer, string tunnel, object? row)
    {
        if (Route(kernel, outer, out FibResult route, out NetDevice? device) != SendError.None)
        {
            kernel.Drop(skb, Disposition.NoRoute, $"{tunnel} has no route to the remote end {outer.Destination}", row);
            return;
        }

        if (device!.Name == tunnel)
        {
            kernel.Drop(skb, Disposition.Loop, $"a circular route: the way to the remote end {outer.Destination} leads into {tunnel} itself", row);
            return;
        }

        skb.Become(Build(kernel, outer, SourceOf(kernel, outer, route)));
        skb.In = null;
        skb.Type = PacketType.Host;
        skb.Log.Steps.Add(new Encapsulated(kernel.Now, tunnel, row, skb.Packet));
        skb.Log.Steps.Add(new RouteLookup(kernel.Now, route));
        Run(kernel, route, device, skb);
    }

    /// <summary>What a lookup means to a sender on this host.</summary>
    public static SendError Check(Route? route) => route?.Type switch
    {
        null => SendError.NetworkUnreachable,
        RouteType.Unreachable => SendError.HostUnreachable,
        RouteType.Blackhole => SendError.Invalid,
        RouteType.Prohibit => SendError.Prohibited,
        _ => SendError.None,
    };

    /// <summary>The device a route leaves by: what is for this host itself goes round by lo. False when somebody took the device away and left the
    /// route, which a real kernel would have removed with it.</summary>
    public static bool TryOutgoingDevice(NetworkNamespace ns, Route route, [NotNullWhen(true)] out NetDevice? device) =>
        ns.TryDevice(NameOf(route), out device);

    /// <summary>Says that <see cref="TryOutgoingDevice"/> found nothing.</summary>
    public static string MissingDevice(Route route) => $"the route to {route.Destination} leaves by {NameOf(route)}, and there is no such device here";

    // Where a message goes; the device is null only with an error.
    private static SendError Route(Kernel kernel, Outgoing message, out FibResult route, out NetDevice? device)
    {
        NetworkNamespace ns = kernel.Configuration;
        route = ns.Fib.Lookup(new(message.Destination, message.Source ?? default, OutgoingDevice: message.BoundTo, Mark: message.Mark));
        device = null;
        SendError error = Check(route.Route);
        if (error != SendError.None) return error;
        return TryOutgoingDevice(ns, route.Route!, out device) ? SendError.None : SendError.NetworkUnreachable;
    }

    private static IpAddress SourceOf(Kernel kernel, Outgoing message, FibResult route) =>
        message.Source ?? SourceAddress.ForRoute(kernel.Configuration, route.Route!, message.Destination) ?? IpAddress.Any(message.Destination.Family);

    private static string NameOf(Route route) => route.Type is RouteType.Local or RouteType.Anycast ? "lo" : route.Device ?? "";

    private static void Run(Kernel kernel, FibResult route, NetDevice device, SkBuff skb)
    {
        Packet before = skb.Packet;
        uint mark = skb.Mark;
        if (!Hooks.Run(kernel, skb, Hook.Output, null, device, null, route)) return;
        IpHeader ip = skb.Packet.Ip!;

        // A new destination or mark may have another route (ip_route_me_harder).
        if (ip.Destination != before.Ip!.Destination || skb.Mark != mark)
        {
            route = kernel.Configuration.Fib.Lookup(new(ip.Destination, ip.Source, Mark: skb.Mark));
            skb.Log.Steps.Add(new RouteLookup(kernel.Now, route));
            if (Check(route.Route) != SendError.None)
            {
                kernel.Drop(skb, Disposition.NoRoute, $"no route to {ip.Destination}", route.Route ?? route.Nearest());
                return;
            }

            if (!TryOutgoingDevice(kernel.Configuration, route.Route!, out NetDevice? other))
            {
                kernel.Drop(skb, Disposition.LinkDown, MissingDevice(route.Route!), route.Route);
                return;
            }

            device = other;
        }

        IpOutput.Run(kernel, route, device, skb);
    }

    // Only a part of an IPv6 packet has a number.
    private static Packet Build(Kernel kernel, Outgoing message, IpAddress source) => new(
        Ethernet: null,
        Ip: new(
            source, message.Destination, message.Protocol, message.Ttl ?? (source.Family == IpFamily.V4 ? kernel.Configuration.Sysctls.DefaultTtl : HopLimit),
            message.DontFragment, Id: source.Family == IpFamily.V4 ? (ushort)kernel.Network.Random.Next(0, 65535) : (ushort)0),
        Transport: message.Transport,
        Tunnel: message.Tunnel,
        Inner: message.Inner,
        PayloadLength: message.PayloadLength);
}
