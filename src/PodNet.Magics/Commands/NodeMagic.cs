using PodNet.Magics.Simulation;
using PodNet.Model.Collections;

namespace PodNet.Magics.Commands;

/// <summary><c>#!node</c>: a command's output on a node.</summary>
internal sealed class NodeMagic : IMagic
{
    public string Name => "#!node";

    public string Help => "Shows what a command such as ip route prints on a node, the router or a switch";

    public ValueList<MagicParameter> Parameters { get; } =
    [
        new("--name", "the node, router or switch", "NODE", ParameterKind.Implicit)
        {
            Required = true, Completions = static s => s.Cluster is { } cluster ? ClusterNames.Machines(cluster) : [],
        },
        ShowCommands.Parameter,
    ];

    public ValueList<MagicExample> Examples =>
    [
        new("#!cluster --nodes 2\n#!node node1 --show \"ip route\"", "A node's routes"),
        new("#!cluster --nodes 2\n#!node node1", "Addresses, routes and neighbours of a node"),
        new("#!cluster --nodes 2\n#!node sw --show \"bridge link\"", "The ports of the switch between the nodes"),
    ];

    public MagicOutcome Run(MagicCall call, SessionState state) =>
        ShowCommands.Run(call, state, ClusterNames.Node(state.RequiredCluster, call.Required("--name")));
}
