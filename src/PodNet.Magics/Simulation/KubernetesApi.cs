using PodNet.Containers;
using PodNet.Datapath;
using PodNet.Engine.State;
using PodNet.Kubectl;
using PodNet.Kubectl.Shell;
using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Magics.Simulation;

/// <summary>The session's cluster as its API server and kubelets have it: what kubectl does to objects changes kernels, and what programs in containers do
/// to kernels is there for the next trace.</summary>
public static class KubernetesApi
{
    /// <summary>Runs the lines of a cell as kubectl commands. The session's state is what the last one left, also when one failed.</summary>
    /// <param name="readFile">The text of a file that -f names, or null when there is none.</param>
    /// <exception cref="MagicException">There is no cluster yet.</exception>
    public static (SessionState After, ShellResult Result) Run(SessionState state, string block, Func<string, string?> readFile)
    {
        ShellResult result = KubectlShell.Run(block, Context(state) with { ReadFile = readFile }, state.ShellVariables);
        return (After(state, result.Cluster, result.Runtime) with { ShellVariables = result.Variables }, result);
    }

    /// <summary>What kubectl commands work on in this session.</summary>
    /// <exception cref="MagicException">There is no cluster yet.</exception>
    public static KubectlContext Context(SessionState state)
    {
        ControlPlane cluster = state.Objects is { } objects
            ? new(objects, new ClusterPodNetwork(state.RequiredCluster))
            : ClusterPodNetwork.ControlPlaneOf(state.RequiredCluster, Date(SimulatedTime.Start));
        ContainerRuntime runtime = new(state.RequiredCluster, state.Kernel, state.Clock, state.Seed) { Written = state.Logs, LastExchange = state.LastExchange };
        return new(cluster, runtime, new(Date(state.Clock), state.Seed)) { BeforeCommand = NextCommand };
    }

    /// <summary>The session after kubectl commands.</summary>
    public static SessionState After(SessionState state, ControlPlane cluster, IContainerRuntime containers)
    {
        ContainerRuntime runtime = Current((ContainerRuntime)containers, cluster);
        return state with
        {
            Cluster = runtime.Cluster,
            Objects = cluster.Objects,
            Kernel = runtime.Kernel,
            Clock = runtime.Clock,
            Logs = runtime.Written,
            LastExchange = runtime.LastExchange,
        };
    }

    // As much time lies between two lines of a cell as between two cells.
    private static KubectlContext NextCommand(KubectlContext context)
    {
        ContainerRuntime runtime = Current((ContainerRuntime)context.Runtime, context.Cluster);
        runtime = runtime with { Clock = runtime.Clock.Plus(Session.TimePerCommand) };
        return context with { Runtime = runtime, Request = context.Request with { Now = Date(runtime.Clock) } };
    }

    // With a pod goes its namespace, and with that whatever its kernel had learned and its containers had written.
    private static ContainerRuntime Current(ContainerRuntime runtime, ControlPlane cluster)
    {
        Cluster network = ((ClusterPodNetwork)cluster.Network).Cluster;
        if (ReferenceEquals(network, runtime.Cluster)) return runtime;
        KernelState kernel = runtime.Kernel;
        foreach (NamespaceId id in kernel.Namespaces.Where(id => runtime.Cluster.Topology.Pod(id) is { } pod && !IsSame(network.Topology.Pod(id), pod)).ToArray())
            kernel = kernel.With(id, NamespaceState.Empty);
        return runtime with
        {
            Cluster = network,
            Kernel = kernel,
            // The id of "a.b" in "default" is that of "b" in "a".
            Written = runtime.Written.Keeping((space, name) => network.Topology.Pod(PlannedPod.IdOf(space, name)) is { } pod
                && (pod.Namespace, pod.Name) == (space, name) && IsSame(runtime.Cluster.Topology.Pod(pod.Id), pod)),
        };
    }

    private static bool IsSame(ClusterPod? one, ClusterPod? other) =>
        one is not null && other is not null && (one.Namespace, one.Name, one.Node, one.Address) == (other.Namespace, other.Name, other.Node, other.Address);

    private static DateTimeOffset Date(SimulatedTime time) => new(time.ToDateTime(), TimeSpan.Zero);
}
