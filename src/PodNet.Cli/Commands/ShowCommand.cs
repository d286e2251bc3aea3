using System.CommandLine;
using PodNet.Magics;
using PodNet.Magics.Simulation;
using PodNet.Model.Linux;

namespace PodNet.Cli.Commands;

/// <summary><c>podnet show</c>: what a Linux command prints in a namespace of the cluster, when nothing was sent yet.</summary>
internal static class ShowCommand
{
    private static readonly Argument<string> Namespace = new("NAMESPACE") { Description = "Pod, node, router or switch." };
    private static readonly Argument<string[]> Words = new("COMMAND")
    {
        Description = "The command after --: ip -d link, ip addr, ip route [show table T], ip rule, ip neigh, "
            + "bridge fdb, bridge link, iptables-save, conntrack -L, sysctl NAME, ss -tlnu.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Create(Terminal terminal)
    {
        Option<string> cluster = SharedOptions.ClusterFile();
        Command command = new ExampleCommand(
            "show", "Shows what a Linux command prints in a pod, on a node, or in the network between them.",
            "show node1 --cluster cluster.yaml -- ip route",
            "show web --cluster cluster.yaml -- ip -d link",
            "show node1 --cluster cluster.yaml -- iptables-save")
        {
            Namespace, cluster, Words,
        };
        command.SetAction(parsed =>
        {
            SessionState state = new()
            {
                Magics = MagicRegistry.Default,
                Cluster = SharedOptions.Load(terminal, parsed.GetRequiredValue(cluster)),
            };
            NamespaceId id = ClusterNames.Place(state.RequiredCluster, parsed.GetRequiredValue(Namespace));
            string text = KernelTables.Show(state, id, parsed.GetRequiredValue(Words));
            terminal.Out.Write(text.Length == 0 ? "" : text.TrimEnd('\n') + "\n");
            return ExitCodes.Yes;
        });
        return command;
    }
}
