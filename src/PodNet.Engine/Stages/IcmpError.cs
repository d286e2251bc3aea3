using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>Tells a sender what went wrong (net/ipv4/icmp.c, icmp_send; RFC 1812 section 4.3.2; net/ipv6/icmp.c, icmp6_send).</summary>
internal static class IcmpError
{
    private const byte UnreachableV4 = 3;
    private const byte UnreachableV6 = 1;

    // RFC 1812: an error is at most 576 bytes; RFC 4443 section 2.4: what every IPv6 link takes.
    private const int LimitV4 = 576;
    private const int LimitV6 = 1280;

    /// <summary>Sends an error about <paramref name="skb"/>, where one may be sent at all.</summary>
    /// <param name="mtu">Next hop MTU of an <see cref="IcmpMeaning.TooBig"/>.</param>
    public static void Send(Kernel kernel, SkBuff skb, IcmpMeaning meaning, string reason, int mtu = 0)
    {
        (byte type, byte code) = meaning.Numbers(skb.Packet.Ip!.Source.Family);
        Send(kernel, skb, type, code, reason, mtu);
    }

    /// <summary>Sends an "unreachable" with a code that a rule names.</summary>
    public static void SendUnreachable(Kernel kernel, SkBuff skb, byte code, string reason) =>
        Send(kernel, skb, skb.Packet.Ip!.Source.Family == IpFamily.V4 ? UnreachableV4 : UnreachableV6, code, reason, 0);

    private static void Send(Kernel kernel, SkBuff skb, byte type, byte code, string reason, int mtu)
    {
        Packet about = skb.Packet;
        if (!MayAnswer(skb, about)) return;
        IpHeader ip = about.Ip!;

        // From the address that was asked if it is here, else from whatever the way back prefers.
        IpAddress? source = kernel.Configuration.Fib.IsLocal(ip.Destination) ? ip.Destination : null;
        skb.Log.Steps.Add(new ErrorSent(kernel.Now, type, code, reason) { Family = ip.Source.Family });
        LocalOutput.Send(
            kernel,
            new("icmp", JourneyRole.Error, source, ip.Source, ip.Source.Family.Icmp(), new IcmpHeader(type, code, NextHopMtu: mtu, About: Quote(about))) { Cause = skb },
            out _);
    }

    // No error about an error, about a broadcast, about a later fragment, or to nobody.
    private static bool MayAnswer(SkBuff skb, Packet about) =>
        about.Ip is { FragmentOffset: 0 } ip
        && skb.Type != PacketType.Broadcast
        && !ip.Source.IsAny && !ip.Source.IsMulticast && !ip.Destination.IsMulticast
        && about.NeighborDiscovery is null
        && about.Icmp is not { IsError: true };

    /// <summary>What an error says about a packet: from its IP header on, as much as fits.</summary>
    public static Packet Quote(Packet about)
    {
        Packet quote = about with { Ethernet = null };
        int room = about.Ip!.Source.Family == IpFamily.V4 ? LimitV4 - 20 - 8 : LimitV6 - 40 - 8;
        int excess = quote.NetworkLength - room;
        return excess <= 0 ? quote : quote with { PayloadLength = Math.Max(0, quote.PayloadLength - excess) };
    }
}
