using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Topology;

namespace PodNet.Engine.Stages;

/// <summary>A bridge sends a frame out of its ports (net/bridge/br_forward.c).</summary>
internal static class BridgeOutput
{
    /// <summary>Above this many ports a broadcast is followed only to where somebody reacts; the others are counted.</summary>
    private const int FollowLimit = 64;

    /// <summary>The host itself sends on the bridge (br_dev_xmit).</summary>
    public static void FromHost(Kernel kernel, Bridge bridge, SkBuff skb)
    {
        MacAddress destination = skb.Packet.Ethernet!.Destination;
        FdbEntry? row = destination.IsGroup ? null : BridgeFdb.Find(kernel, bridge, destination);
        skb.BridgePrerouted = false;
        if (row is { Local: false }) Forward(kernel, bridge, null, row, skb);
        else if (row is null) Flood(kernel, bridge, null, skb);
        else kernel.Drop(skb, Disposition.NoBridgePort, $"{destination} is the host's own address", row);
    }

    /// <summary>Sends the frame out of the port that <paramref name="row"/> names.</summary>
    /// <param name="from">The port it came in on; null: from the host.</param>
    public static void Forward(Kernel kernel, Bridge bridge, NetDevice? from, FdbEntry row, SkBuff skb)
    {
        if (!kernel.Configuration.TryDevice(row.Device, out NetDevice? port) || !port.Up)
        {
            kernel.Drop(skb, Disposition.LinkDown, $"port {row.Device} of {bridge.Name} is down or gone", row);
            return;
        }

        bool hairpin = from is not null && from.Name == port.Name;
        if (hairpin && !port.Port!.Hairpin)
        {
            kernel.Drop(skb, Disposition.NoBridgePort, $"the frame would go back out of {port.Name}, whose hairpin flag is off", row);
            return;
        }

        skb.Log.Steps.Add(new BridgeForwarded(kernel.Now, bridge.Name, row, hairpin));
        ThroughPort(kernel, bridge, port, skb);
    }

    /// <summary>Sends the frame out of every port, but the one it came in on unless that is a hairpin port.</summary>
    public static void Flood(Kernel kernel, Bridge bridge, NetDevice? from, SkBuff skb)
    {
        bool unknownUnicast = !skb.Packet.Ethernet!.Destination.IsGroup;
        List<NetDevice> ports = [];
        int skipped = 0;
        ReadOnlySpan<NetDevice> all = kernel.Configuration.PortsOf(bridge.Name);
        foreach (NetDevice port in all)
        {
            if (!port.Up || (unknownUnicast && !port.Port!.Flood)) continue;
            if (port.Name == from?.Name && !port.Port!.Hairpin) continue;
            if (all.Length > FollowLimit && !MayReact(kernel, port, skb)) skipped++;
            else ports.Add(port);
        }

        skb.Log.Steps.Add(new Flooded(
            kernel.Now, bridge.Name, skb.Packet.Ethernet.Destination, ports.Select(p => p.Name).ToValueList(), skipped));
        if (ports.Count == 0)
            kernel.Drop(skb, Disposition.NoBridgePort, $"{bridge.Name} has no other port that is up");
        for (int i = 0; i < ports.Count; i++) ThroughPort(kernel, bridge, ports[i], i < ports.Count - 1 ? skb.Clone() : skb);
    }

    private static void ThroughPort(Kernel kernel, Bridge bridge, NetDevice port, SkBuff skb)
    {
        // Only frames that crossed PREROUTING on a port meet the other hooks here; what the host itself sends has met them in IP.
        if (skb.BridgePrerouted)
        {
            if (!Hooks.Run(kernel, skb, Hook.Forward, bridge, bridge, bridge)) return;
            if (!Hooks.Run(kernel, skb, Hook.Postrouting, null, bridge, bridge)) return;
            if (skb.FragmentMax > 0 && skb.Packet.NetworkLength > port.Mtu)
            {
                foreach (SkBuff part in Fragmentation.Split(kernel, skb, port, Math.Min(port.Mtu, skb.FragmentMax)))
                    DeviceTransmit.Run(kernel, port, part);
                return;
            }
        }

        if (skb.Packet.NetworkLength > port.Mtu)
        {
            kernel.Drop(skb, Disposition.OversizedFrame, $"the frame is larger than {port.Name}'s MTU {port.Mtu}; a bridge drops it without a word", port);
            return;
        }

        DeviceTransmit.Run(kernel, port, skb);
    }

    // Who could answer a broadcast: the owner of the address it asks for, and anything that is neither node nor pod (a switch, a router).
    private static bool MayReact(Kernel kernel, NetDevice port, SkBuff skb)
    {
        if (port is not VethEnd veth || skb.Packet.Resolution is not { IsQuestion: true } question) return true;
        ClusterTopology topology = kernel.Network.Cluster.Topology;
        return topology.OwnerOf(question.Target) == veth.PeerNamespace
            || (topology.Node(veth.PeerNamespace) is null && topology.Pod(veth.PeerNamespace) is null);
    }
}
