using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;

namespace PodNet.Engine.Stages;

/// <summary>A frame leaves by a device (net/core/dev.c, dev_hard_start_xmit): captures see it, then the device does what its kind does.</summary>
internal static class DeviceTransmit
{
    /// <summary>A receiving end leaves room for a VLAN tag (is_skb_forwardable).</summary>
    private const int VlanTag = 4;

    /// <summary>XMIT_RECURSION_LIMIT: devices stacked on each other.</summary>
    private const int RecursionLimit = 8;

    /// <summary>Copies of one packet before the simulator calls it a broadcast storm.</summary>
    private const int StormLimit = 4096;

    public static void Run(Kernel kernel, NetDevice device, SkBuff skb)
    {
        if (kernel.Transmitting == RecursionLimit)
        {
            kernel.Drop(skb, Disposition.Loop, $"dead loop on virtual device {device.Name}: devices here send to each other in a circle", device);
            return;
        }

        if (!TcPrograms.Egress(kernel, device, skb)) return;

        // Without a carrier the queue takes nothing (dev_activate): not even a capture on the device sees the frame.
        if (!Carrier.Of(kernel.Network.Cluster, kernel.Configuration, device))
        {
            kernel.Drop(skb, Disposition.LinkDown, device.Up ? $"{device.Name} has no carrier" : $"{device.Name} is down", device);
            return;
        }

        skb.Log.Steps.Add(new Transmitted(kernel.Now, device.Name, skb.Packet));
        skb.Log.Out = skb.Packet;
        kernel.Transmitting++;
        ByKind(kernel, device, skb);
        kernel.Transmitting--;
    }

    private static void ByKind(Kernel kernel, NetDevice device, SkBuff skb)
    {
        switch (device)
        {
            case Loopback:
                // Connection and mark stay: it is the same packet to netfilter when it comes round.
                kernel.Network.After(TimeSpan.Zero, () =>
                {
                    skb.Arrival = kernel.Now;
                    DeviceReceive.Run(kernel, device, skb);
                });
                break;
            case VethEnd veth:
                OverTheWire(kernel, veth, skb);
                break;
            case Bridge bridge when skb.BridgedNat is not null:
                BridgeNetfilter.Resume(kernel, bridge, skb);
                break;
            case Bridge bridge:
                BridgeOutput.FromHost(kernel, bridge, skb);
                break;
            case Vxlan vxlan:
                VxlanDevice.Transmit(kernel, vxlan, skb);
                break;
            case WireGuard wireguard:
                WireGuardDevice.Transmit(kernel, wireguard, skb);
                break;
            case Ipip ipip:
                IpipDevice.Transmit(kernel, ipip, skb);
                break;
            case Geneve geneve:
                ExternalTunnel.Transmit(kernel, geneve, skb);
                break;
            case OvsDatapath datapath:
                OvsDatapathInput.Run(kernel, datapath.Name, datapath, skb);
                break;
            default:
                throw new NotSupportedException($"no transmit for {device.GetType().Name}");
        }
    }

    private static void OverTheWire(Kernel kernel, VethEnd veth, SkBuff skb)
    {
        // A veth end with a carrier has a peer, and the peer is up.
        Kernel peer = kernel.Network.TryKernel(veth.PeerNamespace)!;
        NetDevice end = peer.Configuration.Device(veth.PeerName);
        if (skb.Packet.NetworkLength > end.Mtu + VlanTag)
        {
            kernel.Drop(
                skb, Disposition.OversizedFrame,
                $"the frame is larger than {end.Name} of {peer.Id} takes (MTU {end.Mtu}); the pair drops it without a word", end);
            return;
        }

        if (skb.Journey.Hops.Count >= StormLimit)
        {
            kernel.Drop(skb, Disposition.Loop, $"a broadcast storm: there are {StormLimit} copies of the packet already; bridges joined in a circle?");
            return;
        }

        int parent = skb.Hop;
        int leftAt = skb.Log.Steps.Count - 1;

        // The far end stamps a frame when it is put into its queue, which is now, not when it takes it out.
        SimulatedTime stamp = kernel.Network.NextTick;
        kernel.Network.After(Network.WireTime, () =>
        {
            skb.Hop = skb.Journey.Begin(peer.Id, parent, leftAt, skb.Packet);
            skb.ForgetPath();
            skb.Arrival = stamp;
            DeviceReceive.Run(peer, end, skb);
        });
    }
}
