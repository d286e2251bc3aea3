using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>A program that reads a device by a packet socket and carries frames to its peers in UDP, and back (weave's router/sleeve.go). The kernel sees
/// two things only: a frame on the device, and the program's own UDP packets.</summary>
internal static class UserSpaceForwarding
{
    /// <summary>Until the program gets its turn. A fixed amount, as a wire's: it orders events.</summary>
    private static readonly TimeSpan Turn = Network.WireTime;

    /// <summary>Gives a frame to the program that reads the device, if there is one.</summary>
    /// <returns>The frame as it goes on in the kernel: a copy, when a program took it.</returns>
    public static SkBuff Tap(Kernel kernel, NetDevice device, SkBuff skb)
    {
        if (device is OvsDatapath || kernel.Configuration.Forwarders.Count == 0 || skb.Packet.Ethernet is null) return skb;
        if (ForwarderTable.Of(kernel.Configuration, device.Name) is not { } program) return skb;
        SkBuff own = skb.Branch();
        skb.Log.Steps.Add(new PassedToUserSpace(kernel.Now, program.Program, device.Name));
        kernel.Network.After(Turn, () => Forward(kernel, program, device, skb));
        return own;
    }

    /// <summary>Takes a UDP packet that a peer's program sent, and puts the frame in it on the device.</summary>
    public static bool TryReceive(Kernel kernel, SkBuff skb, UdpHeader udp)
    {
        UserSpaceForwarder? program = kernel.Configuration.Forwarders.FirstOrDefault(f => f.Port == udp.DestinationPort);
        if (program is null) return false;
        (Packet outer, Packet frame) = (skb.Packet, skb.Packet.Inner!);
        skb.Log.Steps.Add(new Decapsulated(kernel.Now, program.Device, outer, frame));
        if (program.Peers.FirstOrDefault(p => p.Address == outer.Ip!.Source) is not { } peer)
        {
            kernel.Drop(skb, Disposition.UnknownTunnel, $"{outer.Ip!.Source} is no peer of {program.Program}");
            return true;
        }

        skb.Packet = frame;
        skb.ForgetPath();
        Forwarding way = ForwarderTable.FromPeer(kernel, program, peer, frame);
        if (!way.Reaches(program.Device)) kernel.Drop(skb, Disposition.DroppedByProgram, way.Refusal ?? $"{frame.Ethernet!.Destination} is not here");
        else if (!kernel.Configuration.TryDevice(program.Device, out NetDevice? device)) kernel.Drop(skb, Disposition.LinkDown, $"there is no device {program.Device}");
        else kernel.Network.After(Turn, () => DeviceTransmit.Run(kernel, device, skb));
        return true;
    }

    private static void Forward(Kernel kernel, UserSpaceForwarder program, NetDevice device, SkBuff skb)
    {
        Packet frame = skb.Packet;
        Forwarding way = ForwarderTable.FromHere(kernel, program, device.Name, frame);
        if (way.Peers.Count == 0) kernel.Drop(skb, Disposition.DroppedByProgram, way.Refusal ?? $"{program.Program} has no peer for {frame.Ethernet!.Destination}");
        else if (frame.Ip is { DontFragment: true } && frame.NetworkLength > program.Mtu) Refuse(kernel, program, device, skb);
        else foreach (ForwarderPeer peer in way.Peers) Send(kernel, program, peer, frame, way.Peers.Count > 1 ? skb.Branch() : skb);
    }

    // A frame whose packet has DF travels in a packet with DF, made on a raw socket without a checksum; any other by the UDP socket, and may be cut.
    private static void Send(Kernel kernel, UserSpaceForwarder program, ForwarderPeer peer, Packet frame, SkBuff skb)
    {
        bool whole = frame.Ip is { DontFragment: true };
        skb.ForgetPath();
        Outgoing outer = new(
            program.Program, skb.Journey.Role, program.Local, peer.Address, IpProtocol.Udp, new UdpHeader(program.Port, program.Port) { ZeroChecksum = whole })
        {
            DontFragment = whole,
            Tunnel = new SleeveHeader(program.Name, peer.Name),
            Inner = frame,
        };
        LocalOutput.Wrap(kernel, skb, outer, program.Device, peer);
    }

    // The error comes as if from the far end: the program has no address in the pod network (router/ethernet_decoder.go, makeICMPFragNeeded).
    private static void Refuse(Kernel kernel, UserSpaceForwarder program, NetDevice device, SkBuff skb)
    {
        Packet about = skb.Packet;
        (byte type, byte code) = IcmpMeaning.TooBig.Numbers(IpFamily.V4);
        skb.Log.Steps.Add(new ErrorSent(kernel.Now, type, code, $"{about.NetworkLength} bytes, MTU {program.Mtu}"));
        IcmpHeader icmp = new(type, code, NextHopMtu: program.Mtu, About: IcmpError.Quote(about));
        Packet error = new(
            new(about.Ethernet!.Destination, about.Ethernet.Source), Ip: new(about.Ip!.Destination, about.Ip.Source, IpProtocol.Icmp), Transport: icmp);
        SkBuff answer = kernel.Network.Originate(kernel, program.Program, error, JourneyRole.Error, skb);
        kernel.Drop(
            skb, Disposition.FragmentationNeeded, $"{about.NetworkLength} bytes do not fit {program.Program}'s MTU {program.Mtu}, and DF forbids to cut them");
        DeviceTransmit.Run(kernel, device, answer);
    }
}
