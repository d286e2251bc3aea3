using PodNet.Model.Addressing;

namespace PodNet.Datapath.Tests.Flows;

/// <summary>An object that no packet of the packet-flow table misses, and why a plugin writes it all the same.</summary>
/// <param name="Of">The plugin, or the plugin and its mode; "" is every one.</param>
/// <param name="Object">Part of the object's name in the mutation test.</param>
internal sealed record IdleObject(string Of, string Object, string Because)
{
    /// <summary>The family whose packets do not miss it.</summary>
    public IpFamily Family { get; init; } = IpFamily.V4;
}

/// <summary>All objects that are known to be idle.</summary>
internal static class IdleObjects
{
    private const string HalfDefault = "the kernel takes a default route only with a way to its gateway, and never asks again";
    private const string FloatingIps = "felix's jump to floating IPs, which only OpenStack has";
    private const string BeforeBird = "bird's route to a block; felix's table is asked before, and has every block of a node with WireGuard";
    private const string PeersDevice = "the address of a peer's device is in its block, whose route leads to the same peer";
    private const string ThrownBack = "the node's own block is in no other row of that table, so it is asked of the next one anyhow";
    private const string PtpRoute = "ptp's routes of a pod to its gateway and its node's network; the default route has the same next hop";

    public static IdleObject[] All { get; } =
    [
        new("flannel", "rule 1 of nat FLANNEL-POSTRTG", "spares what kube-proxy marked for masquerading; idle without kube-proxy"),
        new("flannel", "route 10.244.0.0/16", "a pod's route to all pods; it has the default route's next hop, and works where a pod has no default route"),
        new("flannel", "mtu of veth", "the host's end of a pair; the pod's end and the bridge have the same limit and meet every packet first"),
        new("flannel", "ip6tables rule 1 of nat FLANNEL-POSTRTG", "as that of IPv4") { Family = IpFamily.V6 },
        new("flannel", "route fd00:10:244::/56", "as that of IPv4") { Family = IpFamily.V6 },
        new("calico", "sysctl net.bridge.bridge-nf-call-iptables", "every node has it; a node whose CNI makes no bridge has no use for it"),
        new("calico", ".route_localnet", "lets NodePorts answer on 127.0.0.1; idle without kube-proxy"),
        new("calico", "route 169.254.1.1/32", HalfDefault),
        new("calico", "socket Tcp 0.0.0.0 179", "bird's, for its peers; nobody in the table speaks BGP"),
        new("calico", "of nat PREROUTING", FloatingIps),
        new("calico", "of nat OUTPUT", FloatingIps),
        new("calico", "of nat cali-PREROUTING", FloatingIps),
        new("calico", "of nat cali-OUTPUT", FloatingIps),
        new("calico", "rule 1 of nat cali-POSTROUTING", FloatingIps),
        new("calico", "rule 3 of nat cali-POSTROUTING", "for what a node sends into the tunnel from another of its addresses: a socket bound to one, or a Service's; idle without"),
        new("calico", "sysctl net.bridge.bridge-nf-call-ip6tables", "as that of IPv4") { Family = IpFamily.V6 },
        new("calico", ".proxy_ndp", "answers for addresses that somebody names (ip neigh add proxy), and nobody does") { Family = IpFamily.V6 },
        new("calico", "sysctl net.ipv6.conf.cali", "forwarding is on already, on all devices") { Family = IpFamily.V6 },
        new("calico", "socket Tcp :: 179", "as that of IPv4") { Family = IpFamily.V6 },
        new("calico", "of set cali60all-ipam-pools", "what is no pod's is not masqueraded: the pool of IPv6 has no natOutgoing") { Family = IpFamily.V6 },
        new("calico", "ip6tables rule 1 of nat ", FloatingIps) { Family = IpFamily.V6 },
        new("calico", "ip6tables rule 2 of nat cali-POSTROUTING", "the jump to masquerading, which has no rule without natOutgoing") { Family = IpFamily.V6 },
        new("calico wireguard", "/26 via 192.168.50.", BeforeBird),
        new("calico wireguard", "/32 of table 1", PeersDevice),
        new("calico wireguard", "throw route", ThrownBack),
        new("calico wireguard", "/122 via fd00:50::", BeforeBird) { Family = IpFamily.V6 },
        new("calico wireguard", "/128 of table 2", PeersDevice) { Family = IpFamily.V6 },
        new("calico wireguard", "throw route", ThrownBack) { Family = IpFamily.V6 },
        new("cilium", "row 192.168.50.1", "that a node's address is a host's: without the row the program passes the packet to the stack as well"),
        new("cilium", "row 10.244.1.1/32 of cilium_lxc", "the same of the router's address"),
        new("cilium", "row 10.244.2.1/32 of cilium_lxc", "the same of the router's address"),
        new("cilium", "/32 of cilium_ipcache_v2", "who has the address, for policy; the way to the node is in its podCIDR's row too"),
        new("cilium", "row 0.0.0.0/0 of cilium_ipcache_v2", "that an address is outside; without any row a packet from the host is dropped for the same reason"),
        new("cilium", "rule 9: mark", "asks table 2004 for packets of the L7 proxy; idle without policy for HTTP"),
        new("cilium", "route 0.0.0.0/0 of table 2004", "brings packets of the L7 proxy back to this host; idle without policy for HTTP"),
        new("cilium", "rule 2 of filter CILIUM_FORWARD", "lets in what a NodePort brought; idle without Services, and programs redirect the rest"),
        new("cilium", "rule 4 of filter CILIUM_FORWARD", "cilium_net sees no packet but what a program left to the pair"),
        new("cilium", "rule 2 of nat CILIUM_POST_nat", "spares the L7 proxy's answers"),
        new("cilium", "rule 3 of nat CILIUM_POST_nat", "without a tunnel: the node's own packets from 127.0.0.1, after a Service's DNAT"),
        new("cilium", "rule 4 of nat CILIUM_POST_nat", "the node's own packets from 127.0.0.1, after a Service's DNAT"),
        new("cilium", "rule 5 of nat CILIUM_POST_nat", "a pod that reached itself through a Service"),
        new("cilium", "sysctl net.bridge.bridge-nf-call-iptables", "every node has it, and there is no bridge here"),
        new("cilium", "route 10.244.1.1/32", HalfDefault),
        new("cilium", "route 10.244.2.1/32", HalfDefault),
        new("cilium", "row fd00:50::1", "as that of IPv4") { Family = IpFamily.V6 },
        new("cilium", "row fd00:10:244:1::1/128 of cilium_lxc", "as that of IPv4") { Family = IpFamily.V6 },
        new("cilium", "row fd00:10:244:2::1/128 of cilium_lxc", "as that of IPv4") { Family = IpFamily.V6 },
        new("cilium", "/128 of cilium_ipcache_v2", "as that of IPv4") { Family = IpFamily.V6 },
        new("cilium", "row ::/0 of cilium_ipcache_v2", "as that of IPv4") { Family = IpFamily.V6 },
        new("cilium", "ip6 rule 9: mark", "as that of IPv4") { Family = IpFamily.V6 },
        new("cilium", "route ::/0 of table 2004", "as that of IPv4") { Family = IpFamily.V6 },
        new("cilium", "ip6tables rule 2 of filter CILIUM_FORWARD", "as that of IPv4") { Family = IpFamily.V6 },
        new("cilium", "ip6tables rule 4 of filter CILIUM_FORWARD", "as that of IPv4") { Family = IpFamily.V6 },
        new("cilium", "ip6tables rule 2 of nat CILIUM_POST_nat", "as that of IPv4") { Family = IpFamily.V6 },
        new("cilium", "ip6tables rule 3 of nat CILIUM_POST_nat", "as that of IPv4") { Family = IpFamily.V6 },
        new("cilium", "ip6tables rule 4 of nat CILIUM_POST_nat", "as that of IPv4") { Family = IpFamily.V6 },
        new("cilium", "ip6tables rule 5 of nat CILIUM_POST_nat", "as that of IPv4") { Family = IpFamily.V6 },
        new("cilium", "sysctl net.bridge.bridge-nf-call-ip6tables", "as that of IPv4") { Family = IpFamily.V6 },
        new("cilium", "route fd00:10:244:1::1/128", HalfDefault) { Family = IpFamily.V6 },
        new("cilium", "route fd00:10:244:2::1/128", HalfDefault) { Family = IpFamily.V6 },
        new("kindnet", "sysctl net.bridge.bridge-nf-call-iptables", "nothing on a kindnet node is bridged"),
        new("kindnet", "a1: route 10.244.1.", PtpRoute),
        new("kindnet", "b1: route 10.244.1.", PtpRoute),
        new("kindnet", "a2: route 10.244.2.", PtpRoute),
        new("kindnet", "b2: route 10.244.2.", PtpRoute),
        new("weave fastdp", "mtu of vethwepl", "the host's end of a pair; the pod's end and the bridge have the same limit and meet every packet first"),
        new("weave fastdp", "mtu of datapath", "the host itself sends nothing there"),
        new("weave fastdp", "mtu of vethwe-", "the cable behind the bridge; the bridge has the same limit and meets every packet first"),
        new("weave fastdp", "mtu of vxlan-6784", "no limit at all; the bridge's holds"),
        new("weave", "rule 1 of filter FORWARD", "pods among each other; the next rule lets through what goes to pods of the whole network"),
        new("weave", "rule 4 of filter FORWARD", "answers to pods; WEAVE-EXPOSE lets through what goes to pods"),
        new("aws-vpc", "rule 512: to", "pods at a further ENI have a rule to that ENI's table, and this one goes before it; with one ENI all tables agree"),
        new("aws-vpc", "rule 1024: mark", "sends NodePorts' answers out of the first ENI; idle without NodePorts and with one ENI"),
        new("aws-vpc", "route 169.254.1.1/32", HalfDefault),
        new("aws-vpc", "sysctl net.bridge.bridge-nf-call-iptables", "nothing is bridged"),
        new("sample", "route 10.244.1.1/32", HalfDefault),
        new("sample", "route 10.244.2.1/32", HalfDefault),
        new("sample", "sysctl net.bridge.bridge-nf-call-iptables", "nothing is bridged"),
    ];

    /// <summary>Those of a plugin and mode.</summary>
    public static IdleObject[] Of(string cni, string mode, IpFamily family) =>
        [.. All.Where(o => o.Family == family && (o.Of == cni || o.Of == $"{cni} {mode}"))];
}
