using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Engine.Stages;

/// <summary>A frame enters an Open vSwitch datapath (net/openvswitch/datapath.c, ovs_dp_process_packet): a flow says what to do with it. A datapath has no
/// behaviour of its own; what no flow knows goes up to a program, which writes the flow. Its decision is asked for each frame here, so the flow
/// is always the one it would write now.</summary>
internal static class OvsDatapathInput
{
    /// <param name="port">Where the frame comes in; the datapath's own device: the host sends it.</param>
    public static void Run(Kernel kernel, string datapath, NetDevice port, SkBuff skb)
    {
        UserSpaceForwarder? program = ForwarderTable.Of(kernel.Configuration, datapath);
        if (program is null)
        {
            kernel.Drop(skb, Disposition.DroppedByProgram, $"no flow of {datapath} knows the frame, and no program asks for such frames");
            return;
        }

        int? tunnel = skb.TunnelKey?.Id;
        skb.TunnelKey = null;
        Forwarding way;
        if (tunnel is not { } id) way = ForwarderTable.FromHere(kernel, program, port.Name, skb.Packet);
        else if (PeerOf(program, id) is { } peer) way = ForwarderTable.FromPeer(kernel, program, peer, skb.Packet);
        else way = Forwarding.Refused($"no peer of {program.Program} has the tunnel identifier {id}");

        ValueList<OvsAction> actions = Actions(kernel.Configuration, program, datapath, port, way).ToValueList();
        skb.Log.Steps.Add(new FlowMatched(
            kernel.Now, datapath, new(datapath, port.Name, skb.Packet.Ethernet!.Source, skb.Packet.Ethernet.Destination, tunnel, actions)));
        if (actions.Count == 0) kernel.Drop(skb, Disposition.DroppedByProgram, way.Refusal ?? $"{datapath} has no other port for the frame");
        for (int i = 0; i < actions.Count; i++) Output(kernel, actions[i], actions.Count > 1 ? skb.Branch() : skb);
    }

    /// <summary>The identifier a frame to <paramref name="peer"/> carries: the sender's short number in the lower 12 bits, the receiver's above
    /// (weave's router/fastdp.go, tunnelIDFor).</summary>
    private static int TunnelId(UserSpaceForwarder program, ForwarderPeer peer) => program.ShortId | peer.ShortId << 12;

    private static ForwarderPeer? PeerOf(UserSpaceForwarder program, int id) =>
        (id >> 12 & 0xfff) == program.ShortId ? program.Peers.FirstOrDefault(p => p.ShortId == (id & 0xfff)) : null;

    private static IEnumerable<OvsAction> Actions(NetworkNamespace ns, UserSpaceForwarder program, string datapath, NetDevice from, Forwarding way)
    {
        foreach (NetDevice port in ns.Devices)
        {
            bool member = port.Name == datapath || port.Datapath == datapath;
            if (member && port is not TunnelDevice && port.Name != from.Name && way.Reaches(port.Name)) yield return new(port.Name);
        }

        NetDevice? tunnel = ns.Devices.FirstOrDefault(d => d.Datapath == datapath && d is Vxlan { External: true } v && v.DestinationPort == program.Port);
        if (tunnel is null) yield break;
        foreach (ForwarderPeer peer in way.Peers)
        {
            yield return new(tunnel.Name)
            {
                Tunnel = new(
                    TunnelId(program, peer), program.Local, peer.Address, DontFragment: program.DontFragment, Checksum: program.Checksum)
                { Peer = peer },
            };
        }
    }

    private static void Output(Kernel kernel, OvsAction action, SkBuff skb)
    {
        NetDevice port = kernel.Configuration.Device(action.Port);
        if (port is OvsDatapath)
        {
            skb.Arrival = kernel.Now;
            DeviceReceive.Run(kernel, port, skb);
        }
        else if (skb.Packet.NetworkLength > port.Mtu)
        {
            kernel.Drop(skb, Disposition.OversizedFrame, $"the frame is larger than {port.Name}'s MTU {port.Mtu}; a datapath drops it without a word", port);
        }
        else
        {
            skb.TunnelKey = action.Tunnel is { } tunnel
                ? new(tunnel.Destination, tunnel.Id, !tunnel.Checksum, tunnel.Peer) { Local = tunnel.Source, Ttl = tunnel.Ttl, DontFragment = tunnel.DontFragment }
                : null;
            DeviceTransmit.Run(kernel, port, skb);
        }
    }
}
