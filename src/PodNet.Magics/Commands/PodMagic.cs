using PodNet.Magics.Simulation;
using PodNet.Model.Collections;

namespace PodNet.Magics.Commands;

/// <summary><c>#!pod</c>: a command's output in a pod.</summary>
internal sealed class PodMagic : IMagic
{
    public string Name => "#!pod";

    public string Help => "Shows what a command such as ip addr prints in a pod";

    public ValueList<MagicParameter> Parameters { get; } =
    [
        new("--name", "the pod", "POD", ParameterKind.Implicit)
        {
            Required = true, Completions = static s => s.Cluster is { } cluster ? ClusterNames.Pods(cluster) : [],
        },
        ShowCommands.Parameter,
    ];

    public ValueList<MagicExample> Examples => [new("#!cluster --nodes 1\n#!pod web1 --show \"ip addr\"", "A pod's addresses")];

    public MagicOutcome Run(MagicCall call, SessionState state) =>
        ShowCommands.Run(call, state, ClusterNames.Pod(state.RequiredCluster, call.Required("--name")).Id);
}
