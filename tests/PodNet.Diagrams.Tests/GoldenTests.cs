using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Svg;
using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Tests;

public sealed class GoldenTests
{
    public static TheoryData<string> Names => [.. Pictures.Keys];

    private static Dictionary<string, Func<(Scene Scene, string Text)>> Pictures { get; } = new()
    {
        ["topology-vxlan"] = () => Topology(Clusters.Small()),
        ["topology-bridge"] = () => Topology(Clusters.Small("bridge", "")),
        ["topology-crowded"] = () => Topology(Many(4, 6)),
        ["topology-three"] = () => Topology(Many(3, 2)),
        ["topology-five-pods"] = () => Topology(Many(2, 5)),
        ["topology-many"] = () => Topology(Many(40, 9)),
        ["trace-vxlan"] = () => Trace(Clusters.Small(), c => c.Get("client", "api")),
        ["trace-same-node"] = () => Trace(Clusters.Small(), c => c.Get("client", "web")),
        ["trace-host-gw-reply"] = () => Trace(Clusters.Small("flannel", "host-gw"), c => c.Echo("client", "api"), reply: true),
        ["trace-vxlan-reply"] = () => Trace(Clusters.Small(), c => c.Echo("client", "api"), reply: true),
        ["trace-refused"] = () => Trace(Clusters.Small(), c => c.Get("client", "api", 81)),
        ["trace-dropped-by-rule"] = () => Trace(WithDrop(Clusters.Small()), c => c.Get("client", "api")),
        ["trace-no-route"] = () => Trace(WithoutRoute(Clusters.Small()), c => c.Echo("client", "api")),
        ["trace-outside"] = () => Trace(Clusters.Small(), c => c.Trace("client", new EchoProbe(c.Topology.Underlay.Router!.Addresses[0]))),
        ["trace-localhost"] = () => Trace(Clusters.Small(), c => c.Trace("web", new TcpProbe(Model.Addressing.IpAddress.LoopbackV4, 80))),
        ["trace-large-cluster"] = () => Trace(Many(40, 9), c => c.Echo("pod-1-1", "pod-30-2")),
        ["stack-vxlan"] = () => Stack(Clusters.Small(), "web"),
        ["stack-bridge"] = () => Stack(Clusters.Small("bridge", ""), "web"),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Pictures_and_their_texts_are_as_they_were(string name)
    {
        (Scene scene, string text) = Pictures[name]();
        Golden.Check(name + ".scene.txt", SceneText.Write(scene));
        Golden.Check(name + ".txt", text);
        Golden.Check(name + ".svg", SvgWriter.Write(scene));
        if (name is "trace-vxlan" or "topology-vxlan") Golden.Check(name + "-dark.svg", SvgWriter.Write(scene, new(Theme.Dark, 1.6)));
    }

    private static (Scene, string) Topology(Cluster cluster)
    {
        TopologyView view = new(cluster, Seed: 1);
        return (new TopologyDiagram().Draw(view), new TopologyDiagram().Describe(view));
    }

    private static (Scene, string) Trace(Cluster cluster, Func<Cluster, Exchange> probe, bool reply = false)
    {
        TraceView view = new(cluster, probe(cluster), reply);
        return (new TraceDiagram().Draw(view), new TraceDiagram().Describe(view));
    }

    private static (Scene, string) Stack(Cluster cluster, string pod)
    {
        StackView view = new(cluster, cluster.Pod(pod));
        return (new StackDiagram().Draw(view), new StackDiagram().Describe(view));
    }

    private static Cluster Many(int nodes, int pods) => Datapath.ClusterBuilder.Load(
        $"nodes: [{string.Join(", ", Enumerable.Range(1, nodes).Select(n => $"{{name: node{n}}}"))}]\n"
        + "networking: {podSubnet: 10.244.0.0/16, cni: {name: flannel, mode: vxlan}}\npods:\n"
        + string.Concat(Enumerable.Range(1, nodes).SelectMany(n => Enumerable.Range(1, pods)
            .Select(p => $"- {{name: pod-{n}-{p}, node: node{n}, image: {(p % 2 == 0 ? "nginx" : "busybox")}}}\n"))));

    private static Cluster WithDrop(Cluster cluster)
    {
        NamespaceId node = cluster.Topology.Nodes[1].Id;
        Rule drop = new([new DestinationMatch(Model.Addressing.IpPrefix.Host(cluster.Address("api")))], new DropTarget());
        return cluster.With(cluster.Namespace(node).ToBuilder().Insert("filter", "FORWARD", 1, drop).Build());
    }

    private static Cluster WithoutRoute(Cluster cluster)
    {
        ClusterNode node = cluster.Topology.Nodes[0], peer = cluster.Topology.Nodes[1];
        NamespaceBuilder builder = cluster.Namespace(node.Id).ToBuilder();
        builder.Routes.RemoveAll(r => r.Destination == peer.PodCidr || r.Destination.Length == 0);
        return cluster.With(builder.Build());
    }
}
