using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Printing.Commands;

/// <summary>What <c>-d</c> adds to <c>ip link</c> (iproute2 ip/iplink_bridge.c, iplink_bridge_slave.c, iplink_vxlan.c). What the model
/// does not
/// keep has the kernel's default; timers stand still at 0.00.</summary>
internal static class LinkDetails
{
    private const string BridgeDefaults =
        "root_port 0 root_path_cost 0 topology_change 0 topology_change_detected 0 hello_timer    0.00 tcn_timer    0.00 "
        + "topology_change_timer    0.00 gc_timer    0.00 group_fwd_mask 0 group_address 01:80:c2:00:00:00 mcast_snooping 1 "
        + "no_linklocal_learn 0 mcast_vlan_snooping 0 mcast_router 1 mcast_query_use_ifaddr 0 mcast_querier 0 mcast_hash_elasticity 16 "
        + "mcast_hash_max 4096 mcast_last_member_count 2 mcast_startup_query_count 2 mcast_last_member_interval 100 "
        + "mcast_membership_interval 26000 mcast_querier_interval 25500 mcast_query_interval 12500 "
        + "mcast_query_response_interval 1000 mcast_startup_query_interval 3124 "
        + "mcast_stats_enabled 0 mcast_igmp_version 2 mcast_mld_version 1 ";

    private const string PortDefaults =
        "hold_timer    0.00 message_age_timer    0.00 forward_delay_timer    0.00 topology_change_ack 0 config_pending 0 proxy_arp off "
        + "proxy_arp_wifi off mcast_router 1 mcast_fast_leave off mcast_flood on bcast_flood on mcast_to_unicast off neigh_suppress off "
        + "group_fwd_mask 0 group_fwd_mask_str 0x0 vlan_tunnel off isolated off locked off ";

    /// <summary>The line with the link address made longer, and the lines about the kind and about the bridge's port.</summary>
    public static IEnumerable<string> Lines(NetworkNamespace ns, LinkStates states, NetDevice device, string link, bool addressGeneration)
    {
        int promiscuity = (device.Promiscuous ? 1 : 0) + (device.Port is null && device.Datapath is null ? 0 : 1);
        string limits = device switch
        {
            Loopback or Ipip => "minmtu 0 maxmtu 0",
            // What is left of the largest number when all that WireGuard adds is taken off (wg_setup).
            WireGuard => "minmtu 0 maxmtu 2147483552",
            _ => "minmtu 68 maxmtu 65535",
        };
        string current = string.Create(
            CultureInfo.InvariantCulture, $"{link} promiscuity {promiscuity}  allmulti {(device.Port is null ? 0 : 1)} {limits} ");
        if (Kind(device) is { } kind)
        {
            yield return current;
            current = $"    {kind}";
        }

        if (device.Port is { } port)
        {
            yield return current;
            current = $"    {Port(ns, states, device, port)}";
        }

        if (device.Datapath is not null)
        {
            yield return current;
            current = "    openvswitch_slave ";
        }

        yield return current + Queues(ns, device, addressGeneration);
    }

    /// <summary>IFLA_BRPORT_STATE: a port forwards unless it is down or has no carrier (no spanning tree here).</summary>
    public static string PortState(LinkStates states, NetDevice port) => states.Runs(port) ? "forwarding" : "disabled";

    /// <summary>The spanning tree's cost of a port: 2 for the 10 Gbit/s a veth pair reports, 100 where the speed is not known.</summary>
    public static int PortCost(NetDevice port) => port is VethEnd ? 2 : 100;

    private static string? Kind(NetDevice device) => device switch
    {
        VethEnd => "veth ",
        Bridge bridge => BridgeText(bridge),
        Vxlan vxlan => VxlanText(vxlan),
        // The module's own device speaks any protocol over IP, and takes TTL and DF from the inner packet (iplink_iptnl.c).
        WireGuard => "wireguard ",
        Ipip ipip => $"ipip any remote any local {ipip.Local?.ToString() ?? "any"} ttl inherit nopmtudisc ",
        Geneve => "geneve external ",
        OvsDatapath => "openvswitch ",
        _ => null,
    };

    private static string BridgeText(Bridge bridge)
    {
        string id = BridgeId(bridge.Mac);
        string netfilter = $"nf_call_iptables {(bridge.NfCallIptables ? 1 : 0)} nf_call_ip6tables 0 nf_call_arptables 0 ";
        return "bridge forward_delay 1500 hello_time 200 max_age 2000 ageing_time 30000 stp_state 0 priority 32768 vlan_filtering 0 "
            + $"bridge_id {id} designated_root {id} {BridgeDefaults}{netfilter}";
    }

    private static string VxlanText(Vxlan vxlan)
    {
        string lower = vxlan.LowerDevice is { } name ? $"dev {Printable.Word(name)} " : "";
        string local = vxlan.Local.IsNone ? "" : $"local {vxlan.Local} ";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"vxlan {(vxlan.External ? "external " : "")}id {vxlan.Vni} {local}{lower}srcport 0 0 dstport {vxlan.DestinationPort} "
            + $"{(vxlan.Learning ? "" : "nolearning ")}ttl auto ageing 300 udpcsum noudp6zerocsumtx noudp6zerocsumrx ");
    }

    private static string Port(NetworkNamespace ns, LinkStates states, NetDevice device, BridgePort port)
    {
        int number = NumberOf(ns, device, port);
        string root = BridgeId(ns.TryDevice(port.Bridge, out NetDevice? bridge) ? bridge.Mac : MacAddress.Zero);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"bridge_slave state {PortState(states, device)} priority 32 cost {PortCost(device)} "
            + $"hairpin {OnOff(port.Hairpin)} guard off root_block off fastleave off learning {OnOff(port.Learning)} "
            + $"flood {OnOff(port.Flood)} port_id 0x{0x8000 + number:x} port_no 0x{number:x} "
            + $"designated_port {0x8000 + number} designated_cost 0 designated_bridge {root} designated_root {root} {PortDefaults}");
    }

    /// <summary>Ports are numbered from 1 as they are added to the bridge.</summary>
    private static int NumberOf(NetworkNamespace ns, NetDevice device, BridgePort port)
    {
        int number = 1;
        foreach (NetDevice other in ns.PortsOf(port.Bridge))
        {
            if (other.Index < device.Index) number++;
        }

        return number;
    }

    /// <summary>Priority 32768 and the address, each octet without a leading zero.</summary>
    private static string BridgeId(MacAddress mac)
    {
        IEnumerable<string> octets = Enumerable.Range(0, 6)
            .Select(i => (mac.Bits >> 40 - 8 * i & 255).ToString("x", CultureInfo.InvariantCulture));
        return $"8000.{string.Join(':', octets)}";
    }

    /// <summary>Queues and offload limits; a veth end has one queue per core of a two-core machine.</summary>
    private static string Queues(NetworkNamespace ns, NetDevice device, bool addressGeneration)
    {
        int queues = device is VethEnd ? 2 : 1;
        string generation = device is WireGuard ? "none" : "eui64";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(addressGeneration ? $"addrgenmode {generation} " : "")}numtxqueues {queues} numrxqueues {queues} "
            + $"gso_max_size 65536 gso_max_segs 65535 tso_max_size {SegmentLimit(ns, device)} tso_max_segs 65535 gro_max_size 65536 ");
    }

    /// <summary>tso_max_size in bytes: a tunnel without a lower device and a bridge without a port keep the old limit, and another
    /// bridge has the smallest of its ports'.</summary>
    private static int SegmentLimit(NetworkNamespace ns, NetDevice device)
    {
        const int Old = 65536, OfVeth = 524280;
        ReadOnlySpan<NetDevice> ports = device is Bridge ? ns.PortsOf(device.Name) : default;
        if (device is Vxlan { LowerDevice: null } or Ipip or WireGuard or Geneve || (device is Bridge && ports.IsEmpty)) return Old;
        int limit = OfVeth;
        foreach (NetDevice port in ports) limit = Math.Min(limit, SegmentLimit(ns, port));
        return limit;
    }

    private static string OnOff(bool on) => on ? "on" : "off";
}
