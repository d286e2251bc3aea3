using System.Reflection;
using Microsoft.DotNet.Interactive.Formatting;
using PodNet.Diagrams.Charts;
using PodNet.Magics;
using PodNet.Magics.Scripting;
using PodNet.Magics.Scripting.Formatters;
using PodNet.Model.Collections;
using TypeFormatterSourceAttribute = PodNet.Magics.Scripting.Formatters.TypeFormatterSourceAttribute;

namespace PodNet.Charts.Tests;

/// <summary>.NET Interactive finds our formatters by name; its own library is what is asked here.</summary>
public class HostTests
{
    public static TheoryData<Type> Showables =>
    [
        .. typeof(IShowable).Assembly.GetTypes().Concat(typeof(Jupyter.NotebookCells).Assembly.GetTypes())
            .Where(t => t is { IsClass: true, IsAbstract: false, IsPublic: true } && typeof(IShowable).IsAssignableFrom(t)),
    ];

    [Theory]
    [MemberData(nameof(Showables))]
    public void What_shows_itself_names_its_formatters(Type type)
    {
        TypeFormatterSourceAttribute source = Assert.IsType<TypeFormatterSourceAttribute>(type.GetCustomAttribute<TypeFormatterSourceAttribute>());
        Assert.Equal(typeof(ShowableFormatterSource), source.FormatterSourceType);
        Assert.Equal([OutputBundle.Html, OutputBundle.Plain], source.PreferredMimeTypes);
    }

    [Fact]
    public void The_library_gives_both_forms()
    {
        Session session = TraceChartTests.Small("vxlan");
        SessionCluster cluster = new(session);
        TracedExchange trace = cluster.Trace("client1", "web2", 80);
        foreach (IShowable value in (IShowable[])[cluster, trace, cluster.Show("node1", "ip route"), trace.Chart("mtu")])
        {
            Assert.Equal([OutputBundle.Html, OutputBundle.Plain], Formatter.GetPreferredMimeTypesFor(value.GetType()));
            OutputBundle own = value.Show();
            Assert.Equal(own[OutputBundle.Plain], Formatter.ToDisplayString(value, OutputBundle.Plain));
            string html = Formatter.ToDisplayString(value, OutputBundle.Html);
            Assert.Equal(Still(own[OutputBundle.Html]!), Still(html));
        }
    }

    [Fact]
    public void Asking_for_the_text_of_a_chart_does_not_count_as_showing_it()
    {
        Session session = TraceChartTests.Small("vxlan");
        TraceChart chart = new SessionCluster(session).Trace("client1", "web2", 80).Chart("mtu");
        Formatter.ToDisplayString(chart, OutputBundle.Plain);
        Assert.Contains("p.lib.basic)return", Formatter.ToDisplayString(chart, OutputBundle.Html), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_tables_in_the_library_too()
    {
        Session session = TraceChartTests.Small("vxlan");
        SessionCluster cluster = new(session);
        foreach (object rows in (object[])[cluster.Pods, cluster.Nodes, cluster.Trace("client1", "web2", 80).Figures])
        {
            string html = Formatter.ToDisplayString(rows, OutputBundle.Html);
            Assert.Matches("<table><thead><tr>.*<i>index</i>.*</tr></thead><tbody>", html);
        }

        ValueList<HopFigures> figures = cluster.Trace("client1", "web2", 80).Figures;
        Assert.Contains("MtuLeft", Formatter.ToDisplayString(figures, OutputBundle.Html), StringComparison.Ordinal);
    }

    // The script is carried by the first only.
    private static string Still(string html) => html.Split("<script>")[0];
}
