using PodNet.Diagrams.Comparing;
using PodNet.Diagrams.Scenes;
using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Tests;

/// <summary>The comparisons of the gallery. The CNIs are named here: another one in the project changes none of these pictures.</summary>
internal static class ComparisonPictures
{
    private static readonly (string Cni, string Mode)[] Three = [("bridge", ""), ("flannel", "vxlan"), ("flannel", "host-gw")];

    public static IEnumerable<GalleryPicture> All() =>
    [
        new("compare-three", "One request under three CNIs: who bridges, who routes, who wraps.", () => Draw(Lanes(3, c => c.Get("client", "api")))),
        new("compare-same-node", "Tiny: within a node.", () => Draw(Lanes(3, c => c.Echo("client", "web")))),
        new("compare-outside", "Out of the cluster.",
            () => Draw(Lanes(3, c => c.Trace("client", new EchoProbe(c.Topology.Underlay.Router!.Addresses[0]))))),
        new("compare-twelve", "Crowded: twelve lanes.", () => Draw(Lanes(12, c => c.Get("client", "api")))),
        new("compare-all", "Every kind of network: bridges, routes, programs, tunnels, encryption, one Ethernet for all.", () => Draw(Kinds())),
        new("compare-failures", "One drops it, one refuses it, one cannot be in the cluster, one does not even send.", () => Draw(Failures())),
        new("compare-hostile", "Names that are too long, or try to be markup.",
            () => Draw(Enumerable.Range(1, 2).Select(i => Run($"<script>alert({i})</script> of a very long name", Clusters.Hostile(),
                c => c.Trace(c.Topology.Pods[0], new TcpProbe(c.Topology.Pods[2].Address, 80)))).ToValueList())),
    ];

    /// <summary>So many runs, the three CNIs over and over.</summary>
    public static ValueList<ComparedRun> Lanes(int count, Func<Cluster, Exchange> probe) => Enumerable.Range(0, count).Select(i =>
    {
        (string cni, string mode) = Three[i % 3];
        string label = $"{cni} {mode}".TrimEnd();
        return Run(i < 3 ? label : $"{label} {(i / 3) + 1}", Clusters.Small(cni, mode), probe);
    }).ToValueList();

    public static ComparedRun Run(string label, Cluster cluster, Func<Cluster, Exchange> probe) =>
        new(label, []) { Cluster = cluster, Exchange = probe(cluster) };

    private static ValueList<ComparedRun> Kinds() => new (string Cni, string Mode)[]
    {
        ("bridge", ""), ("flannel", "vxlan"), ("flannel", "host-gw"), ("flannel", "wireguard"), ("calico", "ipip"),
        ("calico", "vxlan"), ("calico", "bgp"), ("cilium", "vxlan"), ("cilium", "native"),
        ("kindnet", ""), ("weave", "fastdp"), ("weave", "sleeve"), ("aws-vpc", ""),
    }.Select(k => Run($"{k.Cni} {k.Mode}".TrimEnd(), Clusters.Small(k.Cni, k.Mode), c => c.Get("client", "api"))).ToValueList();

    private static ValueList<ComparedRun> Failures()
    {
        Cluster cluster = Clusters.Small(), host = Clusters.Small("flannel", "host-gw");
        Rule rule = new([new DestinationMatch(Model.Addressing.IpPrefix.Host(cluster.Address("api")))], new DropTarget());
        Cluster dropping = cluster.With(cluster.Namespace(cluster.Topology.Nodes[1].Id).ToBuilder().Insert("filter", "FORWARD", 1, rule).Build());
        NamespaceBuilder mute = host.Namespace(host.Pod("client")).ToBuilder();
        mute.Routes.RemoveAll(r => r.Via is not null);
        return
        [
            Run("with a rule", dropping, c => c.Get("client", "api")),
            Run("closed port", Clusters.Small("bridge", ""), c => c.Get("client", "api", 81)),
            new("elsewhere", ["podSubnet is not as the file gives it: this CNI cannot have it"])
            {
                Refusal = "networking.cni: 5000 nodes do not fit on one switch (a Linux bridge has 1023 ports) and stand in routed racks: this one needs "
                    + "all nodes on one Ethernet, for it makes each of them a gateway of the others; use a mode with a tunnel",
            },
            Run("no route", host.With(mute.Build()), c => c.Get("client", "api")),
        ];
    }

    private static (Scene, string) Draw(ValueList<ComparedRun> runs)
    {
        ComparisonView view = new("client → api:8080", runs, Seed: 1);
        return (new ComparisonDiagram().Draw(view), new ComparisonDiagram().Describe(view));
    }
}
