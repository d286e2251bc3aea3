using PodNet.Engine.Simulation;
using PodNet.Model.Linux;

namespace PodNet.Engine.Stages;

/// <summary>Whether a device can send at all (LOWER_UP in <c>ip link</c>): a veth end needs its peer up, a bridge at least one port that can.</summary>
internal static class Carrier
{
    public static bool Of(Kernel kernel, NetDevice device)
    {
        if (!device.Up) return false;
        switch (device)
        {
            case VethEnd veth:
                return kernel.Network.TryKernel(veth.PeerNamespace) is { } peer
                    && peer.Configuration.TryDevice(veth.PeerName, out NetDevice? end) && end.Up;
            case Bridge bridge:
                foreach (NetDevice port in kernel.Configuration.PortsOf(bridge.Name))
                {
                    // The namespace behind a port is not looked at: one port that is up is as good as any.
                    if (port.Up) return true;
                }

                return false;
            default:
                return true;
        }
    }
}
