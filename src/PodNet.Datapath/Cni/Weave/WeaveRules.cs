using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Datapath.Cni.Weave;

/// <summary>weaver's iptables rules without its network policy controller (net/bridge.go, ConfigureIPTables; net/expose.go). Seen with
/// <c>iptables-save</c>.</summary>
internal static class WeaveRules
{
    private const string Masquerading = "WEAVE";
    private const string Exposed = "WEAVE-EXPOSE";
    private static readonly Origin Weaver = new("weaver", "", "rules");
    private static readonly IpPrefix Multicast = IpPrefix.Parse("224.0.0.0/4");

    /// <summary>Writes all chains.</summary>
    /// <param name="network">The whole pod network.</param>
    /// <param name="own">The node's own part of it.</param>
    public static void Write(NamespaceBuilder node, string bridge, IpPrefix network, IpPrefix own)
    {
        WriteForward(node, bridge, network);
        WriteMasquerade(node, network, own);
    }

    // Whatever the policy of FORWARD is: pods may talk to each other, be reached from outside, talk to the outside, and get the answers.
    private static void WriteForward(NamespaceBuilder node, string bridge, IpPrefix network)
    {
        (InInterfaceMatch incoming, OutInterfaceMatch outgoing) = (new(bridge), new(bridge));
        node.NewChain("filter", Exposed);
        node.Append("filter", Exposed, Rule([new DestinationMatch(network)], new AcceptTarget()));
        Append([incoming, outgoing], new AcceptTarget());
        Append([outgoing], new JumpTarget(Exposed));
        Append([incoming, outgoing with { Negated = true }], new AcceptTarget());
        Append([outgoing, new ConntrackMatch(ConntrackStates.Related | ConntrackStates.Established)], new AcceptTarget());

        void Append(ValueList<Match> matches, Target target) => node.Append("filter", "FORWARD", Rule(matches, target));
    }

    // 1. What comes to a pod of this node keeps its source (--no-masq-local; an ipset of the node's parts of the network in the original);
    // 2. multicast stays as it is; 3. from outside to another node's pod gets this node's address, so that the answer comes back by here;
    // 4. so does what pods send to the outside. Pods among each other match nothing.
    private static void WriteMasquerade(NamespaceBuilder node, IpPrefix network, IpPrefix own)
    {
        (SourceMatch sender, DestinationMatch receiver) = (new(network), new(network));
        node.NewChain("nat", Masquerading);
        node.Append("nat", "POSTROUTING", Rule([], new JumpTarget(Masquerading)));
        Append([new DestinationMatch(own), new CommentMatch("Prevent SNAT to locally running containers")], new ReturnTarget());
        Append([sender, new DestinationMatch(Multicast)], new ReturnTarget());
        Append([sender with { Negated = true }, receiver], new MasqueradeTarget());
        Append([sender, receiver with { Negated = true }], new MasqueradeTarget());

        void Append(ValueList<Match> matches, Target target) => node.Append("nat", Masquerading, Rule(matches, target));
    }

    private static Rule Rule(ValueList<Match> matches, Target target) => new(matches, target) { Origin = Weaver };
}
