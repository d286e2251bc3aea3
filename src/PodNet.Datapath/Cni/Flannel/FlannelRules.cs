using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Datapath.Cni.Flannel;

/// <summary>flanneld's iptables and ip6tables rules (pkg/trafficmngr/iptables). Seen with <c>iptables-save</c> and <c>ip6tables-save</c>.</summary>
public static class FlannelRules
{
    private const string Postrouting = "FLANNEL-POSTRTG";
    private const string Forward = "FLANNEL-FWD";
    private static readonly Origin Flanneld = new("flanneld", "", "rules");
    private static readonly IpPrefix MulticastV4 = IpPrefix.Parse("224.0.0.0/4");

    /// <summary>Writes both chains of the networks' family.</summary>
    /// <param name="network">The whole pod network.</param>
    /// <param name="subnet">The node's own part of it.</param>
    public static void Write(NamespaceBuilder node, IpPrefix network, IpPrefix subnet)
    {
        WriteMasquerade(node, network, subnet, randomFully: true);
        WriteForward(node, network);
    }

    /// <summary>The masquerading rules.</summary>
    /// <param name="randomFully">Whether the node's iptables knows --random-fully (1.6.2).</param>
    // Pods keep their addresses among each other and get the node's towards everybody else. The order matters:
    // 1. what kube-proxy marked for masquerading (0x4000) it masquerades itself;
    // 2. from here to any pod and 3. from any pod to here stays as it is;
    // 4. so does what comes from outside to a pod here: the node that let it in has decided about its source already;
    // 5. from a pod to anywhere that is not multicast (pods were let through above) is masqueraded, with a random port so that two
    //    connections at the same moment do not get the same one (a race in conntrack);
    // 6. from outside to a pod elsewhere is masqueraded, so that the answer comes back through this node.
    public static void WriteMasquerade(NamespaceBuilder node, IpPrefix network, IpPrefix subnet, bool randomFully)
    {
        IpFamily family = network.Address.Family;
        IpPrefix multicast = family == IpFamily.V4 ? MulticastV4 : LinkScope.Multicast;
        CommentMatch comment = new("flanneld masq");
        MasqueradeTarget masquerade = new(randomFully);
        node.NewChain("nat", Postrouting, family);
        node.Append("nat", "POSTROUTING", Rule([comment], new JumpTarget(Postrouting)), family);
        Append([new MarkMatch(0x4000, 0x4000), comment], new ReturnTarget());
        Append([new SourceMatch(subnet), new DestinationMatch(network), comment], new ReturnTarget());
        Append([new SourceMatch(network), new DestinationMatch(subnet), comment], new ReturnTarget());
        Append([new SourceMatch(network) { Negated = true }, new DestinationMatch(subnet), comment], new ReturnTarget());
        Append([new SourceMatch(network), new DestinationMatch(multicast) { Negated = true }, comment], masquerade);
        Append([new SourceMatch(network) { Negated = true }, new DestinationMatch(network), comment], masquerade);

        void Append(ValueList<Match> matches, Target target) => node.Append("nat", Postrouting, Rule(matches, target), family);
    }

    /// <summary>The rules that let pods' packets through.</summary>
    // Docker sets FORWARD's policy to DROP on a node it shares; pods must be let through in both directions even then.
    public static void WriteForward(NamespaceBuilder node, IpPrefix network)
    {
        IpFamily family = network.Address.Family;
        CommentMatch comment = new("flanneld forward");
        node.NewChain("filter", Forward, family);
        node.Append("filter", "FORWARD", Rule([comment], new JumpTarget(Forward)), family);
        node.Append("filter", Forward, Rule([new SourceMatch(network), comment], new AcceptTarget()), family);
        node.Append("filter", Forward, Rule([new DestinationMatch(network), comment], new AcceptTarget()), family);
    }

    private static Rule Rule(ValueList<Match> matches, Target target) => new(matches, target) { Origin = Flanneld };
}
