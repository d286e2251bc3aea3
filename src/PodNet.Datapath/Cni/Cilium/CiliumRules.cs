using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Datapath.Cni.Cilium;

/// <summary>The agent's iptables rules (cilium/cilium, pkg/datapath/iptables) for what passes the node's stack, without those for its L7 proxy. Seen
/// with <c>iptables-save</c>.</summary>
internal static class CiliumRules
{
    private const string Forward = "CILIUM_FORWARD";
    private const string Postrouting = "CILIUM_POST_nat";
    private static readonly Origin Agent = new("cilium-agent", "", "rules");

    /// <summary>Writes the chains and the jumps to them.</summary>
    public static void Write(NamespaceBuilder node, ClusterPlan plan, PlannedNode self, CiliumSettings settings)
    {
        WriteForward(node);
        if (settings.BpfMasquerade) return;
        Feed(node, "nat", "POSTROUTING", Postrouting);
        if (settings.NativeRouting is { } routed) ExcludeNodes(node, plan, self, routed);
        WriteMasquerade(node, self, settings);
    }

    // Docker sets FORWARD's policy to DROP on a node it shares.
    private static void WriteForward(NamespaceBuilder node)
    {
        Feed(node, "filter", "FORWARD", Forward);
        Accept(new OutInterfaceMatch("cilium_host"), "cilium: any->cluster on cilium_host forward accept");
        Accept(new InInterfaceMatch("cilium_host"), "cilium: cluster->any on cilium_host forward accept (nodeport)");
        Accept(new InInterfaceMatch("lxc+"), "cilium: cluster->any on lxc+ forward accept");
        Accept(new InInterfaceMatch("cilium_net"), "cilium: cluster->any on cilium_net forward accept (nodeport)");

        void Accept(Match device, string comment) => node.Append("filter", Forward, Rule([device, new CommentMatch(comment)], new AcceptTarget()));
    }

    // Other nodes can answer pods where the network routes pods' addresses. Upstream this is one rule with the ipset cilium_node_set_v4.
    private static void ExcludeNodes(NamespaceBuilder node, ClusterPlan plan, PlannedNode self, IpPrefix routed)
    {
        foreach (PlannedNode peer in plan.Nodes)
        {
            if (peer.Ordinal == self.Ordinal || routed.Contains(peer.Address)) continue;
            node.Append("nat", Postrouting, Rule(
                [new DestinationMatch(IpPrefix.Host(peer.Address)), new CommentMatch("exclude traffic to cluster nodes from masquerade")],
                new AcceptTarget()));
        }
    }

    // In this order: pods' packets to the outside get the node's address; the proxy's keep theirs; with a tunnel, whatever else goes to a pod of another
    // node gets the router's address, so that the answer comes back here; and so does what the node sends as 127.0.0.1, and a pod that reached
    // itself through a Service.
    private static void WriteMasquerade(NamespaceBuilder node, PlannedNode self, CiliumSettings settings)
    {
        SnatTarget router = new(self.Gateway);
        OutInterfaceMatch host = new("cilium_host");
        Append(
            [
                new SourceMatch(self.PodCidr), new DestinationMatch(settings.NativeRouting ?? self.PodCidr) { Negated = true },
                new OutInterfaceMatch("cilium_+") { Negated = true }, new CommentMatch("cilium masquerade non-cluster"),
            ],
            new MasqueradeTarget());
        Append([new MarkMatch(0xa00, 0xe00), new CommentMatch("exclude proxy return traffic from masquerade")], new AcceptTarget());
        if (settings.TunnelDevice is not null)
        {
            Append(
                [
                    new SourceMatch(IpPrefix.Host(self.Gateway)) { Negated = true }, new DestinationMatch(self.PodCidr) { Negated = true }, host,
                    new CommentMatch("cilium host->cluster masquerade"),
                ],
                router);
        }

        Append(
            [new SourceMatch(IpPrefix.Host(IpAddress.LoopbackV4)), host, new CommentMatch("cilium host->cluster from 127.0.0.1 masquerade")], router);
        Append(
            [
                host, new MarkMatch(0xf00, 0xf00), new ConntrackMatch(ConntrackStates.Dnat),
                new CommentMatch("hairpin traffic that originated from a local pod"),
            ],
            router);

        void Append(ValueList<Match> matches, Target target) => node.Append("nat", Postrouting, Rule(matches, target));
    }

    private static void Feed(NamespaceBuilder node, string table, string from, string chain)
    {
        node.NewChain(table, chain);
        node.Append(table, from, Rule([new CommentMatch($"cilium-feeder: {chain}")], new JumpTarget(chain)));
    }

    private static Rule Rule(ValueList<Match> matches, Target target) => new(matches, target) { Origin = Agent };
}
