using System.CommandLine;
using PodNet.Cli.Output;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Magics.Simulation;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Cli.Commands;

/// <summary><c>podnet trace</c>: follows a packet and its answer. Exit code 0 when an answer came, 1 when none did.</summary>
internal static class TraceCommand
{
    private const ulong Seed = 1;

    private static readonly Option<string> From = new("--from")
    {
        Description = "Pod or node that asks.",
        HelpName = "POD",
        Required = true,
    };

    private static readonly Option<string> To = new("--to")
    {
        Description = "Pod, node, IP address, or localhost.",
        HelpName = "TARGET",
        Required = true,
    };

    private static readonly Option<int?> Port = new("--port") { Description = "Destination port.", HelpName = "PORT" };
    private static readonly Option<string?> Protocol = new("--protocol")
    {
        Description = "tcp, udp or icmp; tcp when a port is given, else icmp.",
    };

    private static readonly Option<bool> Cold = new("--cold")
    {
        Description = "Empty neighbour tables and connection tracking first, so that ARP is seen.",
    };

    private static readonly Option<bool> Ipv6 = new("--ipv6") { Description = "Ask the target's IPv6 address, where the cluster has both families." };
    private static readonly Option<bool> All = new("--all") { Description = "Show every packet: ARP, flooded copies, retries." };
    private static readonly Option<bool> Reply = new("--reply") { Description = "Draw the answer's way too." };

    public static Command Create(Terminal terminal)
    {
        Option<string> cluster = SharedOptions.ClusterFile();
        Option<string> output = SharedOptions.Output("text", "json", "svg");
        (Option<string?> theme, Option<string?> scale) = (SharedOptions.Theme(), SharedOptions.Scale());
        Option<string?> view = SharedOptions.View();
        Command command = new ExampleCommand(
            "trace", "Follows a packet and its answer through the kernels of a cluster. Exit code 1: no answer came.",
            "trace --cluster cluster.yaml --from client --to web --port 80",
            "trace --cluster cluster.yaml --from client --to 10.244.1.2 --cold --all",
            "trace --cluster cluster.yaml --from client --to web --output svg > trace.svg",
            "trace --cluster cluster.yaml --from client --to web --view apartment --output svg > visit.svg")
        {
            cluster, From, To, Port, Protocol, Cold, Ipv6, All, Reply, output, view, theme, scale,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(Port) is < 1 or > 65535) throw new BadInputException("--port has to be a number from 1 to 65535");
            PictureStyle style = PictureStyle.Of(parsed.GetValue(theme), parsed.GetValue(scale));
            PictureView shown = PictureViews.Of(parsed.GetValue(view));
            Cluster made = SharedOptions.Load(terminal, parsed.GetRequiredValue(cluster));
            TraceRequest request = new(
                parsed.GetRequiredValue(From), parsed.GetRequiredValue(To),
                parsed.GetValue(Port), parsed.GetValue(Protocol), parsed.GetValue(Cold),
                Family: parsed.GetValue(Ipv6) ? IpFamily.V6 : null);
            TraceResult result = request.Run(made, KernelState.Cold, SimulatedTime.Start, Seed);
            terminal.Out.Write(parsed.GetRequiredValue(output) switch
            {
                "json" => TraceJson.Of(made, result.Exchange),
                "svg" => Pictures.Trace(made, result, Seed, style, shown, parsed.GetValue(All), parsed.GetValue(Reply)).Svg,
                _ => Pictures.Trace(made, result, Seed, style, shown, parsed.GetValue(All), parsed.GetValue(Reply)).Text.TrimEnd('\n') + "\n",
            });
            return result.Exchange.Outcome == OutcomeKind.Answered ? ExitCodes.Yes : ExitCodes.No;
        });
        return command;
    }
}
