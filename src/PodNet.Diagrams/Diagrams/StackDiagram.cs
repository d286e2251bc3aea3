using System.Globalization;
using PodNet.Diagrams.Layout;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Text;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Diagrams;

/// <summary>A pod whose network stack is drawn.</summary>
/// <param name="Seed">The session's seed, shown in the subtitle; null: not shown.</param>
/// <param name="Height">Greatest height of the picture in px, 480 or more, for a screen in a room: the steps without their rows, which are in
/// the text; null: with them.</param>
public sealed record StackView(Cluster Cluster, NamespaceId Pod, ulong? Seed = null, double? Height = null);

/// <summary>The way out of a container as a staircase: container, pod network namespace, veth pair, bridge or CNI, node network, cluster
/// network; each with this pod's real interface, address and MTU, and the command that shows it.</summary>
public sealed class StackDiagram : IDiagram<StackView>
{
    private const double Top = 70;
    private const double RowHeight = 18;
    private const double Gap = 18;
    private const double Height = 73;
    private const double Width = 400;
    private const double Indent = 22;
    private const double Commands = 546;

    private static readonly ValueList<Role> Roles = [Role.Pod, Role.Pod, Role.Device, Role.Bridge, Role.NodeNetwork, Role.Node];

    /// <inheritdoc/>
    /// <exception cref="KeyNotFoundException">No such pod.</exception>
    public Scene Draw(StackView subject)
    {
        ValueList<StackLayer> layers = StackLayer.Of(subject.Cluster, subject.Pod);
        ClusterPod pod = subject.Cluster.Topology.Pod(subject.Pod)!;
        SceneBuilder scene = new();
        string title = $"Network stack of {pod.DisplayName}";
        string subtitle = $"{pod.Address} on {pod.Node}, {subject.Cluster.Topology.Cni.Label}; from the container outwards{Seed(subject)}";
        string name = TextMetrics.ShortenTo(Printable.Clean(pod.DisplayName), SceneBuilder.LongestName);
        scene.Text(new(20, 32), $"Network stack of {name}", TextStyle.Heading, 860, full: title);
        scene.Text(new(20, 52), subtitle, TextStyle.Word, 860);
        bool rows = subject.Height is not { } most || most >= HeightOf(layers.Count, rows: true);
        for (int i = 0; i < layers.Count; i++) Paint(scene, layers[i], i, layers.Count, rows);
        string description = $"{title}: {string.Join("; ", layers.Select(l => $"{l.Name}, {l.Facts}"))}.";
        return scene.Build(ClusterLayout.Width, HeightOf(layers.Count, rows), title, description);
    }

    /// <inheritdoc/>
    public string Describe(StackView subject) =>
        StackText.Write(subject.Cluster.Topology.Pod(subject.Pod)!, StackLayer.Of(subject.Cluster, subject.Pod), Seed(subject));

    private static string Seed(StackView subject) =>
        subject.Seed is { } seed ? string.Create(CultureInfo.InvariantCulture, $" · seed {seed}") : "";

    private static double HeightOf(int layers, bool rows) => rows
        ? Top + layers * (Height + Gap) - Gap + 16
        : Top - 8 + layers * (Height - RowHeight + Gap - 2) - Gap + 12;

    private static void Paint(SceneBuilder scene, StackLayer layer, int i, int count, bool rows)
    {
        double height = rows ? Height : Height - RowHeight, gap = rows ? Gap : Gap - 2;
        Rect box = new(20 + i * Indent, (rows ? Top : Top - 8) + i * (height + gap), Width, height);
        Role role = layer.Facts.StartsWith("no bridge", StringComparison.Ordinal) ? Role.RouteTable : Roles[i];
        scene.Box(role, box, 9);
        scene.Text(new(box.X + 14, box.Y + 23), layer.Name, TextStyle.Name);
        scene.Text(new(box.X + 14, box.Y + 43), layer.Facts, TextStyle.Mono, StackLayer.FactsWidth);
        if (rows) scene.Text(new(box.X + 14, box.Y + 61), layer.Row, TextStyle.MonoMuted, StackLayer.FactsWidth);
        PaintCommand(scene, layer, box, rows ? 31 : 26);
        if (i + 1 == count) return;
        double x = box.X + Indent + 22;
        scene.Add(Layer.Wires, new Line(Role.Wire, [new(x, box.Bottom), new(x, box.Bottom + gap)]));
    }

    private static void PaintCommand(SceneBuilder scene, StackLayer layer, Rect box, double below)
    {
        const double Right = ClusterLayout.Width - 20;
        double room = Right - box.Right - 16;
        string text = TextMetrics.Shorten($"$ {Printable.Clean(layer.Command)}", TextStyle.Mono, room - 14);
        double width = Math.Ceiling(TextMetrics.Width(text, TextStyle.Mono) + 14);
        Rect chip = new(Math.Min(Commands, Right - width), box.Y + below, width, 24); // a long command begins further left
        string where = layer.Where == "anywhere" ? "anywhere with kubectl:" : $"on {layer.Where}:";
        scene.Text(new(chip.X, chip.Y - 9), where, TextStyle.Word, Right - chip.X);
        scene.Add(Layer.Devices, new Chip(Role.Command, chip, text, TextStyle.Mono) { Title = Printable.Clean(layer.Command) });
        scene.Add(Layer.Wires, new Line(Role.Wire, [new(box.Right, chip.CenterY), new(chip.X, chip.CenterY)]));
    }
}
