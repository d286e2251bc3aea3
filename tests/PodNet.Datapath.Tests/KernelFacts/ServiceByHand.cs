using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests.KernelFacts;

/// <summary>A Service with one endpoint, as kube-proxy's iptables mode would write it on every node; put in by hand, for what the kernel does
/// with such rules is a fact about the kernel, whoever wrote them.</summary>
internal sealed record ServiceByHand(IpAddress ClusterIp, IpAddress Endpoint)
{
    public const ushort Port = 80;
    public const ushort TargetPort = 8080;
    public const ushort NodePort = 30080;

    private const uint MasqueradeMark = 0x4000;

    private static readonly Match Tcp = new ProtocolMatch(IpProtocol.Tcp);

    /// <summary>What is sent on to the endpoint: TCP to <see cref="Port"/>; or every packet to the address, so that a ping shows the way too.</summary>
    public bool AnyProtocol { get; init; }

    /// <summary>The cluster with the Service's rules on each node; they stand above those of the CNI plugin, as kube-proxy puts them.</summary>
    public Cluster In(Cluster cluster) => OnNodes(cluster, WriteNat);

    /// <summary>The cluster with an address that has no endpoints: a REJECT in filter.</summary>
    /// <param name="first">Above the CNI plugin's rules in FORWARD, where it belongs; or below them.</param>
    public static Cluster WithoutEndpoints(Cluster cluster, IpAddress clusterIp, bool first) => OnNodes(cluster, (node, _) =>
    {
        node.NewChain("filter", "KUBE-SERVICES").Append("filter", "KUBE-SERVICES", Rule(
            new RejectTarget(), new DestinationMatch(IpPrefix.Host(clusterIp)), Tcp, To(Port)));
        Rule jump = Rule(new JumpTarget("KUBE-SERVICES"), new ConntrackMatch(ConntrackStates.New));
        if (first) node.Insert("filter", "FORWARD", 1, jump);
        else node.Append("filter", "FORWARD", jump);
        node.Insert("filter", "OUTPUT", 1, jump);
    });

    private static Cluster OnNodes(Cluster cluster, Action<NamespaceBuilder, IpPrefix> write) =>
        cluster.Topology.Nodes.Aggregate(cluster, (result, node) =>
        {
            NamespaceBuilder builder = result.Namespace(node.Id).ToBuilder();
            write(builder, cluster.Topology.PodSubnet);
            return result.With(builder.Build());
        });

    private void WriteNat(NamespaceBuilder node, IpPrefix pods)
    {
        string[] chains = ["KUBE-EXT", "KUBE-MARK-MASQ", "KUBE-NODEPORTS", "KUBE-POSTROUTING", "KUBE-SEP", "KUBE-SERVICES", "KUBE-SVC"];
        foreach (string chain in chains) node.NewChain("nat", chain);
        Match here = new DestinationMatch(IpPrefix.Host(ClusterIp));
        Match[] asked = AnyProtocol ? [here] : [here, Tcp, To(Port)];
        Rule translate = AnyProtocol ? Rule(new DnatTarget(Endpoint, null)) : Rule(new DnatTarget(Endpoint, TargetPort), Tcp);
        node.Insert("nat", "PREROUTING", 1, Rule(new JumpTarget("KUBE-SERVICES")))
            .Insert("nat", "OUTPUT", 1, Rule(new JumpTarget("KUBE-SERVICES")))
            .Insert("nat", "POSTROUTING", 1, Rule(new JumpTarget("KUBE-POSTROUTING")))
            .Append("nat", "KUBE-SERVICES", Rule(new JumpTarget("KUBE-SVC"), asked))
            .Append("nat", "KUBE-SERVICES", Rule(new JumpTarget("KUBE-NODEPORTS"), new AddressTypeMatch(AddressType.Local, OfSource: false)))
            .Append("nat", "KUBE-NODEPORTS", Rule(new JumpTarget("KUBE-EXT"), Tcp, To(NodePort)))
            .Append("nat", "KUBE-EXT", Rule(new JumpTarget("KUBE-MARK-MASQ")))
            .Append("nat", "KUBE-EXT", Rule(new JumpTarget("KUBE-SVC")))
            .Append("nat", "KUBE-SVC", Rule(new JumpTarget("KUBE-MARK-MASQ"), [new SourceMatch(pods) { Negated = true }, .. asked]))
            .Append("nat", "KUBE-SVC", Rule(new JumpTarget("KUBE-SEP")))
            .Append("nat", "KUBE-SEP", Rule(new JumpTarget("KUBE-MARK-MASQ"), new SourceMatch(IpPrefix.Host(Endpoint))))
            .Append("nat", "KUBE-SEP", translate)
            .Append("nat", "KUBE-MARK-MASQ", Rule(new MarkTarget(MasqueradeMark, MasqueradeMark)))
            .Append("nat", "KUBE-POSTROUTING", Rule(new ReturnTarget(), new MarkMatch(MasqueradeMark, MasqueradeMark) { Negated = true }))
            .Append("nat", "KUBE-POSTROUTING", Rule(new MarkTarget(0, MasqueradeMark)))
            .Append("nat", "KUBE-POSTROUTING", Rule(new MasqueradeTarget(RandomFully: true)));
        Forward(node);
    }

    // What belongs to no connection is dropped: without it the copy of a frame that a promiscuous bridge takes is routed out a second time.
    private static void Forward(NamespaceBuilder node) => node.NewChain("filter", "KUBE-FORWARD")
        .Insert("filter", "FORWARD", 1, Rule(new JumpTarget("KUBE-FORWARD")))
        .Append("filter", "KUBE-FORWARD", Rule(new DropTarget(), new ConntrackMatch(ConntrackStates.Invalid)))
        .Append("filter", "KUBE-FORWARD", Rule(new AcceptTarget(), new MarkMatch(MasqueradeMark, MasqueradeMark)))
        .Append("filter", "KUBE-FORWARD", Rule(new AcceptTarget(), new ConntrackMatch(ConntrackStates.Related | ConntrackStates.Established)));

    private static DestinationPortMatch To(ushort port) => new(IpProtocol.Tcp, port, port);

    private static Rule Rule(Target target, params Match[] matches) => new(matches.ToValueList(), target);
}
