using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Engine.Stages;

/// <summary>A frame comes in on a bridge's port (net/bridge/br_input.c): the bridge learns the sender, br_netfilter may call PREROUTING, then the FDB
/// says forward, flood or up to the host.</summary>
internal static class BridgeInput
{
    public static void Run(Kernel kernel, Bridge bridge, NetDevice port, BridgePort settings, SkBuff skb)
    {
        Learn(kernel, bridge, port, settings, skb);

        // The bridge's own address is the host's, though the port's is another (br_handle_frame).
        if (skb.Packet.Ethernet!.Destination == bridge.Mac) skb.Type = PacketType.Host;
        if (BridgeNetfilter.Applies(kernel, bridge, skb) && !BridgeNetfilter.Prerouting(kernel, bridge, port, ref skb)) return;
        Decide(kernel, bridge, port, skb);
    }

    /// <summary>Asks the FDB (br_handle_frame_finish).</summary>
    public static void Decide(Kernel kernel, Bridge bridge, NetDevice port, SkBuff skb)
    {
        MacAddress destination = skb.Packet.Ethernet!.Destination;
        FdbEntry? row = destination.IsGroup ? null : BridgeFdb.Find(kernel, bridge, destination);
        if (row is { Local: true })
        {
            PassUp(kernel, bridge, row, skb);
            return;
        }

        // A promiscuous bridge also takes what is not for it; its copy is no part of the connection (br_nf_local_in).
        SkBuff? host = destination.IsGroup || bridge.Promiscuous ? skb.Clone() : null;
        if (host is not null && bridge.Promiscuous) host.Tracking = null;
        if (row is not null) BridgeOutput.Forward(kernel, bridge, port, row, skb);
        else BridgeOutput.Flood(kernel, bridge, port, skb);
        if (host is not null) PassUp(kernel, bridge, null, host.Branch());
    }

    private static void Learn(Kernel kernel, Bridge bridge, NetDevice port, BridgePort settings, SkBuff skb)
    {
        MacAddress source = skb.Packet.Ethernet!.Source;
        if (!settings.Learning || source.IsGroup || kernel.Configuration.PermanentFdb(bridge.Name, source) is not null) return;
        bool known = kernel.State.Fdb(bridge.Name, source, kernel.Now)?.Port == port.Name;

        // Each frame makes the row young again (br_fdb_update).
        kernel.State.LearnFdb(bridge.Name, source, new(port.Name, null, kernel.Now));
        if (known) return;
        skb.Log.Steps.Add(new BridgeLearned(kernel.Now, bridge.Name, new(source, port.Name, bridge.Name, null, Permanent: false)));
    }

    private static void PassUp(Kernel kernel, Bridge bridge, FdbEntry? row, SkBuff skb)
    {
        // After whatever was forwarded has been put into the far end's queue.
        kernel.Network.Tick();
        kernel.Network.Tick();
        skb.Log.Steps.Add(new BridgePassedUp(kernel.Now, bridge.Name, row));
        skb.Log.Steps.Add(new Received(skb.SeenAt(kernel), bridge.Name, skb.Packet));
        skb.In = bridge;
        DeviceReceive.ToProtocol(kernel, bridge, skb);
    }
}
