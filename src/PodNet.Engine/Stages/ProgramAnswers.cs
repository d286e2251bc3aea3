using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Programs;

namespace PodNet.Engine.Stages;

/// <summary>Programs that turn a packet into its answer and send it back out of their device, as Cilium's arp_respond (bpf/lib/arp.h),
/// send_icmp6_ndisc_adv and __icmp6_send_time_exceeded (bpf/lib/icmp6.h) do.</summary>
internal static class ProgramAnswers
{
    /// <summary>False when the packet is not of the kind that the verdict answers.</summary>
    public static bool TryRun(Kernel kernel, NetDevice device, AttachPoint point, PacketProgram program, Verdict verdict, SkBuff skb)
    {
        Answerer by = new(kernel, device, point, program.Name, skb);
        switch (verdict, skb.Packet)
        {
            case (AnswerArp answer, { Arp: { } arp }):
                Arp(by, answer.Mac, arp);
                return true;
            case (AnswerSolicitation answer, { Ethernet: not null, NeighborDiscovery: { IsAdvertisement: false } question }):
                Solicitation(by, answer, question);
                return true;
            case (AnswerTimeExceeded answer, { Ethernet: not null, Ip: { Source.Family: IpFamily.V6, IsFragment: false } }):
                TimeExceeded(by, answer);
                return true;
            default:
                return false;
        }
    }

    private static void Arp(Answerer by, MacAddress mac, ArpHeader question)
    {
        by.Take($"answers the ARP request itself: {question.TargetIp} is {mac}");
        by.Send(JourneyRole.AddressResolution, new(
            new(mac, question.SenderMac), Arp: new(ArpOperation.Reply, mac, question.TargetIp, question.SenderMac, question.SenderIp)));
    }

    // The hop limit stays the question's, 255.
    private static void Solicitation(Answerer by, AnswerSolicitation answer, NeighborDiscoveryHeader question)
    {
        IpHeader ip = by.Skb.Packet.Ip!;
        by.Take($"answers the neighbour solicitation itself: {question.Target} is {answer.Mac}");
        by.Send(JourneyRole.AddressResolution, new(
            new(answer.Mac, by.Skb.Packet.Ethernet!.Source),
            Ip: ip with { Source = answer.Source, Destination = ip.Source },
            Transport: new NeighborDiscoveryHeader(
                IsAdvertisement: true, question.Target, answer.Mac, answer.IsRouter, Solicited: true, Override: !answer.IsRouter)));
    }

    // The packet's own IP header is used again, and with it the hop limit that ran out: the error reaches nobody who is not next to this device.
    private static void TimeExceeded(Answerer by, AnswerTimeExceeded answer)
    {
        Packet about = by.Skb.Packet;
        IpHeader ip = about.Ip!;
        (byte type, byte code) = IcmpMeaning.TimeExceeded.Numbers(IpFamily.V6);
        by.Skb.Log.Steps.Add(new ErrorSent(by.Kernel.Now, type, code, $"the hop limit ran out in {by.Program}") { Family = IpFamily.V6 });
        by.Send(JourneyRole.Error, new(
            new(answer.Mac, about.Ethernet!.Source),
            Ip: new(answer.Source, ip.Source, IpProtocol.IcmpV6, ip.Ttl),
            Transport: new IcmpHeader(type, code, About: about with { Ethernet = null, PayloadLength = 0 })));
        by.Kernel.Drop(by.Skb, Disposition.TtlExceeded, $"the hop limit ran out in {by.Program}");
    }

    private sealed record Answerer(Kernel Kernel, NetDevice Device, AttachPoint Point, string Program, SkBuff Skb)
    {
        public void Take(string act)
        {
            Skb.Log.Steps.Add(new ProgramActed(Kernel.Now, Device.Name, Point, Program, act));
            Skb.Log.Steps.Add(new Delivered(Kernel.Now, Program, null));
        }

        public void Send(JourneyRole role, Packet answer) =>
            DeviceTransmit.Run(Kernel, Device, Kernel.Network.Originate(Kernel, Program, answer, role, Skb));
    }
}
