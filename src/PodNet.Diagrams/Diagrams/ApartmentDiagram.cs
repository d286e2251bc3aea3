using System.Globalization;
using PodNet.Diagrams.Layout;
using PodNet.Diagrams.Layout.Apartments;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Text;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Diagrams;

/// <summary>The cluster as an apartment complex: a node is a building, a pod an apartment, a container a room-mate, a bridge the hallway,
/// a tunnel the phone line. Each element is named in both vocabularies, each name and number is the kernel's, and a caption says where
/// the analogy breaks. Above 4 nodes or 6 pods a node the rest is an annex.</summary>
public sealed class ApartmentDiagram : IDiagram<TopologyView>
{
    private const int MostBuildings = 4;
    private const int MostApartments = 6;
    private const double Top = 58;

    /// <inheritdoc/>
    public Scene Draw(TopologyView subject)
    {
        ClusterSketch sketch = Choose(subject);
        ValueList<BuildingSketch> buildings = BuildingSketch.Of(sketch);
        SceneBuilder scene = new();
        string counts = Counts(subject.Cluster.Topology), facts = Facts(subject), limit = AnalogyLimit.Of(buildings);
        const double Left = ClusterLayout.Margin, Room = ClusterLayout.Width - 2 * Left;
        double end = scene.Text(new(Left, 30), counts, TextStyle.Heading, Room);
        scene.Text(new(Left + Room, 30), facts, TextStyle.Word, Left + Room - end - 16, Anchor.End);
        scene.Text(new(Left, 48), ApartmentWords.Key(buildings), TextStyle.Word, Room);
        ComplexLayout layout = ComplexLayout.Fitting(scene, sketch, buildings, Top);
        double bottom = AnalogyLimit.Paint(scene, limit, layout.Bottom + 8);
        return scene.Build(ClusterLayout.Width, Math.Ceiling(bottom + 10), $"Apartment view: {counts}", $"{counts}: {facts}. {limit}");
    }

    /// <inheritdoc/>
    public string Describe(TopologyView subject)
    {
        ClusterSketch sketch = Choose(subject);
        string head = $"{Counts(subject.Cluster.Topology)}\n{Facts(subject)}\n{ApartmentWords.Key(BuildingSketch.Of(sketch))}\n";
        return ApartmentText.Write(head, sketch, AnalogyLimit.Of(BuildingSketch.Of(sketch)));
    }

    private static string Counts(ClusterTopology topology) =>
        $"{ApartmentWords.Buildings(topology.Nodes.Count)}, {ApartmentWords.Apartments(topology.Pods.Count)}";

    private static string Facts(TopologyView subject)
    {
        ClusterTopology topology = subject.Cluster.Topology;
        string seed = subject.Seed is { } s ? string.Create(CultureInfo.InvariantCulture, $" · seed {s}") : "";
        return $"{topology.Cni.Label} · pods {topology.PodSubnet}{seed}";
    }

    private static ClusterSketch Choose(TopologyView subject)
    {
        int buildings = subject.Cluster.Topology.Nodes.Count <= MostBuildings ? MostBuildings : MostBuildings - 1;
        return ClusterSketch.Choose(subject.Cluster, subject.Keep ?? new HashSet<NamespaceId>(), buildings, _ => MostApartments);
    }
}
