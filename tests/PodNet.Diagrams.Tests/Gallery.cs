using PodNet.Diagrams.Charts;
using PodNet.Diagrams.Scenes;
using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Tests;

/// <summary>A picture of the gallery.</summary>
/// <param name="Name">Of its file, without the ending; its kind comes first.</param>
/// <param name="Caption">One line.</param>
internal sealed record GalleryPicture(string Name, string Caption, Func<(Scene Scene, string Text)> Draw)
{
    /// <summary>The heading it stands under.</summary>
    public string Kind => Name.StartsWith("apartment-trace-", StringComparison.Ordinal) ? "Apartment view of a trace"
        : Name.Split('-')[0] switch { "apartment" => "Apartment view", "room" => "For a room: what --scale 2 shows", { } kind => $"{char.ToUpperInvariant(kind[0])}{kind[1..]}" };

    /// <summary>From the repository's root.</summary>
    public string File => $"docs/gallery/{Name}.svg";
}

/// <summary>Every kind of picture of every kind of cluster: <c>docs/gallery.md</c>, and what the tests compare with.</summary>
internal static class Gallery
{
    /// <summary>Height in px that is left at --scale 2.</summary>
    public const double Room = 500;

    public static IReadOnlyList<GalleryPicture> Pictures { get; } =
        [.. Topologies(), .. Traces(), .. Failures(), .. Stacks(), .. Complexes(), .. Visits(), .. ClosedDoors(), .. Charts(), .. ComparisonPictures.All(), .. Rooms()];

    private static IEnumerable<GalleryPicture> Topologies() =>
    [
        new("topology-tiny", "One node, one pod.", () => Topology(Clusters.Many(1, 1))),
        new("topology-vxlan", "Two nodes on flannel with its tunnel.", () => Topology(Clusters.Small())),
        new("topology-bridge", "The same on the bridge plugin: node routes, no tunnel.", () => Topology(Clusters.Small("bridge", ""))),
        new("topology-containers", "Pods with one, two and five containers; one container's port was taken.",
            () => Topology(Clusters.Containers())),
        new("topology-three", "Three nodes side by side.", () => Topology(Clusters.Many(3, 2))),
        new("topology-five-pods", "Two nodes with five pods each.", () => Topology(Clusters.Many(2, 5))),
        new("topology-crowded", "Crowded: four nodes with six pods each, the most that is drawn whole.",
            () => Topology(Clusters.Many(4, 6))),
        new("topology-many", "Forty nodes with nine pods each: the rest is counted.", () => Topology(Clusters.Many(40, 9))),
        new("topology-five-thousand", "5,000 nodes with 30 pods each.", () => Topology(Clusters.FiveThousand())),
        new("topology-hostile", "Names that are too long, or try to be markup.", () => Topology(Clusters.Hostile())),
        new("topology-routed", "Without a bridge: Calico's routes to each pod, and IP-in-IP between the nodes.",
            () => Topology(Clusters.Small("calico", "ipip"))),
        new("topology-programs", "Programs at the devices: Cilium with its tunnel.", () => Topology(Clusters.Small("cilium", "vxlan"))),
        new("topology-second-switch", "A bridge's own veth pair leads by a second switch to the tunnel.", () => Topology(Clusters.SecondSwitch())),
        new("topology-two-switches", "Two switches joined by the router: Calico without tunnels inside each subnet.",
            () => Topology(Clusters.TwoSubnets("calico", "ipip"))),
    ];

    private static IEnumerable<GalleryPicture> Traces() =>
    [
        new("trace-localhost", "Tiny: a container asks its neighbour in the same pod.",
            () => Trace(Clusters.Small(), c => c.Trace("web", new TcpProbe(Model.Addressing.IpAddress.LoopbackV4, 80)))),
        new("trace-same-node", "Pod to pod on one node.", () => Trace(Clusters.Small(), c => c.Get("client", "web"))),
        new("trace-vxlan", "Typical: pod to pod through flannel's tunnel.", () => Trace(Clusters.Small(), c => c.Get("client", "api"))),
        new("trace-vxlan-reply", "The same with the reply's way.",
            () => Trace(Clusters.Small(), c => c.Echo("client", "api"), reply: true)),
        new("trace-host-gw-reply", "Host routes instead of a tunnel, with the reply's way.",
            () => Trace(Clusters.Small("flannel", "host-gw"), c => c.Echo("client", "api"), reply: true)),
        new("trace-outside", "Out of the cluster: the source address becomes the node's.",
            () => Trace(Clusters.Small(), c => c.Trace("client", new EchoProbe(c.Topology.Underlay.Router!.Addresses[0])))),
        new("trace-crowded", "Crowded: four nodes with six pods each.",
            () => Trace(Clusters.Many(4, 6), c => c.Get("pod-1-1", "pod-4-6"))),
        new("trace-large-cluster", "Forty nodes: those on the way are drawn, the others counted.",
            () => Trace(Clusters.Many(40, 9), c => c.Echo("pod-1-1", "pod-30-2"))),
        new("trace-five-thousand", "5,000 nodes: from one rack to another.", () => Trace(Clusters.FiveThousand(), c => c.AcrossRacks())),
        new("trace-fragments", "Larger than the MTU: cut on the way out, put together at the end.",
            () => Trace(Clusters.Small(), c => c.Trace("client", new EchoProbe(c.Address("api"), DataBytes: 3000)))),
        new("trace-hostile", "Names that are too long, or try to be markup.",
            () => Trace(Clusters.Hostile(), c => c.Trace(c.Topology.Pods[0], new TcpProbe(c.Topology.Pods[2].Address, 80)))),
        new("trace-routed-same-node", "Without a bridge: pod to pod on one node is routed.",
            () => Trace(Clusters.Small("calico", "bgp"), c => c.Echo("client", "web"))),
        new("trace-routed-reply", "Without a bridge or a tunnel: Calico with BGP, with the reply's way.",
            () => Trace(Clusters.Small("calico", "bgp"), c => c.Echo("client", "api"), reply: true)),
        new("trace-programs", "Programs send the packet on: Cilium with its tunnel.",
            () => Trace(Clusters.Small("cilium", "vxlan"), c => c.Get("client", "api"))),
        new("trace-programs-same-node", "A program hands the packet to the neighbour's pod.",
            () => Trace(Clusters.Small("cilium", "vxlan"), c => c.Echo("client", "web"))),
        new("trace-two-switches", "To another subnet: from switch to switch by the router, inside a tunnel.",
            () => Trace(Clusters.TwoSubnets("calico", "ipip"), c => c.Echo("client", "api"))),
    ];

    private static IEnumerable<GalleryPicture> Failures() =>
    [
        new("trace-dropped-by-rule", "Dropped: a rule in the other node's FORWARD chain says DROP.",
            () => Trace(WithRule(new DropTarget()), c => c.Get("client", "api"))),
        new("trace-rejected-by-rule", "Rejected: the same rule with REJECT; the sender is told.",
            () => Trace(WithRule(new RejectTarget()), c => c.Get("client", "api"))),
        new("trace-refused", "Refused: nobody listens on the port, a reset comes back.",
            () => Trace(Clusters.Small(), c => c.Get("client", "api", 81))),
        new("trace-no-route", "Dropped: the node has no route to the other pods.",
            () => Trace(WithoutRoute(), c => c.Echo("client", "api"))),
        new("trace-blackhole", "Dropped: a blackhole route.", () => Trace(WithBlackhole(), c => c.Echo("client", "api"))),
        new("trace-no-neighbor", "Dropped: nobody has the address.",
            () => Trace(Clusters.Small(), c => c.Trace("client", new EchoProbe(Model.Addressing.IpAddress.Parse("192.168.50.99"))))),
        new("trace-timed-out", "Timed out: three echo requests arrive, and the pod's kernel is told to ignore them (icmp_echo_ignore_all).",
            () => Trace(Silent(), c => c.Trace("client", new EchoProbe(c.Address("api"), Count: 3)))),
        new("trace-reply-lost", "Dropped: the request arrives, the reply is dropped.",
            () => Trace(WithReplyLost(), c => c.Get("client", "api"), reply: true)),
        new("trace-too-long", "Not sent: larger than the MTU, and not to be cut.", () => Trace(Clusters.Small(),
            c => c.Trace("client", new EchoProbe(c.Address("api"), DataBytes: 1472, Discovery: PathMtuDiscovery.Do)))),
        new("trace-not-sent", "Not sent: the pod has no route.", () => Trace(WithoutPodRoute(), c => c.Echo("client", "api"))),
    ];

    private static IEnumerable<GalleryPicture> Stacks() =>
    [
        new("stack-tiny", "One node, one pod.", () => Stack(Clusters.Many(1, 1), c => c.Topology.Pods[0])),
        new("stack-vxlan", "A pod on flannel with its tunnel.", () => Stack(Clusters.Small(), c => c.Topology.Pods[1])),
        new("stack-bridge", "The same on the bridge plugin.", () => Stack(Clusters.Small("bridge", ""), c => c.Topology.Pods[1])),
        new("stack-containers", "A pod with five containers.", () => Stack(Clusters.Containers(), c => c.Topology.Pods[2])),
        new("stack-five-thousand", "A pod among 150,000.", () => Stack(Clusters.FiveThousand(), c => c.Topology.Pods[^1])),
        new("stack-hostile", "Names that are too long, or try to be markup.", () => Stack(Clusters.Hostile(), c => c.Topology.Pods[0])),
        new("stack-routed", "Without a bridge: Calico.", () => Stack(Clusters.Small("calico", "ipip"), c => c.Topology.Pods[1])),
        new("stack-programs", "Programs at the pod's device: Cilium.", () => Stack(Clusters.Small("cilium", "vxlan"), c => c.Topology.Pods[1])),
        new("stack-second-switch", "A second switch behind the bridge.", () => Stack(Clusters.SecondSwitch(), c => c.Topology.Pods[1])),
    ];

    private static IEnumerable<GalleryPicture> Complexes() =>
    [
        new("apartment-tiny", "Tiny: one building, one apartment.", () => Apartments(Clusters.Many(1, 1))),
        new("apartment-vxlan", "Typical: two buildings with phone rooms, flannel's tunnel.", () => Apartments(Clusters.Small())),
        new("apartment-host-gw", "Signposts instead of a phone line: flannel's host routes.",
            () => Apartments(Clusters.Small("flannel", "host-gw"))),
        new("apartment-bridge", "The bridge plugin: its hallway is called cbr0.", () => Apartments(Clusters.Small("bridge", ""))),
        new("apartment-containers", "One, two and five room-mates; one of them found a port taken.", () => Apartments(Clusters.Containers())),
        new("apartment-routed", "Without a bridge: a concierge, and a porter at each door.", () => Apartments(GeneratedClusters.Routed(2, 2))),
        new("apartment-three", "Three buildings side by side.", () => Apartments(Clusters.Many(3, 2))),
        new("apartment-five-pods", "Two buildings, apartments on both sides of the hallway.", () => Apartments(Clusters.Many(2, 5))),
        new("apartment-crowded", "Crowded: four buildings with six apartments each, the most that is drawn whole.",
            () => Apartments(Clusters.Many(4, 6))),
        new("apartment-many", "Forty buildings with nine apartments each: the rest is an annex.", () => Apartments(Clusters.Many(40, 9))),
        new("apartment-five-thousand", "5,000 buildings with 30 apartments each.", () => Apartments(Clusters.FiveThousand())),
        new("apartment-hostile", "Names that are too long, or try to be markup.", () => Apartments(Clusters.Hostile())),
        new("apartment-programs", "A caretaker with a list at each door: Cilium's programs.", () => Apartments(Clusters.Small("cilium", "vxlan"))),
        new("apartment-one-hallway", "One hallway for all, as it seems: one Ethernet, by a second switch and a tunnel.",
            () => Apartments(Clusters.SecondSwitch())),
        new("apartment-two-streets", "Two streets and the gate between them: two subnets.", () => Apartments(Clusters.TwoSubnets("calico", "ipip"))),
    ];

    private static IEnumerable<GalleryPicture> Visits() =>
    [
        new("apartment-trace-tiny", "Tiny: room-mates talk in the living room, localhost.",
            () => Visit(Clusters.Small(), c => c.Trace("web", new TcpProbe(Model.Addressing.IpAddress.LoopbackV4, 80)))),
        new("apartment-trace-hallway", "Across the hallway.", () => Visit(Clusters.Small(), c => c.Get("client", "web"))),
        new("apartment-trace-vxlan", "Typical: to another building, a call inside a call.",
            () => Visit(Clusters.Small(), c => c.Get("client", "api"))),
        new("apartment-trace-reply", "The same with the reply's way.", () => Visit(Clusters.Small(), c => c.Echo("client", "api"), true)),
        new("apartment-trace-host-gw", "Signposts: no packet inside another.",
            () => Visit(Clusters.Small("flannel", "host-gw"), c => c.Get("client", "api"))),
        new("apartment-trace-bridge", "The bridge plugin, with the reply's way.",
            () => Visit(Clusters.Small("bridge", ""), c => c.Get("client", "api"), true)),
        new("apartment-trace-outside", "Out of the complex, through the gate.",
            () => Visit(Clusters.Small(), c => c.Trace("client", new EchoProbe(c.Topology.Underlay.Router!.Addresses[0])))),
        new("apartment-trace-crowded", "Crowded: four buildings with six apartments each.",
            () => Visit(Clusters.Many(4, 6), c => c.Get("pod-1-1", "pod-4-6"))),
        new("apartment-trace-five-thousand", "5,000 buildings.", () => Visit(Clusters.FiveThousand(), c => c.AcrossRacks())),
        new("apartment-trace-hostile", "Names that are too long, or try to be markup.",
            () => Visit(Clusters.Hostile(), c => c.Trace(c.Topology.Pods[0], new TcpProbe(c.Topology.Pods[2].Address, 80)))),
        new("apartment-trace-routed", "Porter and concierge put it through: Calico.",
            () => Visit(Clusters.Small("calico", "bgp"), c => c.Echo("client", "api"), true)),
        new("apartment-trace-programs", "The caretakers put it through: Cilium.",
            () => Visit(Clusters.Small("cilium", "vxlan"), c => c.Echo("client", "api"))),
        new("apartment-trace-two-streets", "From street to street.",
            () => Visit(Clusters.TwoSubnets("calico", "ipip"), c => c.Echo("client", "api"))),
    ];

    private static IEnumerable<GalleryPicture> ClosedDoors() =>
    [
        new("apartment-trace-dropped", "Dropped: a rule at the other building's front door says DROP.",
            () => Visit(WithRule(new DropTarget()), c => c.Get("client", "api"))),
        new("apartment-trace-rejected", "Rejected: the same rule with REJECT; the caller is told.",
            () => Visit(WithRule(new RejectTarget()), c => c.Get("client", "api"))),
        new("apartment-trace-refused", "Refused: nobody in the apartment listens on the port.",
            () => Visit(Clusters.Small(), c => c.Get("client", "api", 81))),
        new("apartment-trace-no-route", "Dropped: no signpost and no phone line to the other building.",
            () => Visit(WithoutRoute(), c => c.Echo("client", "api"))),
        new("apartment-trace-no-neighbor", "Dropped: nobody in the street has the address.",
            () => Visit(Clusters.Small(), c => c.Trace("client", new EchoProbe(Model.Addressing.IpAddress.Parse("192.168.50.99"))))),
        new("apartment-trace-timed-out", "Timed out: the phone rings three times, and the apartment's kernel is told to ignore it (icmp_echo_ignore_all).",
            () => Visit(Silent(), c => c.Trace("client", new EchoProbe(c.Address("api"), Count: 3)))),
        new("apartment-trace-reply-lost", "Dropped: the request arrives, the reply is dropped.",
            () => Visit(WithReplyLost(), c => c.Get("client", "api"), true)),
        new("apartment-trace-not-sent", "Not sent: the apartment knows no way out.",
            () => Visit(WithoutPodRoute(), c => c.Echo("client", "api"))),
    ];

    private static IEnumerable<GalleryPicture> Charts() =>
    [
        new("chart-bytes-vxlan", "Bytes on the wire: what flannel's tunnel puts around each packet.",
            () => Chart(ChartSubject.Bytes, Clusters.Small(), c => c.Get("client", "api"))),
        new("chart-bytes-host-gw", "The same with host routes: no outer headers.",
            () => Chart(ChartSubject.Bytes, Clusters.Small("flannel", "host-gw"), c => c.Get("client", "api"))),
        new("chart-mtu-vxlan", "How far each packet is from the MTU of the devices it passes.",
            () => Chart(ChartSubject.Mtu, Clusters.Small(), c => c.Echo("client", "api"))),
        new("chart-mtu-too-large", "A packet that must not be cut does not fit the tunnel.",
            () => Chart(ChartSubject.Mtu, WithLargePodMtu(), c => c.Trace("client",
                new EchoProbe(c.Address("api"), DataBytes: 1472, Discovery: PathMtuDiscovery.Do)))),
        new("chart-rewrites-vxlan", "What changes in the headers: TTL, MAC addresses, and the tunnel's headers; addresses stay.",
            () => Chart(ChartSubject.Rewrites, Clusters.Small(), c => c.Get("client", "api"))),
        new("chart-rewrites-outside", "Out of the cluster: the source address becomes the node's.",
            () => Chart(ChartSubject.Rewrites, Clusters.Small(), c => c.Trace("client", new EchoProbe(c.Topology.Underlay.Router!.Addresses[0])))),
        new("chart-rewrites-fragments", "Larger than the MTU: cut on the way out, put together at the end.",
            () => Chart(ChartSubject.Rewrites, Clusters.Small(), c => c.Trace("client", new EchoProbe(c.Address("api"), DataBytes: 3000)))),
        new("chart-bytes-localhost", "Tiny: a container asks its neighbour in the same pod.",
            () => Chart(ChartSubject.Bytes, Clusters.Small(), c => c.Trace("web", new TcpProbe(Model.Addressing.IpAddress.LoopbackV4, 80)))),
        new("chart-bytes-five-thousand", "5,000 nodes: from one rack to another.",
            () => Chart(ChartSubject.Bytes, Clusters.FiveThousand(), c => c.AcrossRacks())),
        new("chart-mtu-hostile", "Names that are too long, or try to be markup.",
            () => Chart(ChartSubject.Mtu, Clusters.Hostile(), c => c.Trace(c.Topology.Pods[0], new TcpProbe(c.Topology.Pods[2].Address, 80)))),
        new("chart-bytes-dropped", "Dropped on the way: the bars end there.",
            () => Chart(ChartSubject.Bytes, WithRule(new DropTarget()), c => c.Get("client", "api"))),
        new("chart-bytes-not-sent", "Not sent: the pod has no route.",
            () => Chart(ChartSubject.Bytes, WithoutPodRoute(), c => c.Echo("client", "api"))),
    ];

    private static (Scene, string) Chart(ChartSubject subject, Cluster cluster, Func<Cluster, Exchange> probe)
    {
        TraceChartView view = new(cluster, probe(cluster), subject, Seed: 1);
        return (new TraceChartDiagram().Draw(view), new TraceChartDiagram().Describe(view));
    }


    private static IEnumerable<GalleryPicture> Rooms() =>
    [
        new("room-trace-vxlan", "Pod to pod through flannel's tunnel.",
            () => Trace(Clusters.Small(), c => c.Get("client", "api"), height: Room)),
        new("room-trace-reply", "With the reply's way.",
            () => Trace(Clusters.Small("bridge", ""), c => c.Get("client", "api"), reply: true, height: Room)),
        new("room-trace-dropped", "Dropped by a rule.", () => Trace(WithRule(new DropTarget()), c => c.Get("client", "api"), height: Room)),
        new("room-trace-outside", "Out of the cluster: the source address becomes the node's.",
            () => Trace(Clusters.Small(), c => c.Trace("client", new EchoProbe(c.Topology.Underlay.Router!.Addresses[0])), height: Room)),
        new("room-trace-hostile", "Names that are too long, or try to be markup.",
            () => Trace(Clusters.Hostile(), c => c.Trace(c.Topology.Pods[0], new TcpProbe(c.Topology.Pods[2].Address, 80)), height: Room)),
        new("room-trace-programs", "Programs send the packet on.", () => Trace(Clusters.Small("cilium", "vxlan"), c => c.Get("client", "api"), height: Room)),
        new("room-visit-vxlan", "The apartment view.", () => Visit(Clusters.Small(), c => c.Get("client", "api"), height: Room)),
        new("room-visit-dropped", "The apartment view, dropped by a rule.",
            () => Visit(WithRule(new DropTarget()), c => c.Get("client", "api"), height: Room)),
        new("room-stack-vxlan", "A pod's stack.", () => Stack(Clusters.Small(), c => c.Topology.Pods[0], Room)),
    ];

    private static (Scene, string) Visit(Cluster cluster, Func<Cluster, Exchange> probe, bool reply = false, double? height = null)
    {
        TraceView view = new(cluster, probe(cluster), reply, Seed: 1, Height: height);
        return (new ApartmentTraceDiagram().Draw(view), new ApartmentTraceDiagram().Describe(view));
    }

    private static (Scene, string) Apartments(Cluster cluster)
    {
        TopologyView view = new(cluster, Seed: 1);
        return (new ApartmentDiagram().Draw(view), new ApartmentDiagram().Describe(view));
    }

    private static (Scene, string) Topology(Cluster cluster)
    {
        TopologyView view = new(cluster, Seed: 1);
        return (new TopologyDiagram().Draw(view), new TopologyDiagram().Describe(view));
    }

    private static (Scene, string) Trace(Cluster cluster, Func<Cluster, Exchange> probe, bool reply = false, double? height = null)
    {
        TraceView view = new(cluster, probe(cluster), reply, Seed: 1, Height: height);
        return (new TraceDiagram().Draw(view), new TraceDiagram().Describe(view));
    }

    private static (Scene, string) Stack(Cluster cluster, Func<Cluster, ClusterPod> pod, double? height = null)
    {
        StackView view = new(cluster, pod(cluster).Id, Seed: 1, height);
        return (new StackDiagram().Draw(view), new StackDiagram().Describe(view));
    }

    private static Cluster Silent()
    {
        Cluster cluster = Clusters.Small();
        return cluster.With(cluster.Namespace(cluster.Pod("api")).ToBuilder().SetSysctl("net.ipv4.icmp_echo_ignore_all", 1).Build());
    }

    private static Cluster WithRule(Target target)
    {
        Cluster cluster = Clusters.Small();
        Rule rule = new([new DestinationMatch(Model.Addressing.IpPrefix.Host(cluster.Address("api")))], target);
        return cluster.With(Kernel(cluster, 1).Insert("filter", "FORWARD", 1, rule).Build());
    }

    private static Cluster WithReplyLost()
    {
        Cluster cluster = Clusters.Small();
        Rule rule = new([new SourceMatch(Model.Addressing.IpPrefix.Host(cluster.Address("api")))], new DropTarget());
        return cluster.With(Kernel(cluster, 0).Insert("filter", "FORWARD", 1, rule).Build());
    }

    private static Cluster WithoutRoute()
    {
        Cluster cluster = Clusters.Small();
        NamespaceBuilder kernel = Kernel(cluster, 0);
        kernel.Routes.RemoveAll(r => r.Destination == cluster.Topology.Nodes[1].PodCidr || r.Destination.Length == 0);
        return cluster.With(kernel.Build());
    }

    private static Cluster WithBlackhole()
    {
        Cluster cluster = Clusters.Small();
        NamespaceBuilder kernel = Kernel(cluster, 0);
        kernel.Routes.RemoveAll(r => r.Destination == cluster.Topology.Nodes[1].PodCidr);
        kernel.Routes.Add(new(cluster.Topology.Nodes[1].PodCidr) { Type = RouteType.Blackhole });
        return cluster.With(kernel.Build());
    }

    private static Cluster WithoutPodRoute()
    {
        Cluster cluster = Clusters.Small();
        NamespaceBuilder kernel = cluster.Namespace(cluster.Pod("client")).ToBuilder();
        kernel.Routes.RemoveAll(r => r.Via is not null);
        return cluster.With(kernel.Build());
    }

    private static Cluster WithLargePodMtu()
    {
        Cluster cluster = Clusters.Small();
        NamespaceBuilder kernel = cluster.Namespace(cluster.Pod("client")).ToBuilder();
        int eth0 = kernel.Devices.FindIndex(d => d.Name == "eth0");
        kernel.Devices[eth0] = kernel.Devices[eth0] with { Mtu = 1500 };
        return cluster.With(kernel.Build());
    }

    private static NamespaceBuilder Kernel(Cluster cluster, int node) => cluster.Namespace(cluster.Topology.Nodes[node].Id).ToBuilder();
}
