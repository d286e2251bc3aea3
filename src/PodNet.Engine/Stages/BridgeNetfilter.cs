using PodNet.Engine.Simulation;
using PodNet.Model.Linux;

namespace PodNet.Engine.Stages;

/// <summary>br_netfilter (net/bridge/br_netfilter_hooks.c): bridged IPv4 frames cross iptables when the namespace or the bridge says so.</summary>
internal static class BridgeNetfilter
{
    public static bool Applies(Kernel kernel, Bridge bridge, SkBuff skb) =>
        skb.Packet.Ip is not null
        && (kernel.Configuration.Sysctls.BridgeNfCallIptables || bridge.NfCallIptables)
        && kernel.Configuration.Netfilter.Tables.Count > 0;
}
