using System.Text;
using PodNet.Datapath.Cni.PortMap;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Datapath.Cni;

/// <summary>ip-masq-agent, a daemon beside a CNI that masquerades for it (kubernetes-sigs/ip-masq-agent, cmd/ip-masq-agent/ip-masq-agent.go). It asks where a
/// packet goes, and not who sends it. Seen with <c>iptables-save -t nat</c> and <c>ip6tables-save -t nat</c>.</summary>
internal static class IpMasqAgent
{
    private const string Chain = "IP-MASQ-AGENT";
    private static readonly Origin Agent = new("ip-masq-agent", "", "rules");

    /// <summary>Writes its rules of the families that the cluster has. Those of IPv6 need --enable-ipv6.</summary>
    public static void Write(NamespaceBuilder node, IpMasqAgentSpec agent, IEnumerable<IpFamily> families)
    {
        foreach (IpFamily family in families.Where(f => f == IpFamily.V4 || agent.EnableIpv6)) Rules(agent, family).Write(node, Agent, family);
    }

    /// <summary>The configuration in its file, where it is not the default.</summary>
    public static IEnumerable<CniFile> Files(IpMasqAgentSpec agent)
    {
        if (agent == new IpMasqAgentSpec()) yield break;
        StringBuilder text = new("nonMasqueradeCIDRs:");
        if (agent.NonMasqueradeCidrs.Count == 0) text.Append(" []");
        foreach (IpPrefix network in agent.NonMasqueradeCidrs) text.Append($"\n  - {network}");
        if (agent.MasqLinkLocal) text.Append("\nmasqLinkLocal: true");
        if (agent.MasqLinkLocalIpv6) text.Append("\nmasqLinkLocalIPv6: true");
        yield return new("/etc/config/ip-masq-agent", "ip-masq-agent reads it, from its ConfigMap", text.ToString());
    }

    // A packet to the node's own address never leaves; it does not even come here. The last rule is for everybody else.
    private static CniChain Rules(IpMasqAgentSpec agent, IpFamily family)
    {
        bool v4 = family == IpFamily.V4;
        List<ValueList<string>> rules = [];
        if (!(v4 ? agent.MasqLinkLocal : agent.MasqLinkLocalIpv6)) rules.Add(Spared(v4 ? "169.254.0.0/16" : "fe80::/10"));
        rules.AddRange(agent.NonMasqueradeCidrs.Where(n => n.Address.Family == family).Select(n => Spared(n.ToString())));
        rules.Add([.. Comment("outbound traffic is subject to MASQUERADE (must be last in chain)"), "-j", "MASQUERADE", "--random-fully"]);
        return new(
            Chain, ["POSTROUTING"],
            [
                [
                    .. Comment($"ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom {Chain} chain"),
                    "-m", "addrtype", "!", "--dst-type", "LOCAL",
                ],
            ],
            rules.ToValueList());
    }

    private static ValueList<string> Spared(string network) => [.. Comment("local traffic is not subject to MASQUERADE"), "-d", network, "-j", "RETURN"];

    private static ValueList<string> Comment(string text) => ["-m", "comment", "--comment", $"ip-masq-agent: {text}"];
}
