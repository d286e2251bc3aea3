using PodNet.Engine.Simulation;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Engine.Stages;

/// <summary>A bridge's forwarding database: configured rows before learned ones (net/bridge/br_fdb.c).</summary>
internal static class BridgeFdb
{
    /// <summary>The row for a unicast address, or null: unknown.</summary>
    public static FdbEntry? Find(Kernel kernel, Bridge bridge, MacAddress mac)
    {
        if (kernel.Configuration.PermanentFdb(bridge.Name, mac) is { } permanent) return permanent;
        if (mac == bridge.Mac) return new(mac, bridge.Name, bridge.Name, null, Permanent: true) { Local = true };
        return kernel.State.Fdb(bridge.Name, mac, kernel.Now) is { } learned
            ? new(mac, learned.Port, bridge.Name, null, Permanent: false)
            : null;
    }
}
