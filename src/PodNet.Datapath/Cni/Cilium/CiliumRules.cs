using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Datapath.Cni.Cilium;

/// <summary>The agent's iptables rules of one family (cilium/cilium, pkg/datapath/iptables) for what passes the node's stack, without those for its L7
/// proxy. Seen with <c>iptables-save</c> and <c>ip6tables-save</c>.</summary>
internal sealed class CiliumRules(NamespaceBuilder node, ClusterPlan plan, PlannedNode self, CiliumSettings settings, IpFamily family)
{
    private const string Forward = "CILIUM_FORWARD";
    private const string Postrouting = "CILIUM_POST_nat";
    private static readonly Origin Agent = new("cilium-agent", "", "rules");

    /// <summary>Writes the chains and the jumps to them.</summary>
    public void Write()
    {
        WriteForward();
        if (settings.BpfMasquerade) return;
        Feed("nat", "POSTROUTING", Postrouting);
        if (settings.NativeRouting.Of(family) is { } routed) ExcludeNodes(routed);
        WriteMasquerade();
    }

    // Docker sets FORWARD's policy to DROP on a node it shares.
    private void WriteForward()
    {
        Feed("filter", "FORWARD", Forward);
        Accept(new OutInterfaceMatch("cilium_host"), "cilium: any->cluster on cilium_host forward accept");
        Accept(new InInterfaceMatch("cilium_host"), "cilium: cluster->any on cilium_host forward accept (nodeport)");
        Accept(new InInterfaceMatch("lxc+"), "cilium: cluster->any on lxc+ forward accept");
        Accept(new InInterfaceMatch("cilium_net"), "cilium: cluster->any on cilium_net forward accept (nodeport)");

        void Accept(Match device, string comment) => Append("filter", Forward, [device, new CommentMatch(comment)], new AcceptTarget());
    }

    // Other nodes can answer pods where the network routes pods' addresses. Upstream this is one rule with the ipset cilium_node_set_v4 or cilium_node_set_v6.
    private void ExcludeNodes(IpPrefix routed)
    {
        foreach (PlannedNode peer in plan.Nodes)
        {
            IpAddress address = peer.Addresses.Of(family)!.Value;
            if (peer.Ordinal == self.Ordinal || routed.Contains(address)) continue;
            Append(
                "nat", Postrouting, [new DestinationMatch(IpPrefix.Host(address)), new CommentMatch("exclude traffic to cluster nodes from masquerade")],
                new AcceptTarget());
        }
    }

    // In this order: pods' packets to the outside get the node's address; the proxy's keep theirs; with a tunnel, whatever else goes to a pod of another
    // node gets the router's address, so that the answer comes back here; and so does what the node sends as 127.0.0.1 or ::1, and a pod that reached
    // itself through a Service.
    private void WriteMasquerade()
    {
        IpPrefix pods = self.PodCidrs.Of(family)!.Value;
        IpAddress address = CiliumSettings.RouterOf(self, family), loopback = family == IpFamily.V4 ? IpAddress.LoopbackV4 : IpAddress.LoopbackV6;
        SnatTarget router = new(address);
        OutInterfaceMatch host = new("cilium_host");
        AppendNat(
            [
                new SourceMatch(pods), new DestinationMatch(settings.NativeRouting.Of(family) ?? pods) { Negated = true },
                new OutInterfaceMatch("cilium_+") { Negated = true }, new CommentMatch("cilium masquerade non-cluster"),
            ],
            new MasqueradeTarget());
        AppendNat([new MarkMatch(0xa00, 0xe00), new CommentMatch("exclude proxy return traffic from masquerade")], new AcceptTarget());
        if (settings.TunnelDevice is not null)
        {
            AppendNat(
                [
                    new SourceMatch(IpPrefix.Host(address)) { Negated = true }, new DestinationMatch(pods) { Negated = true }, host,
                    new CommentMatch("cilium host->cluster masquerade"),
                ],
                router);
        }

        AppendNat([new SourceMatch(IpPrefix.Host(loopback)), host, new CommentMatch($"cilium host->cluster from {loopback} masquerade")], router);
        AppendNat(
            [
                host, new MarkMatch(0xf00, 0xf00), new ConntrackMatch(ConntrackStates.Dnat),
                new CommentMatch("hairpin traffic that originated from a local pod"),
            ],
            router);

        void AppendNat(ValueList<Match> matches, Target target) => Append("nat", Postrouting, matches, target);
    }

    private void Feed(string table, string from, string chain)
    {
        node.NewChain(table, chain, family);
        Append(table, from, [new CommentMatch($"cilium-feeder: {chain}")], new JumpTarget(chain));
    }

    private void Append(string table, string chain, ValueList<Match> matches, Target target) =>
        node.Append(table, chain, new(matches, target) { Origin = Agent }, family);
}
