using PodNet.Engine.Simulation;
using PodNet.Model.Addressing;
using PodNet.Model.Packets;
using PodNet.Model.Programs;

namespace PodNet.Engine.Stages;

/// <summary>Source NAT by programs: connections in a map of their own, one row for each direction, as Cilium's cilium_snat_v4_external
/// and cilium_snat_v6_external (bpf/lib/nat.h).</summary>
internal static class ProgramNat
{
    private const int Attempts = 128;

    /// <summary>Gives a packet that leaves its connection's new source; a new connection keeps its port while nobody else has it.</summary>
    /// <returns>What was done, or null when the packet has no flow that could be translated.</returns>
    public static string? Out(Kernel kernel, TranslateSource program, SkBuff skb)
    {
        if (skb.Packet.Flow is not { } flow) return null;
        FiveTuple after = kernel.State.ProgramNat(program.Map, flow) ?? Choose(kernel, program, flow);
        kernel.State.SetProgramNat(program.Map, flow, after);
        kernel.State.SetProgramNat(program.Map, after.Reversed, flow.Reversed);
        skb.Packet = AddressTranslation.Rewrite(skb.Packet, after);
        return $"gives it the source {after.Source} ({program.Map})";
    }

    /// <summary>Gives an answer, or an ICMP error about a packet that left, the destination that asked.</summary>
    /// <returns>What was done, or null when the packet belongs to no connection of the map.</returns>
    public static string? Back(Kernel kernel, TranslateBack program, SkBuff skb)
    {
        Packet packet = skb.Packet;
        FiveTuple? after = null;
        if (packet.Icmp is { IsError: true, About: { Flow: { } quoted } about } error && kernel.State.ProgramNat(program.Map, quoted.Reversed) is { } asked)
        {
            after = asked;
            skb.Packet = packet with
            {
                Ip = packet.Ip! with { Destination = asked.Destination },
                Transport = error with { About = AddressTranslation.Rewrite(about, asked.Reversed) },
            };
        }
        else if (packet.Flow is { } flow && kernel.State.ProgramNat(program.Map, flow) is { } back)
        {
            after = back;
            skb.Packet = AddressTranslation.Rewrite(packet, back);
        }

        return after is { } found ? $"gives it back to {found.Destination} ({program.Map})" : null;
    }

    private static FiveTuple Choose(Kernel kernel, TranslateSource program, FiveTuple flow)
    {
        FiveTuple after = flow with { Source = program.To };
        for (int i = 0; i < Attempts && kernel.State.ProgramNat(program.Map, after.Reversed) is not null; i++)
        {
            ushort port = (ushort)kernel.Network.Random.Next(1024, 65535);
            after = after with { SourcePort = port, DestinationPort = flow.Protocol is IpProtocol.Icmp or IpProtocol.IcmpV6 ? port : after.DestinationPort };
        }

        return after;
    }
}
