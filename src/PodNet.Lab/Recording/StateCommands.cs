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

    private static readonly string[] OnNodes =
    [
        "iptables-save", "iptables-legacy-save", "nft list ruleset", "conntrack -L", "ipset save", "ipvsadm -Ln", "ipvsadm -Lcn",
        "sysctl net.bridge",
    ];

    /// <summary>The commands for a namespace; those whose program is not installed are left out.</summary>
    public static IEnumerable<string> For(bool node) =>
        Everywhere.Concat(node ? OnNodes : []).Where(c => LabTools.Find(c.Split(' ')[0]) is not null);

    /// <summary>A command and what it printed, as a state file has them.</summary>
    public static string Section(string ns, string command, string output) => $"\n##### {ns}$ {command}\n{output}";
}
