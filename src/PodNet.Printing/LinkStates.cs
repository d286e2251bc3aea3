using PodNet.Model.Linux;

namespace PodNet.Printing;

/// <summary>Which devices of a namespace are up, have a carrier and run, in the words of <c>ip link</c>
/// (iproute2 ip/ipaddress.c; net/core/link_watch.c).</summary>
internal sealed class LinkStates(NetworkNamespace ns, IReadOnlySet<string> withoutCarrier)
{
    public LinkStates(NamespaceView view)
        : this(view.Config, view.WithoutCarrier)
    {
    }

    /// <summary>Up, and with something at the other end.</summary>
    public bool Runs(NetDevice device) => device.Up && HasCarrier(device);

    /// <summary>The flags between &lt; and &gt;. <paramref name="link"/> is the device printed behind "@", when it is in this
    /// namespace.</summary>
    public string Flags(NetDevice device, NetDevice? link) =>
        Join(device, noCarrier: device.Up && !HasCarrier(device), linkDown: link is { Up: false });

    /// <summary>The flags of a device about whose surroundings nothing is known.</summary>
    public static string Flags(NetDevice device) => Join(device, noCarrier: false, linkDown: false);

    /// <summary>IFLA_OPERSTATE. A device that never lost its carrier stays UNKNOWN: lo and tunnels. A bridge has none until a port of
    /// its runs (br_port_state_selection in net/bridge/br_stp.c), so one without ports is DOWN.</summary>
    public string OperState(NetDevice device)
    {
        if (!device.Up) return "DOWN";
        if (!HasCarrier(device)) return LocalPeer(device) is null ? "DOWN" : "LOWERLAYERDOWN";
        return device is VethEnd || (device is Bridge && PortRuns(device)) ? "UP" : "UNKNOWN";
    }

    /// <summary>The other end of a veth pair that lies in one namespace.</summary>
    public NetDevice? LocalPeer(NetDevice device) =>
        device is VethEnd veth && veth.PeerNamespace == ns.Id && ns.TryDevice(veth.PeerName, out NetDevice? peer) ? peer : null;

    private bool HasCarrier(NetDevice device) => device switch
    {
        VethEnd => !withoutCarrier.Contains(device.Name) && LocalPeer(device) is null or { Up: true },
        Bridge => HasCarrier(ns.PortsOf(device.Name)),
        _ => true,
    };

    private bool HasCarrier(ReadOnlySpan<NetDevice> ports)
    {
        foreach (NetDevice port in ports)
        {
            if (Runs(port)) return true;
        }

        return false;
    }

    private bool PortRuns(NetDevice bridge)
    {
        foreach (NetDevice port in ns.PortsOf(bridge.Name))
        {
            if (port is VethEnd && Runs(port)) return true;
        }

        return false;
    }

    private static string Join(NetDevice device, bool noCarrier, bool linkDown)
    {
        List<string> flags = [];
        if (noCarrier) flags.Add("NO-CARRIER");
        if (device is Loopback) flags.Add("LOOPBACK");
        else if (device is WireGuard) flags.AddRange(["POINTOPOINT", "NOARP"]);
        else if (!device.HasLinkHeader) flags.Add("NOARP");
        else flags.AddRange(["BROADCAST", "MULTICAST"]);
        if (device.NoArp) flags.Add("NOARP");
        if (device.Promiscuous) flags.Add("PROMISC");
        if (device.Up) flags.Add("UP");
        if (device.Up && !noCarrier) flags.Add("LOWER_UP");
        if (linkDown) flags.Add("M-DOWN");
        return string.Join(',', flags);
    }
}
