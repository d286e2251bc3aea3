using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>Tunnel devices in external mode (drivers/net/vxlan/vxlan_core.c and geneve.c, collect_md): there is one for all networks, and where a frame
/// goes, or came from, is in its tunnel key, which a program sets and reads.</summary>
internal static class ExternalTunnel
{
    /// <summary>Wraps a frame by its tunnel key.</summary>
    public static void Transmit(Kernel kernel, TunnelDevice device, SkBuff skb)
    {
        if (skb.TunnelKey is not { } key)
        {
            kernel.Drop(skb, Disposition.NoTunnelEndpoint, $"no program said where {device.Name} should send the frame", device);
            return;
        }

        Packet frame = skb.Packet;
        skb.TunnelKey = null;
        UdpHeader udp = new(VxlanDevice.SourcePort(frame, skb.Rehashed), PortOf(device)) { ZeroChecksum = key.ZeroChecksum };
        Outgoing outer = new(device.Name, skb.Journey.Role, key.Local, key.Remote, IpProtocol.Udp, udp)
        {
            Ttl = key.Ttl,
            DontFragment = key.DontFragment,
            Tunnel = device is Geneve ? new GeneveHeader(key.Id) : new VxlanHeader(key.Id),
            Inner = frame,
            Mark = skb.Mark,
        };
        LocalOutput.Wrap(kernel, skb, outer, device.Name, key.Row);
    }

    /// <summary>Unwraps a tunnel packet if a device in external mode listens on its port.</summary>
    public static bool TryReceive(Kernel kernel, SkBuff skb, UdpHeader udp)
    {
        Packet outer = skb.Packet;
        if (outer.Inner is not { } inner) return false;
        foreach (NetDevice candidate in kernel.Configuration.Devices)
        {
            if (!candidate.Up || candidate is not TunnelDevice device || !Takes(device, outer.Tunnel) || PortOf(device) != udp.DestinationPort) continue;
            skb.Log.Steps.Add(new Decapsulated(kernel.Now, device.Name, outer, inner));
            skb.Become(inner);
            skb.TunnelKey = new(outer.Ip!.Source, IdOf(outer.Tunnel), udp.ZeroChecksum, Row: null);
            DeviceReceive.Run(kernel, device, skb);
            return true;
        }

        return false;
    }

    private static bool Takes(TunnelDevice device, TunnelHeader? header) =>
        (device, header) is (Vxlan { External: true }, VxlanHeader) or (Geneve, GeneveHeader);

    private static ushort PortOf(TunnelDevice device) => device switch
    {
        Vxlan vxlan => vxlan.DestinationPort,
        Geneve geneve => geneve.DestinationPort,
        _ => 0,
    };

    private static int IdOf(TunnelHeader? header) => header switch
    {
        VxlanHeader vxlan => vxlan.Vni,
        GeneveHeader geneve => geneve.Vni,
        _ => 0,
    };
}

/// <summary>What a program says about a packet that goes through a tunnel device in external mode (struct bpf_tunnel_key).</summary>
/// <param name="Remote">The far node: outer destination of what leaves, outer source of what came.</param>
/// <param name="Id">Network identifier.</param>
/// <param name="Row">The row that named the far node, or null.</param>
internal sealed record TunnelKey(IpAddress Remote, int Id, bool ZeroChecksum, object? Row)
{
    /// <summary>Outer source address, or null: the route decides.</summary>
    public IpAddress? Local { get; init; }

    /// <summary>Outer TTL, or null: the kernel's usual.</summary>
    public byte? Ttl { get; init; }

    /// <summary>Outer DF.</summary>
    public bool DontFragment { get; init; }
}
