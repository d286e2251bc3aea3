using System.Text;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Svg;
using PodNet.Engine.Programs;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Tests;

/// <summary>Pictures and texts as they were when somebody last looked at them. <c>UPDATE_GOLDEN=1</c> writes them anew.</summary>
public sealed class GoldenTests
{
    private static readonly string[] DarkToo =
    [
        "trace-vxlan", "topology-vxlan", "trace-dropped-by-rule", "stack-vxlan", "apartment-vxlan", "apartment-trace-vxlan",
        "apartment-trace-dropped", "chart-bytes-vxlan", "chart-rewrites-vxlan", "compare-three", "compare-twelve", "topology-programs", "trace-programs",
        "trace-two-switches", "apartment-one-hallway", "apartment-trace-routed",
    ];

    public static TheoryData<string> Names => [.. Gallery.Pictures.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Pictures_and_their_texts_are_as_they_were(string name)
    {
        GalleryPicture picture = Gallery.Pictures.Single(p => p.Name == name);
        (Scene scene, string text) = picture.Draw();
        string svg = SvgWriter.Write(scene);
        Golden.Check(name + ".scene.txt", SceneText.Write(scene));
        Golden.Check(name + ".txt", text);
        Golden.CheckInRepository(picture.File, svg);
        if (DarkToo.Contains(name)) Golden.CheckInRepository($"docs/gallery/{name}-dark.svg", SvgWriter.Write(scene, new(Theme.Dark)));
        LayoutRules.Check(scene);
        Assert.InRange(Encoding.UTF8.GetByteCount(svg), 1, 40_000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Pictures_and_their_texts_carry_the_seed(string name)
    {
        (Scene scene, string text) = Gallery.Pictures.Single(p => p.Name == name).Draw();
        Assert.Contains(scene.Shapes, s => s is Label l && l.Text.EndsWith("seed 1", StringComparison.Ordinal));
        Assert.Contains("seed 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_gallery_shows_every_picture()
    {
        StringBuilder page = new("""
            # Gallery

            Every kind of picture, from the smallest cluster to 5,000 nodes, with hostile names, and with everything that can go wrong.
            A test draws the pictures and writes this page; names, addresses and rows come from the simulated kernels.

            """.ReplaceLineEndings("\n"));
        foreach (IGrouping<string, GalleryPicture> kind in Gallery.Pictures.GroupBy(p => p.Kind))
        {
            page.Append($"\n## {kind.Key}\n");
            foreach (GalleryPicture picture in kind) Append(page, picture.Name, picture.Caption);
        }

        page.Append("\n## Dark\n");
        foreach (string name in DarkToo)
            Append(page, name + "-dark", $"For dark pages: {Gallery.Pictures.Single(p => p.Name == name).Caption}");
        Golden.CheckInRepository("docs/gallery.md", page.ToString());
    }

    [Fact]
    public void The_picture_of_the_readme_is_drawn_from_the_example()
    {
        Cluster cluster = Datapath.ClusterBuilder.Load(File.ReadAllText(Golden.InRepository("examples/two-nodes.yaml")));
        Scene scene = new TraceDiagram().Draw(new(cluster, cluster.Trace("client", new TcpProbe(cluster.Address("api"), 8080)), Seed: 1));
        LayoutRules.Check(scene);
        Golden.CheckInRepository("docs/readme/trace.svg", SvgWriter.Write(scene));
    }

    private static void Append(StringBuilder page, string name, string caption) =>
        page.Append($"\n{caption}\n\n![{caption}](gallery/{name}.svg)\n");
}
