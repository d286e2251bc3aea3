using System.CommandLine;
using PodNet.Magics.Simulation;
using PodNet.Model.Topology;

namespace PodNet.Cli.Commands;

/// <summary><c>podnet cni</c>: what the CNI plugin did.</summary>
internal static class CniCommand
{
    private static readonly Argument<string?> Pod = new("POD")
    {
        Description = "The pod; the first of the node by default.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Node = new("--node") { Description = "The node; the pod's by default.", HelpName = "NODE" };

    public static Command Create(Terminal terminal)
    {
        Option<string> cluster = SharedOptions.ClusterFile();
        Option<string> output = SharedOptions.Output("text", "json");
        Command command = new ExampleCommand(
            "cni", "Shows what the CNI plugin did for a pod: its result, its files, and the kernel objects by what they are for.",
            "cni web --cluster cluster.yaml",
            "cni web --cluster cluster.yaml --output json",
            "cni --node node1 --cluster cluster.yaml")
        {
            Pod, cluster, Node, output,
        };
        command.SetAction(parsed =>
        {
            Cluster made = SharedOptions.Load(terminal, parsed.GetRequiredValue(cluster));
            bool json = parsed.GetRequiredValue(output) == "json";
            if (json && parsed.GetValue(Pod) is null) throw new BadInputException("--output json is the result for a pod: name one");
            terminal.Out.Write(json
                ? CniReport.AddResult(made, parsed.GetValue(Pod)!) + "\n"
                : CniReport.Write(made, parsed.GetValue(Pod), parsed.GetValue(Node)));
            return ExitCodes.Yes;
        });
        return command;
    }
}
