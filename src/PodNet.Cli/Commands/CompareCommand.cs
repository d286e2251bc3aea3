using System.CommandLine;
using PodNet.Diagrams.Charts;
using PodNet.Diagrams.Comparing;
using PodNet.Magics.Simulation;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Cli.Commands;

/// <summary><c>podnet compare</c>: one packet under several CNIs.</summary>
internal static class CompareCommand
{
    private const ulong Seed = 1;

    private static readonly Option<string?> Cni = new("--cni")
    {
        Description = "CNIs to compare, as bridge,flannel:vxlan; a name alone stands for all its modes; all by default.",
        HelpName = "CNI,...",
    };

    private static readonly Option<string?> Sort = new("--sort")
    {
        Description = $"Order of the rows: {string.Join(", ", ComparisonTable.SortKeys)}.",
        HelpName = "COLUMN",
    };

    private static readonly Option<string?> Chart = new("--chart")
    {
        Description = $"A chart instead of the picture and the table: {string.Join(" or ", ComparisonCharts.Names)}.",
        HelpName = "SUBJECT",
    };

    public static Command Create(Terminal terminal)
    {
        Option<string> cluster = SharedOptions.ClusterFile();
        Option<string> output = SharedOptions.Output("text", "svg");
        (Option<string?> theme, Option<string?> scale) = (SharedOptions.Theme(), SharedOptions.Scale());
        ProbeOptions probe = new();
        Command command = new ExampleCommand(
            "compare", "Sends one packet through a cluster under several CNIs, and compares what each does with it.",
            "compare --cluster cluster.yaml --from client --to web --port 80",
            "compare --cluster cluster.yaml --from client --to web --cni bridge,flannel:vxlan --output svg > compare.svg",
            "compare --cluster cluster.yaml --from client --to web --chart bytes")
        {
            cluster, Cni, Sort, Chart, output, theme, scale,
        };
        foreach (Option option in probe.All) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            PictureStyle style = PictureStyle.Of(parsed.GetValue(theme), parsed.GetValue(scale));
            Cluster made = SharedOptions.Load(terminal, parsed.GetRequiredValue(cluster));
            ComparisonView view = Comparison.Run(
                made, probe.Read(parsed, cold: true), CniChoices.Of(parsed.GetValue(Cni)), parsed.GetValue(Sort), SimulatedTime.Start, Seed);
            Picture picture = Comparison.ChartOf(parsed.GetValue(Chart), view) is { } chart ? Pictures.Chart(chart, style) : Pictures.Compare(view, style);
            terminal.Out.Write(parsed.GetRequiredValue(output) == "svg" ? picture.Svg : picture.Text.TrimEnd('\n') + "\n");
            return ExitCodes.Yes;
        });
        return command;
    }
}
