using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>Tells a sender what went wrong (net/ipv4/icmp.c, icmp_send; RFC 1812 section 4.3.2).</summary>
internal static class IcmpError
{
    public const byte Unreachable = 3;
    public const byte TimeExceeded = 11;

    public const byte NetUnreachable = 0;
    public const byte HostUnreachable = 1;
    public const byte ProtocolUnreachable = 2;
    public const byte PortUnreachable = 3;
    public const byte FragmentationNeeded = 4;
    public const byte PacketFiltered = 13;

    /// <summary>RFC 1812: an error is at most 576 bytes.</summary>
    private const int Limit = 576;

    /// <summary>Sends an error about <paramref name="skb"/>, where one may be sent at all.</summary>
    /// <param name="mtu">Next hop MTU of a "fragmentation needed".</param>
    public static void Send(Kernel kernel, SkBuff skb, byte type, byte code, string reason, int mtu = 0)
    {
        Packet about = skb.Packet;
        if (!MayAnswer(skb, about)) return;
        IpHeader ip = about.Ip!;

        // From the address that was asked if it is here, else from whatever the way back prefers.
        IpAddress? source = kernel.Configuration.Fib.IsLocal(ip.Destination) ? ip.Destination : null;
        skb.Log.Steps.Add(new ErrorSent(kernel.Now, type, code, reason));
        LocalOutput.Send(
            kernel,
            new("icmp", JourneyRole.Error, source, ip.Source, IpProtocol.Icmp, new IcmpHeader(type, code, NextHopMtu: mtu, About: Quote(about))) { Cause = skb },
            out _);
    }

    // No error about an error, about a broadcast, about a later fragment, or to nobody.
    private static bool MayAnswer(SkBuff skb, Packet about) =>
        about.Ip is { FragmentOffset: 0 } ip
        && skb.Type != PacketType.Broadcast
        && !ip.Source.IsAny && !ip.Source.IsMulticast && !ip.Destination.IsMulticast
        && about.Icmp is not { IsError: true };

    /// <summary>What an error says about a packet: from its IP header on, as much as fits.</summary>
    public static Packet Quote(Packet about)
    {
        Packet quote = about with { Ethernet = null };
        int excess = quote.NetworkLength - (Limit - 20 - 8);
        return excess <= 0 ? quote : quote with { PayloadLength = Math.Max(0, quote.PayloadLength - excess) };
    }
}
