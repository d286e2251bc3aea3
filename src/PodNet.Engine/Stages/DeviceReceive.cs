using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;

namespace PodNet.Engine.Stages;

/// <summary>A frame comes in on a device (net/core/dev.c, __netif_receive_skb_core): captures see it, then it goes to the bridge the device
/// is a port of, or up to ARP or IP.</summary>
internal static class DeviceReceive
{
    /// <summary>Frames that went round this often are in a loop no TTL ends, such as two bridges joined twice.</summary>
    private const int VisitLimit = 64;

    public static void Run(Kernel kernel, NetDevice device, SkBuff skb)
    {
        if (!device.Up)
        {
            kernel.Drop(skb, Disposition.LinkDown, $"{device.Name} is down");
            return;
        }

        if (++skb.Visits > VisitLimit)
        {
            kernel.Drop(skb, Disposition.Loop, "the frame goes round in a loop");
            return;
        }

        skb.Type = Classify(device, skb);
        TakeIn(kernel, device, skb);
    }

    /// <summary>From the capture on: what a frame is to the host is known already (another_round).</summary>
    public static void TakeIn(Kernel kernel, NetDevice device, SkBuff skb)
    {
        // lo shows a packet once, on its way out.
        if (device is not Loopback) skb.Log.Steps.Add(new Received(skb.SeenAt(kernel), device.Name, skb.Packet));
        kernel.Network.Tick();
        skb.In = device;
        skb = UserSpaceForwarding.Tap(kernel, device, skb);
        if (!TcPrograms.Ingress(kernel, device, skb)) return;
        if (device is { Port: { } port, HasLinkHeader: true } && kernel.Configuration.TryDevice(port.Bridge, out NetDevice? bridge) && bridge is Bridge { Up: true } up)
        {
            BridgeInput.Run(kernel, up, device, port, skb);
        }
        else if (device.Datapath is { } datapath)
        {
            OvsDatapathInput.Run(kernel, datapath, device, skb);
        }
        else
        {
            ToProtocol(kernel, device, skb);
        }
    }

    /// <summary>Gives the frame to ARP or IP.</summary>
    public static void ToProtocol(Kernel kernel, NetDevice device, SkBuff skb)
    {
        if (skb.Type == PacketType.OtherHost)
        {
            kernel.Drop(skb, Disposition.OtherHost, $"the frame is for {skb.Packet.Ethernet!.Destination}, and {device.Name} is {device.Mac}");
        }
        else if (skb.Packet.Arp is not null)
        {
            ArpReceive.Run(kernel, device, skb);
        }
        else
        {
            IpReceive.Run(kernel, device, skb);
        }
    }

    public static PacketType Classify(NetDevice device, SkBuff skb)
    {
        if (skb.Packet.Ethernet is not { } ethernet) return PacketType.Host;
        if (ethernet.Destination.IsGroup) return PacketType.Broadcast;
        return ethernet.Destination == device.Mac || device is Loopback ? PacketType.Host : PacketType.OtherHost;
    }
}
