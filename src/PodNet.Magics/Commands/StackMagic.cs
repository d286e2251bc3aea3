using PodNet.Magics.Simulation;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Magics.Commands;

/// <summary><c>#!stack</c>: the layers from a container's process down to the network between the nodes.</summary>
internal sealed class StackMagic : IMagic
{
    public string Name => "#!stack";

    public string Help => "Draws a pod's network stack, layer by layer, with the command that shows each";

    public ValueList<MagicParameter> Parameters { get; } =
    [
        new("--pod", "the pod", "POD", ParameterKind.Implicit)
        {
            Required = true, Completions = static s => s.Cluster is { } cluster ? ClusterNames.Pods(cluster) : [],
        },
        .. PictureStyle.Parameters,
    ];

    public ValueList<MagicExample> Examples => [new("#!cluster --nodes 2\n#!stack web1", "The stack of one pod")];

    public MagicOutcome Run(MagicCall call, SessionState state)
    {
        PictureStyle style = PictureStyle.Of(call);
        ClusterPod pod = ClusterNames.Pod(state.RequiredCluster, call.Required("--pod"));
        Picture picture = Pictures.Stack(state.RequiredCluster, pod, state.Seed, style);
        return new(state, [picture.ToOutput("Every layer in words")]);
    }
}
