using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>IP in IP (net/ipv4/ip_tunnel.c, ip_tunnel_xmit and ip_tunnel_rcv; RFC 2003): a packet becomes the payload of another between two
/// nodes, and back.</summary>
internal static class IpipDevice
{
    private const int HeaderLength = 20;

    public static void Transmit(Kernel kernel, Ipip device, SkBuff skb)
    {
        Packet inner = skb.Packet;
        if (inner.Ip is null || skb.Route is not { } way)
        {
            // Only something that the kernel refuses, such as a tunnel as a bridge's port, gets here.
            kernel.Drop(skb, Disposition.NoTunnelEndpoint, $"no route says which remote end of {device.Name} it is for", device);
            return;
        }

        Outgoing outer = new(device.Name, skb.Journey.Role, device.Local, way.NextHop, IpProtocol.IpInIp, Transport: null)
        {
            Ttl = inner.Ip!.Ttl,
            DontFragment = inner.Ip.DontFragment,
            Inner = inner,
            Mark = skb.Mark,
        };
        if (Fits(kernel, outer, inner, skb)) LocalOutput.Wrap(kernel, skb, outer, device.Name, way.Route);
    }

    /// <summary>Unwraps a packet of IP protocol 4 if a device here takes it.</summary>
    public static bool TryReceive(Kernel kernel, SkBuff skb)
    {
        Packet outer = skb.Packet;
        if (outer.Inner is not { } inner) return false;
        foreach (NetDevice candidate in kernel.Configuration.Devices)
        {
            if (candidate is not Ipip { Up: true } device || (device.Local is { } local && local != outer.Ip!.Destination)) continue;
            skb.Log.Steps.Add(new Decapsulated(kernel.Now, device.Name, outer, inner));
            skb.Become(inner);
            DeviceReceive.Run(kernel, device, skb);
            return true;
        }

        return false;
    }

    // A packet that must not be cut and whose outer packet would not fit the way to the remote end comes back as an error about itself
    // (tnl_update_pmtu).
    private static bool Fits(Kernel kernel, Outgoing outer, Packet inner, SkBuff skb)
    {
        FibResult route = kernel.Configuration.Fib.Lookup(new(outer.Destination, outer.Source ?? default, Mark: outer.Mark));
        if (!outer.DontFragment || route.Route is not { } found
            || !LocalOutput.TryOutgoingDevice(kernel.Configuration, found, out NetDevice? lower)) return true;
        int mtu = PathMtu.Of(kernel, route, lower) - HeaderLength;
        if (inner.NetworkLength <= mtu) return true;
        IcmpError.Send(kernel, skb, IcmpMeaning.TooBig, $"{inner.NetworkLength} bytes, the tunnel takes {mtu}", mtu);
        kernel.Drop(
            skb, Disposition.FragmentationNeeded,
            $"{inner.NetworkLength} bytes and an outer header do not fit {lower.Name}'s MTU {lower.Mtu}, and DF forbids to cut them", lower);
        return false;
    }
}
