namespace PodNet.Lab.Recording;

/// <summary>What a state file shows of a namespace, in order.</summary>
internal static class StateCommands
{
    private static readonly string[] Everywhere =
    [
        "ip -d link", "ip addr", "ip route", "ip route show table local", "ip route show table all", "ip rule", "ip neigh",
        "bridge link", "bridge -d link", "bridge fdb",
        "sysctl net.ipv4.ip_forward net.ipv4.conf.all.rp_filter net.ipv4.conf.eth0.rp_filter net.ipv4.conf.eth0.proxy_arp", "ss -tlnu",
    ];

    private static readonly string[] OfIpv6 =
    [
        "ip -6 addr", "ip -6 route", "ip -6 route show table local", "ip -6 rule", "ip -6 neigh",
        "sysctl net.ipv6.conf.all.forwarding net.ipv6.conf.eth0.forwarding net.ipv6.conf.eth0.disable_ipv6",
    ];

    private static readonly string[] Ipv6OnNodes = ["ip6tables-save", "conntrack -L -f ipv6"];

    private static readonly string[] OnNodes =
    [
        "iptables-save", "iptables-legacy-save", "nft list ruleset", "conntrack -L", "ipset save", "ipvsadm -Ln", "ipvsadm -Lcn",
        "sysctl net.bridge",
    ];

    /// <summary>The commands for a namespace; those whose program is not installed are left out.</summary>
    /// <param name="node">Whether it is a node, with tables that pods have not.</param>
    /// <param name="ipv6">Whether IPv6 is on there.</param>
    public static IEnumerable<string> For(bool node, bool ipv6) =>
        Everywhere.Concat(node ? OnNodes : []).Concat(ipv6 ? OfIpv6 : []).Concat(node && ipv6 ? Ipv6OnNodes : []).Where(c => LabTools.Find(c.Split(' ')[0]) is not null);

    /// <summary>A command and what it printed, as a state file has them.</summary>
    public static string Section(string ns, string command, string output) => $"\n##### {ns}$ {command}\n{output}";
}
