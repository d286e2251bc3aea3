using System.CommandLine;
using PodNet.Lab.Recording;

namespace PodNet.Cli.Commands;

/// <summary><c>podnet lab record</c>: builds a cluster out of real network namespaces and records probes in it.</summary>
internal static class LabCommand
{
    private static readonly Option<string> Probes = new("--probes")
    {
        Description = "File with the probes to send: an array of {name, from, argv}, or a capture, whose probes are sent again.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Folder for probes.json, state/ and build.sh.",
        HelpName = "DIR",
        Required = true,
    };

    public static Command Create(Terminal terminal)
    {
        Option<string> cluster = SharedOptions.ClusterFile();
        Command record = new ExampleCommand(
            "record",
            "Builds the cluster out of real network namespaces (Linux; root or unprivileged), sends probes, captures every interface.",
            "lab record --cluster cluster.yaml --probes probes.json --out captures/mine")
        {
            cluster, Probes, Out,
        };
        record.SetAction((parsed, cancel) =>
        {
            try
            {
                new LabRecorder(terminal.Error).Run(
                    SharedOptions.Load(terminal, parsed.GetRequiredValue(cluster)),
                    ProbeRequest.ReadFile(SharedOptions.ReadText(terminal, parsed.GetRequiredValue(Probes))),
                    terminal.PathOf(parsed.GetRequiredValue(Out)),
                    cancel);
                return Task.FromResult(ExitCodes.Yes);
            }
            catch (LabException refused)
            {
                throw new BadInputException(refused.Message);
            }
        });
        return new Command("lab", "The same cluster on the real kernel.") { record };
    }
}
