using PodNet.Containers;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Magics;

/// <summary>Everything a session knows at one moment. Immutable.</summary>
public sealed record SessionState
{
    /// <summary>The magics this session knows.</summary>
    public required MagicRegistry Magics { get; init; }

    /// <summary>The cluster, or null before the first <c>#!cluster</c>.</summary>
    public Cluster? Cluster { get; init; }

    /// <summary>The cluster's API objects; null as long as nobody asked for them.</summary>
    public ObjectStore? Objects { get; init; }

    /// <summary>What containers printed so far.</summary>
    public ContainerLogs Logs { get; init; } = ContainerLogs.Empty;

    /// <summary>Shell variables that <c>#!kubectl</c> cells set.</summary>
    public ValueList<KeyValuePair<string, string>> ShellVariables { get; init; }

    /// <summary>What the kernels learned so far.</summary>
    public KernelState Kernel { get; init; } = KernelState.Cold;

    /// <summary>The simulated clock.</summary>
    public SimulatedTime Clock { get; init; } = SimulatedTime.Start;

    /// <summary>Decides every random pick.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The newest trace, or null.</summary>
    public Exchange? LastExchange { get; init; }

    /// <summary>Which outputs of the document carry scripts.</summary>
    public ScriptCarriers Scripts { get; init; } = ScriptCarriers.None;

    /// <summary>The cluster.</summary>
    /// <exception cref="MagicException">There is none yet; the message shows how to make one.</exception>
    public Cluster RequiredCluster => Cluster
        ?? throw new MagicException("there is no cluster yet; make one first, for example: #!cluster --nodes 2");
}
