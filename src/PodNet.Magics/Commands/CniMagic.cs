using PodNet.Magics.Simulation;
using PodNet.Model.Collections;

namespace PodNet.Magics.Commands;

/// <summary><c>#!cni</c>: what the CNI plugin did.</summary>
internal sealed class CniMagic : IMagic
{
    public string Name => "#!cni";

    public string Help => "Shows what the CNI plugin did for a pod: its result, its files, and the kernel objects by what they are for";

    public ValueList<MagicParameter> Parameters { get; } =
    [
        new("--pod", "the pod; the first of the node by default", "POD", ParameterKind.Implicit)
        {
            Completions = static s => s.Cluster is { } cluster ? ClusterNames.Pods(cluster) : [],
        },
        new("--node", "the node; the pod's by default", "NODE")
        {
            Completions = static s => s.Cluster is { } cluster ? ClusterNames.Nodes(cluster) : [],
        },
    ];

    public ValueList<MagicExample> Examples =>
    [
        new("#!cluster --nodes 2\n#!cni web1", "What was done for one pod"),
        new("#!cluster --nodes 2 --cni bridge\n#!cni --node node2", "Another plugin's work on a node"),
    ];

    public MagicOutcome Run(MagicCall call, SessionState state) =>
        new(state, [OutputBundle.OfText(CniReport.Write(state.RequiredCluster, call.Text("--pod"), call.Text("--node")).TrimEnd('\n'))]);
}
