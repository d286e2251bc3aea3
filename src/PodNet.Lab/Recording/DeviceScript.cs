using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Lab.Recording;

/// <summary>The commands that make devices, bridge ports and addresses.</summary>
internal static class DeviceScript
{
    private const int EthernetMtu = 1500;

    /// <summary><c>ip link add</c>, of a veth pair for both ends.</summary>
    /// <exception cref="LabException">A kind of device, or an attached program, that the lab cannot make.</exception>
    public static KernelCommand Add(DeviceOrder.Birth birth, NetworkNamespace ns)
    {
        RefuseAttachments(birth);
        return KernelCommand.Of("ip", birth.Namespace, ["link add name", .. Words(birth.Device, ns), .. PeerWords(birth)]);
    }

    /// <summary>What makes a namespace's devices ports, and bridges what their ports do not make them by themselves.</summary>
    public static IEnumerable<KernelCommand> Ports(NetworkNamespace ns)
    {
        foreach (NetDevice device in ns.Devices.AsEnumerable())
        {
            if (device.Port is not { } port) continue;
            string name = KernelNames.Device(device.Name);
            yield return KernelCommand.Of("ip", ns.Id, "link set dev", name, "master", KernelNames.Device(port.Bridge));
            if (port.Hairpin) yield return KernelCommand.Of("bridge", ns.Id, "link set dev", name, "hairpin on");
            if (!port.Learning) yield return KernelCommand.Of("bridge", ns.Id, "link set dev", name, "learning off");
            if (!port.Flood) yield return KernelCommand.Of("bridge", ns.Id, "link set dev", name, "flood off");
        }

        // A bridge takes the smallest MTU of its ports when they join (net/bridge/br_if.c, br_mtu_auto_adjust).
        foreach (Bridge bridge in ns.Devices.OfType<Bridge>())
        {
            int? smallest = ns.Devices.Where(d => d.Port?.Bridge == bridge.Name).Select(d => (int?)d.Mtu).Min();
            if (smallest is not null && smallest != bridge.Mtu)
                yield return KernelCommand.Of("ip", ns.Id, "link set dev", bridge.Name, "mtu", Number(bridge.Mtu));
        }
    }

    /// <summary><c>ip addr add</c> and <c>ip link set up</c>. lo has 127.0.0.1/8 by itself once it is up.</summary>
    public static IEnumerable<KernelCommand> Addresses(NetworkNamespace ns)
    {
        foreach (NetDevice device in ns.Devices.AsEnumerable())
        {
            string name = KernelNames.Device(device.Name);
            if (device is Loopback && device.Up) yield return KernelCommand.Of("ip", ns.Id, "link set dev lo up");
            foreach (InterfaceAddress address in device.Addresses.AsEnumerable())
            {
                if (device is Loopback && address.Address.IsLoopback) continue;
                if (IsMadeByKernel(device, address.Address)) continue;
                yield return KernelCommand.Of("ip", ns.Id, "addr add", address.ToString(), "dev", name);
            }

            if (device.NoArp) yield return KernelCommand.Of("ip", ns.Id, "link set dev", name, "arp off");
            if (device.Promiscuous) yield return KernelCommand.Of("ip", ns.Id, "link set dev", name, "promisc on");
            if (device.Up && device is not Loopback) yield return KernelCommand.Of("ip", ns.Id, "link set dev", name, "up");
        }
    }

    private static bool IsMadeByKernel(NetDevice device, IpAddress address) => address == LinkScope.AddressOf(device.Mac);

    private static IEnumerable<string> Words(NetDevice device, NetworkNamespace ns) => device switch
    {
        VethEnd veth => [.. End(veth), "type veth"],
        Bridge bridge =>
        [
            bridge.Name, Index(bridge), .. TakesMacFromPort(bridge, ns) ? [] : new[] { "address", bridge.Mac.ToString() },
            .. bridge.Mtu == EthernetMtu ? [] : new[] { "mtu", Number(bridge.Mtu) },
            "type bridge", .. bridge.NfCallIptables ? ["nf_call_iptables 1"] : Array.Empty<string>(),
        ],
        OvsDatapath datapath => [datapath.Name, Index(datapath), .. OvsStandIn.Words(datapath)],
        Vxlan { External: true, Datapath: not null } vxlan => [vxlan.Name, Index(vxlan), .. OvsStandIn.Words(vxlan, ns)],
        Vxlan { External: true } vxlan =>
        [
            vxlan.Name, Index(vxlan), "address", vxlan.Mac.ToString(), "mtu", Number(vxlan.Mtu), "type vxlan external dstport",
            Number(vxlan.DestinationPort),
        ],
        Geneve geneve =>
        [
            geneve.Name, Index(geneve), "address", geneve.Mac.ToString(), "mtu", Number(geneve.Mtu), "type geneve external dstport",
            Number(geneve.DestinationPort),
        ],
        Vxlan vxlan =>
        [
            vxlan.Name, Index(vxlan), "address", vxlan.Mac.ToString(), "mtu", Number(vxlan.Mtu), "type vxlan id", Number(vxlan.Vni),
            .. vxlan.LowerDevice is null ? [] : new[] { "dev", KernelNames.Device(vxlan.LowerDevice) },
            .. vxlan.Local.IsNone ? [] : new[] { "local", vxlan.Local.ToString() }, "dstport", Number(vxlan.DestinationPort), vxlan.Learning ? "learning" : "nolearning",
        ],
        // The module's own tunl0 comes by itself where it is loaded; another one with any remote end would be its double.
        Ipip ipip =>
        [
            ipip.Name, Index(ipip), "mtu", Number(ipip.Mtu), "type ipip",
            .. ipip.Local is { } source ? ["local", source.ToString()] : Array.Empty<string>(), "ttl inherit nopmtudisc",
        ],
        _ => throw new LabException($"{ns.Id}: the lab cannot make {device.Name}, a {device.GetType().Name}"),
    };

    private static IEnumerable<string> PeerWords(DeviceOrder.Birth birth) =>
        birth.Peer is null ? [] : ["peer name", .. End(birth.Peer), "netns", KernelNames.Namespace(birth.PeerNamespace!.Value)];

    private static IEnumerable<string> End(VethEnd end) =>
    [
        KernelNames.Device(end.Name), Index(end), "address", end.Mac.ToString(),
        .. end.Mtu == EthernetMtu ? [] : new[] { "mtu", Number(end.Mtu) },
    ];

    // A bridge nobody gave an address takes the lowest one of its ports (net/bridge/br_stp_if.c, br_stp_recalculate_bridge_id).
    private static bool TakesMacFromPort(Bridge bridge, NetworkNamespace ns) =>
        ns.Devices.Where(d => d.Port?.Bridge == bridge.Name).Select(d => (ulong?)d.Mac.Bits).Min() == bridge.Mac.Bits;

    private static void RefuseAttachments(DeviceOrder.Birth birth)
    {
        foreach (NetDevice device in new[] { birth.Device, birth.Peer }.OfType<NetDevice>())
        {
            KernelNames.Device(device.Name);
            if (device.Attachments != DeviceAttachments.None)
                throw new LabException($"{birth.Namespace}: the lab cannot attach programs to {device.Name}");
        }
    }

    private static string Index(NetDevice device) => $"index {Number(device.Index)}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
