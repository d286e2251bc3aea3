using System.Globalization;
using PodNet.Diagrams.Comparing;
using PodNet.Diagrams.Layout;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Text;

namespace PodNet.Diagrams;

/// <summary>One packet under several CNIs: a lane for each, with the namespaces that it crosses and their devices, the same namespaces below each
/// other.</summary>
public sealed class ComparisonDiagram : IDiagram<ComparisonView>
{
    private const double Top = 70;
    private const double HeadsHeight = 22;

    /// <inheritdoc/>
    public Scene Draw(ComparisonView subject)
    {
        ComparedFacts?[] facts = [.. subject.Runs.Select(ComparedFacts.Of)];
        SceneBuilder scene = new();
        string subtitle = Subtitle(subject, facts);
        scene.Text(new(ClusterLayout.Margin, 32), subject.Title, TextStyle.Heading, ClusterLayout.Width - 2 * ClusterLayout.Margin);
        scene.Text(new(ClusterLayout.Margin, 52), subtitle, TextStyle.Word, ClusterLayout.Width - 2 * ClusterLayout.Margin);
        LaneColumns columns = LaneColumns.Of(facts.OfType<ComparedFacts>().Select(f => f.Places));
        columns.PaintHeads(scene, Top + 12);
        LanePainter painter = new(scene, columns);
        double y = Top + HeadsHeight;
        for (int i = 0; i < facts.Length; i++) y = painter.Paint(subject.Runs[i], facts[i], y, last: i + 1 == facts.Length);
        return scene.Build(ClusterLayout.Width, Math.Ceiling(y + 6), subject.Title, Description(subject, facts));
    }

    /// <inheritdoc/>
    public string Describe(ComparisonView subject) => ComparisonText.Write(subject);

    private static string Subtitle(ComparisonView subject, ComparedFacts?[] facts)
    {
        int refused = facts.Count(f => f is null);
        string cannot = refused == 0 ? "" : $", {refused.ToString(CultureInfo.InvariantCulture)} of them cannot be in it";
        string seed = subject.Seed is { } s ? string.Create(CultureInfo.InvariantCulture, $" · seed {s}") : "";
        return $"the same cluster under {PodWords.Count(subject.Runs.Count, "CNI")}{cannot}{seed}";
    }

    private static string Description(ComparisonView subject, ComparedFacts?[] facts)
    {
        IEnumerable<string> lanes = subject.Runs.Select((run, i) => facts[i] is { } known
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{run.Cni}: {known.Verdict.Words}, {PodWords.Count(known.Hops.Count, "device")}, encapsulation {known.Encapsulation}")
            : $"{run.Cni}: cannot be in this cluster");
        return $"{subject.Title}. {string.Join("; ", lanes)}.";
    }
}
