using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using PodNet.Datapath;
using PodNet.Diagrams.Charts;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Svg;
using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Tests;

public sealed partial class LayoutTests
{
    [Fact]
    public void Topologies_of_any_cluster_keep_the_rules() => GeneratedClusters.Any.Sample(
        cluster =>
        {
            TopologyView view = new(cluster, Seed: 1);
            Scene scene = new TopologyDiagram().Draw(view);
            LayoutRules.Check(scene);
            Assert.InRange(scene.Height, 1, 560);
            Assert.InRange(scene.Shapes.Count(s => s is not Label), 1, 150);
            string svg = SvgWriter.Write(scene);
            Assert.InRange(Encoding.UTF8.GetByteCount(svg), 1, 40_000);
            SafeXml(svg);
            SameAddresses(scene, new TopologyDiagram().Describe(view));
        },
        iter: 200, threads: 1);

    [Fact]
    public void Stacks_of_any_pod_keep_the_rules() => GeneratedClusters.Any.Where(c => c.Topology.Pods.Count > 0).Sample(
        cluster =>
        {
            StackView view = new(cluster, cluster.Topology.Pods[^1].Id);
            Scene scene = new StackDiagram().Draw(view);
            LayoutRules.Check(scene);
            Assert.InRange(scene.Height, 1, 640);
            Assert.Equal(6, scene.Shapes.Count(s => s is Label { Style: TextStyle.Name }));
            SafeXml(SvgWriter.Write(scene));
            SameAddresses(scene, new StackDiagram().Describe(view));
        },
        iter: 200, threads: 1);

    [Fact]
    public void Complexes_of_any_cluster_keep_the_rules() => GeneratedClusters.Any.Sample(
        cluster =>
        {
            TopologyView view = new(cluster, Seed: 1);
            Scene scene = new ApartmentDiagram().Draw(view);
            LayoutRules.Check(scene);
            Assert.InRange(scene.Height, 1, 620);
            Assert.InRange(scene.Shapes.Count(s => s is not Label), 1, 150);
            string svg = SvgWriter.Write(scene);
            Assert.InRange(Encoding.UTF8.GetByteCount(svg), 1, 40_000);
            SafeXml(svg);
            SameAddresses(scene, new ApartmentDiagram().Describe(view));
        },
        iter: 200, threads: 1);

    [Fact]
    public void Visits_keep_the_rules() => Traced.Sample(
        view =>
        {
            Scene scene = new ApartmentTraceDiagram().Draw(view);
            LayoutRules.Check(scene);
            Assert.True(scene.Height <= 760, SceneText.Write(scene));
            Assert.InRange(scene.Shapes.Count(s => s is not Label), 1, 150);
            SafeXml(SvgWriter.Write(scene, new(Theme.Dark)));
            SameAddresses(scene, new ApartmentTraceDiagram().Describe(view));
        },
        print: v => $"{v.Exchange.From}: {v.Exchange.Probe}, reply {v.ShowReply}", iter: 200, threads: 1);

    [Fact]
    public void Traces_keep_the_rules() => Traced.Sample(
        view =>
        {
            Scene scene = new TraceDiagram().Draw(view);
            LayoutRules.Check(scene);
            Assert.True(scene.Height <= 900, SceneText.Write(scene));
            SafeXml(SvgWriter.Write(scene, new(Theme.Dark)));
            SameAddresses(scene, new TraceDiagram().Describe(view));
        },
        print: v => $"{v.Exchange.From}: {v.Exchange.Probe}, reply {v.ShowReply}", iter: 200, threads: 1);

    [Fact]
    public void Charts_keep_the_rules() => Traced.Sample(
        view =>
        {
            foreach (ChartSubject subject in Enum.GetValues<ChartSubject>())
            {
                TraceChartView chart = new(view.Cluster, view.Exchange, subject, Seed: 1);
                Scene scene = new TraceChartDiagram().Draw(chart);
                LayoutRules.Check(scene);
                Assert.InRange(scene.Height, 1, 900);
                SafeXml(SvgWriter.Write(scene, new(Theme.Dark)));
                Assert.All(chart.Chart.Bars, b => Assert.Contains(b.Note, new TraceChartDiagram().Describe(chart), StringComparison.Ordinal));
            }
        },
        print: v => $"{v.Exchange.From}: {v.Exchange.Probe}", iter: 200, threads: 1);

    [Fact]
    public void Pictures_for_a_room_keep_the_rules_and_fit_the_screen() => Traced.Select(Gen.Int[(int)Gallery.Room, 660]).Sample(
        (view, height) =>
        {
            TraceView room = view with { Height = height };
            foreach (IDiagram<TraceView> diagram in (IDiagram<TraceView>[])[new TraceDiagram(), new ApartmentTraceDiagram()])
            {
                Scene scene = diagram.Draw(room);
                LayoutRules.Check(scene);
                Assert.True(scene.Height <= height, SceneText.Write(scene));
                Assert.Contains(scene.Shapes, s => s is Label { Style: TextStyle.Mono or TextStyle.MonoBold } l && l.At.Y > 380);
                SameAddresses(scene, diagram.Describe(room));
            }

            Assert.True(new StackDiagram().Draw(new(room.Cluster, room.Cluster.Topology.Pods[0].Id, Height: height)).Height <= height);
        },
        print: t => $"{t.Item1.Exchange.From}: {t.Item1.Exchange.Probe}, reply {t.Item1.ShowReply}, {t.Item2} px", iter: 200, threads: 1);

    [Fact]
    public void At_scale_2_no_letter_is_smaller_than_24_px()
    {
        Cluster cluster = Clusters.Small();
        string svg = SvgWriter.Write(new TraceDiagram().Draw(new(cluster, cluster.Get("client", "api"), Height: Gallery.Room)), new(Scale: 2));
        Match size = Regex.Match(svg, "viewBox=\"0 0 (\\d+) \\d+\" width=\"(\\d+)\"");
        int[] letters = [.. Regex.Matches(svg, @"font:\d+ (\d+)px").Select(m => int.Parse(m.Groups[1].Value))];
        Assert.NotEmpty(letters);
        Assert.All(letters, l => Assert.True(l * int.Parse(size.Groups[2].Value) / int.Parse(size.Groups[1].Value) >= 24));
    }

    private static Gen<TraceView> Traced { get; } =
        from cni in Gen.OneOf("{name: bridge}", "{name: flannel, mode: vxlan}", "{name: flannel, mode: host-gw}")
        from nodes in Gen.Int[1, 6]
        from pods in Gen.Int[1, 5]
        from @base in Gen.OneOf("192.168.50", "192.168.150")
        from a in Gen.Int[1, 30]
        from b in Gen.Int[1, 30]
        from kind in Gen.Int[0, 4]
        from fault in Gen.Int[0, 5]
        from reply in Gen.Bool
        from shape in Gen.Frequency((4, Gen.Const(0)), (4, Gen.Int[1, 5]))
        from twoSubnets in Gen.Int[0, 3]
        select Trace(cni, nodes, pods, @base, a, b, kind, fault, reply, shape, twoSubnets == 0);

    private static Cluster Shaped(Cluster cluster, int shape) => shape switch
    {
        1 => cluster.Routed(),
        2 => cluster.Routed().WithPrograms(),
        3 => cluster.WithWayOn("datapath"),
        4 => cluster.WithWayOn(null),
        5 => cluster.WithPrograms(),
        _ => cluster,
    };

    private static TraceView Trace(
        string cni, int nodes, int pods, string network, int a, int b, int kind, int fault, bool reply, int shape, bool twoSubnets)
    {
        if (shape > 0 && cni == "{name: bridge}") cni = "{name: flannel, mode: vxlan}";
        Cluster cluster = ClusterBuilder.Load(
            "nodes:\n"
            + string.Concat(Enumerable.Range(1, nodes)
                .Select(n => $"- {{name: a-rather-long-name-of-a-node-{n}, address: {network}.{n + 150}}}\n"))
            + $"networking: {{podSubnet: 10.244.0.0/16, cni: {cni}}}\npods:\n"
            + string.Concat(Enumerable.Range(1, nodes).SelectMany(n => Enumerable.Range(1, pods)
                .Select(p => $"- {{name: deployment-7d4b9c6f5-x{n}{p}, node: a-rather-long-name-of-a-node-{n}, image: nginx}}\n"))));
        cluster = Shaped(cluster, shape);
        if (twoSubnets) cluster = cluster.OnTwoSubnets();
        ClusterPod from = cluster.Topology.Pods[a % cluster.Topology.Pods.Count],
            to = cluster.Topology.Pods[b % cluster.Topology.Pods.Count];
        if (fault == 1)
        {
            NamespaceBuilder kernel = cluster.Namespace(cluster.Topology.Nodes.First(n => n.Name == to.Node).Id).ToBuilder();
            kernel.Routes.RemoveAll(r => r.Table == RouteTable.Main && r.Destination.Length > 0);
            cluster = cluster.With(kernel.Build());
        }

        Probe probe = kind switch
        {
            0 => new EchoProbe(to.Address),
            1 => new TcpProbe(to.Address, 80),
            2 => new TcpProbe(to.Address, 81),
            3 => new EchoProbe(cluster.Topology.Underlay.Router!.Addresses[0]),
            _ => new EchoProbe(to.Address, DataBytes: 3000),
        };
        return new(cluster, PacketTracer.Trace(cluster, KernelState.Cold, from.Id, probe, new(SimulatedTime.Start)).Exchange, reply);
    }

    private static void SafeXml(string svg)
    {
        XDocument document = XDocument.Parse(svg);
        Assert.DoesNotContain(document.Descendants(), e => e.Name.LocalName is "script" or "x" or "foreignObject" or "image" or "a");
        string[] ids = [.. document.Descendants().Attributes("id").Select(i => i.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.DoesNotContain(document.Descendants().Attributes(), a =>
            a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || a.Name.LocalName == "href");
        Assert.DoesNotContain('\u202e', svg);
    }

    private static void SameAddresses(Scene scene, string text)
    {
        HashSet<string> written = [.. Address().Matches(text).Select(m => m.Value)];
        foreach (Shape shape in scene.Shapes)
        {
            string shown = shape switch { Label l => l.Text, Chip c => c.Text, _ => "" };
            if (shown.Contains('…', StringComparison.Ordinal)) continue;
            foreach (Match match in Address().Matches(shown)) Assert.Contains(match.Value, written);
        }
    }

    [GeneratedRegex(@"\b\d+\.\d+\.\d+\.\d+\b")]
    private static partial Regex Address();
}
