using System.CommandLine;
using PodNet.Cli.Output;
using PodNet.Magics.Simulation;
using PodNet.Model.Topology;

namespace PodNet.Cli.Commands;

/// <summary><c>podnet cluster</c>: shows what a cluster file makes.</summary>
internal static class ClusterCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<string> cluster = SharedOptions.ClusterFile();
        Option<string> output = SharedOptions.Output("text", "json", "svg");
        (Option<string?> theme, Option<string?> scale) = (SharedOptions.Theme(), SharedOptions.Scale());
        Option<string?> view = SharedOptions.View();
        Command command = new ExampleCommand(
            "cluster", "Shows the cluster that a cluster file describes.",
            "cluster --cluster cluster.yaml", "cluster --cluster cluster.yaml --output svg > cluster.svg",
            "cluster --cluster cluster.yaml --view apartment --output svg > apartments.svg")
        {
            cluster, output, view, theme, scale,
        };
        command.SetAction(parsed =>
        {
            PictureStyle style = PictureStyle.Of(parsed.GetValue(theme), parsed.GetValue(scale));
            PictureView shown = PictureViews.Of(parsed.GetValue(view));
            Cluster made = SharedOptions.Load(terminal, parsed.GetRequiredValue(cluster));
            terminal.Out.Write(parsed.GetRequiredValue(output) switch
            {
                "json" => ClusterJson.Of(made),
                "svg" => Pictures.Topology(made, seed: 1, style, shown).Svg,
                _ => Pictures.Topology(made, seed: 1, style, shown).Text.TrimEnd('\n') + "\n",
            });
            return ExitCodes.Yes;
        });
        return command;
    }
}
