using System.CommandLine;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Magics.Captures;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Cli.Commands;

/// <summary><c>podnet pcap</c>: a packet's way as a capture file.</summary>
internal static class PcapCommand
{
    private const ulong Seed = 1;

    private static readonly Option<string?> At = new("--at")
    {
        Description = "Only on these devices, as client:eth0,node1:eth0; by default on every one.",
        HelpName = "DEVICE,...",
    };

    private static readonly Option<string?> Out = new("--out") { Description = "The pcapng file to write; without it the frames are listed.", HelpName = "FILE" };

    private static readonly Option<bool> Cold = new("--cold")
    {
        Description = "Empty neighbour tables and connection tracking first, so that ARP is seen.",
    };

    public static Command Create(Terminal terminal)
    {
        Option<string> cluster = SharedOptions.ClusterFile();
        ProbeOptions probe = new();
        Command command = new ExampleCommand(
            "pcap", "Captures a packet's way through a cluster on every device at once, as a pcapng file for Wireshark. Exit code 1: no answer came.",
            "pcap --cluster cluster.yaml --from client --to web --port 80 --out trace.pcapng",
            "pcap --cluster cluster.yaml --from client --to web --size 3000 --at client:eth0")
        {
            cluster, At, Out, Cold,
        };
        foreach (Option option in probe.All) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            Cluster made = SharedOptions.Load(terminal, parsed.GetRequiredValue(cluster));
            TraceResult result = probe.Read(parsed, parsed.GetValue(Cold)).Run(made, KernelState.Cold, SimulatedTime.Start, Seed);
            CapturePlaces.Check(parsed.GetValue(At), result.Exchange);
            ExchangeCapture capture = ExchangeCapture.Of(made, result.Exchange, CapturePlaces.Of(parsed.GetValue(At)));
            if (parsed.GetValue(Out) is { } file) Write(terminal, file, capture.ToPcapng());
            else terminal.Out.Write(CaptureListing.Write(capture));
            return result.Exchange.Outcome == OutcomeKind.Answered ? ExitCodes.Yes : ExitCodes.No;
        });
        return command;
    }

    private static void Write(Terminal terminal, string file, byte[] bytes)
    {
        try
        {
            string path = terminal.PathOf(file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"{file} cannot be written: {refused.Message}");
        }
    }
}
