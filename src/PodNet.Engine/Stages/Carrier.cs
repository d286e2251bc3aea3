using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Engine.Stages;

/// <summary>Whether a device can send at all (LOWER_UP in <c>ip link</c>; drivers/net/veth.c, net/bridge/br_stp_if.c).</summary>
public static class Carrier
{
    /// <summary>Up and with a far end: a veth end needs its peer up, a bridge that has ports one that can send.</summary>
    public static bool Of(Cluster cluster, NetworkNamespace ns, NetDevice device) => device.Up && device switch
    {
        VethEnd veth => PeerIsUp(cluster, veth),
        Bridge bridge => AnyPort(cluster, ns, ns.PortsOf(bridge.Name)),
        _ => true,
    };

    /// <summary>Whether the other end of a pair is there and up, wherever it is.</summary>
    public static bool PeerIsUp(Cluster cluster, VethEnd veth) =>
        cluster.TryNamespace(veth.PeerNamespace, out NetworkNamespace? peer) && peer.TryDevice(veth.PeerName, out NetDevice? end) && end.Up;

    // A bridge without any port has never lost its carrier.
    private static bool AnyPort(Cluster cluster, NetworkNamespace ns, ReadOnlySpan<NetDevice> ports)
    {
        foreach (NetDevice port in ports)
        {
            // The kernel refuses a bridge as a bridge's port; one that was put there by hand is not looked into.
            if (port is Bridge ? port.Up : Of(cluster, ns, port)) return true;
        }

        return ports.IsEmpty;
    }
}
