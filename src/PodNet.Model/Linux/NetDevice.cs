using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Model.Linux;

/// <summary>One network device of a namespace. Seen with <c>ip -d link show dev NAME</c>; its addresses with <c>ip addr show dev NAME</c>.</summary>
/// <param name="Index">Interface index, from 1 (lo); unique in the namespace.</param>
/// <param name="Name">Name, at most 15 characters (IFNAMSIZ).</param>
/// <param name="Mtu">Largest packet in bytes, link header not counted.</param>
public abstract record NetDevice(int Index, string Name, MacAddress Mac, int Mtu)
{
    /// <summary>Administratively up (<c>ip link set NAME up</c>).</summary>
    public bool Up { get; init; } = true;

    /// <summary>Whether its packets have an Ethernet header; without one there is nobody to ask for MAC addresses either (NOARP).</summary>
    public virtual bool HasLinkHeader => true;

    /// <summary>Set promiscuous (<c>ip link set NAME promisc on</c>).</summary>
    public bool Promiscuous { get; init; }

    /// <summary>Asks and answers no ARP; what leaves it bears its own MAC address as destination (<c>ip link set NAME arp off</c>).</summary>
    public bool NoArp { get; init; }

    /// <summary>Addresses in the order they were added; the first of a subnet is its primary one.</summary>
    public ValueList<InterfaceAddress> Addresses { get; init; }

    /// <summary>How the device is a port of a bridge, or null.</summary>
    public BridgePort? Port { get; init; }

    /// <summary>Name of the Open vSwitch datapath it is a port of, or null (<c>ovs-dpctl show</c>).</summary>
    public string? Datapath { get; init; }

    /// <summary>The closed list of places where a program can be attached to this device.</summary>
    public DeviceAttachments Attachments { get; init; } = DeviceAttachments.None;
}

/// <summary>lo: what is sent on it is received on it.</summary>
public sealed record Loopback(int Index) : NetDevice(Index, "lo", MacAddress.Zero, 65536);

/// <summary>One end of a veth pair: what is sent on it is received on its peer, usually in another namespace.</summary>
/// <param name="PeerIndex">The peer's interface index, what <c>ip link</c> prints behind "@if".</param>
public sealed record VethEnd(
    int Index, string Name, MacAddress Mac, int Mtu, NamespaceId PeerNamespace, string PeerName, int PeerIndex)
    : NetDevice(Index, Name, Mac, Mtu);

/// <summary>A Linux bridge: the device through which the host itself takes part in the Ethernet its ports form.</summary>
public sealed record Bridge(int Index, string Name, MacAddress Mac, int Mtu) : NetDevice(Index, Name, Mac, Mtu)
{
    /// <summary>The bridge's own switch for br_netfilter (<c>ip link set NAME type bridge nf_call_iptables 1</c>); frames also cross
    /// iptables when the namespace's <c>net.bridge.bridge-nf-call-iptables</c> is 1.</summary>
    public bool NfCallIptables { get; init; }
}

/// <summary>A device that wraps what is sent on it into packets of another network, and unwraps what comes.</summary>
public abstract record TunnelDevice(int Index, string Name, MacAddress Mac, int Mtu) : NetDevice(Index, Name, Mac, Mtu);

/// <summary>A VXLAN tunnel device, RFC 7348.</summary>
/// <param name="Vni">Network identifier, 24 bits.</param>
/// <param name="Local">Outer source address; none (default): the route's.</param>
/// <param name="LowerDevice">Device the outer packet leaves by (<c>dev</c>), or null: the route decides alone.</param>
/// <param name="DestinationPort">UDP port of the remote end, and the one listened on.</param>
public sealed record Vxlan(
    int Index, string Name, MacAddress Mac, int Mtu, int Vni, IpAddress Local, string? LowerDevice, ushort DestinationPort)
    : TunnelDevice(Index, Name, Mac, Mtu)
{
    /// <summary>Learn remote MACs from received frames (<c>learning</c>; flannel sets <c>nolearning</c>).</summary>
    public bool Learning { get; init; } = true;

    /// <summary>Has no identifier and no remote ends of its own (<c>external</c>): a program says with each packet where it goes, and is told with
    /// each where it came from.</summary>
    public bool External { get; init; }
}

/// <summary>An IP-in-IP tunnel device, RFC 2003, as the module's own tunl0: it has no remote end of its own, so the route's next hop is the
/// outer destination; TTL and DF of the outer header are the inner one's.</summary>
/// <param name="Local">Outer source address, or null: what the route to the remote end prefers.</param>
public sealed record Ipip(int Index, string Name, int Mtu, IpAddress? Local = null) : TunnelDevice(Index, Name, MacAddress.Zero, Mtu)
{
    /// <inheritdoc/>
    public override bool HasLinkHeader => false;
}

/// <summary>A WireGuard device (drivers/net/wireguard): each peer is a public key, and the packets it may send and get are those whose far
/// address lies in its allowed IPs. Seen with <c>wg show NAME</c>.</summary>
/// <param name="PublicKey">This end's, 32 bytes in base64.</param>
/// <param name="ListenPort">UDP port, also the outer source port.</param>
public sealed record WireGuard(int Index, string Name, int Mtu, string PublicKey, ushort ListenPort, ValueList<WireGuardPeer> Peers)
    : TunnelDevice(Index, Name, MacAddress.Zero, Mtu)
{
    /// <inheritdoc/>
    public override bool HasLinkHeader => false;

    /// <summary>Mark of the outer packets (<c>wg set NAME fwmark MARK</c>); 0: none.</summary>
    public uint FirewallMark { get; init; }

    /// <summary>The peer whose allowed IPs hold <paramref name="address"/>, the longest prefix of all; null when it is nobody's.</summary>
    public WireGuardPeer? PeerOf(IpAddress address)
    {
        (WireGuardPeer? found, int length) = (null, -1);
        foreach (WireGuardPeer peer in Peers)
        {
            foreach (IpPrefix allowed in peer.AllowedIps)
            {
                if (allowed.Length > length && allowed.Contains(address)) (found, length) = (peer, allowed.Length);
            }
        }

        return found;
    }
}

/// <summary>A peer of a WireGuard device.</summary>
/// <param name="Endpoint">Where its UDP packets go.</param>
/// <param name="AllowedIps">What it may be sent, and what it may send from: its routes and its filter at once (cryptokey routing).</param>
public sealed record WireGuardPeer(string PublicKey, IpAddress Endpoint, ushort EndpointPort, ValueList<IpPrefix> AllowedIps);

/// <summary>A Geneve tunnel device, RFC 8926, in external mode: a program says with each packet where it goes.</summary>
/// <param name="DestinationPort">UDP port of the remote end, and the one listened on.</param>
public sealed record Geneve(int Index, string Name, MacAddress Mac, int Mtu, ushort DestinationPort) : TunnelDevice(Index, Name, Mac, Mtu);

/// <summary>The internal port of an Open vSwitch datapath, which has the datapath's name: what the host sends on it enters the datapath there. Seen with
/// <c>ip -d link show type openvswitch</c>; the datapath with <c>ovs-dpctl show</c>.</summary>
public sealed record OvsDatapath(int Index, string Name, MacAddress Mac, int Mtu) : NetDevice(Index, Name, Mac, Mtu);

/// <summary>What a bridge keeps about one port. Seen with <c>bridge -d link show dev NAME</c>.</summary>
/// <param name="Bridge">Name of the bridge.</param>
public sealed record BridgePort(string Bridge)
{
    /// <summary>May send a frame back out of the port it came in on.</summary>
    public bool Hairpin { get; init; }

    /// <summary>Learns source addresses.</summary>
    public bool Learning { get; init; } = true;

    /// <summary>Unknown unicast is flooded to this port.</summary>
    public bool Flood { get; init; } = true;
}
