using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>VXLAN (drivers/net/vxlan/vxlan_core.c; RFC 7348): a frame becomes the payload of a UDP packet between two nodes, and back.</summary>
internal static class VxlanDevice
{
    /// <summary>net.ipv4.ip_local_port_range, where the outer source port comes from.</summary>
    private const int FirstPort = 32768;
    private const int LastPort = 60999;

    public static void Transmit(Kernel kernel, Vxlan device, SkBuff skb)
    {
        if (device.External)
        {
            ExternalTunnel.Transmit(kernel, device, skb);
            return;
        }

        Packet frame = skb.Packet;
        FdbEntry? row = FindRemote(kernel, device, frame.Ethernet!.Destination);
        if (row?.Remote is not { } remote)
        {
            kernel.Drop(
                skb, Disposition.NoTunnelEndpoint, $"no FDB row of {device.Name} says behind which node {frame.Ethernet.Destination} is",
                kernel.Configuration.Fdb.FirstOrDefault(f => f.Device == device.Name && f.Master is null));
            return;
        }

        Outgoing outer = new(
            device.Name, skb.Journey.Role, device.Local.IsNone ? null : device.Local, remote, IpProtocol.Udp,
            new UdpHeader(SourcePort(frame, skb.Rehashed), device.DestinationPort))
        {
            Tunnel = new VxlanHeader(device.Vni),
            Inner = frame,
            BoundTo = device.LowerDevice,
            Mark = skb.Mark,
        };
        LocalOutput.Wrap(kernel, skb, outer, device.Name, row);
    }

    /// <summary>Unwraps a tunnel packet if a VXLAN device here listens on its port.</summary>
    public static bool TryReceive(Kernel kernel, SkBuff skb, UdpHeader udp)
    {
        Packet outer = skb.Packet;
        if (outer.Tunnel is not VxlanHeader header) return false;
        bool listens = false;
        foreach (NetDevice candidate in kernel.Configuration.Devices)
        {
            if (candidate is not Vxlan { External: false } device || device.DestinationPort != udp.DestinationPort || !device.Up) continue;
            if (device.Local.Family != outer.Ip!.Source.Family) continue;
            listens = true;
            if (device.Vni != header.Vni) continue;
            Decapsulate(kernel, device, outer, skb);
            return true;
        }

        if (listens) kernel.Drop(skb, Disposition.UnknownTunnel, $"no VXLAN device here has network identifier {header.Vni}");
        return listens;
    }

    private static void Decapsulate(Kernel kernel, Vxlan device, Packet outer, SkBuff skb)
    {
        Packet inner = outer.Inner!;
        MacAddress source = inner.Ethernet!.Source;
        skb.Log.Steps.Add(new Decapsulated(kernel.Now, device.Name, outer, inner));
        if (source == device.Mac)
        {
            kernel.Drop(skb, Disposition.Loop, $"the inner frame comes from {device.Name}'s own address");
            return;
        }

        if (device.Learning && kernel.Configuration.PermanentFdb(device.Name, source) is null)
            kernel.State.LearnFdb(device.Name, source, new(device.Name, outer.Ip!.Source, kernel.Now));
        skb.Become(inner);
        DeviceReceive.Run(kernel, device, skb);
    }

    private static FdbEntry? FindRemote(Kernel kernel, Vxlan device, MacAddress destination)
    {
        if (kernel.Configuration.PermanentFdb(device.Name, destination) is { } row) return row;
        if (kernel.State.Fdb(device.Name, destination, kernel.Now) is { } learned)
        {
            // Use keeps the row young here, not only what comes in (vxlan_find_mac).
            kernel.State.LearnFdb(device.Name, destination, learned with { Since = kernel.Now });
            return new(destination, device.Name, null, learned.Remote, Permanent: false);
        }

        // The all-zero row is where everything without a row of its own goes.
        return kernel.Configuration.PermanentFdb(device.Name, MacAddress.Zero);
    }

    /// <summary>A hash of the inner flow, so that a flow keeps its path and its order (udp_flow_src_port). Which port it is differs from kernel to
    /// kernel.</summary>
    /// <param name="rehashed">How often the flow's socket has changed the hash.</param>
    public static ushort SourcePort(Packet frame, int rehashed)
    {
        uint hash = 2166136261;
        FiveTuple flow = Dissect(frame);
        foreach (ulong part in (ReadOnlySpan<ulong>)
        [
            Folded(flow.Source), Folded(flow.Destination), flow.SourcePort, flow.DestinationPort, (ulong)flow.Protocol,
        ])
        {
            hash = (hash ^ (uint)part ^ (uint)(part >> 32)) * 16777619;
        }

        for (int i = 0; i < rehashed; i++) hash = (hash ^ 0x9e3779b9) * 16777619;
        return (ushort)(FirstPort + hash % (LastPort - FirstPort + 1));
    }

    // Of a fragment, even the first, only the addresses count (net/core/flow_dissector.c), so that all parts take one way. Without ports there is nothing
    // that tells the two ends apart, and both directions have one hash.
    private static FiveTuple Dissect(Packet frame)
    {
        if (frame.Ip is not { } ip) return default;
        bool ports = frame.Ports is not null && !ip.IsFragment;
        FiveTuple flow = ports ? frame.Flow!.Value : new(ip.Protocol, ip.Source, 0, ip.Destination, 0);
        return !ports && flow.Source.CompareTo(flow.Destination) > 0 ? flow.Reversed : flow;
    }

    private static ulong Folded(IpAddress address) => (ulong)address.Bits ^ (ulong)(address.Bits >> 64);
}
