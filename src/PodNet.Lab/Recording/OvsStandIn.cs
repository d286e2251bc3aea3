using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Lab.Recording;

/// <summary>What stands in for an Open vSwitch datapath in the lab: a Linux bridge, and for its tunnel port a Linux VXLAN device that sends what it does not know
/// to every peer. Frames cross the same namespaces in the same outer headers; the network identifier, and how addresses are learned, are the stand-in's.
/// Recordings of it can be compared by <c>podnet verify --compare path</c>.</summary>
internal static class OvsStandIn
{
    /// <summary>Behind <c>ip link add name NAME index N</c>.</summary>
    public static IEnumerable<string> Words(OvsDatapath datapath) =>
        ["address", datapath.Mac.ToString(), "mtu", Number(datapath.Mtu), "type bridge"];

    /// <summary>As the other, for a tunnel port.</summary>
    /// <exception cref="LabException">Nobody tells the device where to send.</exception>
    public static IEnumerable<string> Words(Vxlan tunnel, NetworkNamespace ns)
    {
        UserSpaceForwarder program = ProgramOf(tunnel, ns);
        return
        [
            "address", tunnel.Mac.ToString(), "mtu", Number(tunnel.Mtu), "type vxlan id", Number(program.Port), "local", program.Local.ToString(),
            "dstport", Number(program.Port), "learning", program.Checksum ? "udpcsum" : "noudpcsum", .. program.DontFragment ? ["df set"] : Array.Empty<string>(),
        ];
    }

    /// <summary>Ports of datapaths, and the tunnels' peers.</summary>
    public static IEnumerable<KernelCommand> Ports(NetworkNamespace ns)
    {
        foreach (NetDevice device in ns.Devices.Where(d => d.Datapath is not null))
        {
            yield return KernelCommand.Of("ip", ns.Id, "link set dev", KernelNames.Device(device.Name), "master", KernelNames.Device(device.Datapath!));
            if (device is not Vxlan { External: true } tunnel) continue;
            foreach (ForwarderPeer peer in ProgramOf(tunnel, ns).Peers)
            {
                yield return KernelCommand.Of(
                    "bridge", ns.Id, "fdb append", MacAddress.Zero.ToString(), "dev", KernelNames.Device(tunnel.Name), "dst", peer.Address.ToString(), "self permanent");
            }
        }
    }

    /// <summary>Refuses programs that the lab does not have.</summary>
    /// <exception cref="LabException">A program that carries frames itself.</exception>
    public static void Check(NetworkNamespace ns)
    {
        foreach (UserSpaceForwarder program in ns.Forwarders)
        {
            if (!ns.TryDevice(program.Device, out NetDevice? device) || device is not OvsDatapath)
                throw new LabException($"{ns.Id}: the lab cannot run {program.Program}, which carries frames in user space");
        }
    }

    private static UserSpaceForwarder ProgramOf(Vxlan tunnel, NetworkNamespace ns) => ns.Forwarders.FirstOrDefault(f => f.Device == tunnel.Datapath)
        ?? throw new LabException($"{ns.Id}: {tunnel.Name} is external, and no program tells it where to send");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
