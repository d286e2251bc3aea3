using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Datapath.ServiceProxy.Iptables;

/// <summary>What kube-proxy writes whatever Services there are (pkg/proxy/iptables/proxier.go): the jumps from the built-in chains, the mark, the masquerade of
/// what is marked, and what may be forwarded.</summary>
internal static class FixedChains
{
    public const string MarkMasquerade = "KUBE-MARK-MASQ";
    public const string Services = "KUBE-SERVICES";
    public const string NodePorts = "KUBE-NODEPORTS";
    public const string External = "KUBE-EXTERNAL-SERVICES";
    public const string ProxyFirewall = "KUBE-PROXY-FIREWALL";
    public const string Forward = "KUBE-FORWARD";
    public const string Postrouting = "KUBE-POSTROUTING";
    public const string Firewall = "KUBE-FIREWALL";

    private const uint Mark = 0x4000;

    private static readonly Origin Proxy = new("kube-proxy", "", "iptables");

    // Each is put in front of what is there, so the last comes first.
    private static readonly (string Table, string From, string To, string Comment, bool New)[] Jumps =
    [
        ("filter", "INPUT", External, "kubernetes externally-visible service portals", true),
        ("filter", "FORWARD", External, "kubernetes externally-visible service portals", true),
        ("filter", "INPUT", NodePorts, "kubernetes health check service ports", false),
        ("filter", "FORWARD", Services, "kubernetes service portals", true),
        ("filter", "OUTPUT", Services, "kubernetes service portals", true),
        ("filter", "FORWARD", Forward, "kubernetes forwarding rules", false),
        ("filter", "INPUT", ProxyFirewall, "kubernetes load balancer firewall", true),
        ("filter", "OUTPUT", ProxyFirewall, "kubernetes load balancer firewall", true),
        ("filter", "FORWARD", ProxyFirewall, "kubernetes load balancer firewall", true),
        ("nat", "OUTPUT", Services, "kubernetes service portals", false),
        ("nat", "PREROUTING", Services, "kubernetes service portals", false),
        ("nat", "POSTROUTING", Postrouting, "kubernetes postrouting rules", false),
    ];

    /// <summary>The jumps from the built-in chains.</summary>
    public static void WriteJumps(NamespaceBuilder node, IptablesSettings settings)
    {
        IpFamily family = settings.Family;
        if (settings.KeepsOutOfLocalhost)
        {
            foreach (string chain in (ReadOnlySpan<string>)["INPUT", "OUTPUT"]) Prepend(node, "filter", chain, Rule(new JumpTarget(Firewall)), family);
        }

        foreach ((string table, string from, string to, string comment, bool isNew) in Jumps)
        {
            Match[] matches = isNew ? [new ConntrackMatch(ConntrackStates.New), new CommentMatch(comment)] : [new CommentMatch(comment)];
            Prepend(node, table, from, Rule(new JumpTarget(to), matches), family);
        }
    }

    /// <summary>The chains of the filter table that no Service has a part in.</summary>
    public static IEnumerable<Chain> Filter(IptablesSettings settings)
    {
        // With localhost's node ports goes route_localnet, which lets others reach 127.0.0.1 (CVE-2020-8558).
        if (settings.KeepsOutOfLocalhost)
        {
            yield return new(Firewall, null,
            [
                Rule(new DropTarget(), new CommentMatch("block incoming localnet connections"), new DestinationMatch(IpPrefix.Parse("127.0.0.0/8")),
                    new SourceMatch(IpPrefix.Parse("127.0.0.0/8")) { Negated = true },
                    new ConntrackMatch(ConntrackStates.Related | ConntrackStates.Established | ConntrackStates.Dnat) { Negated = true }),
            ]);
        }

        yield return new(Forward, null,
        [
            Rule(new DropTarget(), new ConntrackMatch(ConntrackStates.Invalid)),
            Rule(new AcceptTarget(), new CommentMatch("kubernetes forwarding rules"), new MarkMatch(Mark, Mark)),
            Rule(new AcceptTarget(), new CommentMatch("kubernetes forwarding conntrack rule"),
                new ConntrackMatch(ConntrackStates.Related | ConntrackStates.Established)),
        ]);
    }

    /// <summary>The chains of the nat table that no Service has a part in.</summary>
    public static IEnumerable<Chain> Nat(IptablesSettings settings) =>
    [
        new(MarkMasquerade, null, [Rule(new MarkTarget(Mark, Mark))]),
        new(Postrouting, null,
        [
            Rule(new ReturnTarget(), new MarkMatch(Mark, Mark) { Negated = true }),

            // The mark goes, so that a tunnel's outer packet is not masqueraded once more.
            Rule(new MarkTarget(Mark, 0)),
            Rule(new MasqueradeTarget(settings.RandomFully), new CommentMatch("kubernetes service traffic requiring SNAT")),
        ]),
    ];

    /// <summary>The last rules of KUBE-SERVICES in the nat table: node ports on this node's addresses.</summary>
    public static IEnumerable<Rule> ToNodePorts(IptablesSettings settings)
    {
        CommentMatch comment = new("kubernetes service nodeports; NOTE: this must be the last rule in this chain");
        JumpTarget jump = new(NodePorts);
        if (settings.NodePortAddresses.Count == 0 || settings.NodePortAddresses.Any(n => n.Length == 0))
        {
            AddressTypeMatch local = new(AddressType.Local, OfSource: false);
            IpPrefix? not = settings.Family == IpFamily.V6 ? IpPrefix.Host(IpAddress.LoopbackV6)
                : settings.LocalhostNodePorts ? null : IpPrefix.Parse("127.0.0.0/8");
            yield return not is null
                ? Rule(jump, comment, local)
                : Rule(jump, comment, local, new DestinationMatch(not.Value) { Negated = true });
            yield break;
        }

        foreach (IpAddress address in settings.Addresses)
        {
            if (!settings.NodePortAddresses.Any(n => n.Contains(address))) continue;
            if (address.IsLoopback && (settings.Family == IpFamily.V6 || !settings.LocalhostNodePorts)) continue;
            yield return Rule(jump, comment, new DestinationMatch(IpPrefix.Host(address)));
        }
    }

    // Kubelet may have been there before (EnsureRule).
    private static void Prepend(NamespaceBuilder node, string table, string chain, Rule rule, IpFamily family)
    {
        if (node.RulesOf(table, chain, family).Any(r => r.Target == rule.Target && r.Matches == rule.Matches)) return;
        node.Insert(table, chain, 1, rule, family);
    }

    private static Rule Rule(Target target, params Match[] matches) => new([.. matches], target) { Origin = Proxy };
}
