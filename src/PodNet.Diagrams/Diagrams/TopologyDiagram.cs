using System.Globalization;
using PodNet.Diagrams.Layout;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Text;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Diagrams;

/// <summary>A cluster to draw.</summary>
/// <param name="Keep">Namespaces of nodes and pods that are drawn whole even where the rest is summarised; null: none in
/// particular.</param>
/// <param name="Seed">The session's seed, shown in the headline; null: not shown.</param>
public sealed record TopologyView(Cluster Cluster, IReadOnlySet<NamespaceId>? Keep = null, ulong? Seed = null);

/// <summary>The cluster as it is wired: nodes, pods, devices, the network between the nodes. Above 4 nodes or 6 pods a node the rest is a
/// count.</summary>
public sealed class TopologyDiagram : IDiagram<TopologyView>
{
    private const int MostNodes = 4;
    private const int MostPods = 6;
    private const double Top = 66;

    /// <inheritdoc/>
    public Scene Draw(TopologyView subject)
    {
        ClusterTopology topology = subject.Cluster.Topology;
        ClusterSketch sketch = Choose(subject);
        SceneBuilder scene = new();
        string counts = $"{PodWords.Count(topology.Nodes.Count, "node")}, {PodWords.Count(topology.Pods.Count, "pod")}";
        bool oneLine = sketch.Nodes.Count + (sketch.HiddenNodes > 0 ? 1 : 0) > 2;
        string facts = Facts(subject);
        double end = scene.Text(new(ClusterLayout.Margin, 31), counts, TextStyle.Heading);
        if (oneLine) scene.Text(new(end + 16, 31), facts, TextStyle.Word, ClusterLayout.Width - ClusterLayout.Margin - end - 16);
        else scene.Text(new(ClusterLayout.Margin, 51), facts, TextStyle.Word, ClusterLayout.Width - 2 * ClusterLayout.Margin);
        ClusterLayout layout = ClusterLayout.Fitting(scene, sketch, oneLine ? Top - 8 : Top);
        string title = $"Cluster of {counts}";
        return scene.Build(ClusterLayout.Width, Math.Ceiling(layout.Bottom + 14), title, $"{title}: {facts}.");
    }

    /// <inheritdoc/>
    public string Describe(TopologyView subject) => TopologyText.Write(subject, Facts(subject));

    private static ClusterSketch Choose(TopologyView subject)
    {
        // Of more than 4 nodes 3 are drawn, for the count of the others needs a place too.
        int nodes = subject.Cluster.Topology.Nodes.Count <= MostNodes ? MostNodes : MostNodes - 1;
        return ClusterSketch.Choose(subject.Cluster, subject.Keep ?? new HashSet<NamespaceId>(), nodes, _ => MostPods);
    }

    private static string Facts(TopologyView subject)
    {
        ClusterTopology topology = subject.Cluster.Topology;
        CniDescription cni = topology.Cni;
        string mtu = cni.Mtu == 1500 ? "" : string.Create(CultureInfo.InvariantCulture, $" · pod MTU {cni.Mtu}");
        string seed = subject.Seed is { } s ? string.Create(CultureInfo.InvariantCulture, $" · seed {s}") : "";
        string proxy = topology.Proxy == "none" ? "" : $" · kube-proxy {topology.Proxy}";
        return $"{cni.Label}{mtu} · pods {topology.PodSubnet} · services {topology.ServiceSubnet}{proxy}{seed}";
    }
}
